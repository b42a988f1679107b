"""What leadership reads: attributes of activities. No table that knows people is named here."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, case, func, or_, select
from sqlalchemy.orm import aliased

from bgm_portal.activities.kinds import AccessQuestion, ActivityState, Answer, PreventionField
from bgm_portal.activities.models import AccessAnswer, Activity, Occurrence, Venue
from bgm_portal.core.database import db

OFFERED = (ActivityState.PUBLISHED, ActivityState.COMPLETED)


@dataclass(frozen=True, kw_only=True)
class FieldFacts:
    """What the programme offers in one field of prevention."""

    field: PreventionField
    offers: int
    step_free: int
    seated: int
    online: int


def fields(*, since: datetime, until: datetime) -> list[FieldFacts]:
    """Count the activities with a date in this time, by field and by what is possible there."""
    step_free, seated = aliased(AccessAnswer), aliased(AccessAnswer)
    rows = db.session.execute(
        select(
            Activity.field.label("field"),
            func.count().label("offers"),
            func.count(case((step_free.answer == Answer.YES, 1))).label("step_free"),
            func.count(case((seated.answer == Answer.YES, 1))).label("seated"),
            func.count(
                case((or_(Activity.online_venue_id.is_not(None), Venue.is_online.is_(True)), 1))
            ).label("online"),
        )
        .outerjoin(step_free, _answers(step_free, AccessQuestion.STEP_FREE))
        .outerjoin(seated, _answers(seated, AccessQuestion.SEATED_ALTERNATIVE))
        .outerjoin(Venue, Venue.id == Activity.venue_id)
        .where(Activity.state.in_(OFFERED), _has_date_between(since, until))
        .group_by(Activity.field)
        .order_by(Activity.field)
    ).mappings()
    return [FieldFacts(**row) for row in rows]


def dates(*, since: datetime, until: datetime) -> int:
    """Count the dates of the programme in this time."""
    count = db.session.scalar(
        select(func.count())
        .select_from(Occurrence)
        .join(Activity, Activity.id == Occurrence.activity_id)
        .where(
            Activity.state.in_(OFFERED),
            Occurrence.starts_at >= since,
            Occurrence.starts_at < until,
            Occurrence.cancelled_at.is_(None),
        )
    )
    return count or 0


def _answers(answer: type[AccessAnswer], question: AccessQuestion) -> ColumnElement[bool]:
    return and_(answer.activity_id == Activity.id, answer.question == question)


def _has_date_between(since: datetime, until: datetime) -> ColumnElement[bool]:
    return (
        select(Occurrence.id)
        .where(
            Occurrence.activity_id == Activity.id,
            Occurrence.starts_at >= since,
            Occurrence.starts_at < until,
            Occurrence.cancelled_at.is_(None),
        )
        .exists()
    )
