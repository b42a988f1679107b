"""flask bgm verify-audit."""

import click
from flask_babel import gettext as _
from flask_babel import ngettext

from bgm_portal.audit import queries, service
from bgm_portal.audit.chain import Flaw
from bgm_portal.core import clock

SHOWN = 20
WORDS = {
    Flaw.CHANGED: "an entry was changed",
    Flaw.MISSING: "an entry is gone before its time",
    Flaw.BROKEN: "the chain is broken",
    Flaw.UNSEALED: "entries wait for their seal for more than a day: is the worker running?",
    Flaw.STRAY: "an entry names a seal that does not exist",
    Flaw.REWRITTEN: "the noted fingerprint is not in the chain any more",
}


@click.command("verify-audit")
@click.option("--noted", metavar="FINGERPRINT", help="What the auditor wrote down earlier.")
def verify_command(noted: str | None) -> None:
    """Check that nobody changed the audit log, took something out of it, or wrote it anew."""
    try:
        earlier = bytes.fromhex(noted) if noted else None
    except ValueError as why:
        raise click.BadParameter(_("Das ist keine Prüfsumme."), param_hint="--noted") from why
    findings = service.verify(at=clock.now(), noted=earlier)
    number, last = queries.head()
    click.echo(
        _(
            "%(count)s Einträge versiegelt, %(waiting)s warten. Prüfsumme: %(fingerprint)s",
            count=number,
            waiting=queries.waiting(),
            fingerprint=last.hex(),
        )
    )
    for finding in findings[:SHOWN]:
        click.echo(f"{finding.number}: {WORDS[finding.flaw]}", err=True)
    if findings:
        raise click.ClickException(
            ngettext(
                "Das Protokoll hat einen Mangel.",
                "Das Protokoll hat %(num)s Mängel.",
                len(findings),
            )
        )
    click.echo(_("Das Protokoll ist unverändert."))
