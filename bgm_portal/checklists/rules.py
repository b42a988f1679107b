"""When something is due, and when somebody is reminded of it. Pure."""

from collections.abc import Iterable
from datetime import date, timedelta

WEEK = 7
MONDAY = 0


def due_on(day: date, offset_days: int) -> date:
    """Return when something is due that belongs to this day."""
    return day + timedelta(days=offset_days)


def offset_of(day: date, due: date) -> int:
    """Return how many days something lies before or after the day."""
    return (due - day).days


def worth_a_message(due: Iterable[date], *, today: date) -> bool:
    """Tell whether to remind: on the day itself, and of what is late on Mondays alone."""
    days = list(due)
    return today in days or (today.weekday() == MONDAY and any(day < today for day in days))
