"""A month of the programme as weeks of days. Pure: it knows dates and words, no tables."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

WEEK = 7


@dataclass(frozen=True)
class Item:
    """A date of an activity, as the month shows it."""

    href: str
    time: str
    title: str


@dataclass(frozen=True)
class Day:
    """A day of the month with what takes place; `number` is nothing outside the month."""

    number: int | None
    label: str
    today: bool
    items: tuple[Item, ...]


def weeks_of(
    month: date, *, items: Mapping[date, Iterable[Item]], labels: Mapping[date, str], today: date
) -> list[list[Day]]:
    """Return the weeks of a month from Monday to Sunday, days of other months being empty."""
    first = month - timedelta(days=month.weekday())
    weeks: list[list[Day]] = []
    while first <= month or first.month == month.month:
        days = [first + timedelta(days=number) for number in range(WEEK)]
        weeks.append([_day(day, month, items=items, labels=labels, today=today) for day in days])
        first += timedelta(days=WEEK)
    return weeks


def _day(
    day: date,
    month: date,
    *,
    items: Mapping[date, Iterable[Item]],
    labels: Mapping[date, str],
    today: date,
) -> Day:
    if day.month != month.month:
        return Day(number=None, label="", today=False, items=())
    return Day(
        number=day.day,
        label=labels.get(day, ""),
        today=day == today,
        items=tuple(items.get(day, ())),
    )
