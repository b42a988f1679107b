"""Series: from a rule to its days, from dates back to a rhythm, and dates that move. Pure.

A rule is a way to type. What is stored are dates, so nothing here outlives the page.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

LOCAL = ZoneInfo("Europe/Berlin")
WEEK = timedelta(weeks=1)
MOST_DATES = 120
LONGEST = timedelta(days=2 * 366)
LAST_OF_MONTH = 5  # a fifth Monday is not in every month: the last one is meant
MONTHS = 12

Span = tuple[datetime, datetime]


class Rhythm(StrEnum):
    """How often a series takes place."""

    WEEKLY = "weekly"
    FORTNIGHTLY = "fortnightly"
    MONTHLY = "monthly"


@dataclass(frozen=True, kw_only=True)
class Rule:
    """A series as it is typed: from when on, on which weekdays, how often, until when."""

    first: date
    weekdays: frozenset[int]  # Monday is 0; none means the weekday of the first day
    rhythm: Rhythm
    times: int | None = None
    until: date | None = None


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """A day of the rule, and why it is left out, if it is."""

    day: date
    gap: str = ""


class Contradiction(StrEnum):
    """Why a rule leads to no dates."""

    UNTIL_BEFORE_FIRST = "until_before_first"
    NO_END = "no_end"
    TWO_ENDS = "two_ends"
    WEEKDAYS_OF_A_MONTH = "weekdays_of_a_month"
    NO_DAY = "no_day"


def contradiction(rule: Rule) -> Contradiction | None:
    """Say what is wrong with a rule before it is expanded."""
    if rule.times is None and rule.until is None:
        return Contradiction.NO_END
    if rule.times is not None and rule.until is not None:
        return Contradiction.TWO_ENDS
    if rule.until is not None and rule.until < rule.first:
        return Contradiction.UNTIL_BEFORE_FIRST
    if rule.rhythm is Rhythm.MONTHLY and rule.weekdays - {rule.first.weekday()}:
        return Contradiction.WEEKDAYS_OF_A_MONTH
    return None


def expand(rule: Rule, gaps: Mapping[date, str]) -> list[Candidate]:
    """Return the days of a rule. A day in a gap is named and does not count: "10 ×" stays ten."""
    found: list[Candidate] = []
    held = 0
    for day in _days(rule):
        if (rule.times is not None and held >= rule.times) or len(found) >= MOST_DATES:
            break
        gap = gaps.get(day, "")
        found.append(Candidate(day=day, gap=gap))
        held += not gap
    return found


def last_possible(rule: Rule) -> date:
    """Return the day after which the rule is not looked at any more."""
    return min(rule.until or rule.first + LONGEST, rule.first + LONGEST)


def _days(rule: Rule) -> list[date]:
    last = last_possible(rule)
    days = _in_months(rule, last) if rule.rhythm is Rhythm.MONTHLY else _in_weeks(rule, last)
    return [day for day in days if rule.first <= day <= last]


def _in_weeks(rule: Rule, last: date) -> list[date]:
    step = WEEK if rule.rhythm is Rhythm.WEEKLY else 2 * WEEK
    weekdays = sorted(rule.weekdays or {rule.first.weekday()})
    monday = rule.first - timedelta(days=rule.first.weekday())
    found = []
    while monday <= last:
        found += [monday + timedelta(days=weekday) for weekday in weekdays]
        monday += step
    return found


def _in_months(rule: Rule, last: date) -> list[date]:
    turn = (rule.first.day - 1) // 7 + 1
    found = []
    month = rule.first.replace(day=1)
    while month <= last:
        found.append(_in_month(month, rule.first.weekday(), turn))
        month = following_month(month)
    return found


def _in_month(month: date, weekday: int, turn: int) -> date:
    """Return the second Wednesday, or the last one where a fifth was the first."""
    first = month + timedelta(days=(weekday - month.weekday()) % 7)
    if turn < LAST_OF_MONTH:
        return first + (turn - 1) * WEEK
    days = [first + number * WEEK for number in range(LAST_OF_MONTH)]
    return max(day for day in days if day.month == month.month)


def following_month(month: date) -> date:
    """Return the first day of the month after this one."""
    if month.month == MONTHS:
        return date(month.year + 1, 1, 1)
    return date(month.year, month.month + 1, 1)


@dataclass(frozen=True, kw_only=True)
class Pattern:
    """What dates have in common: how many, on which weekdays, from when to when."""

    times: int
    weekdays: tuple[int, ...]
    span: Span  # the first date, for its times of day


def pattern(dates: Sequence[Span]) -> Pattern | None:
    """Read the rhythm off some dates; nothing when they have none that can be said shortly."""
    walls = [(start.astimezone(LOCAL), end.astimezone(LOCAL)) for start, end in dates]
    times = {(start.time(), end.time()) for start, end in walls}
    within_days = all(start.date() == end.date() for start, end in walls)
    weekdays = tuple(sorted({start.weekday() for start, _end in walls}))
    if len(walls) < 2 or len(times) != 1 or not within_days or len(weekdays) > 2:  # noqa: PLR2004 - "montags und freitags" can be said, a third is a list
        return None
    return Pattern(times=len(walls), weekdays=weekdays, span=dates[0])


def shifted(span: Span, *, days: int, start: datetime, end: datetime) -> Span:
    """Return a date some days later, at the time of day of another, on the wall."""
    day = span[0].astimezone(LOCAL).date() + timedelta(days=days)
    start_wall, end_wall = start.astimezone(LOCAL), end.astimezone(LOCAL)
    begins = datetime.combine(day, start_wall.time(), LOCAL)
    last = day + (end_wall.date() - start_wall.date())
    ends = datetime.combine(last, end_wall.time(), LOCAL)
    return begins, ends


def moved(dates: Sequence[Span], *, which: int, to: Span, following: bool) -> list[Span]:
    """Return the dates after one was moved; with it all that follow, as many days later."""
    days = (to[0].astimezone(LOCAL).date() - dates[which][0].astimezone(LOCAL).date()).days
    return [
        to
        if number == which
        else shifted(span, days=days, start=to[0], end=to[1])
        if following and number > which
        else span
        for number, span in enumerate(dates)
    ]
