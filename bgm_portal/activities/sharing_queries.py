"""Who may read which draft before it appears, and what was said to it. Reads only.

A draft is open to those who were named for it while it is a draft, and while they may still read
reports: whoever leaves the steering group loses the draft with the role.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select

from bgm_portal.core.database import db
from bgm_portal.identity import queries as identity
from bgm_portal.identity.models import Person
from bgm_portal.identity.permissions import Permission

from . import queries
from .kinds import ActivityState
from .models import Activity, Assignment
from .sharing_models import DraftComment, DraftReader

#: The steering group is management, staff council, data protection and those who coordinate. They
#: are the people who may read reports; a role of its own would be one more to keep.
MEMBERSHIP = Permission.READ_REPORTS


@dataclass(frozen=True, kw_only=True)
class Shared:
    """A draft that somebody was asked to read, and who asked."""

    activity: Activity
    named_by: Person
    named_at: datetime
    comments: int


@dataclass(frozen=True, kw_only=True)
class Comment:
    """What somebody said to a draft."""

    author: Person
    words: str
    at: datetime


def candidates(activity_id: UUID) -> list[Person]:
    """Return with whom a draft can be shared: who neither reads nor looks after it yet."""
    busy = {*queries.assigned_person_ids(activity_id), *reader_ids(activity_id)}
    return [one for one in identity.active_people_who_may(MEMBERSHIP) if one.id not in busy]


def readers(activity_id: UUID) -> list[tuple[Person, datetime]]:
    """Return with whom a draft is shared, since when, by name."""
    rows = db.session.execute(
        select(Person, DraftReader.named_at)
        .join(DraftReader, DraftReader.person_id == Person.id)
        .where(DraftReader.activity_id == activity_id)
        .order_by(Person.last_name, Person.first_name, Person.id)
    )
    return [(person, named_at) for person, named_at in rows]


def reader_ids(activity_id: UUID) -> list[UUID]:
    """Return with whom a draft is shared."""
    return list(
        db.session.scalars(
            select(DraftReader.person_id)
            .where(DraftReader.activity_id == activity_id)
            .order_by(DraftReader.person_id)
        )
    )


def is_reader(person_id: UUID, activity_id: UUID) -> bool:
    """Tell whether somebody was named as a reader of what is still a draft."""
    return (
        db.session.scalar(
            select(DraftReader.person_id)
            .join(Activity, Activity.id == DraftReader.activity_id)
            .where(
                DraftReader.activity_id == activity_id,
                DraftReader.person_id == person_id,
                Activity.state == ActivityState.DRAFT,
            )
        )
        is not None
    )


def comments(activity_id: UUID) -> list[Comment]:
    """Return what was said to a draft, the oldest first."""
    rows = db.session.execute(
        select(Person, DraftComment.words, DraftComment.written_at)
        .join(DraftComment, DraftComment.person_id == Person.id)
        .where(DraftComment.activity_id == activity_id)
        .order_by(DraftComment.written_at, DraftComment.id)
    )
    return [Comment(author=person, words=words, at=at) for person, words, at in rows]


def count_comments(activity_id: UUID) -> int:
    """Count what was said to a draft."""
    return (
        db.session.scalar(
            select(func.count())
            .select_from(DraftComment)
            .where(DraftComment.activity_id == activity_id)
        )
        or 0
    )


def shared_with(person_id: UUID) -> list[Shared]:
    """Return the drafts that somebody was asked to read, the newest request first."""
    said = (
        select(func.count())
        .where(DraftComment.activity_id == Activity.id, DraftComment.person_id == person_id)
        .scalar_subquery()
    )
    rows = db.session.execute(
        select(Activity, Person, DraftReader.named_at, said)
        .join(DraftReader, DraftReader.activity_id == Activity.id)
        .join(Person, Person.id == DraftReader.named_by)
        .where(DraftReader.person_id == person_id, Activity.state == ActivityState.DRAFT)
        .order_by(DraftReader.named_at.desc(), Activity.id)
    )
    return [
        Shared(activity=activity, named_by=asker, named_at=named_at, comments=number)
        for activity, asker, named_at, number in rows
    ]


def commented(person_id: UUID) -> list[tuple[Activity, int]]:
    """Return the shared drafts that somebody looks after and to which others said something."""
    rows = db.session.execute(
        select(Activity, func.count())
        .join(Assignment, Assignment.activity_id == Activity.id)
        .join(DraftComment, DraftComment.activity_id == Activity.id)
        .where(
            Assignment.person_id == person_id,
            Activity.state == ActivityState.DRAFT,
            DraftComment.person_id != person_id,
        )
        .group_by(Activity.id)
        .order_by(Activity.title_de, Activity.id)
    )
    return [(activity, number) for activity, number in rows]
