"""Making the reminders that should exist by now and do not.

Nothing remembers what was done when: the question is asked anew each time, so an outage of any
length heals, and two workers asking at once make each reminder once.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite

from bgm_portal.activities.models import Activity, Venue
from bgm_portal.core.database import db
from bgm_portal.identity import queries as identity
from bgm_portal.identity.models import Person
from bgm_portal.mail import outbox
from bgm_portal.mail.message import Message, unwritten
from bgm_portal.mail.rendering import written

from . import queries, rules
from .messages import Both, Occasion, reminder
from .models import ReminderLook
from .queries import Expected
from .rules import Rule

NOWHERE = Both(de=None, en=None)
ONE = 1  # row tells when it was last asked
_INSERT: dict[str, Any] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}


@dataclass(frozen=True, kw_only=True)
class Owed:
    """A reminder that should exist and does not."""

    rule: Rule
    expected: Expected

    def key(self, rule: Rule) -> str:
        """Return under which reason the reminder of a rule is known."""
        one = self.expected
        return rules.key(one.registration_id, one.which, rule, one.schedule_version)

    @property
    def replaces(self) -> tuple[str, ...]:
        """Return the reminders that are not needed any more once this one exists."""
        return tuple(self.key(rule) for rule in rules.earlier(self.rule))


@dataclass(frozen=True, kw_only=True)
class Written:
    """A reminder that only has to be put into the outbox."""

    owed: Owed
    message: Message


def owed(*, at: datetime) -> list[Owed]:
    """Return what should exist by now and does not, the nearest date first."""
    due = [
        Owed(rule=rule, expected=one)
        for one in queries.expected(since=back_to(at=at), at=at)
        for rule in rules.all_owed(one.appointment, known_since=one.known_since, at=at)
    ]
    known = outbox.known_keys(one.key(one.rule) for one in due)
    return [one for one in due if one.key(one.rule) not in known]


def back_to(*, at: datetime) -> datetime:
    """Return from which dates on reminders may be owed that nobody made."""
    last = db.session.scalar(select(ReminderLook.looked_at).where(ReminderLook.id == ONE))
    return rules.since(last, at=at)


def note_look(*, at: datetime) -> None:
    """Note that all that was owed by now is made."""
    values = {"id": ONE, "looked_at": at}
    insert = _INSERT[db.session.connection().dialect.name](ReminderLook).values(values)
    db.session.execute(
        insert.on_conflict_do_update(index_elements=["id"], set_={"looked_at": at}),
        execution_options={"synchronize_session": False},
    )


def write(some: list[Owed], *, at: datetime) -> list[Written]:
    """Write the messages; needs no lock on anything, because nothing is changed yet."""
    activities = queries.activities({one.expected.activity_id for one in some})
    contacts = {a.contact_id for a in activities.values() if a.contact_id}
    people = queries.people({one.expected.person_id for one in some} | contacts)
    return [
        Written(owed=one, message=_written(one, activities[one.expected.activity_id], people, at))
        for one in some
    ]


def _written(one: Owed, activity: Activity, people: dict[UUID, Person], at: datetime) -> Message:
    to = identity.recipient(people[one.expected.person_id])
    return written(
        lambda: reminder(
            one.rule,
            _occasion(one.expected, activity, people),
            registration_id=one.expected.registration_id,
            to=to,
            not_before=rules.not_before(one.rule, at),
        ),
        otherwise=unwritten(
            key=one.key(one.rule),
            kind=rules.kind(one.rule),
            to=to,
            context_id=one.expected.registration_id,
            activity_id=activity.id,
        ),
    )


def put_out(some: list[Written], *, at: datetime) -> int:
    """Store the messages of those who still take part at the same time; return how many are new."""
    standing = queries.still_expected([one.owed.expected for one in some])
    made = 0
    for one in some:
        expected = one.owed.expected
        if (expected.registration_id, expected.schedule_version) not in standing:
            continue
        outbox.void(context_id=expected.registration_id, keys=one.owed.replaces)
        made += outbox.enqueue(one.message, at=at)
    return made


def take_back_pointless() -> int:
    """Take back waiting reminders of what was cancelled or moved, whoever forgot to."""
    return sum(
        outbox.void(context_id=registration_id, keys=(key,))
        for registration_id, key in queries.pointless()
    )


def _occasion(one: Expected, activity: Activity, people: dict[UUID, Person]) -> Occasion:
    contact = people.get(activity.contact_id) if activity.contact_id else None
    return Occasion(
        activity_id=one.activity_id,
        which=one.which,
        schedule_version=one.schedule_version,
        starts_at=one.appointment.starts_at,
        ends_at=one.ends_at,
        discreet=activity.discreet,
        title=Both(de=activity.title_de, en=activity.title_en),
        place=_name(activity.venue),
        directions=_directions(activity.venue),
        online=_name(activity.online_venue),
        bring=Both(de=activity.bring_de, en=activity.bring_en),
        sentence=Both(de=one.sentence_de, en=one.sentence_en),
        contact_name=contact.name if contact else "",
        contact_phone=(contact.phone or "") if contact else "",
        contact_email=contact.email if contact else None,
    )


def _name(venue: Venue | None) -> Both:
    return Both(de=venue.name_de, en=venue.name_en) if venue else NOWHERE


def _directions(venue: Venue | None) -> Both:
    return Both(de=venue.directions_de, en=venue.directions_en) if venue else NOWHERE
