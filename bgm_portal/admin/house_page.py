"""The page about the house: what it says now, part by part, and what only the server decides."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time
from typing import Any
from uuid import UUID

from flask import current_app
from flask_babel import gettext as _

from bgm_portal.activities.words import WORKTIME_CHOICES
from bgm_portal.core.house import house_in_words
from bgm_portal.core.i18n import in_words, short_date
from bgm_portal.settings import queries
from bgm_portal.settings.names import NAMES, Part

from .forms.house import FORMS
from .words import ENFORCEMENTS, PARTS, STATES

WORDS: dict[str, Mapping[Any, Any]] = {
    "enforcement": ENFORCEMENTS,
    "state": STATES,
    "worktime_ba": WORKTIME_CHOICES,
    "worktime_city": WORKTIME_CHOICES,
}
#: What the server decides, and may be read by whoever runs the portal. No secrets, no addresses.
ON_THE_SERVER = (
    ("BGM_ENV", "ENVIRONMENT"),
    ("BGM_BASE_URL", "BASE_URL"),
    ("BGM_SECOND_FACTOR", "SECOND_FACTOR"),
    ("BGM_PASSWORDS", "PASSWORDS"),
)


@dataclass(frozen=True, kw_only=True)
class PartOfPage:
    """A part with what it says."""

    part: Part
    title: str
    rows: list[tuple[str, str]]


@dataclass(frozen=True, kw_only=True)
class Closed:
    """A closing day as a line."""

    id: UUID
    when: str
    why: str


def parts() -> list[PartOfPage]:
    """Return everything that can be changed here, as it is now."""
    told = house_in_words()
    return [PartOfPage(part=part, title=str(PARTS[part]), rows=_rows(part, told)) for part in Part]


def _rows(part: Part, told: Mapping[str, str]) -> list[tuple[str, str]]:
    form = FORMS[part](formdata=None)
    return [
        (str(form[name].label.text), _said(name, told[name], part=part)) for name in NAMES[part]
    ]


def _said(name: str, value: str, *, part: Part) -> str:
    if name in WORDS:
        return str(WORDS[name][value])
    return value or (_("wie das Portal") if part is Part.LOOK else _("nicht angegeben"))


def server_rows() -> list[tuple[str, str]]:
    """Return what only the server decides."""
    mail = current_app.config["MAIL"]
    rows = [(name, _plain(current_app.config[key])) for name, key in ON_THE_SERVER]
    return [*rows, ("BGM_MAIL_TRANSPORT", mail.transport), ("BGM_MAIL_SENDER", mail.sender)]


def _plain(value: object) -> str:
    return ("on" if value else "off") if isinstance(value, bool) else str(value)


def closed(today: date) -> list[Closed]:
    """Return the closing days of this year and later."""
    return [
        Closed(
            id=day.id,
            when=_span(day.first_day, day.last_day),
            why=in_words(day.name_de, day.name_en),
        )
        for day in queries.closing_days(date(today.year, 1, 1), date.max)
    ]


def _span(first: date, last: date) -> str:
    if first == last:
        return short_date(first)
    return str(_("%(first)s bis %(last)s", first=short_date(first), last=short_date(last)))


def as_time(text: str) -> time:
    """Return a time that is stored as 19:00."""
    return time.fromisoformat(text)
