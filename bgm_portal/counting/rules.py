"""Half-years, and the marks that stand for people while they are counted. Pure: no tables."""

import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

DAYS_FOR_CORRECTIONS = 14  # after a half-year; then its report is frozen
CLOSED_AFTER = timedelta(days=DAYS_FOR_CORRECTIONS + 1)  # a date, before it is counted
LAST_MONTH_OF_FIRST_HALF = 6
KEY_BYTES = 32


@dataclass(frozen=True, order=True)
class HalfYear:
    """Half a calendar year, the time of one report."""

    year: int
    half: int  # 1 or 2

    @property
    def code(self) -> str:
        """Return the half-year as keys and addresses write it: 2026-1."""
        return f"{self.year}-{self.half}"

    @property
    def first_day(self) -> date:
        """Return its first day."""
        return date(self.year, 1 if self.half == 1 else 7, 1)

    @property
    def day_after(self) -> date:
        """Return the first day after it."""
        return date(self.year, 7, 1) if self.half == 1 else date(self.year + 1, 1, 1)

    @property
    def last_day(self) -> date:
        """Return its last day."""
        return self.day_after - timedelta(days=1)

    @property
    def freezes_on(self) -> date:
        """Return the first day on which nothing of it can be corrected any more."""
        return self.day_after + timedelta(days=DAYS_FOR_CORRECTIONS)

    @property
    def quarters(self) -> tuple[int, int]:
        """Return its two quarters of the year."""
        return (1, 2) if self.half == 1 else (3, 4)

    @property
    def next(self) -> "HalfYear":
        """Return the half-year after it."""
        return half_year_of(self.day_after)

    @property
    def before(self) -> "HalfYear":
        """Return the half-year before it."""
        return half_year_of(self.first_day - timedelta(days=1))


def half_year_of(day: date) -> HalfYear:
    """Return the half-year of a day."""
    return HalfYear(day.year, 1 if day.month <= LAST_MONTH_OF_FIRST_HALF else 2)


def half_year_from(code: str) -> HalfYear | None:
    """Return the half-year that a key names, or nothing when it names none, such as a year."""
    year, _dash, half = code.partition("-")
    if not year.isdecimal() or half not in {"1", "2"}:
        return None
    return HalfYear(int(year), int(half))


def quarter_of(day: date) -> int:
    """Return the quarter of the year in which a day lies."""
    return (day.month + 2) // 3


def mark(key: bytes, cell: str, person: str) -> str:
    """Return what stands for somebody in one cell. Without the key it leads to nobody.

    The cell is part of it: the marks of one person in two cells have nothing in common, so nobody
    who has the table can put together where somebody was.
    """
    return hmac.digest(key, f"{cell}\n{person}".encode(), "sha256").hex()


def reported_with(
    unit_id: UUID, parents: Mapping[UUID, UUID | None], settled: Mapping[UUID, UUID]
) -> UUID:
    """Return the unit with which a unit is reported; what is settled for the year is not moved."""
    here, parent = unit_id, parents.get(unit_id)
    seen = {unit_id}
    while here not in settled and parent is not None and parent not in seen:
        here, parent = parent, parents.get(parent)
        seen.add(here)
    return settled.get(here, here)
