"""Who stands in for whom, until when. Reads only."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import func, or_, select
from sqlalchemy.orm import aliased

from bgm_portal.core.database import db
from bgm_portal.identity.models import Person

from .kinds import ActivityState
from .models import Activity, Assignment

_Deputy, _Absent = aliased(Person), aliased(Person)
OPEN = (ActivityState.DRAFT, ActivityState.PUBLISHED)


@dataclass(frozen=True, kw_only=True)
class Substitution:
    """Somebody who looks after the activities of another person for a time."""

    absent: Person
    deputy: Person
    until: date
    activities: int


def running() -> list[Substitution]:
    """Return who stands in for whom, by the name of the absent person."""
    rows = db.session.execute(
        select(_Absent, _Deputy, func.max(Assignment.until), func.count())
        .select_from(Assignment)
        .join(_Absent, _Absent.id == Assignment.stands_in_for_id)
        .join(_Deputy, _Deputy.id == Assignment.person_id)
        .group_by(_Absent.id, _Deputy.id)
        .order_by(_Absent.last_name, _Absent.first_name, _Deputy.last_name, _Deputy.id)
    )
    return [
        Substitution(absent=absent, deputy=deputy, until=until, activities=number)
        for absent, deputy, until, number in rows
        if until is not None
    ]


def own_activities(person_id: UUID) -> list[UUID]:
    """Return what somebody looks after for good and that is not over, templates left out."""
    return list(
        db.session.scalars(
            select(Activity.id)
            .join(Assignment, Assignment.activity_id == Activity.id)
            .where(
                Assignment.person_id == person_id,
                Assignment.until.is_(None),
                Activity.state.in_(OPEN),
                Activity.is_template.is_(False),
            )
            .order_by(Activity.id)
        )
    )


def in_charge_of(person_id: UUID) -> list[Activity]:
    """Return what somebody looks after for good or is the contact of, and that is not over."""
    assigned = select(Assignment.activity_id).where(
        Assignment.person_id == person_id, Assignment.until.is_(None)
    )
    return list(
        db.session.scalars(
            select(Activity)
            .where(
                or_(Activity.contact_id == person_id, Activity.id.in_(assigned)),
                Activity.state.in_(OPEN),
            )
            .order_by(Activity.starts_at, Activity.title_de, Activity.id)
        )
    )


def count_standing_in(person_id: UUID) -> int:
    """Count the activities that somebody looks after for a colleague until a day."""
    counted = select(func.count()).select_from(Assignment)
    return (
        db.session.scalar(
            counted.where(Assignment.person_id == person_id, Assignment.until.is_not(None))
        )
        or 0
    )


def of_deputy(person_id: UUID) -> dict[UUID, Assignment]:
    """Return all that somebody looks after, by activity."""
    rows = db.session.scalars(
        select(Assignment).where(Assignment.person_id == person_id).order_by(Assignment.activity_id)
    )
    return {row.activity_id: row for row in rows}
