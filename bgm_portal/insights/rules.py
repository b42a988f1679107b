"""What follows from published figures: how far goals are, which units are too small. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from .disclosure.bands import SMALLEST_UNIT, Band
from .kinds import Progress


@dataclass(frozen=True, kw_only=True)
class Merged:
    """Units that are reported together: under which name, which parts, how many people."""

    unit_id: UUID
    name: str
    parts: tuple[str, ...]
    staff: int

    @property
    def missing(self) -> int:
        """Return how many people are missing until something can be told."""
        return max(0, SMALLEST_UNIT - self.staff)


def progress(target: int, low: int, high: int) -> Progress:
    """Compare a goal in per cent with a range in per cent."""
    if low >= target:
        return Progress.REACHED
    return Progress.NOT_YET if high < target else Progress.PERHAPS


def share(band: Band, staff: int) -> tuple[int, int]:
    """Return a band as a range in per cent, rounded outwards so that it says no more."""
    return 100 * band.low // staff, -(-100 * band.high // staff)


def merged(
    names: Mapping[UUID, str], reported: Mapping[UUID, UUID], staff: Mapping[UUID, int]
) -> list[Merged]:
    """Return how units are put together, the smallest first."""
    groups: dict[UUID, list[UUID]] = {}
    for unit_id, root in reported.items():
        groups.setdefault(root, []).append(unit_id)
    found = [
        Merged(
            unit_id=root,
            name=names[root],
            parts=tuple(sorted(names[one] for one in parts if one != root)),
            staff=sum(staff.get(one, 0) for one in parts),
        )
        for root, parts in groups.items()
    ]
    return sorted(found, key=lambda group: (group.staff, group.name))
