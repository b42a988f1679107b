"""A year of the planning: every date of every activity, drafts included. One statement."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select, true

from bgm_portal.core.database import db

from .kinds import ActivityState, PreventionField
from .models import Activity, Assignment, Occurrence, Venue

_ROW: tuple[Any, ...] = (  # in the order of YearRow
    Activity.id,
    Activity.title_de,
    Activity.title_en,
    Activity.state,
    Activity.field,
    Activity.venue_id,
    Activity.starts_at,
    Venue.name_de,
    Venue.name_en,
    Occurrence.starts_at,
    Occurrence.ends_at,
)


@dataclass(frozen=True)
class YearRow:
    """A date of the year."""

    id: UUID
    title_de: str
    title_en: str | None
    state: ActivityState
    field: PreventionField
    venue_id: UUID | None
    begins_at: datetime | None  # the first date of all
    place_de: str | None
    place_en: str | None
    starts_at: datetime
    ends_at: datetime


def dates_between(
    first: datetime, last: datetime, *, person_id: UUID | None = None
) -> list[YearRow]:
    """Return the dates that begin in a time and were not cancelled alone, in order.

    Of all activities, or of those that somebody looks after. All dates of an activity lie within
    its own begin and end, which are asked for as well: so those of the time are found at once,
    and not one by one for each of thousands of dates.
    """
    looked_after = select(Assignment.activity_id).where(Assignment.person_id == person_id)
    rows = db.session.execute(
        select(*_ROW)
        .join(Occurrence, Occurrence.activity_id == Activity.id)
        .outerjoin(Venue, Venue.id == Activity.venue_id)
        .where(
            Occurrence.starts_at >= first,
            Occurrence.starts_at < last,
            Activity.ends_at >= first,
            Activity.starts_at < last,
            Occurrence.cancelled_at.is_(None),
            Activity.id.in_(looked_after) if person_id is not None else true(),
        )
        .order_by(Occurrence.starts_at, Activity.title_de, Activity.id)
    )
    return [YearRow(*row) for row in rows]


def venues_in_house() -> list[tuple[UUID, str, str | None]]:
    """Return the places that are real, by name."""
    rows = db.session.execute(
        select(Venue.id, Venue.name_de, Venue.name_en)
        .where(Venue.is_online.is_(False))
        .order_by(Venue.name_de, Venue.id)
    )
    return [(id_, german, english) for id_, german, english in rows]
