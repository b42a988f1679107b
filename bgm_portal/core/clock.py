"""The only place that asks for the time. Everything else receives it as an argument."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

LOCAL = ZoneInfo("Europe/Berlin")


def _system_time() -> datetime:
    return datetime.now(UTC)


_source: Callable[[], datetime] = _system_time


def now() -> datetime:
    """Return the present moment, aware, in UTC."""
    return _source()


def local(at: datetime) -> datetime:
    """Return the same moment as people in Germany read it from the wall."""
    return at.astimezone(LOCAL)


def local_day(at: datetime) -> date:
    """Return the day on which this moment falls in Germany."""
    return at.astimezone(LOCAL).date()


def local_today() -> date:
    """Return the present day in Germany."""
    return local_day(now())


def midnight(day: date) -> datetime:
    """Return the moment at which a day begins in Germany."""
    return datetime.combine(day, time(), tzinfo=LOCAL).astimezone(UTC)


@contextmanager
def standing_at(at: datetime) -> Iterator[None]:
    """Let the clock stand still, for tests and for filling a demonstration with a past."""
    global _source  # noqa: PLW0603 - the clock is the one global that the whole house shares
    before = _source
    _source = lambda: at  # noqa: E731 - the clock is a name that is replaced
    try:
        yield
    finally:
        _source = before
