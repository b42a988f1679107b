"""The plan of a year as values: months as tables or lists, and gaps.

In a large house a year has thousands of dates. Then one month is shown at a time, and how many
dates each of the others has.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TypeVar
from uuid import UUID

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from bgm_portal.core.clock import LOCAL, local_day
from bgm_portal.core.i18n import (
    clock_time,
    in_words,
    long_date,
    month_name,
    span,
    weekday,
)

from . import year_queries
from .kinds import ActivityState
from .month import Day, Item, weeks_of
from .words import FIELDS, STATES
from .year_queries import YearRow

MONTHS = range(1, 13)
MANY_DATES = 400  # more are not read on one page
TAKES_PLACE = frozenset({ActivityState.DRAFT, ActivityState.PUBLISHED, ActivityState.COMPLETED})
Key = TypeVar("Key")
Value = TypeVar("Value")


@dataclass(frozen=True, kw_only=True)
class Line:
    """A date of the year in words."""

    href: str
    title: str
    when: str
    place: str
    field: str
    status: str
    tone: str


@dataclass(frozen=True, kw_only=True)
class Month:
    """A month of the plan, as weeks and as lines."""

    name: str
    number: int
    weeks: list[list[Day]]
    lines: list[Line]


@dataclass(frozen=True, kw_only=True)
class Spread:
    """How activities of a kind lie in the year: a number for each month."""

    name: str
    months: list[int]
    total: int


@dataclass(frozen=True, kw_only=True)
class YearPlan:
    """The plan of a year."""

    year: int
    months: list[Month]  # all, or the one that was chosen
    choice: list[tuple[str, int, bool]]  # of a month: words, number, chosen; nothing for all
    month_names: list[str]
    weekdays: list[str]
    fields: list[Spread]
    places: list[Spread]
    gaps: list[str]
    activities: str


def bounds(year: int) -> tuple[datetime, datetime]:
    """Return the first moment of a year in Germany, and the first one of the next year."""
    first, last = (datetime(one, 1, 1, tzinfo=LOCAL) for one in (year, year + 1))
    return first.astimezone(UTC), last.astimezone(UTC)


def plan(
    year: int, *, today: date, month: int | None = None, person_id: UUID | None = None
) -> YearPlan:
    """Put the plan of a year together, with two statements: all of it, or what somebody plans."""
    rows = year_queries.dates_between(*bounds(year), person_id=person_id)
    alive = [row for row in rows if row.state in TAKES_PLACE]
    fields = [
        _spread(str(words), [row for row in alive if row.field is field])
        for field, words in FIELDS.items()
    ]
    of_venue = grouped((row.venue_id, row) for row in alive)
    places = [
        _spread(in_words(german, english), of_venue.get(venue_id, []))
        for venue_id, german, english in year_queries.venues_in_house()
    ]
    by_month = grouped((local_day(row.starts_at).month, row) for row in rows)
    chosen = one_month(
        by_month, most=MANY_DATES, month=month, first=today.month if today.year == year else 1
    )
    return YearPlan(
        year=year,
        months=[
            _month(year, number, by_month.get(number, []), today=today)
            for number in ([chosen] if chosen else MONTHS)
        ],
        choice=choice_of_month(by_month, chosen),
        month_names=[month_name(date(year, number, 1)) for number in MONTHS],
        weekdays=[weekday(date(2026, 1, 5 + number)) for number in range(7)],
        fields=fields,
        places=places,
        gaps=_gaps(alive, fields, places),
        activities=ngettext("%(num)s Angebot", "%(num)s Angebote", len({row.id for row in alive})),
    )


def one_month(
    by_month: Mapping[int, Sequence[object]], *, most: int, month: int | None, first: int
) -> int | None:
    """Return which month to show alone where all of them are more than `most`, or nothing.

    The one that was asked for, or the first one, or the next one in which there is something.
    """
    if sum(len(rows) for rows in by_month.values()) <= most:
        return None
    if month in MONTHS:
        return month
    return min((number for number in by_month if number >= first), default=max(by_month))


def choice_of_month(
    by_month: Mapping[int, Sequence[object]], chosen: int | None
) -> list[tuple[str, int, bool]]:
    """Return the months to choose from, each with how much there is in it; nothing for all."""
    if chosen is None:
        return []
    return [
        (f"{month_name(date(2026, one, 1))} ({len(by_month.get(one, ()))})", one, one == chosen)
        for one in MONTHS
    ]


def _spread(name: str, rows: Sequence[YearRow]) -> Spread:
    """Count activities, not dates: a course of ten evenings is one in each of its months."""
    by_month = grouped((local_day(row.starts_at).month, row.id) for row in rows)
    return Spread(
        name=name,
        months=[len(set(by_month.get(number, ()))) for number in MONTHS],
        total=len({row.id for row in rows}),
    )


def _gaps(
    alive: Sequence[YearRow], fields: Sequence[Spread], places: Sequence[Spread]
) -> list[str]:
    busy = {local_day(row.starts_at).month for row in alive}
    months = [month_name(date(2026, number, 1)) for number in MONTHS if number not in busy]
    themes, sites = _idle(fields), _idle(places)
    sentences = []
    if themes:
        sentences.append(_("Ohne Angebot in diesen Themen: %(names)s.", names=themes))
    if sites:
        sentences.append(_("Ohne Angebot an diesen Orten: %(names)s.", names=sites))
    if months:
        sentences.append(_("Ohne Angebot in diesen Monaten: %(names)s.", names=", ".join(months)))
    return [str(sentence) for sentence in sentences]


def _idle(spreads: Iterable[Spread]) -> str:
    return ", ".join(one.name for one in spreads if not one.total)


def _month(year: int, number: int, here: Sequence[YearRow], *, today: date) -> Month:
    items = grouped((local_day(row.starts_at), _item(row)) for row in here if is_shown(row))
    return Month(
        name=month_name(date(year, number, 1)),
        number=number,
        weeks=weeks_of(
            date(year, number, 1),
            items=items,
            labels={day: long_date(day) for day in items},
            today=today,
        )
        if items
        else [],
        lines=[_line(row) for row in here],
    )


def is_shown(row: YearRow) -> bool:
    """Tell whether an activity takes place, or may: what was cancelled is in lists alone."""
    return row.state in TAKES_PLACE


def _item(row: YearRow) -> Item:
    title = in_words(row.title_de, row.title_en)
    if row.state is ActivityState.DRAFT:
        title = _("%(title)s (Entwurf)", title=title)
    return Item(_hub(row.id), clock_time(row.starts_at), title)


def _line(row: YearRow) -> Line:
    status, tone = STATES[row.state]
    return Line(
        href=_hub(row.id),
        title=in_words(row.title_de, row.title_en),
        when=span(row.starts_at, row.ends_at),
        place=in_words(row.place_de, row.place_en) if row.place_de else str(_("noch offen")),
        field=str(FIELDS[row.field]),
        status=str(status),
        tone=tone,
    )


def _hub(activity_id: UUID) -> str:
    return url_for("planning.hub", activity_id=activity_id)


def grouped(pairs: Iterable[tuple[Key, Value]]) -> dict[Key, list[Value]]:
    """Return the values of each key, in order."""
    groups: dict[Key, list[Value]] = {}
    for key, value in pairs:
        groups.setdefault(key, []).append(value)
    return groups
