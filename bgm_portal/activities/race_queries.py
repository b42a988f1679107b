"""Questions about what the organiser of a race lays down. Reads only."""

from uuid import UUID

from bgm_portal.core.database import db

from .race_models import Race


def race(activity_id: UUID) -> Race | None:
    """Return what the organiser laid down, if anybody wrote it."""
    return db.session.get(Race, activity_id)
