"""The hours in which nobody is disturbed, as the wall in Germany shows them.

Which hours these are, a house decides. Rules that shift a moment out of them ask here, so that
none of them has to know where a house says it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

LOCAL = ZoneInfo("Europe/Berlin")


@dataclass(frozen=True, kw_only=True)
class Hours:
    """From an evening to the morning after it."""

    begin: time
    end: time


USUAL = Hours(begin=time(19), end=time(7))
LAST = timedelta(hours=1)  # so long before the quiet hours somebody can still act
_asked: list[Callable[[], Hours]] = [lambda: USUAL]


def ask(whoever: Callable[[], Hours]) -> None:
    """Let somebody say which hours are quiet."""
    _asked[:] = [whoever]


def hours() -> Hours:
    """Return the hours that are quiet now."""
    return _asked[0]()


def on_the_wall() -> dict[str, str]:
    """Return both ends as people read them, for sentences: 19 and 7, or 18:30 and 7."""
    quiet = hours()
    return {"evening": _short(quiet.begin), "morning": _short(quiet.end)}


def _short(at: time) -> str:
    return f"{at.hour}:{at.minute:02}" if at.minute else f"{at.hour}"


def cover(wall: time) -> bool:
    """Tell whether a time on the wall lies in the quiet hours."""
    quiet = hours()
    return not quiet.end <= wall < quiet.begin


def over(at: datetime, *, morning: time | None = None) -> datetime:
    """Return the moment itself, or the morning after a moment in the quiet hours."""
    wall = at.astimezone(LOCAL)
    if not cover(wall.time()):
        return at
    quiet = hours()
    day = wall.date() + timedelta(days=1 if wall.time() >= quiet.begin else 0)
    return datetime.combine(day, morning or quiet.end, tzinfo=LOCAL).astimezone(at.tzinfo)


def before(at: datetime) -> datetime:
    """Return the moment itself, or an hour before the quiet hours in which it lies began."""
    wall = at.astimezone(LOCAL)
    if not cover(wall.time()):
        return at
    quiet = hours()
    day = wall.date() - timedelta(days=0 if wall.time() >= quiet.begin else 1)
    return (datetime.combine(day, quiet.begin, tzinfo=LOCAL) - LAST).astimezone(at.tzinfo)
