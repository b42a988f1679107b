"""Changing questions to which people may have answered, and forgetting what they answered."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, cast
from uuid import UUID

from sqlalchemy import CursorResult, Select, delete, select

from bgm_portal.activities import question_service
from bgm_portal.activities import service as activity_service
from bgm_portal.activities.errors import UnknownQuestion
from bgm_portal.activities.models import Activity, Question
from bgm_portal.audit import service as audit
from bgm_portal.audit.events import Event
from bgm_portal.core.clock import local_day, midnight
from bgm_portal.core.database import db
from bgm_portal.registration import queries
from bgm_portal.registration.models import Registration, RegistrationAnswer
from bgm_portal.registration.rules import DAYS_KEPT


def change(
    activity_id: UUID, question_id: UUID, values: Mapping[str, Any], *, by: UUID, at: datetime
) -> bool:
    """Change a question; tell whether it is asked anew because answers no longer fit."""
    activity_service.lock(activity_id)
    answered = _answered(activity_id, question_id)
    return question_service.change(question_id, values, answered=answered, by=by, at=at)


def remove(activity_id: UUID, question_id: UUID, *, by: UUID, at: datetime) -> int:
    """Ask no longer; return how many answers are kept until their day."""
    activity_service.lock(activity_id)
    answered = _answered(activity_id, question_id)
    question_service.remove(question_id, answered=answered, by=by, at=at)
    return answered


def move_up(activity_id: UUID, question_id: UUID, *, by: UUID, at: datetime) -> bool:
    """Ask one place earlier; tell whether that was possible."""
    activity_service.lock(activity_id)
    _answered(activity_id, question_id)
    return question_service.move_up(question_id, by=by, at=at)


def _answered(activity_id: UUID, question_id: UUID) -> int:
    question = db.session.get(Question, question_id)
    if question is None or question.activity_id != activity_id:
        raise UnknownQuestion
    return queries.answer_count(question_id)


def due(*, at: datetime) -> list[tuple[UUID, int]]:
    """Return the activities that are over for as many days as answers to them are kept."""
    found: list[tuple[UUID, int]] = []
    for days in range(1, DAYS_KEPT):
        ids = db.session.scalars(_over(days, at=at).order_by(Activity.id))
        found += [(activity_id, days) for activity_id in ids]
    return found


def forget(activity_id: UUID, days: int, *, at: datetime) -> int:
    """Erase the answers of an activity that are kept this long; return how many."""
    activity_service.lock(activity_id)
    questions = select(Question.id).where(
        Question.activity_id.in_(_over(days, at=at).where(Activity.id == activity_id)),
        Question.keep_days == days,
    )
    result = db.session.execute(
        delete(RegistrationAnswer)
        .where(RegistrationAnswer.question_id.in_(questions))
        .execution_options(synchronize_session=False)
    )
    erased = cast("CursorResult[Any]", result).rowcount
    if erased:
        audit.record(Event.ANSWERS_ERASED, at=at, by=None, object_id=activity_id, count=erased)
    return erased


def _over(days: int, *, at: datetime) -> Select[UUID]:
    """Select activities that ended before as many whole days and have such answers left."""
    left = (
        select(RegistrationAnswer.question_id)
        .join(Question, Question.id == RegistrationAnswer.question_id)
        .join(Registration, Registration.id == RegistrationAnswer.registration_id)
        .where(Question.activity_id == Activity.id, Question.keep_days == days)
        .exists()
    )
    since = midnight(local_day(at) - timedelta(days=days))
    return select(Activity.id).where(Activity.ends_at < since, left)
