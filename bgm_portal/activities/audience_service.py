"""Saying for whom an activity is."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete

from bgm_portal.core.database import db
from bgm_portal.identity.kinds import Employer
from bgm_portal.identity.site_search import SITES
from bgm_portal.identity.unit_search import UNITS

from . import audience_queries, planning_service
from .models import AudienceSite, AudienceUnit
from .sections import Section


def limit(
    activity_id: UUID,
    *,
    employer: Employer | None,
    unit_ids: Collection[UUID],
    site_ids: Collection[UUID] = (),
    by: UUID,
    at: datetime,
) -> None:
    """Write for whom it is; whoever has signed up already keeps what they have."""
    activity = planning_service.editable(activity_id)
    units = [unit.id for unit in UNITS.by_ids(unit_ids)]
    places = [site.id for site in SITES.by_ids(site_ids)]
    activity.for_employer = employer
    activity.for_units, activity.for_sites = bool(units), bool(places)
    for table in (AudienceUnit, AudienceSite):
        db.session.execute(delete(table).where(table.activity_id == activity_id))
    _name(activity_id, units, places)
    planning_service.note(activity_id, Section.AUDIENCE, by=by, at=at)


def copy(activity_id: UUID, *, to: UUID) -> None:
    """Name the same units and sites for another activity."""
    _name(to, audience_queries.unit_ids(activity_id), audience_queries.site_ids(activity_id))
    db.session.flush()


def _name(activity_id: UUID, unit_ids: Collection[UUID], site_ids: Collection[UUID]) -> None:
    db.session.add_all(
        AudienceUnit(activity_id=activity_id, unit_id=unit_id) for unit_id in unit_ids
    )
    db.session.add_all(
        AudienceSite(activity_id=activity_id, site_id=site_id) for site_id in site_ids
    )
