"""The plan of a year as values: months as tables or lists, gaps, and the way to the next year."""

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
    short_date,
    span,
    weekday,
)

from . import closed_days, copy_rules, year_queries
from .kinds import ActivityState
from .month import Day, Item, weeks_of
from .words import FIELDS, STATES
from .year_queries import YearRow

MONTHS = range(1, 13)
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
    months: list[Month]
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


def plan(year: int, *, today: date) -> YearPlan:
    """Put the plan of a year together, with two statements."""
    rows = year_queries.dates_between(*bounds(year))
    alive = [row for row in rows if row.state in TAKES_PLACE]
    fields = [
        _spread(str(words), [row for row in alive if row.field is field])
        for field, words in FIELDS.items()
    ]
    places = [
        _spread(in_words(german, english), [row for row in alive if row.venue_id == venue_id])
        for venue_id, german, english in year_queries.venues_in_house()
    ]
    return YearPlan(
        year=year,
        months=[_month(year, number, rows, today=today) for number in MONTHS],
        month_names=[month_name(date(year, number, 1)) for number in MONTHS],
        weekdays=[weekday(date(2026, 1, 5 + number)) for number in range(7)],
        fields=fields,
        places=places,
        gaps=_gaps(alive, fields, places),
        activities=ngettext("%(num)s Angebot", "%(num)s Angebote", len({row.id for row in alive})),
    )


def _spread(name: str, rows: Sequence[YearRow]) -> Spread:
    """Count activities, not dates: a course of ten evenings is one in each of its months."""
    by_month = _grouped((local_day(row.starts_at).month, row.id) for row in rows)
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


def _month(year: int, number: int, rows: Iterable[YearRow], *, today: date) -> Month:
    here = [row for row in rows if local_day(row.starts_at).month == number]
    items = _grouped((local_day(row.starts_at), _item(row)) for row in here if _shown(row))
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


def _shown(row: YearRow) -> bool:
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


def _grouped(pairs: Iterable[tuple[Key, Value]]) -> dict[Key, list[Value]]:
    groups: dict[Key, list[Value]] = {}
    for key, value in pairs:
        groups.setdefault(key, []).append(value)
    return groups


@dataclass(frozen=True, kw_only=True)
class Proposal:
    """An activity of this year as it would be in the next one."""

    id: UUID
    title: str
    before: str
    after: str
    dates: str
    notes: list[str]
    wanted: bool


def proposals(year: int, *, to: int) -> list[Proposal]:
    """Return what begins in a year as it would be in another, with holidays and doubles."""
    first, last = bounds(year)
    rows = [
        row
        for row in year_queries.dates_between(first, bounds(year + 1)[1])
        if _shown(row) and row.begins_at is not None and first <= row.begins_at < last
    ]
    there = {row.title_de for row in year_queries.dates_between(*bounds(to))}
    by_activity = _grouped((row.id, row) for row in rows)
    free = closed_days.gaps(date(to, 1, 1), date(to + 1, 1, 31), public=True, school=True)
    return [_proposal(found, to=to, free=free, there=there) for found in by_activity.values()]


def _proposal(
    rows: Sequence[YearRow], *, to: int, free: Mapping[date, str], there: set[str]
) -> Proposal:
    first = rows[0]
    weeks = copy_rules.weeks_to(to, local_day(first.starts_at))
    spans = copy_rules.all_later([(row.starts_at, row.ends_at) for row in rows], weeks)
    closed = _grouped(
        (free[local_day(starts_at)], short_date(starts_at))
        for starts_at, _ends_at in spans
        if local_day(starts_at) in free
    )
    notes = [f"{why}: {', '.join(days)}" for why, days in closed.items()]
    planned = first.title_de in there
    if planned:
        notes.insert(0, str(_("Ein Angebot mit diesem Titel steht dort schon")))
    return Proposal(
        id=first.id,
        title=in_words(first.title_de, first.title_en),
        before=long_date(first.starts_at),
        after=long_date(spans[0][0]),
        dates=ngettext("%(num)s Termin", "%(num)s Termine", len(spans)),
        notes=notes,
        wanted=not planned,
    )
