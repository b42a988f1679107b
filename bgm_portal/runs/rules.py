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
