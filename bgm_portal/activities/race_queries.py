"""Questions about what the organiser of a race lays down. Reads only."""

from datetime import datetime
from uuid import UUID

from bgm_portal.core.database import db

from .kinds import ActivityKind
from .models import Activity
from .race_models import Race


def race(activity_id: UUID) -> Race | None:
    """Return what the organiser laid down, if anybody wrote it."""
    return db.session.get(Race, activity_id)


def names_until(activity: Activity) -> datetime | None:
    """Return when the organiser of a run wants the names, if a day is laid down.

    What is a run no longer keeps the facts, but nobody sees them, or could correct them.
    """
    if activity.kind is not ActivityKind.RUN_EVENT:
        return None
    found = race(activity.id)
    return found.names_until if found else None
