"""Slots: how a day is cut into times, and which times go together. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from itertools import pairwise
from uuid import UUID
from zoneinfo import ZoneInfo

from .kinds import Times

LOCAL = ZoneInfo("Europe/Berlin")
MOST_SLOTS = 400

Span = tuple[datetime, datetime]
Hours = Sequence[tuple[time, time]]


@dataclass(frozen=True, kw_only=True)
class Time:
    """A slot as it is chosen."""

    id: UUID
    station_id: UUID
    occurrence_id: UUID
    starts_at: datetime
    ends_at: datetime
    free: int


def cut(date: Span, *, minutes: int, breaks: Hours) -> list[Span]:
    """Cut a date into times of this length, one after the other, around the breaks."""
    length = timedelta(minutes=minutes)
    pauses = [on_the_day(date, hours) for hours in sorted(breaks)]
    found: list[Span] = []
    begins = date[0]
    while begins + length <= date[1] and len(found) < MOST_SLOTS:
        pause = next((p for p in pauses if p[0] < begins + length and begins < p[1]), None)
        if pause is None:
            found.append((begins, begins + length))
            begins += length
        else:
            begins = pause[1]
    return found


def on_the_day(date: Span, hours: tuple[time, time]) -> Span:
    """Return hours on the wall as moments of the day on which a date begins."""
    day = date[0].astimezone(LOCAL).date()
    first, last = (datetime.combine(day, at, LOCAL).astimezone(UTC) for at in hours)
    return first, last


def is_within(span: Span, others: Iterable[Span]) -> bool:
    """Tell whether a time lies wholly within one of some others, as in a quiet hour."""
    return any(first <= span[0] and span[1] <= last for first, last in others)


def longer(chosen: Time, all_times: Iterable[Time]) -> Time | None:
    """Return the time that follows at the same station without a break, if there is a place."""
    return next(
        (
            other
            for other in all_times
            if other.station_id == chosen.station_id
            and other.starts_at == chosen.ends_at
            and other.free > 0
        ),
        None,
    )


def go_together(how: Times, chosen: Sequence[Time], *, at: datetime) -> bool:
    """Tell whether one person can hold these times.

    One time for each person, or two that follow each other; at stations one each, and never two
    at once.
    """
    if any(one.starts_at <= at for one in chosen):
        return False
    ordered = sorted(chosen, key=lambda one: one.starts_at)
    pairs = list(pairwise(ordered))
    if how is Times.ONE:
        return len(chosen) == 1 or (len(pairs) == 1 and _follows(*pairs[0]))
    if how is Times.STATIONS:
        stations = {one.station_id for one in chosen}
        return len(stations) == len(chosen) and all(a.ends_at <= b.starts_at for a, b in pairs)
    if how is Times.DATES:
        return bool(chosen) and len({one.id for one in chosen}) == len(chosen)
    return not chosen


def _follows(first: Time, second: Time) -> bool:
    return first.station_id == second.station_id and first.ends_at == second.starts_at
