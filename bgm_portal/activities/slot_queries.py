"""What is known about stations and slots. Reads only; every list has an order."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from bgm_portal.core.database import db

from .models import Slot, Station
from .slot_rules import Time


def stations(activity_id: UUID) -> list[Station]:
    """Return the stations of an activity, in the order of the planner."""
    return list(
        db.session.scalars(
            select(Station)
            .where(Station.activity_id == activity_id)
            .order_by(Station.position, Station.id)
        )
    )


def slots(activity_id: UUID) -> list[tuple[Slot, Station]]:
    """Return all slots with their stations, as they stand now, by station and time."""
    rows = db.session.execute(
        select(Slot, Station)
        .join(Station, Station.id == Slot.station_id)
        .where(Slot.activity_id == activity_id)
        .order_by(Station.position, Station.id, Slot.starts_at, Slot.id)
        .execution_options(populate_existing=True)
    )
    return [(slot, station) for slot, station in rows]


def times(activity_id: UUID, *, after: datetime) -> list[Time]:
    """Return the times that are still to come, the first one first."""
    rows = db.session.execute(
        select(
            Slot.id,
            Slot.station_id,
            Slot.occurrence_id,
            Slot.starts_at,
            Slot.ends_at,
            (Slot.capacity - Slot.taken).label("free"),
        )
        .where(Slot.activity_id == activity_id, Slot.starts_at > after)
        .order_by(Slot.starts_at, Slot.id)
    ).mappings()
    return [Time(**row) for row in rows]
