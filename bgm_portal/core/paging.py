"""Pages of a long list."""

from dataclasses import dataclass
from typing import Generic, TypeVar

Row = TypeVar("Row")


@dataclass(frozen=True, kw_only=True)
class Page(Generic[Row]):
    """Some rows of a list and where they stand in it."""

    rows: list[Row]
    number: int
    size: int
    total: int

    @property
    def count(self) -> int:
        """Return how many pages there are, at least one."""
        return max(1, -(-self.total // self.size))

    @property
    def numbers(self) -> range:
        """Return the page numbers to offer."""
        return range(1, self.count + 1)
