"""Writing down what is known about a place, and when it was checked."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import delete, select

from bgm_portal.audit import service as audit
from bgm_portal.audit.events import Event
from bgm_portal.core.database import db
from bgm_portal.core.tokens import new_reference

from . import venue_queries
from .kinds import VenueFactCode
from .models import Venue, VenueFact
from .sheet_queries import Fact

COLUMNS = frozenset(
    {"name_de", "name_en", "note_de", "note_en", "directions_de", "directions_en", "is_online"}
)

Facts = Mapping[VenueFactCode, Fact]


def create(values: Mapping[str, Any], facts: Facts, *, by: UUID, at: datetime) -> UUID:
    """Add a place."""
    venue = Venue(code=new_reference(), name_de="")
    _write(venue, values)
    db.session.add(venue)
    db.session.flush()
    _write_facts(venue.id, facts)
    audit.record(Event.VENUE_CHANGED, at=at, by=by, object_id=venue.id)
    return venue.id


def hold(venue_id: UUID) -> None:
    """Hold a place until the commit, so that nobody else writes it down meanwhile."""
    db.session.execute(select(Venue.id).where(Venue.id == venue_id).with_for_update())


def change(
    venue_id: UUID, values: Mapping[str, Any], facts: Facts, *, by: UUID, at: datetime
) -> None:
    """Write what is known about a place now, one person after the other."""
    hold(venue_id)
    _write(venue_queries.venue(venue_id), values)
    _write_facts(venue_id, facts)
    audit.record(Event.VENUE_CHANGED, at=at, by=by, object_id=venue_id)


def _write(venue: Venue, values: Mapping[str, Any]) -> None:
    for name in COLUMNS & values.keys():
        setattr(venue, name, values[name])


def _write_facts(venue_id: UUID, facts: Facts) -> None:
    db.session.execute(delete(VenueFact).where(VenueFact.venue_id == venue_id))
    db.session.add_all(
        VenueFact(
            venue_id=venue_id,
            code=code,
            position=position,
            answer=facts[code].answer,
            detail_de=facts[code].de,
            detail_en=facts[code].en,
            checked_on=facts[code].checked_on,
            checked_by=facts[code].checked_by,
        )
        for position, code in enumerate(VenueFactCode)
        if code in facts
    )
    db.session.flush()
