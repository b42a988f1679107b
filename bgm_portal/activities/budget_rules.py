"""Adding up what an activity costs. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Line:
    """A thing that costs money; a sum that nobody wrote down is no zero."""

    name: str
    planned_cents: int | None = None
    actual_cents: int | None = None
    for_access: bool = False
    source: str | None = None


@dataclass(frozen=True, kw_only=True)
class Sums:
    """All lines together; nothing where no line names a sum."""

    planned: int | None
    actual: int | None
    access_planned: int
    access_actual: int


def sums(lines: Sequence[Line]) -> Sums:
    """Add up the lines, and those for accessibility among them."""
    access = [line for line in lines if line.for_access]
    return Sums(
        planned=_all(line.planned_cents for line in lines),
        actual=_all(line.actual_cents for line in lines),
        access_planned=_all(line.planned_cents for line in access) or 0,
        access_actual=_all(line.actual_cents for line in access) or 0,
    )


def by_source(lines: Sequence[Line]) -> list[tuple[str, int | None, int | None]]:
    """Return what each source is to pay and paid, by name; lines without one are left out."""
    sources = sorted({line.source for line in lines if line.source}, key=str.casefold)
    grouped = [(name, [line for line in lines if line.source == name]) for name in sources]
    return [(name, sums(mine).planned, sums(mine).actual) for name, mine in grouped]


def _all(cents: Iterable[int | None]) -> int | None:
    named = [one for one in cents if one is not None]
    return sum(named) if named else None
