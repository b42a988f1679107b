"""Reading places with their facts."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from bgm_portal.core.database import db

from .errors import UnknownVenue
from .models import Venue, VenueFact
from .sheet_queries import Fact


def venues() -> list[Venue]:
    """Return all places with their facts, real ones first, by name."""
    return list(
        db.session.scalars(
            select(Venue)
            .options(selectinload(Venue.facts))
            .order_by(Venue.is_online, Venue.name_de, Venue.id)
        )
    )


def venue(venue_id: UUID) -> Venue:
    """Return a place with its facts."""
    found = db.session.get(
        Venue, venue_id, options=[selectinload(Venue.facts)], populate_existing=True
    )
    if found is None:
        raise UnknownVenue
    return found


def facts(rows: Sequence[VenueFact]) -> list[Fact]:
    """Return facts as values, as pages put them into words."""
    return [
        Fact(
            code=row.code,
            answer=row.answer,
            de=row.detail_de,
            en=row.detail_en,
            checked_on=row.checked_on,
            checked_by=row.checked_by,
        )
        for row in rows
    ]
