"""Pages of a long list."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

Row = TypeVar("Row")
LAST = 1_000_000  # no list is that long, and no database counts further than it can
BESIDE = 2  # so many pages are offered on either side of the one that is open


@dataclass(frozen=True, kw_only=True)
class Page(Generic[Row]):
    """Some rows of a list and where they stand in it."""

    rows: list[Row]
    number: int
    size: int
    total: int
    counted: bool = True  # otherwise nobody knows the total, only whether the list goes on

    @property
    def count(self) -> int:
        """Return how many pages there are, at least one."""
        return max(1, -(-self.total // self.size))

    @property
    def numbers(self) -> list[int | None]:
        """Return the page numbers to offer, nothing where some are left out.

        The first, the last and those around the open one: a list of thousands of pages would
        otherwise cost more in links than in rows.
        """
        near = range(self.number - BESIDE, self.number + BESIDE + 1)
        wanted = {1, self.count, *near}
        return list(_with_gaps(sorted(one for one in wanted if 1 <= one <= self.count)))


def leaf(read: Callable[[int, int], Iterable[Row]], *, number: int, size: int) -> Page[Row]:
    """Return a page of a list that grows for ever, so that nobody counts it.

    `read` takes how many rows and after how many. One row more than fits tells whether the list
    goes on; whoever asks for a page behind the end is shown the first one.
    """
    number = min(max(1, number), LAST)
    rows: Sequence[Row] = list(read(size + 1, (number - 1) * size))
    if not rows and number > 1:
        number, rows = 1, list(read(size + 1, 0))
    known = (number - 1) * size + len(rows)
    return Page(rows=list(rows[:size]), number=number, size=size, total=known, counted=False)


def _with_gaps(numbers: Iterable[int]) -> Iterator[int | None]:
    before = 0
    for number in numbers:
        if number == before + 2:
            yield before + 1  # a gap would take as much room as the page itself
        elif number > before + 1:
            yield None
        yield number
        before = number
