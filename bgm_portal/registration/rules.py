"""Who gets a place, who waits, who moves up, who is turned away. Pure: no tables, no clock.

The order of the queue is the order of arrival (`ticket`) and nothing else: what somebody needs
is not even known here.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Protocol
from uuid import UUID
from zoneinfo import ZoneInfo

from bgm_portal.activities.kinds import ActivityState
from bgm_portal.activities.rules import Bookable, Openness, Seats, closes_by, openness
from bgm_portal.core import quiet_hours

from .states import Promotion, RegistrationState

LOCAL = ZoneInfo("Europe/Berlin")
LONG_OFFER = timedelta(hours=48)
OFFER_IN_THE_LAST_WEEK = timedelta(hours=24)
OFFER_ON_THE_DAY = timedelta(hours=2)
OFFER_REMINDER = timedelta(hours=12)
OFFER_JUST_READ = timedelta(hours=4)
LAST_WEEK = timedelta(days=7)
MORNING = time(9)
DAYS_KEPT = 14  # names, for corrections after the end


class Place(StrEnum):
    """What a newcomer gets."""

    CONFIRMED = "confirmed"
    WAITING = "waiting"


class Refusal(StrEnum):
    """Why somebody is turned away."""

    NOT_PUBLISHED = "not_published"
    CANCELLED = "cancelled"
    OVER = "over"
    NO_SIGN_UP = "no_sign_up"
    NOT_YET_OPEN = "not_yet_open"
    BEGUN = "begun"
    DEADLINE_PASSED = "deadline_passed"
    FULL = "full"
    OUTSIDE = "outside"
    OUTSIDE_THEM = "outside_them"
    ALREADY_REGISTERED = "already_registered"
    ALREADY_REGISTERED_THEM = "already_registered_them"
    UNKNOWN_ROLE = "unknown_role"
    ORGANISER_NEEDED = "organiser_needed"
    NO_LONGER_ACTIVE = "no_longer_active"
    NO_OFFER = "no_offer"
    OFFER_OVER = "offer_over"
    FULL_FOR_CHANGE = "full_for_change"
    INCOMPLETE = "incomplete"
    MUST_WAIT = "must_wait"
    TIME_MISSING = "time_missing"
    TIME_TAKEN = "time_taken"
    TIMES_OVERLAP = "times_overlap"
    NO_LONGER_TIME = "no_longer_time"


_CLOSED: dict[Openness, Refusal] = {
    Openness.NOT_PUBLISHED: Refusal.NOT_PUBLISHED,
    Openness.CANCELLED: Refusal.CANCELLED,
    Openness.COMPLETED: Refusal.OVER,
    Openness.WITHOUT_SIGN_UP: Refusal.NO_SIGN_UP,
    Openness.NOT_YET_OPEN: Refusal.NOT_YET_OPEN,
    Openness.BEGUN: Refusal.BEGUN,
    Openness.DEADLINE_PASSED: Refusal.DEADLINE_PASSED,
}


class Closing(Protocol):
    """What must be known to say when an activity was over: an activity as stored."""

    @property
    def state(self) -> ActivityState:
        """Return where the activity stands."""

    @property
    def ends_at(self) -> datetime | None:
        """Return when the last date ends."""

    @property
    def ended_at(self) -> datetime | None:
        """Return when it was cancelled or completed."""


class Fullness(Protocol):
    """The counters of an activity, from `Seats` or from a row that was read."""

    @property
    def capacity(self) -> int | None:
        """Return how many can come; nothing means no limit."""

    @property
    def taken(self) -> int:
        """Return how many places are taken or offered."""

    @property
    def waiting(self) -> int:
        """Return how many people wait."""


def is_full(seats: Fullness) -> bool:
    """Tell whether a newcomer would have to wait: nobody overtakes those who do."""
    return seats.capacity is not None and (seats.taken >= seats.capacity or seats.waiting > 0)


class Queue(Fullness, Protocol):
    """The counters, and whether one can wait."""

    @property
    def has_waiting_list(self) -> bool:
        """Tell whether one can wait."""


def no_way_in(seats: Queue, *, takes_place: bool) -> bool:
    """Tell whether this way to take part leads neither to a place nor into the queue."""
    return takes_place and is_full(seats) and not seats.has_waiting_list


def refuse_to_open(seats: Bookable, *, at: datetime) -> Refusal | None:
    """Say why nobody can sign up at this moment, or nothing when the sign-up is open."""
    return _CLOSED.get(openness(seats, at=at))


def takes_walk_ins(seats: Bookable, *, at: datetime) -> bool:
    """Tell whether nobody signs up any more, and whoever comes is added to the list of the date."""
    held = seats.state in {ActivityState.PUBLISHED, ActivityState.COMPLETED}
    return held and has_begun(seats.starts_at, at=at) and refuse_to_open(seats, at=at) is not None


def decide_place(
    seats: Seats, *, takes_place: bool, already_registered: bool, is_inside: bool, at: datetime
) -> Place | Refusal:
    """Give the place that nobody waits for, else a place in the queue, else say why not."""
    refusal = refuse_to_open(seats, at=at)
    if refusal is not None:
        return refusal
    if already_registered:
        return Refusal.ALREADY_REGISTERED
    if not is_inside:
        return Refusal.OUTSIDE
    if no_way_in(seats, takes_place=takes_place):
        return Refusal.FULL
    return Place.WAITING if takes_place and is_full(seats) else Place.CONFIRMED


@dataclass(frozen=True, kw_only=True)
class MoveUp:
    """What the first in the queue gets: the place, or an offer that stands until a moment."""

    state: RegistrationState
    offer_expires_at: datetime | None = None


def places_to_give(seats: Seats, *, at: datetime) -> int:
    """Return how many of those who wait move up now; nobody once it has begun or was cancelled."""
    if seats.state is not ActivityState.PUBLISHED or has_begun(closes_by(seats), at=at):
        return 0
    return seats.waiting if seats.free is None else min(seats.free, seats.waiting)


def decide_promotion(promotion: Promotion, *, starts_at: datetime | None, at: datetime) -> MoveUp:
    """Say what a free place means for the first in the queue."""
    if promotion == Promotion.AUTOMATIC:
        return MoveUp(state=RegistrationState.CONFIRMED)
    return MoveUp(
        state=RegistrationState.OFFERED, offer_expires_at=offer_deadline(starts_at, at=at)
    )


def offer_deadline(starts_at: datetime | None, *, at: datetime) -> datetime:
    """Return until when an offer stands: never at night, never after the start."""
    if starts_at is None:
        return out_of_quiet_hours(at + LONG_OFFER)
    return min(out_of_quiet_hours(at + _time_to_answer(starts_at, at=at)), starts_at)


def out_of_quiet_hours(at: datetime) -> datetime:
    """Return the moment itself, or nine o'clock in the morning after a moment in the night."""
    return quiet_hours.over(at, morning=MORNING)


def _time_to_answer(starts_at: datetime, *, at: datetime) -> timedelta:
    if starts_at.astimezone(LOCAL).date() == at.astimezone(LOCAL).date():
        return OFFER_ON_THE_DAY
    return OFFER_IN_THE_LAST_WEEK if starts_at - at <= LAST_WEEK else LONG_OFFER


def has_begun(starts_at: datetime | None, *, at: datetime) -> bool:
    """Tell whether the (first) date has begun."""
    return starts_at is not None and at >= starts_at


def is_offer_ending(offer_expires_at: datetime, *, told_at: datetime, at: datetime) -> bool:
    """Tell whether somebody must be reminded by now of an offer that they did not answer.

    Twelve hours before its end, in the evening before where that would be at night. Whoever was
    told within the last hours needs no second message.
    """
    due = quiet_hours.before(offer_expires_at - OFFER_REMINDER)
    return told_at + OFFER_JUST_READ <= due <= at < offer_expires_at


def refuse_answer_to_offer(
    state: RegistrationState, offer_expires_at: datetime | None, *, at: datetime
) -> Refusal | None:
    """Say why an offer can no longer be taken or declined, or nothing when it can."""
    if state != RegistrationState.OFFERED or offer_expires_at is None:
        return Refusal.NO_OFFER
    return Refusal.OFFER_OVER if at >= offer_expires_at else None


def refuse_to_end(
    state: RegistrationState, *, over_at: datetime | None, at: datetime
) -> Refusal | None:
    """Say why a registration can no longer be cancelled, or nothing when it can.

    A course may be left in its middle; what is over cannot be left.
    """
    if state == RegistrationState.CANCELLED:
        return Refusal.NO_LONGER_ACTIVE
    return Refusal.OVER if over_at is not None and at >= over_at else None


def refuse_to_change(
    state: RegistrationState, activity: Bookable, *, at: datetime
) -> Refusal | None:
    """Say why answers can no longer be changed: they are passed on once the deadline is over."""
    if state == RegistrationState.CANCELLED:
        return Refusal.NO_LONGER_ACTIVE
    refusal = refuse_to_open(activity, at=at)
    return None if refusal in (None, Refusal.NOT_YET_OPEN) else refusal


def organiser_is_missing(*, organiser: str | None, takes_place: bool, agreed: bool) -> bool:
    """Tell whether the start place is impossible: an organiser outside must be told the name.

    Whoever uses no place, such as a guide or a supporter, is not registered with the organiser.
    """
    return organiser is not None and takes_place and not agreed


def told(refusal: Refusal, *, on_behalf: bool) -> Refusal:
    """Return the same reason as whoever signs up somebody else is told it."""
    return Refusal.OUTSIDE_THEM if on_behalf and refusal is Refusal.OUTSIDE else refusal


def may_be_settled_later(*, person_id: UUID, by: UUID) -> bool:
    """Tell whether consents and needs come later: nobody can give them for somebody else."""
    return person_id != by


def decide_role_change(
    seats: Seats, state: RegistrationState, *, before: bool, after: bool
) -> RegistrationState | Refusal:
    """Say how somebody stands after changing the way they take part.

    `before` and `after` tell whether the way uses a place. Whoever no longer uses one need not
    wait any more; whoever now does must not overtake those who wait.
    """
    if before == after:
        return state
    if not after:
        return RegistrationState.CONFIRMED
    return Refusal.FULL_FOR_CHANGE if is_full(seats) else RegistrationState.CONFIRMED


def places(state: RegistrationState, *, takes_place: bool) -> tuple[int, int]:
    """Return what a registration adds to the counters: (taken, waiting)."""
    if not takes_place:
        return 0, 0
    if state in (RegistrationState.CONFIRMED, RegistrationState.OFFERED):
        return 1, 0
    return (0, 1) if state == RegistrationState.WAITING else (0, 0)


class Undecided(Protocol):
    """An activity as far as its minimum number is concerned."""

    @property
    def state(self) -> ActivityState:
        """Return where the activity stands."""

    @property
    def starts_at(self) -> datetime | None:
        """Return when the first date begins."""

    @property
    def minimum(self) -> int | None:
        """Return how many must come."""

    @property
    def decides_at(self) -> datetime | None:
        """Return when it is decided."""

    @property
    def goes_ahead_at(self) -> datetime | None:
        """Return since when it is sure to take place."""


def must_decide(activity: Undecided, *, at: datetime) -> bool:
    """Tell whether it must be said now whether an activity takes place."""
    return (
        activity.state is ActivityState.PUBLISHED
        and activity.minimum is not None
        and activity.goes_ahead_at is None
        and activity.decides_at is not None
        and activity.decides_at <= at
        and not has_begun(activity.starts_at, at=at)
    )


def is_enough(seats: Fullness, *, minimum: int) -> bool:
    """Tell whether as many have a place as are needed; an offered place counts, it is kept."""
    return seats.taken >= minimum


def names_are_shown(*, discreet: bool, starts_at: datetime | None, at: datetime) -> bool:
    """Tell whether coordinators see names: at discreet activities not before the day."""
    if not discreet:
        return True
    return starts_at is not None and (
        starts_at.astimezone(LOCAL).date() <= at.astimezone(LOCAL).date()
    )


def kept_since(today: date) -> date:
    """Return the first day of which names are kept: what was over before is forgotten."""
    return today - timedelta(days=DAYS_KEPT)


def names_are_erased(activity: Closing, *, at: datetime) -> bool:
    """Tell whether nobody is named any more: a fortnight after the end or the cancellation."""
    over = [activity.ends_at]
    if activity.state is ActivityState.CANCELLED:
        over.append(activity.ended_at)
    since = kept_since(at.astimezone(LOCAL).date())
    return any(moment is not None and moment.astimezone(LOCAL).date() < since for moment in over)
