"""Reminding people of modules: what is to be learnt until a day, and completions that end soon.

All that is due for a person at once comes in one message of each kind. Whoever has completed
everything in it by the time it would be sent gets none.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from bgm_portal.core.clock import local_day
from bgm_portal.identity import queries as identity
from bgm_portal.learning import assignments, renewals
from bgm_portal.learning.assignments import Assignment
from bgm_portal.mail import outbox, preferences
from bgm_portal.mail.message import Message, Recipient, unwritten
from bgm_portal.mail.rendering import written
from bgm_portal.mail.states import Channel

from . import lesson_queries, queries, rules
from .lesson_queries import Told
from .messages import lessons

#: Who is to be told of what, by kind of message.
ASKED: Mapping[str, Callable[[date, date], list[Assignment]]] = {
    rules.MODULE: assignments.due,
    rules.RENEWAL: renewals.ending,
}


@dataclass(frozen=True, kw_only=True)
class Lessons:
    """The modules of which one person must have been told by now, by their days."""

    kind: str
    person_id: UUID
    some: tuple[Assignment, ...]

    @property
    def until(self) -> datetime:
        """Return when telling it is of no use any more."""
        return rules.lesson_ends(self.some[-1].due_on)

    @property
    def key(self) -> str:
        """Return under which reason the reminder is known."""
        newest = max(one.since for one in self.some)
        return rules.lesson_key(self.kind, self.person_id, self.some[-1].due_on, newest)


@dataclass(frozen=True, kw_only=True)
class Written:
    """A reminder that only has to be put into the outbox."""

    owed: Lessons
    message: Message


def owed(*, at: datetime) -> list[Lessons]:
    """Return what people must have been told by now and were not."""
    due = [one for kind in ASKED for one in _owed(kind, at=at)]
    known = outbox.known_keys(one.key for one in due)
    return [one for one in due if one.key not in known]


def _owed(kind: str, *, at: datetime) -> list[Lessons]:
    usual, longest = rules.LESSON_LEADS[kind][0], max(rules.LESSON_LEADS[kind])
    wishes = preferences.of_everybody((kind,))
    before = _by_person(lesson_queries.told(kind))
    found: dict[UUID, list[Assignment]] = {}
    for one in _due(kind, at=at, days=longest):
        wish = wishes.get((one.person_id, kind), preferences.usual(kind))
        lead = wish.lead or usual
        is_owed = rules.lesson_is_owed(one.due_on, since=one.since, lead=lead, at=at)
        is_wanted = wish.channel is not Channel.OFF
        if is_wanted and is_owed and not _is_told(one, before.get(one.person_id, [])):
            found.setdefault(one.person_id, []).append(one)
    return [
        Lessons(kind=kind, person_id=person_id, some=tuple(some))
        for person_id, some in found.items()
    ]


def _due(kind: str, *, at: datetime, days: int) -> list[Assignment]:
    today = local_day(at)
    return ASKED[kind](today, today + timedelta(days=days))


def _is_told(one: Assignment, before: list[Told]) -> bool:
    """Tell whether a message was written that named this one, too."""
    ends = rules.lesson_ends(one.due_on)
    return any(one.since + rules.JUST_READ <= told.at and ends <= told.until for told in before)


def _by_person(some: list[Told]) -> dict[UUID, list[Told]]:
    found: dict[UUID, list[Told]] = {}
    for one in some:
        found.setdefault(one.person_id, []).append(one)
    return found


def write(some: list[Lessons], *, at: datetime) -> list[Written]:
    """Write the messages; nothing is changed yet."""
    people = queries.people({one.person_id for one in some})
    return [
        Written(owed=one, message=_written(one, identity.recipient(people[one.person_id]), at))
        for one in some
    ]


def _written(one: Lessons, to: Recipient, at: datetime) -> Message:
    return written(
        lambda: lessons(
            one.some,
            key=one.key,
            kind=one.kind,
            to=to,
            not_before=rules.not_before(None, at),
            expires_at=one.until,
        ),
        otherwise=unwritten(key=one.key, kind=one.kind, to=to, context_id=one.person_id),
    )


def put_out(some: list[Written], *, at: datetime) -> int:
    """Store the messages, unless another worker was faster; return how many are new."""
    before = {kind: _by_person(lesson_queries.told(kind, _people(kind, some))) for kind in ASKED}
    return sum(
        outbox.enqueue(one.message, at=at)
        for one in some
        if not all(
            _is_told(each, before[one.owed.kind].get(one.owed.person_id, []))
            for each in one.owed.some
        )
    )


def _people(kind: str, some: list[Written]) -> Collection[UUID]:
    return {one.owed.person_id for one in some if one.owed.kind == kind}


def take_back_pointless(*, at: datetime) -> int:
    """Take back what waits and names nothing any more that is still to be done."""
    return sum(_take_back(kind, at=at) for kind in ASKED)


def _take_back(kind: str, *, at: datetime) -> int:
    waiting = lesson_queries.waiting(kind)
    if not waiting:
        return 0
    open_days: dict[UUID, date] = {}
    for one in _due(kind, at=at, days=max(rules.LESSON_LEADS[kind])):
        open_days.setdefault(one.person_id, one.due_on)
    return sum(
        outbox.void(context_id=one.person_id, keys=(one.key,))
        for one in waiting
        if one.person_id not in open_days or rules.lesson_ends(open_days[one.person_id]) > one.until
    )
