"""Saying for whom an activity is."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete

from bgm_portal.core.database import db
from bgm_portal.identity import queries as identity
from bgm_portal.identity.kinds import Employer

from . import audience_queries, planning_service
from .models import AudienceUnit
from .sections import Section


def limit(
    activity_id: UUID,
    *,
    employer: Employer | None,
    unit_ids: Collection[UUID],
    by: UUID,
    at: datetime,
) -> None:
    """Write for whom it is; whoever has signed up already keeps what they have."""
    activity = planning_service.editable(activity_id)
    named = [unit.id for unit in identity.units() if unit.id in unit_ids]
    activity.for_employer, activity.for_units = employer, bool(named)
    db.session.execute(delete(AudienceUnit).where(AudienceUnit.activity_id == activity_id))
    _name(activity_id, named)
    planning_service.note(activity_id, Section.AUDIENCE, by=by, at=at)


def copy(activity_id: UUID, *, to: UUID) -> None:
    """Name the same units for another activity."""
    _name(to, audience_queries.unit_ids(activity_id))
    db.session.flush()


def _name(activity_id: UUID, unit_ids: Collection[UUID]) -> None:
    db.session.add_all(
        AudienceUnit(activity_id=activity_id, unit_id=unit_id) for unit_id in unit_ids
    )
