"""flask bgm backup, restore, restore-drill, move-to."""

from datetime import datetime
from pathlib import Path

import click
from flask import current_app
from flask_babel import gettext as _

from bgm_portal.core import clock
from bgm_portal.core.errors import Refused

from . import backup, moving, proofs
from . import restore as restoring
from .restore import Restored

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command("backup")
@click.option("--dir", "folder", type=click.Path(file_okay=False, path_type=Path))
@click.option("--keep", type=click.IntRange(min=1), help="Remove all but this many newest ones.")
@click.option("--drill", is_flag=True, help="Rehearse at once that it can be restored.")
def backup_command(*, folder: Path | None, keep: int | None, drill: bool) -> None:
    """Write the database and uploads into one file while the portal goes on; never the keys."""
    folder = folder or Path(current_app.instance_path) / "backups"
    try:
        path = backup.make(folder, at=clock.now())
        restored = restoring.rehearse(path) if drill else None
    except Refused as why:
        raise click.ClickException(why.message) from why
    click.echo(path)
    if restored is not None:
        _tell(restored)
    for old in sorted(folder.glob("bgm-*.tar"))[: -keep if keep else 0]:
        old.unlink()
        click.echo(_("entfernt: %(file)s", file=old.name))


@click.command("restore")
@click.argument("file", type=FILE)
@click.option("--replace", is_flag=True, help="Throw away what is in the database now.")
def restore_command(file: Path, *, replace: bool) -> None:
    """Put a backup in the place of the database. Stop portal and worker first."""
    try:
        moving.insist_on_quiet(clock.now())
        restored = restoring.restore(file, replace=replace)
    except Refused as why:
        raise click.ClickException(why.message) from why
    _tell(restored)


@click.command("restore-drill")
@click.argument("file", type=FILE)
def drill_command(file: Path) -> None:
    """Prove that a backup is usable: restore it beside the portal, and throw that away again."""
    try:
        restored = restoring.rehearse(file)
    except Refused as why:
        raise click.ClickException(why.message) from why
    _tell(restored)
    click.echo(_("Die Sicherung ist brauchbar. An Ihrer Datenbank wurde nichts geändert."))


@click.command("move-to")
@click.argument("address")
def move_command(address: str) -> None:
    """Copy all rows to another database (postgresql://…), and compare; may be repeated."""
    try:
        for copied in moving.move(address, at=clock.now()):
            click.echo(f"{copied.table}: {copied.rows} ({copied.new})")
    except Refused as why:
        raise click.ClickException(why.message) from why
    click.echo(_("Jede Zeile ist angekommen. Setzen Sie jetzt BGM_DATABASE_URL auf diese Adresse."))


def _tell(restored: Restored) -> None:
    made = datetime.fromisoformat(restored.manifest.made_at)
    click.echo(
        _(
            "Sicherung vom %(made)s: %(rows)s Zeilen, wieder da und gezählt.",
            made=f"{clock.local(made):%d.%m.%Y, %H:%M}",
            rows=restored.rows,
        )
    )
    if restored.uncertain:
        click.echo(
            _(
                "%(count)s Nachrichten warteten damals. Sie gehen nicht von allein hinaus; "
                "unter „Betrieb“ lassen sie sich senden.",
                count=restored.uncertain,
            )
        )
    if restored.erased_again:
        click.echo(
            _(
                "%(count)s Zeilen waren nach der Sicherung gelöscht worden. Sie sind es wieder.",
                count=restored.erased_again,
            )
        )
    if restored.shut:
        click.echo(
            _(
                "%(count)s versiegelte Angaben lassen sich nicht mehr öffnen: Der Schlüssel ihres "
                "Angebots ist zerstört oder fehlt (event-keys.jsonl).",
                count=restored.shut,
            )
        )
    if restored.keys_missing:
        raise click.ClickException(
            _(
                "Es fehlen Schlüssel in BGM_SEAL_KEYS: %(names)s",
                names=", ".join(restored.keys_missing),
            )
        )


COMMANDS = (
    backup_command,
    restore_command,
    drill_command,
    move_command,
    proofs.verify_command,
)
