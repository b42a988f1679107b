"""When a need is due, how it goes on, who may look after it, when it is erased. Pure."""

from calendar import monthrange
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Protocol
from uuid import UUID

from .states import NeedStatus

OTHER = "other"  # the code of the catalogue for what it does not list
UNPLANNED_LEAD_DAYS = 7  # for what has no lead time in the catalogue
EARLY_DAYS = 7  # before an activity: so long its people know that everything is arranged

LONGEST_WORDS = 300
LONGEST_MESSAGE = 1000

OPENING_LASTS = timedelta(minutes=15)
DAYS_KEPT_AFTER_EVENT = 7
MONTHS_KEPT_AFTER_DECLINE = 3

#: Somebody still has to do something.
OPEN = frozenset({NeedStatus.STATED, NeedStatus.IN_PROGRESS})
#: What whoever looks after a need can answer, whatever was answered before.
ANSWERS = frozenset({NeedStatus.IN_PROGRESS, NeedStatus.ARRANGED, NeedStatus.NOT_POSSIBLE})


class Occasion(Protocol):
    """The activity at which something is needed, as much as must be known of it."""

    @property
    def id(self) -> UUID:
        """Return which activity it is."""

    @property
    def contact_id(self) -> UUID | None:
        """Return who is named as its contact."""

    @property
    def starts_at(self) -> datetime | None:
        """Return when its first date begins."""


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """A coordinator who might look after a need."""

    person_id: UUID
    assigned: bool  # looks after the activity already


@dataclass(frozen=True, kw_only=True)
class Concerned:
    """The person who needs something, and who leads them."""

    person_id: UUID
    line_manager_id: UUID | None


class Waiting(Protocol):
    """A need as far as it can wait for somebody."""

    @property
    def status(self) -> NeedStatus:
        """Return how it stands."""

    @property
    def due_on(self) -> date:
        """Return by when it must be arranged."""

    @property
    def starts_on(self) -> date | None:
        """Return the day of the event."""

    @property
    def news_since(self) -> datetime | None:
        """Return since when there is something of which its owner does not know."""


@dataclass(frozen=True, kw_only=True)
class Digest:
    """What waits for whoever looks after needs, in numbers alone."""

    new: int
    due: int
    escalated: int

    @property
    def is_worth_a_message(self) -> bool:
        """Tell whether anything is new or due."""
        return bool(self.new or self.due or self.escalated)


def due_on(*, starts_on: date | None, lead_days: int | None, today: date) -> date:
    """Return the day by which something must be arranged, never a day that is over."""
    if starts_on is None:
        return today
    lead = UNPLANNED_LEAD_DAYS if lead_days is None else lead_days
    return max(starts_on - timedelta(days=lead), today)


def escalates_on(*, due: date, starts_on: date) -> date:
    """Return the day on which half of the time between due date and event is gone."""
    return starts_on - max(starts_on - due, timedelta()) // 2


def is_due(need: Waiting, today: date) -> bool:
    """Tell whether a need is still open although it must be arranged by today."""
    return need.status in OPEN and need.due_on <= today


def is_escalated(need: Waiting, today: date) -> bool:
    """Tell whether a need is still open although half of its lead time is gone."""
    if need.status not in OPEN or need.starts_on is None:
        return False
    return today >= escalates_on(due=need.due_on, starts_on=need.starts_on)


def is_news(need: Waiting, until: datetime) -> bool:
    """Tell whether something happened by then of which the owner does not know."""
    return need.news_since is not None and need.news_since <= until


def digest(needs: Sequence[Waiting], *, until: datetime, today: date) -> Digest:
    """Count what waits for somebody."""
    return Digest(
        new=sum(is_news(need, until) for need in needs),
        due=sum(is_due(need, today) for need in needs),
        escalated=sum(is_escalated(need, today) for need in needs),
    )


def was_met(status: NeedStatus, *, arranged_on: date | None, due_on: date) -> bool:
    """Tell whether something was arranged by the day on which it had to be."""
    arranged = status in {NeedStatus.ARRANGED, NeedStatus.CONFIRMED_BY_PERSON}
    return arranged and arranged_on is not None and arranged_on <= due_on


def was_early(status: NeedStatus, *, arranged_on: date | None, starts_on: date | None) -> bool:
    """Tell whether something was arranged a week before the activity began."""
    if starts_on is None:
        return False
    return was_met(status, arranged_on=arranged_on, due_on=starts_on - timedelta(days=EARLY_DAYS))


def may_confirm(status: NeedStatus) -> bool:
    """Tell whether the person can say that it suits them."""
    return status is NeedStatus.ARRANGED


def may_talk_again(status: NeedStatus) -> bool:
    """Tell whether there is an answer that the person can come back to."""
    return status not in OPEN


def may_look_after(candidate_id: UUID, concerned: Concerned) -> bool:
    """Tell whether somebody may see what this person needs: neither they themselves nor their lead.

    Whoever decides about somebody's work must not learn what they need through the portal.
    """
    return candidate_id not in {concerned.person_id, concerned.line_manager_id}


def choose_owner(
    *, contact_id: UUID | None, candidates: Iterable[Candidate], concerned: Concerned
) -> UUID | None:
    """Return who looks after the need: the contact, else somebody assigned, else anybody."""
    able = [c for c in candidates if may_look_after(c.person_id, concerned)]
    in_order = sorted(able, key=lambda c: (c.person_id != contact_id, not c.assigned))
    return in_order[0].person_id if in_order else None


def is_complete(status: NeedStatus, *, message: str, alternative: str) -> bool:
    """Tell whether an answer says enough: a no needs its reason and something else instead."""
    if status is not NeedStatus.NOT_POSSIBLE:
        return True
    return bool(message.strip() and alternative.strip())


def shows(opened_at: datetime | None, at: datetime) -> bool:
    """Tell whether an opening that was noted still shows the need."""
    return opened_at is not None and at - opened_at < OPENING_LASTS


def erased_on(*, event_ends_on: date | None, stated_on: date, declined_on: date | None) -> date:
    """Return the day on which a need is erased.

    A week after the event; one that was declined no later than three months after the decision.
    Where no event has a date, nothing may wait for it.
    """
    days = [months_later(declined_on, MONTHS_KEPT_AFTER_DECLINE)] if declined_on else []
    if event_ends_on is not None:
        days.append(event_ends_on + timedelta(days=DAYS_KEPT_AFTER_EVENT))
    return min(days) if days else months_later(stated_on, MONTHS_KEPT_AFTER_DECLINE)


def months_later(day: date, months: int) -> date:
    """Return the same day some months later, or the last one of a shorter month."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))
