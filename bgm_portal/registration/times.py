"""Times to choose from, and times that were chosen, in words."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from flask_babel import gettext as _

from bgm_portal.activities import slot_queries as known
from bgm_portal.activities.kinds import BY_TIME, Times
from bgm_portal.activities.rhythm_words import rhythm_in_words
from bgm_portal.core.clock import local_day
from bgm_portal.core.i18n import in_words as in_language
from bgm_portal.core.i18n import long_date, time_range

from . import slot_queries
from .slot_queries import Held


@dataclass(frozen=True, kw_only=True)
class Group:
    """The times of one station on one day."""

    title: str
    station_id: UUID
    choices: list[tuple[str, str, str]]  # value, words, hint


def groups(activity_id: UUID, *, at: datetime, keep: Collection[str] = ()) -> list[Group]:
    """Return the times that can be chosen, by station and day; one's own stay in the list."""
    found: dict[tuple[UUID, Any], Group] = {}
    for slot, station in known.slots(activity_id):
        mine = str(slot.id) in keep
        if slot.starts_at <= at or (slot.taken >= slot.capacity and not mine):
            continue
        day = local_day(slot.starts_at)
        group = found.setdefault(
            (station.id, day),
            Group(title=_title(station, slot.starts_at), station_id=station.id, choices=[]),
        )
        hint = str(_("stille Stunde")) if slot.quiet else ""
        group.choices.append((str(slot.id), time_range(slot.starts_at, slot.ends_at), hint))
    return list(found.values())


def _title(station: Any, starts_at: datetime) -> str:
    name = in_language(station.name_de or "", station.name_en)
    day = long_date(starts_at)
    return str(_("%(station)s, %(day)s", station=name, day=day)) if name else day


def in_words(activity_id: UUID, slot_ids: Sequence[str], *, longer: bool) -> str:
    """Say which times were chosen, a line each."""
    chosen = [
        ", ".join((_title(station, slot.starts_at), time_range(slot.starts_at, slot.ends_at)))
        for slot, station in known.slots(activity_id)
        if str(slot.id) in slot_ids
    ]
    if not chosen:
        return str(_("keine Zeit gewählt"))
    words = "\n".join(chosen)
    return str(_("%(time)s, mit mehr Zeit", time=words)) if longer else words


def held_in_words(held: Sequence[Held]) -> list[str]:
    """Say which times somebody holds, a line each; a longer time is one."""
    lines: list[tuple[str | None, str | None, datetime, datetime]] = []
    for one in held:
        if lines and lines[-1][0] == one.station_de and lines[-1][3] == one.starts_at:
            lines[-1] = (*lines[-1][:3], one.ends_at)
        else:
            lines.append((one.station_de, one.station_en, one.starts_at, one.ends_at))
    return [
        ", ".join(
            part
            for part in (in_language(de or "", en), long_date(start), time_range(start, end))
            if part
        )
        for de, en, start, end in lines
    ]


def own_in_words(activity: Any, registration_id: UUID) -> list[str]:
    """Say which times a registration holds, a line each; nothing where nobody chooses."""
    if activity.times is Times.NONE:
        return []
    return held_in_words(of_registration(registration_id))


def rhythm_of(activity: Any) -> str:
    """Say how often and when a series takes place; nothing where everybody has times of their own.

    The activity has its dates loaded.
    """
    if activity.times in BY_TIME:
        return ""
    dates = [(date.starts_at, date.ends_at) for date in activity.occurrences]
    return rhythm_in_words(dates) if len(dates) > 1 else ""


def of_registration(registration_id: UUID) -> list[Held]:
    """Return the times of one registration."""
    return slot_queries.held_by([registration_id]).get(registration_id, [])
