"""What of a count may be told, so that nobody can be found in it. Pure: counts in, bands out.

Every figure is a band of five. A cell is judged by its band and never by the exact value, so the
judgement gives nothing away. Then the tables are read together, as an attacker would: integer
programming asks of every cell how small and how large it can still be, given all that is told.
Whatever could be narrowed down to less than a band makes something disappear, in a fixed order,
until nothing can. When in doubt nothing is told.

The limits are constants of this module. There is no setting for them and no parameter.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from math import inf

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import coo_array

WIDTH = 5  # of a band: 0-4, 5-9, 10-14 …
FEWEST = 5  # so many took part for certain, and so many did not
SMALLEST_UNIT = 20  # people in a unit that is told about alone
FEWEST_WITH_NEEDS = 10  # people with a need, or nothing is told about needs
PATIENCE_SECONDS = 10  # what was not solved by then counts as exposed
STAR = "*"


class Table(StrEnum):
    """The tables of a report."""

    UNIT = "unit"
    HOUSE = "house"
    EVENT = "event"
    TOPIC = "topic"


class Hidden(StrEnum):
    """Why a cell is not told; for those who prepare a report, never for its readers."""

    SMALL_UNIT = "small_unit"
    FEW_OR_NEARLY_ALL = "few_or_nearly_all"
    FOUND_BY_COMPARING = "found_by_comparing"


@dataclass(frozen=True, order=True)
class Band:
    """A range that holds the true value, always five wide."""

    low: int
    high: int

    def __str__(self) -> str:
        return f"{self.low}\N{EN DASH}{self.high}"


@dataclass(frozen=True, order=True)
class Cell:
    """A place in a table. The house has one cell."""

    table: Table
    name: str = ""


HOUSE = Cell(Table.HOUSE)
Shown = Mapping[Cell, Band | None]


@dataclass(frozen=True, kw_only=True)
class Unit:
    """A unit: how many work there, and how many of them took part."""

    staff: int
    reached: int


@dataclass(frozen=True, kw_only=True)
class Event:
    """An activity: how many people it reached, and its topics (its field, in each quarter)."""

    reached: int
    topics: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class World:
    """Everything that was counted, exactly. It exists in memory alone, while a report is made."""

    units: Mapping[str, Unit]
    topics: Mapping[str, int] = field(default_factory=dict)
    events: Mapping[str, Event] = field(default_factory=dict)

    @property
    def staff(self) -> int:
        """Return how many work in the house."""
        return sum(unit.staff for unit in self.units.values())

    def cells(self) -> Iterator[tuple[Cell, int, int]]:
        """Return every cell with the number of people in question and the number reached."""
        everybody = self.staff
        for name, unit in sorted(self.units.items()):
            yield Cell(Table.UNIT, name), unit.staff, unit.reached
        yield HOUSE, everybody, sum(unit.reached for unit in self.units.values())
        for name, event in sorted(self.events.items()):
            yield Cell(Table.EVENT, name), everybody, event.reached
        for name, reached in sorted(self.topics.items()):
            yield Cell(Table.TOPIC, name), everybody, reached


@dataclass(frozen=True, kw_only=True)
class Disclosed:
    """What is told of every cell, and of the rest why it is not."""

    shown: Shown
    hidden: Mapping[Cell, Hidden]


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


def needs_met(stated: int, in_time: int) -> tuple[Band, Band] | None:
    """Return the bands of people with a need and of those whose needs were met in time.

    Below ten people nothing is told about needs at all.
    """
    if band_of(stated).low < FEWEST_WITH_NEEDS or band_of(in_time).low < FEWEST:
        return None
    return band_of(stated), band_of(in_time)


def disclose(world: World) -> Disclosed:
    """Return the most that can be told of this world by the fixed order of giving up."""
    shown = {cell: judge(people, count) for cell, people, count in world.cells()}
    hidden = {
        cell: _first_reason(cell, people)
        for cell, people, _count in world.cells()
        if shown[cell] is None
    }
    while found := exposed(world, shown, given_up=_given_up(hidden)):
        victim = next(_order_of_giving_up(world, shown, found), None)
        if victim is None:
            break
        shown[victim] = None
        hidden[victim] = Hidden.FOUND_BY_COMPARING
    return Disclosed(shown=shown, hidden=hidden)


def exposed(world: World, shown: Shown, *, given_up: Iterable[Cell] = ()) -> list[Cell]:
    """Return the cells that everything told together narrows down to less than a band."""
    reader = _Reader(world, shown, frozenset(given_up))
    return [cell for cell in reader.cells() if not reader.leaves_a_band(cell)]


def ranges(
    world: World, shown: Shown, *, given_up: Iterable[Cell] = ()
) -> dict[Cell, tuple[int, int]]:
    """Return how small and how large every cell can be for somebody who reads all tables."""
    reader = _Reader(world, shown, frozenset(given_up))
    return {cell: reader.range_of(cell) for cell in reader.cells()}


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
        objective = np.zeros(len(self._low))
        objective[at] = direction
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
        return house[at]

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
