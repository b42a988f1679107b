"""Saying how it was, and forgetting it in time.

No use case here writes into the audit log: an entry with a moment and a person would be the very
link that must not exist.
"""

from dataclasses import asdict
from datetime import datetime, timedelta
from functools import partial
from secrets import SystemRandom
from typing import Any, cast
from uuid import UUID, uuid4

from sqlalchemy import CursorResult, delete, insert, select

from bgm_portal.activities import service as activity_service
from bgm_portal.activities.models import Activity
from bgm_portal.core.clock import local_day, midnight
from bgm_portal.core.database import db
from bgm_portal.identity import queries as identity
from bgm_portal.mail import outbox
from bgm_portal.mail.message import Message, Recipient, unwritten
from bgm_portal.mail.rendering import written

from . import messages, queries, rules
from .errors import AlreadyAnswered, Closed, NothingToAnswer, TooEarly
from .models import FeedbackAnswer, FeedbackMarker

INVITED_AT = timedelta(hours=9)  # of the day after, so that nobody is asked at night
_chance = SystemRandom()


def ensure_open(activity_id: UUID, *, person_id: UUID, at: datetime) -> Activity:
    """Insist that somebody can answer now; return about what."""
    activity = db.session.get(Activity, activity_id)
    if activity is None or not _is_held(activity) or not queries.took_part(person_id, activity_id):
        raise NothingToAnswer
    match window(activity, at=at):
        case rules.Window.TOO_EARLY:
            raise TooEarly
        case rules.Window.CLOSED:
            raise Closed(rules.last_day(ended_on(activity)))
    if queries.has_answered(person_id, activity_id):
        raise AlreadyAnswered
    return activity


def answer(activity_id: UUID, said: rules.Said, *, by: UUID, at: datetime) -> None:
    """Keep what somebody said apart from the fact that they said something.

    All answers and all markers of the activity are written anew, in an order of chance and with new
    numbers: neither the place of a row nor the transaction that wrote it links the two.
    """
    activity_service.lock(activity_id)
    ensure_open(activity_id, person_id=by, at=at)
    _write_answers(activity_id, [*queries.said(activity_id), said])
    _write_markers(activity_id, [*_answered(activity_id), by])


def invite(activity_id: UUID, *, at: datetime) -> int:
    """Ask everybody who took part how it was, once; return how many."""
    activity = db.session.get_one(Activity, activity_id)
    if window(activity, at=at) is not rules.Window.OPEN:
        return 0
    not_before = midnight(ended_on(activity) + timedelta(days=1)) + INVITED_AT
    contact = identity.person(activity.contact_id) if activity.contact_id else None
    occasion = messages.Occasion(
        activity_id=activity_id,
        title_de=activity.title_de,
        title_en=activity.title_en,
        discreet=activity.discreet,
        last_day=rules.last_day(ended_on(activity)),
        reply_to=contact.email if contact else None,
    )
    begin = max(not_before, at)
    people = [identity.recipient(someone) for someone in queries.participants(activity_id)]
    return sum(outbox.enqueue(_invitation(occasion, to, begin), at=at) for to in people)


def _invitation(occasion: messages.Occasion, to: Recipient, begin: datetime) -> Message:
    return written(
        partial(messages.invitation, occasion, to=to, not_before=begin),
        otherwise=unwritten(
            key=messages.key(occasion, to),
            kind=messages.INVITATION,
            to=to,
            activity_id=occasion.activity_id,
        ),
    )


def forget_markers(*, at: datetime) -> int:
    """Forget who answered what cannot be answered any more; return how many markers went."""
    closed = select(Activity.id).where(Activity.ends_at < queries.closed_before(at))
    return _deleted(delete(FeedbackMarker).where(FeedbackMarker.activity_id.in_(closed)))


def forget_answers(*, at: datetime) -> int:
    """Erase the answers of the year before last; return how many."""
    too_old = select(Activity.id).where(
        Activity.ends_at < midnight(rules.kept_since(local_day(at)))
    )
    return _deleted(delete(FeedbackAnswer).where(FeedbackAnswer.activity_id.in_(too_old)))


def ended_on(activity: Activity) -> Any:
    """Return the day on which an activity ended."""
    return local_day(cast("datetime", activity.ends_at))


def window(activity: Activity, *, at: datetime) -> rules.Window:
    """Say whether an activity can be answered now."""
    if activity.ends_at is None:
        return rules.Window.TOO_EARLY
    return rules.window(ended_on(activity), is_over=activity.ends_at <= at, today=local_day(at))


def _is_held(activity: Activity) -> bool:
    return activity.state in queries.HELD


def _answered(activity_id: UUID) -> list[UUID]:
    return list(
        db.session.scalars(
            select(FeedbackMarker.person_id)
            .where(FeedbackMarker.activity_id == activity_id)
            .order_by(FeedbackMarker.person_id)
        )
    )


def _write_answers(activity_id: UUID, said: list[rules.Said]) -> None:
    _deleted(delete(FeedbackAnswer).where(FeedbackAnswer.activity_id == activity_id))
    rows = [{"id": uuid4(), "activity_id": activity_id, **asdict(one)} for one in said]
    _chance.shuffle(rows)
    db.session.execute(insert(FeedbackAnswer), rows)


def _write_markers(activity_id: UUID, people: list[UUID]) -> None:
    _deleted(delete(FeedbackMarker).where(FeedbackMarker.activity_id == activity_id))
    rows = [{"activity_id": activity_id, "person_id": person_id} for person_id in people]
    _chance.shuffle(rows)
    db.session.execute(insert(FeedbackMarker), rows)


def _deleted(statement: Any) -> int:
    done = db.session.execute(statement.execution_options(synchronize_session=False))
    return cast("CursorResult[Any]", done).rowcount
