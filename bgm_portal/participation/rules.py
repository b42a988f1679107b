"""When attendance can be ticked, who is named when, and what changes. Pure."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Protocol, TypeVar
from uuid import UUID

from bgm_portal.activities.kinds import WorktimeRule

from .states import AttendanceState

OPENS_BEFORE = timedelta(hours=2)
DOOR_BEFORE = DOOR_AFTER = timedelta(hours=1)
CODE_LASTS = timedelta(minutes=10)
#: Letters and digits that nobody mistakes for one another, read out or seen from afar.
CODE_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
CODE_LENGTH = 6
DAYS_FOR_CORRECTIONS = 14


class Window(StrEnum):
    """Whether attendance can be ticked now."""

    TOO_EARLY = "too_early"
    OPEN = "open"
    OVER = "over"


class Door(StrEnum):
    """Whether one can check in now."""

    NOT_YET = "not_yet"
    OPEN = "open"
    CLOSED = "closed"


class Late(StrEnum):
    """What becomes of a tick that was made without a network and arrives late."""

    DONE = "done"  # it stands there already: sent twice, or somebody else agrees
    NOTED = "noted"
    DIFFERS = "differs"  # somebody noted something else meanwhile
    GONE = "gone"  # whoever is meant is no longer on the list


class Moment(Protocol):
    """A date of an activity, as stored."""

    @property
    def starts_at(self) -> datetime:
        """Return when it begins."""

    @property
    def ends_at(self) -> datetime:
        """Return when it ends."""


AnyMoment = TypeVar("AnyMoment", bound=Moment)


@dataclass(frozen=True, kw_only=True)
class Days:
    """The days of a date on the calendar of the house, and today."""

    first: date
    last: date
    today: date


@dataclass(frozen=True, kw_only=True)
class Change:
    """What is noted for somebody; nothing before means: for the first time."""

    person_id: UUID
    before: AttendanceState | None
    after: AttendanceState


@dataclass(frozen=True, kw_only=True)
class Tick:
    """What somebody ticked without a network, and which note they saw when they did; "" is none."""

    person_id: UUID
    seen: str
    state: AttendanceState


@dataclass(frozen=True, kw_only=True)
class Noted:
    """What is noted for somebody. Each note has a version of its own."""

    state: AttendanceState
    version: str


def opens_at(starts_at: datetime) -> datetime:
    """Return from when on attendance can be ticked."""
    return starts_at - OPENS_BEFORE


def door(date: Moment, *, at: datetime) -> Door:
    """Say whether one can check in at this moment: from an hour before until an hour after."""
    if at < date.starts_at - DOOR_BEFORE:
        return Door.NOT_YET
    return Door.OPEN if at <= date.ends_at + DOOR_AFTER else Door.CLOSED


def may_leave_out(date: Moment, *, at: datetime) -> bool:
    """Tell whether somebody can still say that they leave a date out."""
    return at < date.starts_at


def code_number(at: datetime) -> int:
    """Return the number of the span of time for which a code holds."""
    return int(at.timestamp() // CODE_LASTS.total_seconds())


def code_until(number: int) -> float:
    """Return the moment, in seconds, at which the next code is shown."""
    return (number + 1) * CODE_LASTS.total_seconds()


def code_from(digest: bytes) -> str:
    """Return the letters of a code, made of a keyed hash."""
    return "".join(CODE_LETTERS[byte % len(CODE_LETTERS)] for byte in digest[:CODE_LENGTH])


def code_as_typed(text: str) -> str:
    """Return a code without what people add when they write it down: blanks, a line."""
    return "".join(letter for letter in text.upper() if letter in CODE_LETTERS)


def last_day(days: Days) -> date:
    """Return the last day on which attendance can be corrected."""
    return days.last + timedelta(days=DAYS_FOR_CORRECTIONS)


def kept_since(today: date) -> date:
    """Return the first day of which names are kept, because they can still be corrected."""
    return today - timedelta(days=DAYS_FOR_CORRECTIONS)


def can_be_erased_from(day: date) -> date:
    """Return from which day on a date can be erased: when nobody corrects its list any more."""
    return day + timedelta(days=DAYS_FOR_CORRECTIONS + 1)


def history_since(today: date) -> date:
    """Return the first day of one's own past: all is kept until the end of the following year."""
    return date(today.year - 1, 1, 1)


def window(starts_at: datetime, days: Days, *, at: datetime) -> Window:
    """Say whether attendance can be ticked at this moment."""
    if at < opens_at(starts_at):
        return Window.TOO_EARLY
    return Window.OVER if days.today > last_day(days) else Window.OPEN


def names_are_shown(days: Days, *, discreet: bool) -> bool:
    """Tell whether the sheet may name people: a discreet one on the day alone.

    Of the others it forgets who came when nothing can be corrected any more.
    """
    if discreet:
        return days.first <= days.today <= days.last
    return days.today <= last_day(days)


def date_to_show(dates: Sequence[AnyMoment], *, at: datetime) -> AnyMoment | None:
    """Return the date that is wanted most likely: the latest that has opened, else the first."""
    opened = [one for one in dates if opens_at(one.starts_at) <= at]
    return (opened[-1] if opened else dates[0]) if dates else None


def arrived_late(tick: Tick, noted: Noted | None, *, listed: bool) -> Late:
    """Say what becomes of a late tick: it counts if nothing changed since its maker looked."""
    if noted is not None and _agree(noted.state, tick.state):
        return Late.DONE
    if not listed:
        return Late.GONE
    return Late.NOTED if tick.seen == (noted.version if noted else "") else Late.DIFFERS


def kept_until(date: Moment, *, discreet: bool, at: datetime) -> datetime | None:
    """Return until when a device may keep the list, or nothing when it may not.

    Only on the spot, and never who comes to a discreet activity.
    """
    until = date.ends_at + DOOR_AFTER
    return until if not discreet and opens_at(date.starts_at) <= at < until else None


def changes(
    before: Mapping[UUID, AttendanceState], *, present: Collection[UUID], absent: Collection[UUID]
) -> list[Change]:
    """Return what is to be noted; whoever is ticked as both was there.

    Whoever excused themselves and did not come stays excused.
    """
    after = dict.fromkeys(absent, AttendanceState.ABSENT)
    after |= dict.fromkeys(present, AttendanceState.PRESENT)
    return [
        Change(person_id=person_id, before=before.get(person_id), after=state)
        for person_id, state in after.items()
        if not _agree(before.get(person_id), state)
    ]


def _agree(before: AttendanceState | None, state: AttendanceState) -> bool:
    """Tell whether a tick says what is noted already; whoever is excused is absent, too."""
    excused = before is AttendanceState.EXCUSED and state is AttendanceState.ABSENT
    return excused or before is state


def credited(
    visits: Sequence[tuple[date, int]], *, rule: WorktimeRule, cap_minutes: int | None
) -> list[int]:
    """Return how many minutes of each visit (day, minutes) count as working time.

    A limit holds for a week of the calendar or for a year; the earlier visit is counted first.
    """
    used: Counter[tuple[int, int]] = Counter()
    counted = []
    for day, minutes in visits:
        period = _period(day, rule)
        left = minutes if period is None else max(0, (cap_minutes or 0) - used[period])
        credit = min(_share(minutes, rule), left)
        if period is not None:
            used[period] += credit
        counted.append(credit)
    return counted


def _share(minutes: int, rule: WorktimeRule) -> int:
    if rule is WorktimeRule.NONE:
        return 0
    return minutes // 2 if rule is WorktimeRule.HALF else minutes


def _period(day: date, rule: WorktimeRule) -> tuple[int, int] | None:
    if rule is WorktimeRule.CAPPED_WEEK:
        return day.isocalendar()[:2]
    return (day.year, 0) if rule is WorktimeRule.CAPPED_YEAR else None
