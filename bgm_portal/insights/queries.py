"""What was counted in a half-year, exactly. For freezing and for previews, never for readers."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, case, func, or_, select
from sqlalchemy.orm import aliased

from bgm_portal.activities.kinds import AccessQuestion, ActivityState, Answer, PreventionField
from bgm_portal.activities.models import AccessAnswer, Activity, Occurrence, Venue
from bgm_portal.core.clock import local_day, midnight
from bgm_portal.core.database import db
from bgm_portal.counting import cells
from bgm_portal.counting import queries as counting
from bgm_portal.counting.rules import HalfYear, quarter_of

from .disclosure.world import Event, Unit, World
from .document import OfferLine

OFFERED = (ActivityState.PUBLISHED, ActivityState.COMPLETED)


@dataclass(frozen=True, kw_only=True)
class Held:
    """An activity with the days on which it took place in the half-year."""

    title_de: str
    title_en: str | None
    field: PreventionField
    days: tuple[date, ...]
    topics: tuple[str, ...]  # of its days, and under which people came to it


@dataclass(frozen=True, kw_only=True)
class Counted:
    """All that was counted for a report: the numbers, and what things are called."""

    world: World
    units: Mapping[str, str]  # names by id
    held: Mapping[str, Held]  # activities by id
    needs: tuple[int, int, int]  # people with a need; who had everything in time; a week before


def counted(half_year: HalfYear) -> Counted:
    """Return what was counted in a half-year up to now."""
    marks = counting.marks_by_cell(half_year.code)
    held = _held(half_year)
    names = counting.names_of_units(half_year.year)
    people = counting.people_by_unit(half_year)
    topics = sorted({topic for one in held.values() for topic in one.topics})
    return Counted(
        world=World(
            units={
                str(unit_id): Unit(staff=staff, reached=reached)
                for unit_id, (staff, reached) in people.items()
            },
            topics={topic: marks.get(topic, 0) for topic in topics},
            events={
                activity_id: Event(
                    reached=marks.get(cells.activity(UUID(activity_id)), 0), topics=one.topics
                )
                for activity_id, one in held.items()
            },
        ),
        units={str(unit_id): names[unit_id] for unit_id in people},
        held=held,
        needs=_needs(half_year.year),
    )


def offers(half_year: HalfYear) -> list[OfferLine]:
    """Count what the programme of a half-year offered, by field and by what was possible there."""
    since, until = midnight(half_year.first_day), midnight(half_year.day_after)
    dates = _dates_by_field(since, until)
    return [
        OfferLine(
            field=row.field.value,
            offers=row.offers,
            dates=dates.get(row.field, 0),
            step_free=row.step_free,
            seated=row.seated,
            online=row.online,
            alternative=row.alternative,
            accessible=row.accessible,
        )
        for row in _offers(since, until)
    ]


def _held(half_year: HalfYear) -> dict[str, Held]:
    """Return the activities that took place in this half-year, by first day.

    Of what was cancelled half-way, the dates that had begun took place as well. That anybody came
    to them makes no difference, neither here nor for the topic of a day: otherwise none and few
    would be told apart.
    """
    counted = counting.topics_of_activities(half_year)
    rows = db.session.execute(
        select(
            Activity.id, Activity.title_de, Activity.title_en, Activity.field, Occurrence.ends_at
        )
        .join(Occurrence, Occurrence.activity_id == Activity.id)
        .where(
            or_(
                Activity.state.in_(OFFERED),
                and_(
                    Activity.state == ActivityState.CANCELLED,
                    Occurrence.starts_at < Activity.ended_at,
                ),
                Activity.id.in_(list(counted)),
            ),
            *_between(midnight(half_year.first_day), midnight(half_year.day_after)),
        )
        .order_by(Occurrence.ends_at, Activity.id)
    ).all()
    days: dict[UUID, list[date]] = defaultdict(list)
    for row in rows:
        days[row.id].append(local_day(row.ends_at))
    return {
        str(row.id): Held(
            title_de=row.title_de,
            title_en=row.title_en,
            field=row.field,
            days=tuple(days[row.id]),
            topics=tuple(
                sorted(
                    {
                        *counted.get(row.id, ()),
                        *(cells.topic(row.field.value, quarter_of(day)) for day in days[row.id]),
                    }
                )
            ),
        )
        for row in rows
    }


def _needs(year: int) -> tuple[int, int, int]:
    marks = counting.marks_by_cell(str(year))
    stated = marks.get(cells.NEED_STATED, 0)
    missed, late = marks.get(cells.NEED_MISSED, 0), marks.get(cells.NEED_LATE, 0)
    return stated, stated - missed, stated - late


def _offers(since: datetime, until: datetime) -> Sequence[Any]:
    step_free, seated = aliased(AccessAnswer), aliased(AccessAnswer)
    is_step_free, is_seated = step_free.answer == Answer.YES, seated.answer == Answer.YES
    is_online = or_(Activity.online_venue_id.is_not(None), Venue.is_online.is_(True))
    return db.session.execute(
        select(
            Activity.field.label("field"),
            func.count().label("offers"),
            _how_many(is_step_free, "step_free"),
            _how_many(is_seated, "seated"),
            _how_many(is_online, "online"),
            _how_many(or_(is_seated, is_online), "alternative"),
            _how_many(or_(and_(is_step_free, is_seated), is_online), "accessible"),
        )
        .outerjoin(step_free, _answers(step_free, AccessQuestion.STEP_FREE))
        .outerjoin(seated, _answers(seated, AccessQuestion.SEATED_ALTERNATIVE))
        .outerjoin(Venue, Venue.id == Activity.venue_id)
        .where(
            Activity.state.in_(OFFERED),
            select(Occurrence.id)
            .where(Occurrence.activity_id == Activity.id, *_between(since, until))
            .exists(),
        )
        .group_by(Activity.field)
        .order_by(Activity.field)
    ).all()


def _dates_by_field(since: datetime, until: datetime) -> dict[PreventionField, int]:
    rows = db.session.execute(
        select(Activity.field, func.count())
        .join(Occurrence, Occurrence.activity_id == Activity.id)
        .where(Activity.state.in_(OFFERED), *_between(since, until))
        .group_by(Activity.field)
        .order_by(Activity.field)
    )
    return dict(rows.all())


def _between(since: datetime, until: datetime) -> tuple[ColumnElement[bool], ...]:
    return (
        Occurrence.ends_at >= since,
        Occurrence.ends_at < until,
        Occurrence.cancelled_at.is_(None),
    )


def _answers(answer: type[AccessAnswer], question: AccessQuestion) -> ColumnElement[bool]:
    return and_(answer.activity_id == Activity.id, answer.question == question)


def _how_many(condition: ColumnElement[bool], name: str) -> ColumnElement[int]:
    return func.count(case((condition, 1))).label(name)
