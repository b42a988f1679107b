"""What a part of a report is made of, for page, spreadsheet and paper."""

from collections.abc import Sequence
from dataclasses import dataclass

from .chart import Chart


@dataclass(frozen=True, kw_only=True)
class Section:
    """A part of a report. In `rows`, the first cell of each is its heading."""

    key: str
    title: str
    definition: str
    caption: str
    head: Sequence[str]
    rows: Sequence[Sequence[str]]
    total: Sequence[str] = ()
    chart: Chart | None = None
    numbers_from: int = 1  # the column from which on figures stand
    is_wide: bool = False  # too wide for a chart beside it
