"""Who holds which time. Reads only; every list has an order."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime
from typing import cast
from uuid import UUID

from sqlalchemy import Table, bindparam, func, select

from bgm_portal.activities.models import Slot, Station
from bgm_portal.core.database import db

from .models import Registration, RegistrationSlot
from .states import RegistrationState

_HELD = cast("Table", RegistrationSlot.__table__)
_SLOT = cast("Table", Slot.__table__)
_STATION = cast("Table", Station.__table__)


@dataclass(frozen=True, kw_only=True)
class Held:
    """A time that somebody holds, at a station."""

    registration_id: UUID
    slot_id: UUID
    occurrence_id: UUID
    starts_at: datetime
    ends_at: datetime
    station_de: str | None
    station_en: str | None


_OF = (
    select(
        _HELD.c.registration_id,
        _HELD.c.slot_id,
        _SLOT.c.occurrence_id,
        _SLOT.c.starts_at,
        _SLOT.c.ends_at,
        _STATION.c.name_de.label("station_de"),
        _STATION.c.name_en.label("station_en"),
    )
    .join(_SLOT, _SLOT.c.id == _HELD.c.slot_id)
    .join(_STATION, _STATION.c.id == _SLOT.c.station_id)
    .where(_HELD.c.registration_id.in_(bindparam("registration_ids", expanding=True)))
    .order_by(_SLOT.c.starts_at, _SLOT.c.id)
)


def held_by(registration_ids: Collection[UUID]) -> dict[UUID, list[Held]]:
    """Return the times of some registrations, the first one first, in one statement."""
    found: dict[UUID, list[Held]] = {}
    if not registration_ids:
        return found
    sought = {"registration_ids": list(registration_ids)}
    for row in db.session.connection().execute(_OF, sought).mappings():
        found.setdefault(row["registration_id"], []).append(Held(**row))
    return found


def appointments(registration_ids: Collection[UUID]) -> dict[UUID, list[Held]]:
    """Return what some registrations hold as appointments: a longer time is one."""
    return {
        registration_id: _joined(held)
        for registration_id, held in held_by(registration_ids).items()
    }


def _joined(held: list[Held]) -> list[Held]:
    """Put times that follow each other without a break together."""
    found: list[Held] = []
    for one in held:
        if found and found[-1].ends_at == one.starts_at:
            found[-1] = replace(found[-1], ends_at=one.ends_at)
        else:
            found.append(one)
    return found


def holders(occurrence_id: UUID) -> list[tuple[UUID, UUID]]:
    """Return which registrations hold something on a date, with what they hold."""
    rows = db.session.execute(
        select(RegistrationSlot.registration_id, RegistrationSlot.slot_id)
        .join(Slot, Slot.id == RegistrationSlot.slot_id)
        .where(Slot.occurrence_id == occurrence_id)
        .order_by(RegistrationSlot.registration_id, RegistrationSlot.slot_id)
    )
    return [(registration_id, slot_id) for registration_id, slot_id in rows]


def dates_booked(person_id: UUID, activity_ids: Collection[UUID]) -> set[UUID]:
    """Return on which dates of some activities somebody holds a time."""
    if not activity_ids:
        return set()
    return set(
        db.session.scalars(
            select(Slot.occurrence_id)
            .join(RegistrationSlot, RegistrationSlot.slot_id == Slot.id)
            .join(Registration, Registration.id == RegistrationSlot.registration_id)
            .where(
                Registration.person_id == person_id,
                Registration.state == RegistrationState.CONFIRMED,
                Slot.activity_id.in_(activity_ids),
            )
            .order_by(Slot.occurrence_id)
        )
    )


def on_date(occurrence_id: UUID) -> dict[UUID, tuple[datetime, datetime]]:
    """Return who holds a time on a date, from when to when, by person."""
    rows = db.session.execute(
        select(Registration.person_id, func.min(Slot.starts_at), func.max(Slot.ends_at))
        .join(RegistrationSlot, RegistrationSlot.registration_id == Registration.id)
        .join(Slot, Slot.id == RegistrationSlot.slot_id)
        .where(
            Slot.occurrence_id == occurrence_id,
            Registration.state == RegistrationState.CONFIRMED,
        )
        .group_by(Registration.person_id)
        .order_by(func.min(Slot.starts_at), Registration.person_id)
    )
    return {person_id: (first, last) for person_id, first, last in rows}
