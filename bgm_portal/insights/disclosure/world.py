"""What was counted, exactly, and the places in the tables of a report where it could stand."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from .bands import Band


class Table(StrEnum):
    """The tables of a report."""

    UNIT = "unit"
    HOUSE = "house"
    EVENT = "event"
    TOPIC = "topic"


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
