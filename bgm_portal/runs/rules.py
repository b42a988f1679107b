"""When an emergency contact may be opened, what a start number and a time are. Pure."""

import re
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

LOCAL = ZoneInfo("Europe/Berlin")
EMERGENCY_DAYS = 1
_NUMBER = re.compile("[0-9A-Za-z-]{1,10}")
_TIME = re.compile(r"(?:([0-9]{1,2}):)?([0-5]?[0-9]):([0-5][0-9])(?:[.,][0-9]+)?")


def is_start_number(text: str) -> bool:
    """Tell whether this can stand on a shirt: digits, perhaps letters, zeros in front are kept."""
    return _NUMBER.fullmatch(text) is not None


def net_time(text: str) -> str | None:
    """Return a time as it is read, "0:41:23", or nothing when it is none."""
    found = _TIME.fullmatch(text.strip())
    if found is None:
        return None
    hours, minutes, seconds = found.groups()
    return f"{int(hours or 0)}:{int(minutes):02}:{int(seconds):02}"


def is_the_day(starts_at: datetime | None, ends_at: datetime | None, *, at: datetime) -> bool:
    """Tell whether this is a day of the activity, from the first date to the last."""
    if starts_at is None or ends_at is None:
        return False
    return _day(starts_at) <= _day(at) <= _day(ends_at)


def emergency_kept_since(today: date) -> date:
    """Return the first day of which contacts are kept: what ended before is erased."""
    return today - timedelta(days=EMERGENCY_DAYS)


def _day(at: datetime) -> date:
    return at.astimezone(LOCAL).date()
