"""flask bgm …: what is done from the command line."""

import signal
import sys
from pathlib import Path
from typing import BinaryIO

import click
from flask import Flask, current_app
from flask.cli import AppGroup
from flask_babel import gettext as _

from bgm_portal import doctor, documents, first_run, scheduler
from bgm_portal.accommodations import keys as needs
from bgm_portal.core import clock, logs
from bgm_portal.core.database import transaction
from bgm_portal.core.errors import Refused
from bgm_portal.core.jobs import stop_requested
from bgm_portal.core.sealed import keyring
from bgm_portal.counting import service as counting
from bgm_portal.demo import generate as bulk
from bgm_portal.demo import house, year
from bgm_portal.identity import credentials, second_factor, sites, staff_plan
from bgm_portal.identity import queries as people
from bgm_portal.identity import service as identity
from bgm_portal.identity.kinds import Employer
from bgm_portal.identity.rules import PersonDetails
from bgm_portal.identity.staff_import import EMAIL
from bgm_portal.insights import releases
from bgm_portal.learning import packages
from bgm_portal.learning.content.findings import Severity
from bgm_portal.learning.errors import NotPublishable
from bgm_portal.learning.service import publishing as learning
from bgm_portal.privacy import key_care
from bgm_portal.privacy.errors import CannotSeal
from bgm_portal.registration.service import drafts
from bgm_portal.runs.service import entries as runs
from bgm_portal.upkeep import commands as upkeep
from bgm_portal.upkeep import start
from bgm_portal.web.urls import absolute_url

RESEAL_AT_ONCE = 100  # one transaction each, so that nobody waits long

bgm = AppGroup("bgm", help="Commands of the portal.")
for command in (*upkeep.COMMANDS, first_run.first_run):
    bgm.add_command(command)
KNOWN_JOB = click.Choice([job.name for job in scheduler.JOBS])


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
@click.option(
    "--only", multiple=True, metavar="NAME", type=KNOWN_JOB, help="Run this job; may be repeated."
)
def worker(*, tick: float | None, only: tuple[str, ...]) -> None:
    """Run all jobs by the clock until SIGTERM or Ctrl-C; finishes the message in hand."""
    if current_app.config["REQUEST_LOG"]:
        logs.write_json()
    else:
        logs.write_plain()
    if sentence := start.refusal():
        raise click.ClickException(sentence)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop_requested.set())
    if tick is not None:
        current_app.extensions["mail_terms"] = scheduler.rehearsal(tick)
    jobs = tuple(one for one in scheduler.JOBS if not only or one.name in only)
    scheduler.Worker(_app(), jobs, tick=tick).run()


@bgm.command("job")
@click.argument("name", metavar="NAME", type=KNOWN_JOB)
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


@bgm.command("create-admin")
@click.option("--email", required=True, help="Where the person reads mail at work.")
@click.option("--first-name", required=True)
@click.option("--last-name", required=True)
@click.option("--unit", required=True, help="Short name of a unit; created if there is none.")
@click.option("--employer", type=click.Choice([one.value for one in Employer]), default="ba")
@click.option(
    "--site", default="", help="Name of the building where they work; created if there is none."
)
def create_admin(
    email: str, first_name: str, last_name: str, unit: str, employer: str, site: str
) -> None:
    """Create an administrator and print the link to set the first password."""
    at = clock.now()
    if not EMAIL.fullmatch(people.plain_email(email)):
        raise click.BadParameter(_("Das ist keine E-Mail-Adresse."), param_hint="--email")
    try:
        with transaction():
            details = PersonDetails(
                first_name=first_name,
                last_name=last_name,
                email=people.plain_email(email),
                unit_id=identity.ensure_unit(code=unit, by=None, at=at).id,
                employer=Employer(employer),
                site_id=sites.ensure(name=site, by=None, at=at).id if site else None,
            )
            token = credentials.create_administrator(details=details, at=at)
    except Refused as why:
        raise click.ClickException(why.message) from why
    click.echo(_("Dieser Link ist 14 Tage lang einmal gültig. Geben Sie ihn persönlich weiter:"))
    click.echo(absolute_url("links.invitation_form", token=token))


@bgm.command("reset-second-factor")
@click.argument("email")
def reset_second_factor(email: str) -> None:
    """Let somebody begin anew who lost phone and recovery codes; print the link to do so.

    For the last administrator. Everybody else is helped on the page of their account.
    """
    person = people.person_by_email(email)
    if person is None or person.deactivated_at is not None:
        raise click.ClickException(_("Zu dieser Adresse gibt es kein aktives Konto."))
    with transaction():
        token = second_factor.reset(person_id=person.id, by=None, at=clock.now())
    click.echo(_("Dieser Link ist 14 Tage lang einmal gültig. Geben Sie ihn persönlich weiter:"))
    click.echo(absolute_url("links.invitation_form", token=token))


@bgm.command("import-staff")
@click.argument("file", type=click.File("rb"))
@click.option("--apply", "really", is_flag=True, help="Carry it out; without it, only report.")
@click.option("--invite", is_flag=True, help="Send invitations to new accounts.")
def import_staff(file: BinaryIO, *, really: bool, invite: bool) -> None:
    """Compare a list of staff (CSV) with the accounts; carry it out as a whole or not at all."""
    with transaction():
        _text, plan = staff_plan.plan_from(file.read())
        for problem in plan.problems:
            where = " ".join(filter(None, (problem.column, problem.value)))
            click.echo(f"{problem.row}: {where}: {problem.remedy}", err=True)
        if plan.problems:
            raise click.ClickException(_("Die Liste hat Fehler. Es wurde nichts geändert."))
        for one in plan.planned:
            changes = "; ".join(f"{it.column}: {it.before} → {it.after}" for it in one.changes)
            click.echo(f"{one.row.row}: {one.action} {one.row.email} {changes}".rstrip())
        if really:
            staff_plan.apply(plan, invite=invite, by=None, at=clock.now())
    click.echo(" ".join(f"{action}: {plan.count(action)}" for action in staff_plan.Action))
    if not really:
        click.echo(_("Das war eine Probe. Mit --apply wird die Liste übernommen."))


@bgm.command("load-modules")
def load_modules() -> None:
    """Publish the learning modules that come with the portal, where they are new or changed."""
    try:
        with transaction():
            shipment = learning.publish_shipped(at=clock.now())
    except NotPublishable as why:
        raise click.ClickException("\n".join(why.findings)) from why
    published = ", ".join(shipment.published) or _("nichts Neues")
    click.echo(_("Veröffentlicht: %(keys)s", keys=published))
    if shipment.kept:
        kept = ", ".join(shipment.kept)
        click.echo(_("Hier im Haus geändert, deshalb nicht ersetzt: %(keys)s", keys=kept))


@bgm.command("check-module")
@click.argument("folder", type=click.Path(path_type=Path, exists=True, file_okay=False))
def check_module(folder: Path) -> None:
    """Say what is wrong with a learning module in a folder, and how to mend it."""
    findings = packages.examine(packages.package_in(folder))
    for finding in findings:
        click.echo(f"{finding.kind}: {finding}")
    if any(finding.severity is Severity.ERROR for finding in findings):
        sys.exit(1)
    click.echo(_("Das Lernmodul kann veröffentlicht werden."))


@bgm.command("rotate-keys")
def rotate_keys() -> None:
    """Seal again, with the first of BGM_SEAL_KEYS, what older keys sealed; then those can go.

    Keys of events are wrapped anew; what they sealed stays as it is.
    """
    total = 0
    while True:
        try:
            with transaction():
                done = needs.reseal(limit=RESEAL_AT_ONCE, by=None, at=clock.now())
                done += drafts.reseal(limit=RESEAL_AT_ONCE, at=clock.now())
                done += runs.reseal(limit=RESEAL_AT_ONCE, at=clock.now())
                done += second_factor.reseal(limit=RESEAL_AT_ONCE)
                done += counting.reseal()
                done += key_care.rewrap(limit=RESEAL_AT_ONCE)
        except CannotSeal as lost:
            say = _("Ein Schlüssel fehlt in BGM_SEAL_KEYS; „flask bgm doctor“ nennt ihn.")
            raise click.ClickException(say) from lost
        total += done
        if not done:
            break
    key = keyring().current
    click.echo(_("%(count)s Texte sind neu versiegelt mit „%(key)s“.", count=total, key=key))


@bgm.command("verify-releases")
def verify_releases() -> None:
    """Check that every frozen report, and all before it, are as they were frozen."""
    damaged = 0
    for release in releases.releases():
        state = _("unverändert") if release.sound else _("BESCHÄDIGT")
        click.echo(f"{release.half_year.code}  {release.fingerprint}  {state}")
        damaged += not release.sound
    if damaged:
        raise click.ClickException(_("Stellen Sie die Berichte aus einer Sicherung wieder her."))


def _app() -> Flask:
    """Return the application itself: its proxy is not valid in other threads."""
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]  # noqa: SLF001
    return app


@bgm.command("fill-demo")
def fill_demo() -> None:
    """Fill an empty database with the invented year; leave a filled one as it is."""
    if current_app.config["ENVIRONMENT"] == "production":
        raise click.ClickException("This is a production database; the invented year stays out.")
    if people.units():
        return
    year.fill(now=clock.now())


@bgm.command("generate", hidden=True)
@click.option("--scale", type=click.FloatRange(0.0001, 1.0), default=0.01, show_default=True)
@click.option("--years", type=click.IntRange(1, 10), default=5, show_default=True)
@click.option("--seed", type=int, default=bulk.SEED, show_default=True)
@click.option("--force", is_flag=True, help="Also into a database that holds people.")
@click.option("--in-production", is_flag=True, help="Also where the settings say production.")
def generate(*, scale: float, years: int, seed: int, force: bool, in_production: bool) -> None:
    """Invent a house to measure by; scale 1 is 113,000 people and 3 million registrations."""
    if current_app.config["ENVIRONMENT"] == "production" and not in_production:
        raise click.ClickException(
            "This is a production database. Say --in-production if it is only there to be measured."
        )
    if people.units() and not force:
        raise click.ClickException(
            "There are people in this database already. Take an empty one, or say --force."
        )
    written = bulk.generate(now=clock.now(), scale=scale, years=years, seed=seed)
    for table, count in written.items():
        click.echo(f"{table:<20}{count:>12,}")
