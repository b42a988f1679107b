"""flask bgm …: what is done from the command line."""

from pathlib import Path

import click
from flask.cli import AppGroup

from bgm_portal import documents
from bgm_portal.demo import house

bgm = AppGroup("bgm", help="Commands of the portal.")


@bgm.command("docs")
@click.option("--check", is_flag=True, help="Only say whether they are current.")
def docs(*, check: bool) -> None:
    """Write the documents that are made from the code."""
    if not check:
        documents.write()
        return
    old = documents.outdated()
    if old:
        raise click.ClickException(f"Out of date, run make docs: {', '.join(old)}")


@bgm.command("demo")
@click.option("--port", type=click.IntRange(1, 65535), default=5000, show_default=True)
@click.option("--dir", "folder", type=click.Path(path_type=Path), default=Path("instance/demo"))
def demo(port: int, folder: Path) -> None:
    """Fill a folder with an invented year and run portal and worker on it."""
    try:
        house.run(folder, port)
    except house.CannotStart as why:
        raise click.ClickException(str(why)) from why
