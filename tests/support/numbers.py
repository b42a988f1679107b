"""Numbers for what must differ within a test; each test counts from one, whatever ran before it."""

from itertools import count

_counting = count(1)


def restart() -> None:
    """Count from one again: nothing of the test before is left."""
    global _counting  # noqa: PLW0603 - one count for all factories
    _counting = count(1)


def another() -> int:
    """Return the next number."""
    return next(_counting)
