"""Times of activities for tests."""

from datetime import timedelta
from uuid import UUID

from bgm_portal.activities.models import Occurrence, Slot, Station
from bgm_portal.core.database import db

QUARTER = timedelta(minutes=15)


def cut_into_slots(
    activity_id: UUID, date: Occurrence, *, number: int = 4, capacity: int = 1, name: str = ""
) -> list[UUID]:
    """Give a date this many quarters of an hour at one station; return their ids in order."""
    station = Station(
        activity_id=activity_id,
        position=len(name),
        name_de=name or None,
        minutes=15,
        places=capacity,
        breaks=[],
        quiet=[],
    )
    db.session.add(station)
    db.session.flush()
    slots = [
        Slot(
            activity_id=activity_id,
            occurrence_id=date.id,
            station_id=station.id,
            starts_at=date.starts_at + turn * QUARTER,
            ends_at=date.starts_at + (turn + 1) * QUARTER,
            capacity=capacity,
        )
        for turn in range(number)
    ]
    db.session.add_all(slots)
    db.session.commit()
    return [slot.id for slot in slots]
