"""The times of an activity as those who plan see them: how many come, never who."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from flask_babel import gettext as _

from bgm_portal.core.clock import local_day
from bgm_portal.core.i18n import in_words, long_date, time_range

from . import slot_queries


@dataclass(frozen=True, kw_only=True)
class Row:
    """A time with how full it is."""

    hours: str
    taken: int
    places: int
    quiet: bool


@dataclass(frozen=True, kw_only=True)
class Group:
    """The times of one station on one day."""

    title: str
    rows: list[Row]

    @property
    def taken(self) -> int:
        """Return how many come."""
        return sum(row.taken for row in self.rows)

    @property
    def places(self) -> int:
        """Return how many could come."""
        return sum(row.places for row in self.rows)


def groups(activity_id: UUID) -> list[Group]:
    """Return the timetable by station and day."""
    found: dict[tuple[UUID, date], Group] = {}
    for slot, station in slot_queries.slots(activity_id):
        day = long_date(slot.starts_at)
        name = in_words(station.name_de or "", station.name_en)
        title = str(_("%(station)s, %(day)s", station=name, day=day)) if name else day
        key = (station.id, local_day(slot.starts_at))
        group = found.setdefault(key, Group(title=title, rows=[]))
        group.rows.append(
            Row(
                hours=time_range(slot.starts_at, slot.ends_at),
                taken=slot.taken,
                places=slot.capacity,
                quiet=slot.quiet,
            )
        )
    return list(found.values())
