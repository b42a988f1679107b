"""Places and sign-up: when an activity can be booked, and how full it is. Pure functions."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Protocol
from uuid import UUID

from .kinds import AccessQuestion, ActivityState, Times

FEW_PLACES = 2
FEW_PERCENT = 10


class Bookable(Protocol):
    """What must be known to say whether somebody can sign up: a row, a value, or `Seats`."""

    @property
    def state(self) -> ActivityState:
        """Return where the activity stands."""

    @property
    def needs_registration(self) -> bool:
        """Tell whether one must sign up."""

    @property
    def registration_opens_at(self) -> datetime | None:
        """Return from when on one can sign up."""

    @property
    def registration_deadline(self) -> datetime | None:
        """Return until when one can sign up."""

    @property
    def starts_at(self) -> datetime | None:
        """Return when the first date begins."""

    @property
    def ends_at(self) -> datetime | None:
        """Return when the last date is over."""

    @property
    def times(self) -> Times:
        """Return what people choose when they sign up."""


class Counted(Protocol):
    """The counters that guard the places."""

    @property
    def capacity(self) -> int | None:
        """Return how many can come; nothing means no limit."""

    @property
    def taken(self) -> int:
        """Return how many places are taken or offered."""

    @property
    def waiting(self) -> int:
        """Return how many people wait."""

    @property
    def has_waiting_list(self) -> bool:
        """Tell whether one can wait."""


class Countable(Bookable, Counted, Protocol):
    """What must be known to say how an activity stands: its state, its dates, its counters."""


@dataclass(frozen=True, kw_only=True)
class Seats:
    """An activity as the sign-up sees it, read by the UPDATE that locked its row."""

    activity_id: UUID
    ticket: int
    capacity: int | None
    taken: int
    waiting: int
    has_waiting_list: bool
    state: ActivityState
    needs_registration: bool
    registration_opens_at: datetime | None
    registration_deadline: datetime | None
    starts_at: datetime | None
    ends_at: datetime | None
    contact_id: UUID | None
    discreet: bool
    times: Times = Times.NONE

    @property
    def free(self) -> int | None:
        """Return how many places are neither taken nor offered; nothing means no limit."""
        return free_places(self)


class Openness(StrEnum):
    """Whether people can sign up now, and if not, why."""

    OPEN = "open"
    NOT_PUBLISHED = "not_published"
    NOT_YET_OPEN = "not_yet_open"
    DEADLINE_PASSED = "deadline_passed"
    BEGUN = "begun"
    CANCELLED = "cancelled"
    COMPLETED = "completed"
    WITHOUT_SIGN_UP = "without_sign_up"  # people simply come


class Availability(StrEnum):
    """How full an activity is, in a word. Exact numbers are for those who plan."""

    FREE = "free"
    FEW = "few"
    WAITING_LIST = "waiting_list"
    FULL = "full"


_CLOSED_BY_STATE = {
    ActivityState.DRAFT: Openness.NOT_PUBLISHED,
    ActivityState.CANCELLED: Openness.CANCELLED,
    ActivityState.COMPLETED: Openness.COMPLETED,
}


def openness(activity: Bookable, *, at: datetime) -> Openness:
    """Say whether people can sign up at this moment. The deadline itself is still in time."""
    if activity.state in _CLOSED_BY_STATE:
        return _CLOSED_BY_STATE[activity.state]
    if not activity.needs_registration:
        return Openness.WITHOUT_SIGN_UP
    closes = closes_by(activity)
    if closes is not None and at >= closes:
        return Openness.BEGUN
    if activity.registration_deadline is not None and at > activity.registration_deadline:
        return Openness.DEADLINE_PASSED
    if activity.registration_opens_at is not None and at < activity.registration_opens_at:
        return Openness.NOT_YET_OPEN
    return Openness.OPEN


class Lasting(Protocol):
    """When an activity begins and ends, and what people choose."""

    @property
    def starts_at(self) -> datetime | None:
        """Return when the first date begins."""

    @property
    def ends_at(self) -> datetime | None:
        """Return when the last date is over."""

    @property
    def times(self) -> Times:
        """Return what people choose when they sign up."""


def closes_by(activity: Lasting) -> datetime | None:
    """Return when nobody can join any more: at the start, or at the end where dates are single."""
    return activity.ends_at if activity.times is Times.DATES else activity.starts_at


def free_places(counted: Counted) -> int | None:
    """Return how many places are neither taken nor offered; nothing means no limit."""
    return None if counted.capacity is None else max(0, counted.capacity - counted.taken)


def availability(counted: Counted) -> Availability:
    """Say how full it is. While somebody waits, a free place belongs to the queue."""
    free = free_places(counted)
    if free is None:
        return Availability.FREE
    if free == 0 or counted.waiting > 0:
        return Availability.WAITING_LIST if counted.has_waiting_list else Availability.FULL
    few = max(FEW_PLACES, (counted.capacity or 0) * FEW_PERCENT // 100)
    return Availability.FEW if free <= few else Availability.FREE


OLD_AFTER_YEARS = 2


def is_outdated(checked_on: date, *, today: date) -> bool:
    """Tell whether a fact about a place was checked more than two years ago. Old facts mislead."""
    try:
        limit = checked_on.replace(year=checked_on.year + OLD_AFTER_YEARS)
    except ValueError:  # 29 February
        limit = date(checked_on.year + OLD_AFTER_YEARS, 3, 1)
    return today > limit


TIME_OF_STEP = re.compile(r"(\d{1,2})[:.](\d{2})(?: Uhr)?[ ,:–-]+(\S.*)")


def course_step(line: str) -> tuple[str, str]:
    """Split a line of the course of a day into its time (16:45, or nothing) and what happens."""
    match = TIME_OF_STEP.fullmatch(line.strip())
    if match is None:
        return "", line.strip()
    hour, minute, what = match.groups()
    return f"{int(hour)}:{minute}", what


class Gap(StrEnum):
    """What an activity lacks before it can be published."""

    TITLE = "title"
    TEASER = "teaser"
    DATES = "dates"
    DATES_OVER = "dates_over"
    PLACE = "place"
    DEADLINE = "deadline"
    DEADLINE_LATE = "deadline_late"
    OPENS_LATE = "opens_late"
    DEADLINE_AFTER_NAMES = "deadline_after_names"
    DECISION_LATE = "decision_late"
    SLOTS = "slots"
    ANSWERS = "answers"
    NAMES_LATE = "names_late"
    CONTACT = "contact"
    HEALTH = "health"


@dataclass(frozen=True, kw_only=True)
class Readiness:
    """What is known about an activity when somebody wants to publish it."""

    title: str
    teaser: str
    starts_at: datetime | None
    closes_by: datetime | None
    has_place: bool
    needs_registration: bool
    opens_at: datetime | None
    deadline: datetime | None
    decides_at: datetime | None
    lacks_slots: bool
    answered: frozenset[AccessQuestion]
    has_contact: bool
    names_until: datetime | None = None
    asks_health: bool = False


def gaps(ready: Readiness, *, at: datetime) -> list[Gap]:
    """Return what is missing, in the order of the planning page; nothing missing means publish.

    "Unknown" is an answer to a question of access, silence is not.
    """
    found = [
        (Gap.TITLE, not ready.title.strip()),
        (Gap.TEASER, not ready.teaser.strip()),
        (Gap.DATES, ready.starts_at is None),
        (Gap.DATES_OVER, ready.starts_at is not None and ready.starts_at <= at),
        (Gap.PLACE, not ready.has_place),
        (Gap.DEADLINE, ready.needs_registration and ready.deadline is None),
        (Gap.DEADLINE_LATE, ready.needs_registration and is_late(ready.deadline, ready.closes_by)),
        (Gap.OPENS_LATE, ready.needs_registration and never_opens(ready.opens_at, ready.deadline)),
        (
            Gap.DEADLINE_AFTER_NAMES,
            ready.needs_registration and is_late(ready.deadline, ready.names_until),
        ),
        (Gap.DECISION_LATE, is_late(ready.decides_at, ready.starts_at)),
        (Gap.SLOTS, ready.lacks_slots),
        (Gap.ANSWERS, ready.answered < frozenset(AccessQuestion)),
        (Gap.NAMES_LATE, is_late(ready.names_until, ready.starts_at)),
        (Gap.HEALTH, ready.asks_health),
        (Gap.CONTACT, not ready.has_contact),
    ]
    return [gap for gap, missing in found if missing]


def is_late(deadline: datetime | None, starts_at: datetime | None) -> bool:
    """Tell whether people could sign up after it began."""
    return deadline is not None and starts_at is not None and deadline > starts_at


def never_opens(opens_at: datetime | None, deadline: datetime | None) -> bool:
    """Tell whether people could sign up only from when it is closed already."""
    return opens_at is not None and deadline is not None and opens_at >= deadline
