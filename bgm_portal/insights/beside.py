"""What may be told beside attendance: what people said, what they learned, what it cost. Pure.

None of this is tied to attendance by numbers, so each figure is judged alone and by its band. Money
holds no person, but what accessibility cost could point at somebody where few offers had such a
cost; it is told only where several had one, and rounded.
"""

from .disclosure.bands import FEWEST, Band, band_of

ROUNDED_TO = 100  # euros
CENTS = 100


def answers(total: int, *some: int) -> tuple[Band, tuple[Band | None, ...]] | None:
    """Return how many answered and how many of them said something; nothing of few answers."""
    whole = band_of(total)
    if whole.low < FEWEST:
        return None
    return whole, tuple(band if band.low >= FEWEST else None for band in map(band_of, some))


def euros(cents: int) -> int:
    """Return a sum in euros, rounded so far that no single bill can be found in it."""
    return round(cents / CENTS / ROUNDED_TO) * ROUNDED_TO


def cost_of_access(cents: int, *, offers: int) -> int | None:
    """Return what accessibility cost, or nothing where it arose at few offers or none."""
    return euros(cents) if offers >= FEWEST else None
