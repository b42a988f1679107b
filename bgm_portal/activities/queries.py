"""What other rooms ask about activities. The catalogue and the planning have reads of their own."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload, selectinload
from sqlalchemy.orm.interfaces import ORMOption

from bgm_portal.core.database import db

from .errors import UnknownActivity, UnknownDate
from .kinds import ActivityState
from .models import Activity, ActivityRole, Assignment, Occurrence, OfferedAdaptation, Question

HELD = Occurrence.cancelled_at.is_(None)


def activity(
    activity_id: UUID,
    *,
    with_dates: bool = False,
    with_roles: bool = False,
    with_questions: bool = False,
) -> Activity:
    """Return an activity with its places in one statement, one more for each thing asked for.

    It is read anew even if the session knows it, because the counters change beside the session.
    """
    options: list[ORMOption] = [joinedload(Activity.venue), joinedload(Activity.online_venue)]
    if with_dates:
        options.append(selectinload(Activity.occurrences))
    if with_roles:
        options.append(selectinload(Activity.roles))
    if with_questions:
        options.append(selectinload(Activity.questions))
    found = db.session.get(Activity, activity_id, options=options, populate_existing=True)
    if found is None:
        raise UnknownActivity
    return found


def published_activity(
    activity_id: UUID,
    *,
    with_dates: bool = False,
    with_roles: bool = False,
    with_questions: bool = False,
) -> Activity:
    """Return an activity that staff may see: whatever is no draft any more."""
    found = activity(
        activity_id,
        with_dates=with_dates,
        with_roles=with_roles,
        with_questions=with_questions,
    )
    if found.state is ActivityState.DRAFT:
        raise UnknownActivity
    return found


def activities_by_ids(activity_ids: Collection[UUID]) -> dict[UUID, Activity]:
    """Return several activities with their places, in one statement."""
    if not activity_ids:
        return {}
    rows = db.session.scalars(
        select(Activity)
        .where(Activity.id.in_(activity_ids))
        .options(joinedload(Activity.venue), joinedload(Activity.online_venue))
        .order_by(Activity.starts_at, Activity.id)
    )
    return {row.id: row for row in rows}


def dates(activity_id: UUID) -> list[Occurrence]:
    """Return the dates of an activity that are not cancelled, the first one first."""
    return list(
        db.session.scalars(
            select(Occurrence)
            .where(Occurrence.activity_id == activity_id, HELD)
            .order_by(Occurrence.starts_at, Occurrence.id)
        )
    )


def dates_of(activity_ids: Collection[UUID]) -> dict[UUID, list[Occurrence]]:
    """Return the dates of several activities, in one statement."""
    found: dict[UUID, list[Occurrence]] = {activity_id: [] for activity_id in activity_ids}
    if not found:
        return found
    rows = db.session.scalars(
        select(Occurrence)
        .where(Occurrence.activity_id.in_(found), HELD)
        .order_by(Occurrence.starts_at, Occurrence.id)
    )
    for row in rows:
        found[row.activity_id].append(row)
    return found


def highest_number(activity_id: UUID) -> int:
    """Return the highest number that a date of an activity ever had."""
    highest = select(func.max(Occurrence.number)).where(Occurrence.activity_id == activity_id)
    return db.session.scalar(highest) or 0


def held_date(activity_id: UUID, occurrence_id: UUID) -> Occurrence:
    """Return a date of this activity that is not cancelled."""
    found = db.session.scalar(
        select(Occurrence).where(
            Occurrence.id == occurrence_id, Occurrence.activity_id == activity_id, HELD
        )
    )
    if found is None:
        raise UnknownDate
    return found


def undecided(*, at: datetime) -> list[UUID]:
    """Return the activities whose day of decision has come, the most urgent first."""
    return list(
        db.session.scalars(
            select(Activity.id)
            .where(
                Activity.state == ActivityState.PUBLISHED,
                Activity.minimum.is_not(None),
                Activity.goes_ahead_at.is_(None),
                Activity.decides_at <= at,
                Activity.starts_at > at,
            )
            .order_by(Activity.decides_at, Activity.id)
        )
    )


def occurrence(occurrence_id: UUID) -> Occurrence:
    """Return one date, or raise NoResultFound."""
    return db.session.get_one(Occurrence, occurrence_id)


def roles(activity_id: UUID) -> list[ActivityRole]:
    """Return the ways to take part, in the order of the planner."""
    return list(
        db.session.scalars(
            select(ActivityRole)
            .where(ActivityRole.activity_id == activity_id)
            .order_by(ActivityRole.position, ActivityRole.id)
        )
    )


def questions(activity_id: UUID) -> list[Question]:
    """Return what is asked at sign-up, in the order of the planner."""
    return list(
        db.session.scalars(
            select(Question)
            .where(Question.activity_id == activity_id, Question.retired_at.is_(None))
            .order_by(Question.position, Question.id)
        )
    )


def question_code(activity_id: UUID, question_id: UUID) -> str | None:
    """Return what all versions of a question have in common, if this activity ever asked it."""
    return db.session.scalar(
        select(Question.code).where(Question.activity_id == activity_id, Question.id == question_id)
    )


def is_assigned(person_id: UUID, activity_id: UUID) -> bool:
    """Tell whether a person looks after an activity."""
    return (
        db.session.scalar(
            select(Assignment.person_id).where(
                Assignment.activity_id == activity_id, Assignment.person_id == person_id
            )
        )
        is not None
    )


def is_assigned_to_draft(person_id: UUID, activity_id: UUID) -> bool:
    """Tell whether somebody looks after this activity, and it has not appeared yet."""
    statement = (
        select(Assignment.person_id)
        .join(Activity, Activity.id == Assignment.activity_id)
        .where(
            Assignment.activity_id == activity_id,
            Assignment.person_id == person_id,
            Activity.state == ActivityState.DRAFT,
            Activity.is_template.is_(False),
        )
    )
    return db.session.scalar(statement) is not None


def assigned_person_ids(activity_id: UUID) -> list[UUID]:
    """Return who looks after an activity."""
    return list(
        db.session.scalars(
            select(Assignment.person_id)
            .where(Assignment.activity_id == activity_id)
            .order_by(Assignment.person_id)
        )
    )


def offered(activity_id: UUID) -> list[str]:
    """Return the codes of what is there without anybody asking."""
    return list(
        db.session.scalars(
            select(OfferedAdaptation.code)
            .where(OfferedAdaptation.activity_id == activity_id)
            .order_by(OfferedAdaptation.code)
        )
    )
