"""A chart as places: where each bar begins and ends, in hundredths of the axis. Others draw it.

A band is drawn as a band, from its lowest number to its highest; an exact number begins at nought.
Whatever has no number stands there in words: the star, or that there was nothing to count.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import count
from textwrap import wrap

from bgm_portal.core.i18n import _

from .disclosure.bands import WIDTH, Band

STEPS, FEWER_STEPS = 6, 4  # lines of the axis at most; fewer where long numbers stand below them
SHORT_NUMBER = 4  # letters
LETTERS = 27  # of a label in one line
LINES = 2
BAR, GAP = 26, 16  # heights in a drawing: of a bar, and what parts a row from the next one
PAGE = 800  # as high as rows may be together, so that a page holds them below some words

#: A band, an exact number, or words where there is neither.
Figure = Band | int | str


@dataclass(frozen=True, kw_only=True)
class Bar:
    """A bar of a chart: where it begins and how long it is; nothing long where words stand."""

    words: str
    start: float = 0
    length: float = 0


@dataclass(frozen=True, kw_only=True)
class Row:
    """What is compared: a label in short lines, and a bar for each series."""

    lines: Sequence[str]
    bars: Sequence[Bar]


@dataclass(frozen=True, kw_only=True)
class Chart:
    """A chart with what it shows in a sentence. `ticks` are numbers and where they stand."""

    title: str
    statement: str
    has_bands: bool
    series: Sequence[str]  # what the bars of a row stand for, if there are several
    rows: Sequence[Row]
    ticks: Sequence[tuple[str, float]]


def chart(
    title: str,
    rows: Sequence[tuple[str, Sequence[Figure]]],
    *,
    series: Sequence[str] = (),
    say: Callable[[int], str] = str,
) -> Chart | None:
    """Return the chart of these figures, or nothing when there is nothing to draw."""
    told = [one for _label, figures in rows for one in figures if not isinstance(one, str)]
    most = max(map(_end, told), default=0)
    if not most:
        return None
    has_bands = any(isinstance(figure, Band) for figure in told)
    least = WIDTH if has_bands else 1
    step, top = _axis(most, least, lines=STEPS)
    if len(say(top)) > SHORT_NUMBER:
        step, top = _axis(most, least, lines=FEWER_STEPS)
    return Chart(
        title=title,
        statement=_statement(told, say),
        has_bands=has_bands,
        series=series,
        rows=[
            Row(lines=_lines(label), bars=[_bar(figure, top, say) for figure in figures])
            for label, figures in rows
        ],
        ticks=[(say(at), 100 * at / top) for at in range(0, top + 1, step)],
    )


def in_parts(whole: Chart) -> list[Chart]:
    """Return a chart in drawings of about the same height, each low enough for a page."""
    fitting = max(1, PAGE // (BAR * len(whole.rows[0].bars) + GAP))
    parts = -(-len(whole.rows) // fitting)
    each = -(-len(whole.rows) // parts)
    starts = range(0, len(whole.rows), each)
    return [replace(whole, rows=whole.rows[start : start + each]) for start in starts]


def _end(figure: Band | int) -> int:
    return figure.high + 1 if isinstance(figure, Band) else figure


def _axis(most: int, least: int, *, lines: int) -> tuple[int, int]:
    """Return how far the lines of the axis are apart, and the last of them."""
    step = _step(at_least=max(least, -(-most // (lines - 1))))
    return step, step * -(-most // step)


def _step(*, at_least: int) -> int:
    """Return the distance of the lines: 1, 2 or 5, and as many noughts as needed."""
    steps = (int(first * 10**noughts) for noughts in count() for first in (1, 2, 5))
    return next(step for step in steps if step >= at_least)


def _statement(figures: Sequence[Band | int], say: Callable[[int], str]) -> str:
    """Return from where to where the figures go. Who is first is not said: nobody is ranked."""
    low, high = (_words(one(figures, key=_end), say) for one in (min, max))
    if low == high:
        return _("Jeder Wert ist %(figure)s.", figure=low)
    return _("Die Werte reichen von %(low)s bis %(high)s.", low=low, high=high)


def _lines(label: str) -> list[str]:
    lines = wrap(label, LETTERS, break_long_words=True)
    if len(lines) <= LINES:
        return lines
    return [*lines[: LINES - 1], f"{lines[LINES - 1][: LETTERS - 1].rstrip()}…"]


def _bar(figure: Figure, top: int, say: Callable[[int], str]) -> Bar:
    if isinstance(figure, str):
        return Bar(words=figure)
    start = figure.low if isinstance(figure, Band) else 0
    return Bar(
        words=_words(figure, say),
        start=100 * start / top,
        length=100 * (_end(figure) - start) / top,
    )


def _words(figure: Band | int, say: Callable[[int], str]) -> str:
    if isinstance(figure, Band):
        return f"{figure.low}\N{EN DASH}{say(figure.high)}"
    return say(figure)
