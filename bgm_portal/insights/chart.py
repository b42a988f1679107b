"""Bands as a chart: where each bar begins and ends. The macro that draws it only places it."""

from collections.abc import Sequence
from dataclasses import dataclass

from .disclosure.bands import STAR, WIDTH, Band

STEPS = 6  # lines of the axis at most


@dataclass(frozen=True, kw_only=True)
class Bar:
    """A row of a chart: where its bar begins and how long it is, in hundredths of the axis."""

    label: str
    words: str
    start: float
    length: float  # nothing where the star stands


@dataclass(frozen=True, kw_only=True)
class Chart:
    """A chart of bands. `ticks` are the numbers on the axis with their places in hundredths."""

    title: str
    bars: Sequence[Bar]
    ticks: Sequence[tuple[int, float]]


def chart(title: str, rows: Sequence[tuple[str, Band | None]]) -> Chart | None:
    """Return the chart of these bands, or nothing when all of them are hidden."""
    told = [band for _label, band in rows if band is not None]
    if not told:
        return None
    step = WIDTH * -(-(max(band.high for band in told) + 1) // (WIDTH * (STEPS - 1)))
    top = step * -(-(max(band.high for band in told) + 1) // step)
    return Chart(
        title=title,
        bars=[_bar(label, band, top) for label, band in rows],
        ticks=[(number, 100 * number / top) for number in range(0, top + 1, step)],
    )


def _bar(label: str, band: Band | None, top: int) -> Bar:
    if band is None:
        return Bar(label=label, words=STAR, start=0, length=0)
    return Bar(
        label=label,
        words=str(band),
        start=100 * band.low / top,
        length=100 * (band.high + 1 - band.low) / top,
    )
