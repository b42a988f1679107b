"""Writing down what the organiser of a race lays down."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from bgm_portal.core.database import db

from . import planning_service, race_queries
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


def copy(activity_id: UUID, *, to: UUID) -> None:
    """Take the facts over for another activity, without the day on which names are due."""
    source = race_queries.race(activity_id)
    if source is None:
        return
    kept = COLUMNS - {"names_until"}
    db.session.add(Race(activity_id=to, **{name: getattr(source, name) for name in sorted(kept)}))
    db.session.flush()
