"""What is told of a world: as much as can be, by a fixed order of giving up.

Cells are judged one by one. Then the tables are read together, as an attacker would; whatever could
be narrowed down to less than a band makes something disappear, until nothing can. When in doubt
nothing is told.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from .bands import SMALLEST_UNIT, judge
from .reader import exposed
from .world import HOUSE, Cell, Shown, Table, World


class Hidden(StrEnum):
    """Why a cell is not told; for those who prepare a report, never for its readers."""

    SMALL_UNIT = "small_unit"
    FEW_OR_NEARLY_ALL = "few_or_nearly_all"
    FOUND_BY_COMPARING = "found_by_comparing"


@dataclass(frozen=True, kw_only=True)
class Disclosed:
    """What is told of every cell, and of the rest why it is not."""

    shown: Shown
    hidden: Mapping[Cell, Hidden]


def disclose(world: World) -> Disclosed:
    """Return the most that can be told of this world by the fixed order of giving up."""
    shown = {cell: judge(people, count) for cell, people, count in world.cells()}
    hidden = {
        cell: _first_reason(cell, people)
        for cell, people, _count in world.cells()
        if shown[cell] is None
    }
    found = exposed(world, shown)
    while found:
        victim = next(_order_of_giving_up(world, shown, found), None)
        if victim is None:
            break
        shown[victim] = None
        hidden[victim] = Hidden.FOUND_BY_COMPARING
        found = exposed(world, shown, given_up=_given_up(hidden), among=found)
    return Disclosed(shown=shown, hidden=hidden)


def _first_reason(cell: Cell, people: int) -> Hidden:
    small = cell.table is Table.UNIT and people < SMALLEST_UNIT
    return Hidden.SMALL_UNIT if small else Hidden.FEW_OR_NEARLY_ALL


def _given_up(hidden: Mapping[Cell, Hidden]) -> list[Cell]:
    return [cell for cell, why in hidden.items() if why is Hidden.FOUND_BY_COMPARING]


def _order_of_giving_up(world: World, shown: Shown, found: list[Cell]) -> Iterator[Cell]:
    """Return what disappears next: what exposes a unit begins with units, the rest with events."""
    told = [cell for cell, band in shown.items() if band is not None]
    units = [cell for cell in told if cell.table is Table.UNIT]
    units.sort(key=lambda cell: (world.units[cell.name].staff, cell.name))
    house = [cell for cell in told if cell == HOUSE]
    events = sorted(_of(told, Table.EVENT), key=lambda cell: (shown[cell], cell))
    topics = sorted(_of(told, Table.TOPIC), key=lambda cell: (shown[cell], cell))
    if any(cell.table is Table.UNIT for cell in found):
        return iter([*units, *house, *events, *topics])
    concerned = {topic for cell in found for topic in _topics(world, cell)}
    beside = [cell for cell in events if concerned & set(_topics(world, cell))]
    return iter([*beside, *topics, *house, *units, *events])


def _of(cells: Iterable[Cell], table: Table) -> list[Cell]:
    return [cell for cell in cells if cell.table is table]


def _topics(world: World, cell: Cell) -> Iterable[str]:
    return world.events[cell.name].topics if cell.table is Table.EVENT else (cell.name,)
