"""What may be done with reports: freeze one, once; look ahead. Never commits."""

from dataclasses import dataclass
from datetime import datetime

from bgm_portal.audit import service as audit
from bgm_portal.audit.events import Event
from bgm_portal.core.clock import local_day, midnight
from bgm_portal.core.database import db
from bgm_portal.counting import cells
from bgm_portal.counting import service as counting
from bgm_portal.counting.rules import HalfYear
from bgm_portal.participation import retention

from . import beside_queries, document, queries, releases, rights, yearly_queries
from .disclosure import bands, telling
from .disclosure.telling import Hidden
from .disclosure.world import HOUSE, Cell, Shown, Table
from .document import EventLine, GoalLine, NeedsLine, Report, TopicLine, UnitLine
from .errors import StillOpen, TooEarlyToFreeze
from .models import FrozenReport
from .queries import Counted


def freeze(half_year: HalfYear, *, at: datetime) -> str:
    """Freeze the report of a half-year and forget how it was counted; return its fingerprint.

    Whoever comes second is refused: the key of what was counted is gone, and the table takes a
    half-year once. Raises CountedAlready, TooEarlyToFreeze or StillOpen.
    """
    counting.hold(half_year)
    if local_day(at) < half_year.freezes_on:
        raise TooEarlyToFreeze(half_year.freezes_on)
    if retention.is_open_before(midnight(half_year.day_after)):
        raise StillOpen
    content = document.to_bytes(compose(half_year, at=at))
    previous = releases.latest_fingerprint()
    frozen = FrozenReport(
        half_year=half_year.code,
        frozen_at=at,
        content=content,
        previous=previous,
        fingerprint=document.fingerprint(content, previous=previous),
    )
    db.session.add(frozen)
    counting.forget(half_year, at=at)
    audit.record(
        Event.REPORT_FROZEN,
        at=at,
        by=None,
        half_year=half_year.code,
        fingerprint=frozen.fingerprint,
    )
    db.session.flush()
    return frozen.fingerprint


@dataclass(frozen=True, kw_only=True)
class HiddenCell:
    """A cell that would not be told, what it is called in both languages, and why."""

    cell: Cell
    name_de: str
    name_en: str | None
    why: Hidden


@dataclass(frozen=True, kw_only=True)
class Preview:
    """What would be published now, and why the rest would not. It holds no exact count either."""

    report: Report
    hidden: list[HiddenCell]


def preview(half_year: HalfYear, *, at: datetime) -> Preview:
    """Return what a report would tell if it were frozen now, with the reason for every star."""
    with rights.reading():
        counted = queries.counted(half_year)
        told = telling.disclose(counted.world)
        report = _report(counted, told.shown, half_year, at=at)
    return Preview(
        report=report,
        hidden=[_hidden(counted, cell, why) for cell, why in sorted(told.hidden.items())],
    )


def _hidden(counted: Counted, cell: Cell, why: Hidden) -> HiddenCell:
    held = counted.held.get(cell.name)
    return HiddenCell(
        cell=cell,
        name_de=held.title_de if held else counted.units.get(cell.name, cell.name),
        name_en=held.title_en if held else None,
        why=why,
    )


def compose(half_year: HalfYear, *, at: datetime) -> Report:
    """Return the report of a half-year as it would be frozen at this moment."""
    with rights.reading():
        counted = queries.counted(half_year)
        return _report(counted, telling.disclose(counted.world).shown, half_year, at=at)


def _report(counted: Counted, shown: Shown, half_year: HalfYear, *, at: datetime) -> Report:
    return Report(
        half_year=half_year,
        frozen_on=local_day(at),
        staff=counted.world.staff,
        reached=shown[HOUSE],
        units=_units(counted, shown),
        topics=_topics(counted, shown),
        events=_events(counted, shown),
        offers=tuple(queries.offers(half_year)),
        needs=_needs(counted) if half_year.half == 2 else None,  # noqa: PLR2004 - told once a year
        modules=beside_queries.modules(half_year, staff=counted.world.staff, today=local_day(at)),
        answers=beside_queries.answers(half_year, today=local_day(at)),
        costs=beside_queries.costs(half_year),
        goals=tuple(
            GoalLine(goal=goal.value, target=target)
            for goal, target in sorted(yearly_queries.goals(half_year.year).items())
        ),
    )


def _units(counted: Counted, shown: Shown) -> tuple[UnitLine, ...]:
    lines = [
        UnitLine(
            name=counted.units[unit_id],
            staff=unit.staff,
            reached=shown[Cell(Table.UNIT, unit_id)],
        )
        for unit_id, unit in counted.world.units.items()
    ]
    return tuple(sorted(lines, key=lambda line: line.name))


def _topics(counted: Counted, shown: Shown) -> tuple[TopicLine, ...]:
    return tuple(
        TopicLine(
            field=cells.field_and_quarter(name)[0],
            quarter=cells.field_and_quarter(name)[1],
            reached=shown[Cell(Table.TOPIC, name)],
        )
        for name in counted.world.topics
    )


def _events(counted: Counted, shown: Shown) -> tuple[EventLine, ...]:
    return tuple(
        EventLine(
            title_de=held.title_de,
            title_en=held.title_en,
            field=held.field.value,
            first_day=held.days[0],
            last_day=held.days[-1],
            dates=len(held.days),
            reached=shown[Cell(Table.EVENT, activity_id)],
        )
        for activity_id, held in counted.held.items()
    )


def _needs(counted: Counted) -> NeedsLine | None:
    told = bands.needs_met(*counted.needs)
    return NeedsLine(people=told[0], in_time=told[1], early=told[2]) if told else None
