"""One figure: which band it lies in, and whether that band may be told.

Every figure is a band of five. A cell is judged by its band and never by the exact value, so the
judgement gives nothing away.

The limits are constants of this module. There is no setting for them and no parameter.
"""

from dataclasses import dataclass

WIDTH = 5  # of a band: 0-4, 5-9, 10-14 …
FEWEST = 5  # so many took part for certain, and so many did not
SMALLEST_UNIT = 20  # people in a unit that is told about alone
FEWEST_WITH_NEEDS = 10  # people with a need, or nothing is told about needs
STAR = "*"


@dataclass(frozen=True, order=True)
class Band:
    """A range that holds the true value, always five wide."""

    low: int
    high: int

    def __str__(self) -> str:
        return f"{self.low}\N{EN DASH}{self.high}"


def band_of(count: int) -> Band:
    """Return the band in which a count lies."""
    low = count // WIDTH * WIDTH
    return Band(low, low + WIDTH - 1)


def judge(people: int, count: int) -> Band | None:
    """Return what may be told of a count among so many people. The band is judged, not the count.

    Nothing is told of few, of none, of nearly all, of all, and of a small unit: the same star.
    """
    band = band_of(count)
    told = people >= SMALLEST_UNIT and band.low >= FEWEST and people - band.high >= FEWEST
    return band if told else None


def needs_met(stated: int, in_time: int, early: int) -> tuple[Band, Band, Band | None] | None:
    """Return the bands of people with a need, of those who had everything in time, and early.

    Below ten people nothing is told about needs at all.
    """
    if band_of(stated).low < FEWEST_WITH_NEEDS or band_of(in_time).low < FEWEST:
        return None
    was_early = band_of(early)
    return band_of(stated), band_of(in_time), was_early if was_early.low >= FEWEST else None
