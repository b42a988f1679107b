"""Sharing a draft with the steering group: name readers, take that back, comment.

Readers see the preview and what was said to it, and change nothing. Sharing ends by itself when
the draft appears, because then everybody reads it.
"""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete

from bgm_portal.audit import service as audit
from bgm_portal.audit.events import Event
from bgm_portal.core.database import db
from bgm_portal.identity import queries as identity
from bgm_portal.mail import outbox

from . import messages, queries, sharing_queries
from .errors import ReaderRefused, StateRefused, UnknownActivity, UnknownReader
from .kinds import ActivityState, SharingEnd
from .models import Activity
from .sharing_models import DraftComment, DraftReader


def share(activity_id: UUID, person_ids: Collection[UUID], *, by: UUID, at: datetime) -> int:
    """Let some people of the steering group read a draft; tell them; return how many."""
    activity = _draft(activity_id)
    possible = {one.id for one in sharing_queries.candidates(activity_id)}
    if not person_ids or not possible.issuperset(person_ids):
        raise ReaderRefused
    for person_id in sorted(person_ids):
        db.session.add(
            DraftReader(activity_id=activity_id, person_id=person_id, named_by=by, named_at=at)
        )
        audit.record(Event.DRAFT_SHARED, at=at, by=by, subject=person_id, object_id=activity_id)
    db.session.flush()
    asker = identity.person(by).name
    for person in identity.people_by_ids(person_ids).values():
        message = messages.draft_shared(activity, asker=asker, to=identity.recipient(person), at=at)
        outbox.enqueue(message, at=at)
    return len(person_ids)


def withdraw(activity_id: UUID, person_id: UUID, *, by: UUID, at: datetime) -> None:
    """Let somebody read a draft no longer, and tell them. What they said stays with it."""
    activity = _draft(activity_id)
    if person_id not in sharing_queries.reader_ids(activity_id):
        raise UnknownReader
    _end(activity, [person_id], why=SharingEnd.WITHDRAWN, by=by, at=at)


def end_all(activity: Activity, *, why: SharingEnd, by: UUID, at: datetime) -> None:
    """End the sharing of what is no draft any more, tell the readers, forget what was said."""
    _end(activity, sharing_queries.reader_ids(activity.id), why=why, by=by, at=at)
    db.session.execute(delete(DraftComment).where(DraftComment.activity_id == activity.id))


def _end(
    activity: Activity, person_ids: Collection[UUID], *, why: SharingEnd, by: UUID, at: datetime
) -> None:
    db.session.execute(
        delete(DraftReader).where(
            DraftReader.activity_id == activity.id, DraftReader.person_id.in_(person_ids)
        )
    )
    for person_id, person in identity.people_by_ids(person_ids).items():
        audit.record(Event.DRAFT_UNSHARED, at=at, by=by, subject=person_id, object_id=activity.id)
        message = messages.draft_ended(activity, why=why, to=identity.recipient(person), at=at)
        outbox.enqueue(message, at=at)


def comment(activity_id: UUID, words: str, *, by: UUID, at: datetime) -> None:
    """Note what somebody says to a draft, and tell everybody else who reads or looks after it."""
    activity = _draft(activity_id)
    row = DraftComment(activity_id=activity_id, person_id=by, words=words, written_at=at)
    db.session.add(row)
    db.session.flush()
    others = {
        *queries.assigned_person_ids(activity_id),
        *sharing_queries.reader_ids(activity_id),
    } - {by}
    author = identity.person(by).name
    for person in identity.people_by_ids(others).values():
        message = messages.draft_commented(
            activity, comment_id=row.id, author=author, to=identity.recipient(person)
        )
        outbox.enqueue(message, at=at)


def _draft(activity_id: UUID) -> Activity:
    """Hold a draft until the commit, so that it does not appear meanwhile."""
    activity = db.session.get(Activity, activity_id, with_for_update=True, populate_existing=True)
    if activity is None:
        raise UnknownActivity
    if activity.state is not ActivityState.DRAFT or activity.is_template:
        raise StateRefused
    return activity
