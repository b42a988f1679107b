"""The diary as its owner sees it: lines for the last days, and a calm picture of the year.

The picture and the table beside it say the same; there is no goal, no colour of praise or blame.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _
from flask_babel import ngettext

from bgm_portal.core.i18n import long_date, month_name, short_month

from . import rules
from .rules import Entry, Month

WIDTH, HEIGHT, BASE = 24, 100, 112  # of a bar; of the room for bars; where the months are named


@dataclass(frozen=True, kw_only=True)
class Line:
    """A day in words."""

    day: date
    words: str
    value: str


@dataclass(frozen=True, kw_only=True)
class Bar:
    """A month as a bar."""

    label: str
    x: int
    y: int
    height: int


@dataclass(frozen=True, kw_only=True)
class Row:
    """A month as a row of the table."""

    month: str
    minutes: int
    active_days: int
    rest_days: int


@dataclass(frozen=True, kw_only=True)
class Year:
    """A year as a picture, and the same in a table."""

    number: int
    summary: str
    bars: list[Bar]
    rows: list[Row]


def lines(entries: Sequence[Entry]) -> list[Line]:
    """Return days in words, as they come."""
    return [
        Line(day=entry.day, words=long_date(entry.day), value=value_of(entry)) for entry in entries
    ]


def value_of(entry: Entry) -> str:
    """Say what a day holds."""
    if entry.rest:
        return str(_("Ruhetag"))
    return str(ngettext("%(num)s Minute", "%(num)s Minuten", entry.minutes))


def year(entries: Sequence[Entry], *, number: int) -> Year:
    """Draw a year."""
    months = rules.months(entries, number)
    most = max((month.minutes for month in months), default=0)
    return Year(
        number=number,
        summary=_summary(months, number),
        bars=[_bar(month, position, most) for position, month in enumerate(months)],
        rows=[
            Row(
                month=month_name(month.first_day),
                minutes=month.minutes,
                active_days=month.active_days,
                rest_days=month.rest_days,
            )
            for month in months
            if month.minutes or month.rest_days
        ],
    )


def _bar(month: Month, position: int, most: int) -> Bar:
    height = round(HEIGHT * month.minutes / most) if most else 0
    return Bar(
        label=short_month(month.first_day).rstrip("."),
        x=position * WIDTH,
        y=HEIGHT - height,
        height=height,
    )


def _summary(months: Sequence[Month], number: int) -> str:
    days = sum(month.active_days for month in months)
    minutes = sum(month.minutes for month in months)
    return str(
        _(
            "%(year)s: %(minutes)s an %(days)s",
            year=number,
            minutes=ngettext("eine Minute", "%(num)s Minuten", minutes),
            days=ngettext("einem Tag", "%(num)s Tagen", days),
        )
    )
