"""What may be said about an activity when it is over. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

SMALLEST = 5  # people
SMALLEST_NEEDS = 10  # needs: a figure about them names somebody more easily


@dataclass(frozen=True, kw_only=True)
class Figures:
    """What was counted before the names went."""

    confirmed: int
    capacity: int | None
    waited: int
    served: int  # of those who waited: got a place or an offer
    needs: int
    needs_in_time: int
    need_days: int | None  # the median from stating to arranging


@dataclass(frozen=True, kw_only=True)
class Shown:
    """Who was there, of those who were expected."""

    came: int
    expected: int


def share(part: int, whole: int | None, *, smallest: int = SMALLEST) -> int | None:
    """Return a share in per cent, or nothing where there are too few."""
    if not whole or whole < smallest:
        return None
    return round(100 * part / whole)


def middle(days: Sequence[int]) -> int | None:
    """Return the median in whole days, or nothing."""
    return round(median(days)) if days else None


def cents_each(cost_cents: int | None, attendances: int) -> int | None:
    """Return what one attendance cost, or nothing."""
    if cost_cents is None or not attendances:
        return None
    return round(cost_cents / attendances)
