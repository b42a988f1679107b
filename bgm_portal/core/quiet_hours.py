"""The hours in which nobody is disturbed, as the wall in Germany shows them. Pure."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

LOCAL = ZoneInfo("Europe/Berlin")
FROM = time(19)
UNTIL = time(7)
LAST = time(18)


def cover(wall: time) -> bool:
    """Tell whether a time on the wall lies in the quiet hours."""
    return not UNTIL <= wall < FROM


def over(at: datetime, *, morning: time = UNTIL) -> datetime:
    """Return the moment itself, or the morning after a moment in the quiet hours."""
    wall = at.astimezone(LOCAL)
    if not cover(wall.time()):
        return at
    day = wall.date() + timedelta(days=1 if wall.time() >= FROM else 0)
    return datetime.combine(day, morning, tzinfo=LOCAL).astimezone(at.tzinfo)


def before(at: datetime) -> datetime:
    """Return the moment itself, or an hour before the quiet hours in which it lies began."""
    wall = at.astimezone(LOCAL)
    if not cover(wall.time()):
        return at
    day = wall.date() - timedelta(days=0 if wall.time() >= FROM else 1)
    return datetime.combine(day, LAST, tzinfo=LOCAL).astimezone(at.tzinfo)
