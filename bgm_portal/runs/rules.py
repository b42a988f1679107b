"""When an emergency contact may be opened, what a start number is, who may join a team. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from uuid import UUID
from zoneinfo import ZoneInfo

LOCAL = ZoneInfo("Europe/Berlin")
EMERGENCY_DAYS = 1
_NUMBER = re.compile("[0-9A-Za-z-]{1,10}")
_BETWEEN_DIGITS = re.compile(r"[\s()/.–-]")
_DIALLED = re.compile(r"\+?[0-9]{3,15}")
_TIME = re.compile(r"(?:([0-9]{1,2}):)?([0-5]?[0-9]):([0-5][0-9])(?:[.,][0-9]+)?")


def is_start_number(text: str) -> bool:
    """Tell whether this can stand on a shirt: digits, perhaps letters, zeros in front are kept."""
    return _NUMBER.fullmatch(text) is not None


def net_time(text: str) -> str | None:
    """Return a time as it is read, "0:41:23", or nothing when it is none."""
    found = _TIME.fullmatch(text.strip())
    if found is None:
        return None
    hours, minutes, seconds = found.groups()
    return f"{int(hours or 0)}:{int(minutes):02}:{int(seconds):02}"


def is_the_day(starts_at: datetime | None, ends_at: datetime | None, *, at: datetime) -> bool:
    """Tell whether this is a day of the activity, from the first date to the last."""
    if starts_at is None or ends_at is None:
        return False
    return _day(starts_at) <= _day(at) <= _day(ends_at)


def dialled(phone: str) -> str:
    """Return a number as a telephone dials it; nothing where more than a number was typed."""
    digits = _BETWEEN_DIGITS.sub("", phone.replace("(0)", "") if "+" in phone else phone)
    return digits if _DIALLED.fullmatch(digits) else ""


def emergency_kept_since(today: date) -> date:
    """Return the first day of which contacts are kept: what ended before is erased."""
    return today - timedelta(days=EMERGENCY_DAYS)


def _day(at: datetime) -> date:
    return at.astimezone(LOCAL).date()


class TeamRefusal(StrEnum):
    """Why somebody cannot do this with a team."""

    NO_TEAMS = "no_teams"
    NOT_CONFIRMED = "not_confirmed"
    TOO_LATE = "too_late"
    IN_TEAM = "in_team"
    NO_TEAM = "no_team"
    FULL = "full"
    CLOSED = "closed"
    NAME_TAKEN = "name_taken"
    DISPLAY_TAKEN = "display_taken"
    UNKNOWN = "unknown"
    NOT_CAPTAIN = "not_captain"


@dataclass(frozen=True, kw_only=True)
class Joining:
    """What is known when somebody wants into a team."""

    counts: bool = True  # guides and helpers take no place in a team, as they take none in the run
    members: int = 0  # who count
    size: int | None = None
    is_open: bool = True
    knows_word: bool = False
    by_coordinator: bool = False


def refuse_teams(
    *, has_teams: bool, until: datetime | None, by_coordinator: bool, at: datetime
) -> TeamRefusal | None:
    """Say why teams cannot be changed: there are none, or their names have been passed on.

    Coordinators help on afterwards, because they are the ones who tell the organiser.
    """
    if not has_teams:
        return TeamRefusal.NO_TEAMS
    if not by_coordinator and until is not None and at > until:
        return TeamRefusal.TOO_LATE
    return None


def refuse_to_join(joining: Joining) -> TeamRefusal | None:
    """Say why somebody cannot join a team; being too many comes before not knowing the word."""
    if joining.counts and joining.size is not None and joining.members >= joining.size:
        return TeamRefusal.FULL
    if not (joining.is_open or joining.knows_word or joining.by_coordinator):
        return TeamRefusal.CLOSED
    return None


def key_of(name: str) -> str:
    """Return a name as names are compared."""
    return " ".join(name.casefold().split())


def captain_of(captain: UUID | None, members: Sequence[UUID]) -> UUID | None:
    """Return who leads a team: whoever was named, else whoever has been in it the longest."""
    if captain is not None and captain in members:
        return captain
    return members[0] if members else None


class PairRefusal(StrEnum):
    """Why two people cannot run together like this."""

    NOT_CONFIRMED = "not_confirmed"
    NOT_RUNNER = "not_runner"
    NOT_GUIDE = "not_guide"
    TAKEN = "taken"
    NO_PAIR = "no_pair"


@dataclass(frozen=True, kw_only=True)
class Half:
    """One of two people who might run together."""

    is_confirmed: bool = True
    takes_place: bool = True
    has_pair: bool = False


def refuse_pair(runner: Half, guide: Half) -> PairRefusal | None:
    """Say why these two cannot be a pair: a guide takes part without a place, a runner with one."""
    if not (runner.is_confirmed and guide.is_confirmed):
        return PairRefusal.NOT_CONFIRMED
    if not runner.takes_place:
        return PairRefusal.NOT_RUNNER
    if guide.takes_place:
        return PairRefusal.NOT_GUIDE
    return PairRefusal.TAKEN if runner.has_pair or guide.has_pair else None


class BusRefusal(StrEnum):
    """Why there is no place on a bus, or why it cannot be planned like this."""

    UNKNOWN = "unknown"
    NOT_CONFIRMED = "not_confirmed"
    FULL = "full"
    STEP_FREE_FULL = "step_free_full"
    TOO_LATE = "too_late"
    TOO_SMALL = "too_small"
    IN_USE = "in_use"


@dataclass(frozen=True, kw_only=True)
class Room:
    """How much of something there is on a bus: seats, and places without a step."""

    seats: int = 0
    step_free: int = 0

    def holds(self, other: "Room") -> bool:
        """Tell whether this is enough for as much as that."""
        return other.seats <= self.seats and other.step_free <= self.step_free


def wanted_room(*, step_free: bool, companion: bool) -> Room:
    """Return what somebody takes up: a seat or a place without a step, and a seat for company."""
    return Room(seats=int(not step_free) + int(companion), step_free=int(step_free))


def refuse_ride(whole: Room, taken: Room, wanted: Room) -> BusRefusal | None:
    """Say why a bus does not take somebody; the place without a step comes first."""
    if wanted.step_free and taken.step_free + wanted.step_free > whole.step_free:
        return BusRefusal.STEP_FREE_FULL
    if wanted.seats and taken.seats + wanted.seats > whole.seats:
        return BusRefusal.FULL
    return None


class HandoverRefusal(StrEnum):
    """Why a place cannot go to somebody else by name."""

    TOO_EARLY = "too_early"
    BEGUN = "begun"
    NO_PLACE = "no_place"
    QUEUE_FIRST = "queue_first"
    NOT_THIS_PERSON = "not_this_person"
    CONSENT = "consent"
    GONE = "gone"


@dataclass(frozen=True, kw_only=True)
class Passing:
    """What is known when a place is to go to somebody by name."""

    has_place: bool = True
    names_until: datetime | None = None
    starts_at: datetime | None = None
    others_wait: bool = False  # anybody but the person who would get the place


def refuse_handover(passing: Passing, *, at: datetime) -> HandoverRefusal | None:
    """Say why a place cannot go over by name.

    Before the organiser has the names, cancelling is simpler and fairer; whoever waits comes first
    at any time, in the order of the list.
    """
    if not passing.has_place:
        return HandoverRefusal.NO_PLACE
    if passing.names_until is None or at <= passing.names_until:
        return HandoverRefusal.TOO_EARLY
    if passing.starts_at is not None and passing.starts_at <= at:
        return HandoverRefusal.BEGUN
    return HandoverRefusal.QUEUE_FIRST if passing.others_wait else None
