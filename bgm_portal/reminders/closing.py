"""Reminding people of a deadline: what they keep in mind, and could soon sign up for no more."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from bgm_portal.activities.models import Activity
from bgm_portal.identity import queries as identity
from bgm_portal.identity.models import Person
from bgm_portal.mail import outbox
from bgm_portal.mail.message import Message, unwritten
from bgm_portal.mail.rendering import written

from . import deadline_queries, queries, rules
from .deadline_queries import Closing
from .messages import Both, Deadline, deadline


@dataclass(frozen=True, kw_only=True)
class Written:
    """A reminder that only has to be put into the outbox."""

    owed: Closing
    message: Message


def owed(*, at: datetime) -> list[Closing]:
    """Return whom a reminder should have reached by now and did not, the nearest first."""
    due = [
        one
        for one in deadline_queries.closing(at=at)
        if rules.closing_is_owed(one.closes_at, kept_at=one.kept_at, lead=one.lead, at=at)
    ]
    known = outbox.known_keys(key_of(one) for one in due)
    return [one for one in due if key_of(one) not in known]


def key_of(one: Closing) -> str:
    """Return under which reason the reminder is known."""
    return rules.closing_key(one.person_id, one.activity_id, one.closes_at)


def write(some: list[Closing], *, at: datetime) -> list[Written]:
    """Write the messages; nothing is changed yet."""
    activities = queries.activities({one.activity_id for one in some})
    contacts = {a.contact_id for a in activities.values() if a.contact_id}
    people = queries.people({one.person_id for one in some} | contacts)
    return [
        Written(owed=one, message=_written(one, activities[one.activity_id], people, at))
        for one in some
    ]


def _written(one: Closing, activity: Activity, people: dict[UUID, Person], at: datetime) -> Message:
    contact = people.get(activity.contact_id) if activity.contact_id else None
    about = Deadline(
        activity_id=activity.id,
        title=Both(de=activity.title_de, en=activity.title_en),
        discreet=activity.discreet,
        starts_at=activity.starts_at,
        closes_at=one.closes_at,
        needs_registration=activity.needs_registration,
        contact_email=contact.email if contact else None,
    )
    to = identity.recipient(people[one.person_id])
    return written(
        lambda: deadline(about, key=key_of(one), to=to, not_before=rules.not_before(None, at)),
        otherwise=unwritten(
            key=key_of(one),
            kind=rules.CLOSING,
            to=to,
            context_id=activity.id,
            activity_id=activity.id,
        ),
    )


def put_out(some: list[Written], *, at: datetime) -> int:
    """Store the messages of those who could still sign up; return how many are new."""
    standing = deadline_queries.still_closing([one.owed for one in some])
    return sum(
        outbox.enqueue(one.message, at=at)
        for one in some
        if (one.owed.person_id, one.owed.activity_id) in standing
    )


def take_back_pointless() -> int:
    """Take back what waits and is of no use any more: signed up, let go, moved or cancelled."""
    return sum(
        outbox.void(context_id=activity_id, keys=(key,))
        for activity_id, key in deadline_queries.pointless()
    )
