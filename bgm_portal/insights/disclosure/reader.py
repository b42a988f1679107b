"""Everything that is told, read together: how small and how large every cell can still be."""

from collections.abc import Iterable, Mapping, Sequence
from math import inf

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import coo_array

from .bands import FEWEST, SMALLEST_UNIT, WIDTH, Band
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

    The numbers of people obey: an activity reaches at most the sum of its visits in each topic and
    no fewer than any of them; a topic reaches at most the sum of the visits and no fewer than any;
    the house at most the sum of its topics and no fewer than any, and exactly the sum of its units.
    Every solution in whole numbers is a possible house, so the ranges found here are exact.
    Units of the same bounds differ in nothing: one is looked at, the others are added up.
    """

    def __init__(self, world: World, shown: Shown, given_up: frozenset[Cell]) -> None:
        self._people = {cell: people for cell, people, _count in world.cells()}
        self._bounds = {
            cell: _bounds(people, count, shown[cell], whole=cell in given_up)
            for cell, people, count in world.cells()
        }
        self._kinds: dict[tuple[int, int], list[Cell]] = {}
        for cell in self._bounds:
            if cell.table is Table.UNIT:
                self._kinds.setdefault(self._bounds[cell], []).append(cell)
        self._names: dict[object, int] = {}
        self._low: list[float] = []
        self._high: list[float] = []
        self._rows: list[tuple[dict[int, int], float, float]] = []
        self._describe(world)
        self._constraint = self._matrix()
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
        return self._names[self._bounds[cell] if cell.table is Table.UNIT else cell]

    def _extreme(self, at: int, direction: int) -> int | None:
        """Return the least (1) or greatest (-1) value of a variable; nothing if none was found."""
        house = self._solve({at: direction})
        return None if house is None else house[at]

    def _solve(self, weights: Mapping[int, int]) -> list[int] | None:
        """Return the house in which the weighted sum is least; nothing if none was found."""
        objective = np.zeros(len(self._low))
        for at, weight in weights.items():
            objective[at] = weight
        solved = milp(
            objective,
            constraints=self._constraint,
            integrality=np.ones(len(self._low)),
            bounds=Bounds(np.array(self._low), np.array(self._high)),
            options={"time_limit": PATIENCE_SECONDS, "presolve": False},
        )
        if solved.status != 0:
            return None
        house: list[int] = np.rint(solved.x).astype(int).tolist()
        if not self._can_exist(house):
            return None
        for number, value in enumerate(house):
            low, high = self._seen.get(number, (value, value))
            self._seen[number] = min(low, value), max(high, value)
        return house

    def _can_exist(self, house: list[int]) -> bool:
        """Check a solution exactly: what the solver gets wrong may hide a cell, but never tell it.

        For the same reason its presolve is off, which calls some solvable problems infeasible
        (https://github.com/scipy/scipy/issues/18907).
        """
        return all(
            low <= value <= high
            for low, value, high in zip(self._low, house, self._high, strict=True)
        ) and all(
            low <= sum(weight * house[at] for at, weight in weights.items()) <= high
            for weights, low, high in self._rows
        )

    def _describe(self, world: World) -> None:
        house = self._add(HOUSE, self._bounds[HOUSE])
        parts = []
        for (low, high), cells in self._kinds.items():
            parts.append(self._add((low, high), (low, high)))
            others = len(cells) - 1
            parts.append(self._add(("others", low, high), (others * low, others * high)))
        self._rows.append(({house: 1} | dict.fromkeys(parts, -1), 0, 0))
        visits: dict[str, list[int]] = {name: [] for name in world.topics}
        for name, event in world.events.items():
            cell = Cell(Table.EVENT, name)
            own = [self._add((name, topic), (0, world.staff)) for topic in event.topics]
            self._unite(self._add(cell, self._bounds[cell]), own)
            for topic, visit in zip(event.topics, own, strict=True):
                visits[topic].append(visit)
        topics = []
        for name in world.topics:
            cell = Cell(Table.TOPIC, name)
            topics.append(self._add(cell, self._bounds[cell]))
            self._unite(topics[-1], visits[name])
        self._unite(house, topics)

    def _add(self, name: object, bounds: tuple[int, int]) -> int:
        self._names[name] = len(self._low)
        self._low.append(bounds[0])
        self._high.append(bounds[1])
        return self._names[name]

    def _unite(self, whole: int, parts: list[int]) -> None:
        """Say that a crowd consists of these crowds, which may overlap."""
        if parts:
            self._rows.append(({whole: 1} | dict.fromkeys(parts, -1), -inf, 0))
            self._rows.extend(({whole: 1, part: -1}, 0, inf) for part in parts)

    def _matrix(self) -> LinearConstraint:
        entries = [
            (row, column, weight)
            for row, (weights, _low, _high) in enumerate(self._rows)
            for column, weight in weights.items()
        ]
        rows, columns, weights = zip(*entries, strict=True)
        shape = (len(self._rows), len(self._low))
        return LinearConstraint(
            coo_array((weights, (rows, columns)), shape=shape).tocsr(),
            [low for _weights, low, _high in self._rows],
            [high for _weights, _low, high in self._rows],
        )


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
