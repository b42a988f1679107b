"""flask bgm first-run: the first administrator and the house, asked one by one.

Whoever installs the portal answers ten questions, or hands the answers in as options. Everything
can be changed later on the page "Das Haus"; the first administrator is made only here.
"""

from collections.abc import Callable
from contextlib import suppress
from datetime import time
from typing import Any

import click
from flask_babel import gettext as _

from bgm_portal.admin.words import ENFORCEMENTS, STATES
from bgm_portal.core import clock
from bgm_portal.core.database import transaction
from bgm_portal.core.house import house, teller
from bgm_portal.identity import credentials, sites
from bgm_portal.identity import queries as people
from bgm_portal.identity import service as identity
from bgm_portal.identity.kinds import Employer
from bgm_portal.identity.permissions import Role
from bgm_portal.identity.rules import PersonDetails
from bgm_portal.identity.staff_import import EMAIL
from bgm_portal.settings import rules, service
from bgm_portal.settings.names import NAMES, Part
from bgm_portal.web.urls import absolute_url

Command = Callable[..., None]
Question = Callable[[Command], Command]

PARTS = (Part.NAME, Part.CONTACT, Part.TIMES, Part.CLOSING)


def _address(_context: click.Context, _option: click.Parameter, value: str) -> str:
    if not EMAIL.fullmatch(value.strip().lower()):
        raise click.BadParameter(_("Das ist keine E-Mail-Adresse."))
    return value.strip()


def _words(_context: click.Context, _option: click.Parameter, value: str) -> str:
    if not value.strip():
        raise click.BadParameter(_("Hier wird eine Antwort gebraucht."))
    return value.strip()


def _evening(_context: click.Context, _option: click.Parameter, value: str) -> str:
    return _clock(value, within=lambda at: rules.are_quiet_hours(at, rules.LATEST_MORNING))


def _morning(_context: click.Context, _option: click.Parameter, value: str) -> str:
    return _clock(value, within=lambda at: rules.are_quiet_hours(rules.LATEST_EVENING, at))


def _clock(value: str, *, within: Callable[[time], bool]) -> str:
    at: time | None = None
    with suppress(ValueError):
        at = time.fromisoformat(value.strip())
    if at is None or not within(at):
        raise click.BadParameter(
            _("Ruhe beginnt zwischen 16:00 und 22:00 und endet zwischen 05:00 und 09:00.")
        )
    return f"{at:%H:%M}"


def _asked(option: str, question: str, **more: Any) -> Question:
    return click.option(option, prompt=question, callback=more.pop("callback", _words), **more)


def _now(name: str) -> Any:
    """Return what holds so far, when the question is asked."""
    return lambda: getattr(house(), name)


@click.command("first-run")
@_asked("--email", "Administrator: E-Mail an der Arbeit", callback=_address)
@_asked("--first-name", "Administrator: Vorname")
@_asked("--last-name", "Administrator: Nachname")
@_asked("--unit", "Administrator: Kürzel der Einheit")
@_asked("--name", "Name des Portals", default=_now("name"))
@_asked("--employer-name", "Name des Arbeitgebers", default=_now("employer_name"))
@_asked(
    "--enforcement",
    "Barrierefreiheit: federal (Bund) oder nrw (Land)",
    default=_now("enforcement"),
    type=click.Choice(list(ENFORCEMENTS)),
)
@_asked("--contact-name", "Wer hilft: Name", default=_now("contact_name"))
@_asked("--contact-phone", "Wer hilft: Telefon", default=_now("contact_phone"))
@_asked("--contact-email", "Wer hilft: E-Mail", default=_now("contact_email"), callback=_address)
@_asked("--state", "Bundesland", default=_now("state"), type=click.Choice(list(STATES)))
@_asked("--quiet-from", "Ruhe ab", default=_now("quiet_from"), callback=_evening)
@_asked("--quiet-until", "Ruhe bis", default=_now("quiet_until"), callback=_morning)
@click.option("--employer", type=click.Choice([one.value for one in Employer]), default="ba")
@click.option(
    "--site", default="", help="Name of the building where they work; created if there is none."
)
def first_run(
    email: str, first_name: str, last_name: str, unit: str, employer: str, site: str, **said: str
) -> None:
    """Ask for the first administrator and what the house is called, and write it."""
    at = clock.now()
    if people.someone_is(Role.ADMIN):
        raise click.ClickException(
            _(
                "Es gibt schon eine Administration. Alles Weitere ändert sie im Portal unter"
                " „Betrieb“, „Das Haus“."
            )
        )
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
        for part in PARTS:
            values = {name: said[name] for name in NAMES[part] if name in said}
            service.change(values, part=part, by=None, at=at)
    teller().forget()
    click.echo(_("Dieser Link ist 14 Tage lang einmal gültig. Geben Sie ihn persönlich weiter:"))
    click.echo(absolute_url("links.invitation_form", token=token))
    click.echo(
        _(
            "Logo, Farben, Arbeitszeit und Schließtage stehen im Portal unter „Betrieb“,"
            " „Das Haus“. Ob alles läuft, sagt „flask bgm doctor“."
        )
    )
