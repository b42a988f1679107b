"""Writing to the people on an activity: now, later, or not after all."""

from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any, cast
from uuid import UUID, uuid4

from sqlalchemy import CursorResult, delete

from bgm_portal.activities import queries as activities
from bgm_portal.activities import service as activity_service
from bgm_portal.activities.errors import StateRefused
from bgm_portal.activities.kinds import ActivityState
from bgm_portal.audit import service as audit
from bgm_portal.audit.events import Event
from bgm_portal.core.database import db
from bgm_portal.identity import queries as identity
from bgm_portal.mail import outbox
from bgm_portal.mail.message import unwritten
from bgm_portal.mail.rendering import written
from bgm_portal.registration import policy, sign_up_queries
from bgm_portal.registration import rules as registration
from bgm_portal.registration.errors import NamesHidden

from . import messages, queries, rules
from .errors import AlreadyLeft, CircularRefused, PageUsed
from .messages import Words
from .models import Circular
from .rules import Audience

KEPT = timedelta(days=365)
EVERYBODY = Audience()
OPEN = {ActivityState.PUBLISHED, ActivityState.COMPLETED}


@dataclass(frozen=True, kw_only=True)
class Letter:
    """A circular as somebody wants to send it; without a time, it leaves now."""

    id: UUID
    words: Words
    audience: Audience
    send_at: datetime | None


def ensure_open(activity: Any, *, at: datetime) -> None:
    """Refuse an activity on which nobody can be written to: a draft, or one that is over long."""
    if activity.state not in OPEN or registration.names_are_erased(activity, at=at):
        raise StateRefused


def ensure_may_leave(activity: Any, send_at: datetime | None, *, people: int, at: datetime) -> None:
    """Refuse a circular that goes to nobody, or leaves when it cannot."""
    erased_then = registration.names_are_erased(activity, at=send_at or at)
    why = rules.refuse(people=people, send_at=send_at, erased_then=erased_then, at=at)
    if why is not None:
        raise CircularRefused(why)


def write(activity_id: UUID, letter: Letter, *, by: UUID, at: datetime) -> int:
    """Send a circular now, or plan it; return how many people it goes to as things stand.

    The id comes from the page on which it was written: sent twice, it is one circular. What was
    changed after sending is another one, and needs a page of its own.
    """
    activity_service.lock(activity_id)
    activity = activities.activity(activity_id)
    ensure_open(activity, at=at)
    if letter.audience != EVERYBODY and not policy.may_see_names(activity, at=at):
        raise NamesHidden
    people = queries.count(activity_id, letter.audience)
    stored = queries.written(letter.id)
    if stored is not None:
        _ensure_same(stored, letter)
        return people
    ensure_may_leave(activity, letter.send_at, people=people, at=at)
    db.session.add(
        Circular(
            id=letter.id,
            activity_id=activity_id,
            by_id=by,
            created_at=at,
            send_at=letter.send_at or at,
            **asdict(letter.words),
            **asdict(letter.audience),
        )
    )
    db.session.flush()
    audit.record(Event.CIRCULAR_WRITTEN, at=at, by=by, object_id=letter.id)
    return people if letter.send_at else deliver(letter.id, activity_id, at=at)


def _ensure_same(stored: Circular, letter: Letter) -> None:
    """Refuse a letter that says something else than what was stored, or that was stopped."""
    send_at = letter.send_at or stored.created_at
    same = (
        words_of(stored) == letter.words
        and queries.audience_of(stored) == letter.audience
        and stored.send_at == send_at
    )
    if not same or stored.stopped_at is not None:
        raise PageUsed


def deliver(circular_id: UUID, activity_id: UUID, *, at: datetime) -> int:
    """Put a mail for each reader into the outbox, once; return how many there are."""
    activity_service.lock(activity_id)
    circular = queries.of_id(circular_id, activity_id=activity_id)
    if circular.sent_at is not None or circular.stopped_at is not None:
        return 0
    occasion = sign_up_queries.occasion(activity_id)
    people = queries.people(activity_id, queries.audience_of(circular))
    words = words_of(circular)
    for person in people:
        to = identity.recipient(person)
        write = partial(messages.circular, occasion, words, to=to, circular_id=circular_id)
        failed = unwritten(
            key=messages.key(circular_id, to),
            kind=messages.KIND,
            to=to,
            context_id=circular_id,
            activity_id=activity_id,
        )
        outbox.enqueue(written(write, otherwise=failed), at=at)
    circular.sent_at, circular.told = at, len(people)
    audit.record(Event.CIRCULAR_SENT, at=at, by=None, object_id=circular_id, count=len(people))
    db.session.flush()
    return len(people)


def rehearse(activity_id: UUID, words: Words, *, person_id: UUID, at: datetime) -> None:
    """Send a circular to its author alone, so that they see how it arrives."""
    ensure_open(activities.activity(activity_id), at=at)
    message = messages.rehearsal(
        sign_up_queries.occasion(activity_id),
        words,
        to=identity.recipient(identity.person(person_id)),
        number=uuid4(),
    )
    outbox.enqueue(message, at=at)


def stop(circular_id: UUID, activity_id: UUID, *, by: UUID, at: datetime) -> None:
    """Let a planned circular stay."""
    circular = queries.of_id(circular_id, activity_id=activity_id)
    if circular.sent_at is not None or circular.stopped_at is not None:
        raise AlreadyLeft
    circular.stopped_at = at
    audit.record(Event.CIRCULAR_STOPPED, at=at, by=by, object_id=circular_id)
    db.session.flush()


def words_of(circular: Circular) -> Words:
    """Return what a circular says."""
    return Words(
        subject_de=circular.subject_de,
        subject_en=circular.subject_en,
        text_de=circular.text_de,
        text_en=circular.text_en,
    )


def erase_old(*, at: datetime) -> int:
    """Forget circulars that were to leave more than twelve months ago."""
    result = db.session.execute(delete(Circular).where(Circular.send_at < at - KEPT))
    return cast("CursorResult[Any]", result).rowcount
