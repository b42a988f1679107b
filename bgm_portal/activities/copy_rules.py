"""Dates of one year as dates of another: the same weekday, the same time on the clock. Pure."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

LOCAL = ZoneInfo("Europe/Berlin")
WEEK = timedelta(weeks=1)
DAYS_OF_WEEK = 7

Span = tuple[datetime, datetime]


def weeks_to(year: int, first: date) -> int:
    """Return how many weeks lie between a day and the nearest such weekday of another year."""
    goal = _same_day(first, year)
    return round((goal - first).days / DAYS_OF_WEEK)


def _same_day(day: date, year: int) -> date:
    """Return the day of the same name; the 29th of February is the 28th in most years."""
    try:
        return day.replace(year=year)
    except ValueError:
        return day.replace(year=year, day=28)


def later(moment: datetime, weeks: int) -> datetime:
    """Return the same time on the clock some weeks later, on whichever side of summer time."""
    wall = moment.astimezone(LOCAL).replace(tzinfo=None) + weeks * WEEK
    return wall.replace(tzinfo=LOCAL).astimezone(UTC)


def all_later(spans: Iterable[Span], weeks: int) -> list[Span]:
    """Return dates some weeks later."""
    return [(later(starts_at, weeks), later(ends_at, weeks)) for starts_at, ends_at in spans]
