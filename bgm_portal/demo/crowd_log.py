"""What the notebook says of the house to measure by: what the services would have written.

Entries are there for as long as they are kept. The chain begins with the first of them: the links
of the years before, which outlive their entries, are left out.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import NamedTuple
from uuid import UUID

from bgm_portal.activities.kinds import ActivityState
from bgm_portal.activities.sections import Section
from bgm_portal.audit import chain
from bgm_portal.audit.events import SIGN_INS, Event
from bgm_portal.audit.service import KEPT, SIGN_INS_KEPT
from bgm_portal.participation.states import AttendanceState
from bgm_portal.registration.states import RegistrationState

from .bulk import Row
from .crowd import Crowd
from .crowd_life import Held

VISITS = 3  # of everybody while visits are noted, besides those with which they sign up
FAILED_VISITS, SIGNED_OUT = 0.03, 0.4
NEEDS, LOOKS = 0.03, 2  # so many of those who sign up need something, and so often it is looked at
SECTIONS = tuple(Section)[:7]


class Noted(NamedTuple):
    """Something that was noted."""

    event: Event
    at: datetime
    by: UUID | None
    subject: UUID | None = None
    object_id: UUID | None = None
    facts: dict[str, str] | None = None


@dataclass(kw_only=True)
class Notebook:
    """Seals what is noted, in the order in which it is handed in."""

    now: datetime
    random: Random
    number: int  # of the last link that is there
    last: bytes
    entries: list[Row] = field(default_factory=list)
    links: list[Row] = field(default_factory=list)
    times: Counter[tuple[date, str]] = field(default_factory=Counter)

    def write(self, noted: Iterable[Noted]) -> None:
        """Seal these, unless their time is over or has not come."""
        for one in noted:
            if self.now - _kept(one.event) <= one.at < self.now:
                self._seal(one)

    def taken(self) -> tuple[list[Row], list[Row]]:
        """Hand over what was written since, and begin anew."""
        found = self.entries, self.links
        self.entries, self.links = [], []
        return found

    def tallies(self) -> Iterator[Row]:
        """Return what is counted of the days that are over."""
        today = self.now.astimezone(UTC).date()
        for (day, event), times in self.times.items():
            if day < today:
                yield {"day": day, "event": event, "times": times}

    def _seal(self, one: Noted) -> None:
        self.number += 1
        entry = chain.Content(
            id=UUID(int=self.random.getrandbits(128), version=4),
            at=one.at,
            event=one.event.value,
            actor_id=one.by,
            subject_id=one.subject,
            object_id=one.object_id,
            facts=one.facts or {},
            kept_until=one.at + _kept(one.event),
        )
        digest = chain.digest_of(entry)
        self.last = chain.tie(self.last, digest)
        self.times[one.at.astimezone(UTC).date(), one.event.value] += 1
        self.entries.append(vars(entry) | {"number": self.number})
        link = {"number": self.number, "digest": digest, "chain": self.last}
        self.links.append(link | {"kept_until": entry.kept_until})


def _kept(event: Event) -> timedelta:
    return SIGN_INS_KEPT if event in SIGN_INS else KEPT


def visits(crowd: Crowd, random: Random) -> Iterator[Noted]:
    """Draw who looked in without signing up for anything, the oldest visit first."""
    count = len(crowd.people) * VISITS
    for number in range(count):
        at = crowd.now - SIGN_INS_KEPT * (1 - number / count)
        person_id = random.choice(crowd.people)
        if random.random() < FAILED_VISITS:
            yield Noted(Event.SIGN_IN_FAILED, at, None, person_id)
        yield Noted(Event.SIGNED_IN, at, person_id, person_id)
        if random.random() < SIGNED_OUT:
            yield Noted(Event.SIGNED_OUT, at + timedelta(minutes=10), person_id, person_id)


def happened(held: Held, random: Random) -> Iterator[Noted]:
    """Tell what was noted about an activity, and about those who signed up for it."""
    activity = held.activity
    contact, activity_id = activity["contact_id"], activity["id"]
    begun = activity["created_at"]
    yield Noted(Event.ACTIVITY_CREATED, begun, contact, None, activity_id)
    for section in SECTIONS:
        told = {"section": section.value}
        yield Noted(Event.ACTIVITY_CHANGED, begun, contact, None, activity_id, told)
    yield Noted(Event.ACTIVITY_PUBLISHED, activity["published_at"], contact, None, activity_id)
    for one in held.registrations:
        yield from _signed_up(one, held, random)
    for held_on, person_id, here in held.marks:
        state = AttendanceState.PRESENT if here else AttendanceState.ABSENT
        told = {"state": state.value}
        yield Noted(
            Event.ATTENDANCE_MARKED, held_on["ends_at"], contact, person_id, held_on["id"], told
        )
    if activity["ended_at"] is not None:
        cancelled = activity["state"] is ActivityState.CANCELLED
        event = Event.ACTIVITY_CANCELLED if cancelled else Event.ACTIVITY_COMPLETED
        yield Noted(event, activity["ended_at"], contact, None, activity_id)


def _signed_up(one: Row, held: Held, random: Random) -> Iterator[Noted]:
    person_id, at, own = one["person_id"], one["registered_at"], one["id"]
    yield Noted(Event.SIGNED_IN, at, person_id, person_id)
    waits = one["state"] is RegistrationState.WAITING
    place = RegistrationState.WAITING if waits else RegistrationState.CONFIRMED
    yield Noted(Event.REGISTERED, at, person_id, person_id, own, {"place": place.value})
    if one["ended_at"] is not None and held.activity["state"] is not ActivityState.CANCELLED:
        yield Noted(Event.CANCELLED, one["ended_at"], person_id, person_id, own)
    if random.random() < NEEDS:
        need_id = UUID(int=random.getrandbits(128), version=4)
        yield Noted(Event.NEED_STATED, at, person_id, person_id, need_id)
        for _look in range(LOOKS):
            by = held.activity["contact_id"]
            yield Noted(Event.NEED_OPENED, at + timedelta(days=1), by, person_id, need_id)
