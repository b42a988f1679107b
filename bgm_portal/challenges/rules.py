"""What makes a challenge fair. Pure.

The unit is the active minute, capped by day. Everybody has a weekly goal of their own that nobody
else sees. A day of rest counts a seventh of the goal. A team is measured by the share of members
who reached their own goal, so neither its size nor one athlete matters, and the share is told only
where it says nothing about anybody.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeVar

from .kinds import TOLD_ONCE, BingoField, ChallengeKind

LATE_DAYS = 7
LEAST_MINUTES = 10  # of a day that counts as one
SMALLEST_TEAM = 5
LONGEST_WEEKS = 12
KEPT_DAYS = 92  # names, after the end
STEP = 10  # per cent
WEEK = 7
SIDE = 3  # of the card

Team = TypeVar("Team")


@dataclass(frozen=True, kw_only=True)
class Day:
    """What somebody wrote for a day."""

    day: date
    minutes: int
    rest: bool = False


@dataclass(frozen=True, kw_only=True)
class Week:
    """Seven days of a challenge; the last ones may be fewer."""

    number: int
    first: date
    last: date

    @property
    def days(self) -> int:
        """Return how many days it has."""
        return (self.last - self.first).days + 1

    @property
    def closes(self) -> date:
        """Return the first day on which nothing can be entered for it any more."""
        return self.last + timedelta(days=LATE_DAYS + 1)


def weeks(first: date, last: date) -> list[Week]:
    """Cut a challenge into weeks, counted from its first day."""
    found: list[Week] = []
    start = first
    while start <= last:
        end = min(start + timedelta(days=WEEK - 1), last)
        found.append(Week(number=len(found) + 1, first=start, last=end))
        start = end + timedelta(days=1)
    return found


def told_weeks(kind: ChallengeKind, first: date, last: date) -> list[Week]:
    """Return the spans for which something is told: weeks, or the whole where that is one thing."""
    return [Week(number=1, first=first, last=last)] if kind in TOLD_ONCE else weeks(first, last)


def goal_for(week: Week, goal: int) -> int:
    """Return the goal for a week, less where it has fewer days."""
    return -(-goal * week.days // WEEK)


def credited(days: Collection[Day], week: Week, *, goal: int, cap: int) -> int:
    """Return what counts in a week: minutes up to the cap, and rest as a seventh of the goal."""
    inside = [one for one in days if week.first <= one.day <= week.last]
    return sum(-(-goal // WEEK) if one.rest else min(one.minutes, cap) for one in inside)


def has_reached(days: Collection[Day], week: Week, *, goal: int, cap: int) -> bool:
    """Tell whether somebody reached their own goal in a week; nobody else's days matter."""
    return credited(days, week, goal=goal, cap=cap) >= goal_for(week, goal)


def kept_days(days: Collection[Day], week: Week) -> int:
    """Count the days of a week with ten minutes or more, and those for resting."""
    return sum(
        1
        for one in days
        if week.first <= one.day <= week.last and (one.rest or one.minutes >= LEAST_MINUTES)
    )


def has_kept(days: Collection[Day], week: Week, *, goal: int) -> bool:
    """Tell whether somebody kept as many days of a week as they wanted to."""
    return kept_days(days, week) >= goal_for(week, goal)


def contributed(days: Collection[Day], until: date, *, cap: int) -> int:
    """Return the minutes that somebody gave to the common target, each day up to the cap."""
    return sum(min(one.minutes, cap) for one in days if one.day <= until)


def progress_to_tell(contributions: Collection[int], *, target: int) -> int | None:
    """Return how much of the target is done, in full steps of ten per cent, and at most all of it.

    Nothing where fewer than five people gave anything: it would tell of them.
    """
    if sum(1 for one in contributions if one) < SMALLEST_TEAM:
        return None
    return min(100, 100 * sum(contributions) // target // STEP * STEP)


def has_line(ticked: Collection[BingoField]) -> bool:
    """Tell whether a row, a column or a diagonal of the card is full."""
    at = {number for number, field in enumerate(BingoField) if field in ticked}
    rows = [range(start, start + SIDE) for start in range(0, SIDE * SIDE, SIDE)]
    columns = [range(start, SIDE * SIDE, SIDE) for start in range(SIDE)]
    diagonals = [range(0, SIDE * SIDE, SIDE + 1), range(SIDE - 1, SIDE * SIDE - 1, SIDE - 1)]
    return any(at.issuperset(line) for line in (*rows, *columns, *diagonals))


def share_to_tell(reached: int, members: int) -> int | None:
    """Return the share in steps of ten per cent, or nothing where it would tell of a person.

    That is in a small team, and where nobody or everybody reached the goal.
    """
    if members < SMALLEST_TEAM or reached in {0, members}:
        return None
    exact = 100 * reached / members
    return min(100 - STEP, max(STEP, STEP * round(exact / STEP)))


def score(shares: Sequence[int | None]) -> int | None:
    """Return the mean of the shares that are told, or nothing."""
    told = [share for share in shares if share is not None]
    return round(sum(told) / len(told)) if told else None


def smallest(sizes: Mapping[Team, int]) -> list[Team]:
    """Return the teams among which the lot decides: those with the fewest members."""
    fewest = min(sizes.values(), default=0)
    return [team for team, size in sizes.items() if size == fewest]


def is_running(first: date, last: date, *, today: date) -> bool:
    """Tell whether something can still be entered: until a week after the end."""
    return first <= today <= last + timedelta(days=LATE_DAYS)


def may_join(last: date, *, today: date) -> bool:
    """Tell whether one can still join: before the start and late, until the last day."""
    return today <= last
