"""What the numbers of a report have to do with each other, whatever they are.

Every row here holds for every house that can exist. So a reader who knows the rows is never misled;
the more of them there are, the better an attacker is foreseen.
"""

from collections.abc import Iterable, Mapping
from math import inf

from scipy.optimize import LinearConstraint
from scipy.sparse import coo_array

from .world import HOUSE, Cell, Table, World

Bounds = tuple[int, int]


class Conditions:
    """Numbers of people with their bounds, and what holds between them.

    An activity reaches at most the sum of its visits in each topic and no fewer than any of them; a
    topic the visits to it; the house its topics, its activities, and exactly the sum of its units.
    Units of the same bounds differ in nothing: one is looked at, the others are added up.
    """

    def __init__(self, world: World, bounds: Mapping[Cell, Bounds]) -> None:
        self.names: dict[object, int] = {}
        self.low: list[float] = []
        self.high: list[float] = []
        self.rows: list[tuple[dict[int, int], float, float]] = []
        self._house = self._add(HOUSE, bounds[HOUSE])
        self._add_units(bounds)
        self._visits: dict[str, dict[str, int]] = {name: {} for name in world.topics}
        activities = [
            self._add_activity(name, event.topics, world.staff, bounds)
            for name, event in world.events.items()
        ]
        topics = [self._add_topic(name, bounds) for name in world.topics]
        self._unite(self._house, topics)
        if all(self._visits.values()):  # otherwise people came to something that is not listed
            self._unite(self._house, activities)

    def matrix(self) -> LinearConstraint:
        """Return the rows as the solver wants them."""
        entries = [
            (row, column, weight)
            for row, (weights, _low, _high) in enumerate(self.rows)
            for column, weight in weights.items()
        ]
        rows, columns, weights = zip(*entries, strict=True)
        shape = (len(self.rows), len(self.low))
        return LinearConstraint(
            coo_array((weights, (rows, columns)), shape=shape).tocsr(),
            [low for _weights, low, _high in self.rows],
            [high for _weights, _low, high in self.rows],
        )

    def hold(self, house: list[int]) -> bool:
        """Tell whether these numbers are a possible house, in whole numbers and exactly."""
        return all(
            low <= value <= high
            for low, value, high in zip(self.low, house, self.high, strict=True)
        ) and all(
            low <= sum(weight * house[at] for at, weight in weights.items()) <= high
            for weights, low, high in self.rows
        )

    def _add_units(self, bounds: Mapping[Cell, Bounds]) -> None:
        kinds: dict[Bounds, int] = {}
        for cell, kind in bounds.items():
            if cell.table is Table.UNIT:
                kinds[kind] = kinds.get(kind, 0) + 1
        parts = []
        for (low, high), units in kinds.items():
            parts.append(self._add((low, high), (low, high)))
            others = units - 1
            parts.append(self._add(("others", low, high), (others * low, others * high)))
        self.rows.append(({self._house: 1} | dict.fromkeys(parts, -1), 0, 0))

    def _add_activity(
        self, name: str, topics: Iterable[str], most: int, bounds: Mapping[Cell, Bounds]
    ) -> int:
        cell = Cell(Table.EVENT, name)
        visits = {topic: self._add((name, topic), (0, most)) for topic in topics}
        for topic, visit in visits.items():
            self._visits[topic][name] = visit
        activity = self._add(cell, bounds[cell])
        self._unite(activity, visits.values())
        return activity

    def _add_topic(self, name: str, bounds: Mapping[Cell, Bounds]) -> int:
        cell = Cell(Table.TOPIC, name)
        topic = self._add(cell, bounds[cell])
        self._unite(topic, self._visits[name].values())
        return topic

    def _add(self, name: object, bounds: tuple[float, float]) -> int:
        self.names[name] = len(self.low)
        self.low.append(bounds[0])
        self.high.append(bounds[1])
        return self.names[name]

    def _unite(self, whole: int, parts: Iterable[int]) -> None:
        """Say that a crowd consists of these crowds, which may overlap."""
        some = list(parts)
        if some:
            self.rows.append(({whole: 1} | dict.fromkeys(some, -1), -inf, 0))
            self.rows.extend(({whole: 1, part: -1}, 0, inf) for part in some)
