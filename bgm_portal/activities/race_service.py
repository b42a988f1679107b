"""Writing down what the organiser of a race lays down."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from bgm_portal.core.database import db

from . import copy_rules, planning_service, race_queries
from .errors import NamesLate
from .race_models import Race
from .rules import is_late
from .sections import Section

COLUMNS = frozenset(Race.__mapper__.columns.keys()) - {"activity_id"}


def describe(activity_id: UUID, values: Mapping[str, Any], *, by: UUID, at: datetime) -> None:
    """Write the organiser's facts; names are due between our own deadline and the start."""
    activity = planning_service.editable(activity_id)
    names_until = values.get("names_until")
    if is_late(names_until, activity.starts_at) or is_late(
        activity.registration_deadline, names_until
    ):
        raise NamesLate
    race = race_queries.race(activity_id)
    if race is None:
        race = Race(activity_id=activity_id)
        db.session.add(race)
    for name, value in values.items():
        if name in COLUMNS:
            setattr(race, name, value)
    planning_service.note(activity_id, Section.RACE, by=by, at=at)


def copy(activity_id: UUID, *, to: UUID, weeks: int | None) -> None:
    """Take the facts over for another activity, that many weeks later or without dates.

    Names are due as long before as they were; where there are no dates, there is no such day.
    """
    source = race_queries.race(activity_id)
    if source is None:
        return
    values = {name: getattr(source, name) for name in sorted(COLUMNS)}
    db.session.add(Race(activity_id=to, **values | {"names_until": _later(source, weeks)}))
    db.session.flush()


def _later(source: Race, weeks: int | None) -> datetime | None:
    if source.names_until is None or weeks is None:
        return None
    return copy_rules.later(source.names_until, weeks)
