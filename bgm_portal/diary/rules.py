"""What can be written into the diary, and what follows from it. Pure."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

LONGEST_DAY = 24 * 60  # minutes
DAYS_BACK = 7
REST_DAYS_AHEAD = 14
WEEK = 7
NUDGE_DAY = 5  # Friday, as ISO 8601 counts: the week is still in mind
NUDGE_FROM, NUDGE_UNTIL = time(12, 0), time(19, 0)  # outside the quiet hours


class Verdict(StrEnum):
    """Whether a day can be written."""

    FINE = "fine"
    TOO_OLD = "too_old"
    TO_COME = "to_come"
    TOO_FAR = "too_far"


@dataclass(frozen=True, kw_only=True)
class Entry:
    """What is written for a day: active minutes, or that it is for resting."""

    day: date
    minutes: int
    rest: bool = False


@dataclass(frozen=True, kw_only=True)
class Month:
    """A month of the diary."""

    first_day: date
    minutes: int
    active_days: int
    rest_days: int


def verdict(day: date, *, today: date, rest: bool) -> Verdict:
    """Say whether this day can be written today; rest can be planned ahead."""
    if day < first_day(today):
        return Verdict.TOO_OLD
    if not rest:
        return Verdict.TO_COME if day > today else Verdict.FINE
    return Verdict.TOO_FAR if day > today + timedelta(days=REST_DAYS_AHEAD) else Verdict.FINE


def first_day(today: date) -> date:
    """Return the oldest day that can still be written."""
    return today - timedelta(days=DAYS_BACK)


def nudge_is_due(wall: datetime) -> bool:
    """Tell whether, by the clock on the wall, it is time to ask about the week."""
    return wall.isoweekday() == NUDGE_DAY and NUDGE_FROM <= wall.time() < NUDGE_UNTIL


def days_of_week(today: date) -> list[date]:
    """Return the last seven days, today among them, the oldest first."""
    return [today - timedelta(days=back) for back in reversed(range(WEEK))]


def spread(total: int, days: Sequence[date], *, taken: Collection[date]) -> list[Entry]:
    """Spread a total evenly over the days that have no entry yet; earlier days get what is left."""
    free = [day for day in days if day not in taken]
    if not free:
        return []
    each, left = divmod(total, len(free))
    shares = [each + (number < left) for number in range(len(free))]
    return [Entry(day=day, minutes=share) for day, share in zip(free, shares, strict=True) if share]


def months(entries: Collection[Entry], year: int) -> list[Month]:
    """Sum a year up, month by month."""
    return [_month(date(year, number, 1), entries) for number in range(1, 13)]


def kept_since(today: date) -> date:
    """Return the first day that is kept: everything until the end of the following year."""
    return date(today.year - 1, 1, 1)


def _month(first: date, entries: Collection[Entry]) -> Month:
    inside = [
        entry for entry in entries if (entry.day.year, entry.day.month) == (first.year, first.month)
    ]
    return Month(
        first_day=first,
        minutes=sum(entry.minutes for entry in inside),
        active_days=sum(1 for entry in inside if entry.minutes),
        rest_days=sum(1 for entry in inside if entry.rest),
    )
