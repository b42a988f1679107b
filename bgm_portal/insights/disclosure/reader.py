"""Everything that is told, read together: how small and how large every cell can still be."""

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from scipy.optimize import Bounds, milp

from .bands import FEWEST, SMALLEST_UNIT, WIDTH, Band
from .conditions import Conditions
from .world import HOUSE, Cell, Shown, Table, World

PATIENCE_SECONDS = 10  # what was not solved by then counts as exposed


def exposed(
    world: World,
    shown: Shown,
    *,
    given_up: Iterable[Cell] = (),
    among: Sequence[Cell] | None = None,
) -> list[Cell]:
    """Return the cells that everything told together narrows down to less than a band.

    `among` are those that were narrowed down before something was given up. The others need no
    second look: whatever was possible for them is still possible when less is told.
    """
    reader = _Reader(world, shown, frozenset(given_up))
    cells = reader.cells() if among is None else among
    return [cell for cell in reader.doubtful(cells) if not reader.leaves_a_band(cell)]


def ranges(
    world: World, shown: Shown, *, given_up: Iterable[Cell] = ()
) -> dict[Cell, tuple[int, int]]:
    """Return how small and how large every cell can be for somebody who reads all tables."""
    reader = _Reader(world, shown, frozenset(given_up))
    return {cell: reader.range_of(cell) for cell in reader.cells()}


class _Reader:
    """Somebody who reads all tables of a report together and guesses right why a cell is hidden.

    Every solution in whole numbers counts as a possible house (see `Conditions`).
    """

    def __init__(self, world: World, shown: Shown, given_up: frozenset[Cell]) -> None:
        self._people = {cell: people for cell, people, _count in world.cells()}
        self._bounds = {
            cell: _bounds(people, count, shown[cell], whole=cell in given_up)
            for cell, people, count in world.cells()
        }
        self._conditions = Conditions(world, self._bounds)
        self._constraint = self._conditions.matrix()
        self._seen: dict[int, tuple[int, int]] = {}

    def cells(self) -> list[Cell]:
        """Return the cells that have to stay uncertain: all but the house as a whole."""
        return [cell for cell in self._bounds if cell != HOUSE]

    def doubtful(self, cells: Sequence[Cell]) -> Sequence[Cell]:
        """Return the cells that have to be looked at alone.

        A house in which many cells of a table are as small as they can be, and one in which they
        are as large, show of most cells at once that they are uncertain enough. That is a short cut
        and no judgement.
        """
        before = len(cells) + 1
        while cells and len(cells) < before:
            before = len(cells)
            for table in sorted({cell.table for cell in cells}):
                some = {self._variable(cell) for cell in cells if cell.table is table}
                self._solve(dict.fromkeys(some, 1))
                self._solve(dict.fromkeys(some, -1))
            cells = [cell for cell in cells if not self._is_open(self._variable(cell), cell)]
        return cells

    def leaves_a_band(self, cell: Cell) -> bool:
        """Tell whether this cell can still have as many values as a band has."""
        at = self._variable(cell)
        for direction in (1, -1):
            if self._is_open(at, cell):
                return True
            self._extreme(at, direction)
        return self._is_open(at, cell)

    def _is_open(self, at: int, cell: Cell) -> bool:
        """Tell whether the solutions found so far differ enough; a tiny unit may be any number."""
        low, high = self._seen.get(at, (0, 0))
        return at in self._seen and high - low >= min(WIDTH - 1, self._people[cell])

    def range_of(self, cell: Cell) -> tuple[int, int]:
        """Return the smallest and the largest value that this cell can have."""
        at = self._variable(cell)
        low, high = self._extreme(at, 1), self._extreme(at, -1)
        return (low, high) if low is not None and high is not None else (0, 0)

    def _variable(self, cell: Cell) -> int:
        return self._conditions.names[self._bounds[cell] if cell.table is Table.UNIT else cell]

    def _extreme(self, at: int, direction: int) -> int | None:
        """Return the least (1) or greatest (-1) value of a variable; nothing if none was found."""
        house = self._solve({at: direction})
        return None if house is None else house[at]

    def _solve(self, weights: Mapping[int, int]) -> list[int] | None:
        """Return the house in which the weighted sum is least; nothing if none was found.

        It is checked exactly: what the solver gets wrong may hide a cell, but never tell it. For
        the same reason its presolve is off, which calls some solvable problems infeasible
        (https://github.com/scipy/scipy/issues/18907).
        """
        least, most = self._conditions.low, self._conditions.high
        objective = np.zeros(len(least))
        for at, weight in weights.items():
            objective[at] = weight
        solved = milp(
            objective,
            constraints=self._constraint,
            integrality=np.ones(len(least)),
            bounds=Bounds(np.array(least), np.array(most)),
            options={"time_limit": PATIENCE_SECONDS, "presolve": False},
        )
        if solved.status != 0:
            return None
        house: list[int] = np.rint(solved.x).astype(int).tolist()
        if not self._conditions.hold(house):
            return None
        for number, value in enumerate(house):
            low, high = self._seen.get(number, (value, value))
            self._seen[number] = min(low, value), max(high, value)
        return house


def _bounds(people: int, count: int, band: Band | None, *, whole: bool) -> tuple[int, int]:
    """Return what a cell alone tells somebody who knows the rules and guesses the reason right."""
    if band is not None:
        return band.low, band.high
    if whole or people < SMALLEST_UNIT:
        return 0, people
    if count < FEWEST:
        return 0, FEWEST - 1
    nearly_all = next(
        low for low in range(0, people + 1, WIDTH) if people - low - WIDTH + 1 < FEWEST
    )
    return nearly_all, people
