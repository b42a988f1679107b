"""flask bgm …: what is done from the command line."""

import logging
import signal
import sys
from pathlib import Path

import click
from flask import Flask, current_app
from flask.cli import AppGroup
from flask_babel import gettext as _

from bgm_portal import doctor, documents, scheduler
from bgm_portal.core import clock
from bgm_portal.core.jobs import stop_requested
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


@bgm.command("worker")
@click.option(
    "--tick",
    type=click.FloatRange(min=0.05),
    help="Rehearse: run every job in this rhythm (seconds) and retry mail in proportion.",
)
def worker(*, tick: float | None) -> None:
    """Run all jobs by the clock until SIGTERM or Ctrl-C; finishes the message in hand."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(message)s")
    logging.getLogger("apscheduler").setLevel(logging.ERROR)  # it reports every skipped tick
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop_requested.set())
    if tick is not None:
        current_app.extensions["mail_terms"] = scheduler.rehearsal(tick)
    scheduler.Worker(_app(), scheduler.JOBS, tick=tick).run()


@bgm.command("job")
@click.argument("name", metavar="NAME", type=click.Choice([job.name for job in scheduler.JOBS]))
def job(name: str) -> None:
    """Run one job once, now."""
    click.echo(f"{name}: {scheduler.run_once(name, at=clock.now())}")


@bgm.command("doctor")
def examine() -> None:
    """Check the installation, and say how to mend what is wrong."""
    findings = doctor.examine(at=clock.now())
    for finding in findings:
        state = _("in Ordnung") if finding.well else _("Mangel")
        click.echo(f"{state:<12}{finding.what}: {finding.words}")
        if not finding.well:
            click.echo(f"{'':<12}{finding.mend}")
    if not all(finding.well for finding in findings):
        sys.exit(1)


def _app() -> Flask:
    """Return the application itself: its proxy is not valid in other threads."""
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]  # noqa: SLF001
    return app
