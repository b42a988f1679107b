"""Stations and slots: cut in a draft, taken and given back while the activity is held."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any, cast
from uuid import UUID

from sqlalchemy import CursorResult, delete, func, select, update

from bgm_portal.core.database import db

from . import queries, slot_queries, slot_rules
from .errors import NoCut, SlotTaken
from .kinds import BY_TIME, Times
from .models import Activity, Slot, Station
from .slot_rules import MOST_SLOTS, Hours, Span, is_within, on_the_day


@dataclass(frozen=True, kw_only=True)
class StationPlan:
    """How the days of a station are cut."""

    name_de: str | None
    name_en: str | None
    minutes: int
    places: int
    breaks: list[list[str]]
    quiet: list[list[str]]


def set_stations(activity: Activity, times: Times, plans: Sequence[StationPlan]) -> None:
    """Write the stations of a draft and cut its dates; no stations where nobody chooses a time."""
    clear(activity.id)
    db.session.execute(delete(Station).where(Station.activity_id == activity.id))
    activity.times = times
    if times is not Times.NONE:
        db.session.add_all(
            Station(
                activity_id=activity.id,
                position=position,
                name_de=plan.name_de,
                name_en=plan.name_en,
                minutes=plan.minutes,
                places=plan.places,
                breaks=plan.breaks,
                quiet=plan.quiet,
            )
            for position, plan in enumerate(plans)
        )
        db.session.flush()
        if not cut(activity):
            raise NoCut


def clear(activity_id: UUID) -> None:
    """Take the slots of a draft away, because its dates or stations change."""
    db.session.execute(delete(Slot).where(Slot.activity_id == activity_id))


def cut(activity: Activity) -> int:
    """Cut the dates of a draft into slots as its stations say; return how many."""
    if activity.times is Times.NONE:
        return 0
    dates = [(date.id, (date.starts_at, date.ends_at)) for date in queries.dates(activity.id)]
    made = [
        slot
        for station in slot_queries.stations(activity.id)
        for date_id, date in dates
        for slot in _slots(activity, station, date_id, date)
    ][:MOST_SLOTS]
    db.session.add_all(made)
    if activity.times in BY_TIME:
        activity.capacity = sum(slot.capacity for slot in made)
    db.session.flush()
    return len(made)


def _slots(activity: Activity, station: Station, date_id: UUID, date: Span) -> list[Slot]:
    quiet = [on_the_day(date, hours) for hours in hours_of(station.quiet)]
    spans = (
        [date]  # who books single dates books each of them whole
        if activity.times is Times.DATES
        else slot_rules.cut(date, minutes=station.minutes, breaks=hours_of(station.breaks))
    )
    return [
        Slot(
            activity_id=activity.id,
            occurrence_id=date_id,
            station_id=station.id,
            starts_at=span[0],
            ends_at=span[1],
            capacity=station.places,
            taken=0,
            quiet=is_within(span, quiet),
        )
        for span in spans
    ]


def hours_of(stored: Sequence[Sequence[str]]) -> Hours:
    """Return hours as they are stored as times of day."""
    return [(time.fromisoformat(first), time.fromisoformat(last)) for first, last in stored]


def follow(activity: Activity, *, before: Sequence[Span]) -> None:
    """Move the slots of a published activity as its dates were moved."""
    if activity.times is Times.DATES:
        _follow_whole_dates(activity)
        return
    activity_id = activity.id
    for date, old in zip(queries.dates(activity_id), before, strict=False):
        by = date.starts_at - old[0]
        if not by:
            continue
        slots = db.session.scalars(
            select(Slot).where(Slot.occurrence_id == date.id).order_by(Slot.starts_at, Slot.id)
        )
        # Later ones first when they move on, so that no time is there twice in between.
        for slot in sorted(slots, key=lambda one: one.starts_at, reverse=by.total_seconds() > 0):
            slot.starts_at, slot.ends_at = slot.starts_at + by, slot.ends_at + by
            db.session.flush()


def _follow_whole_dates(activity: Activity) -> None:
    """Let single dates be as long as they are now, and offer those that were added."""
    held = {slot.occurrence_id: slot for slot, _station in slot_queries.slots(activity.id)}
    dates = queries.dates(activity.id)
    moved = [(held[date.id], (date.starts_at, date.ends_at)) for date in dates if date.id in held]
    for slot, span in moved:
        slot.starts_at, slot.ends_at = span
    added = [
        slot
        for station in slot_queries.stations(activity.id)
        for date in dates
        if date.id not in held
        for slot in _slots(activity, station, date.id, (date.starts_at, date.ends_at))
    ]
    db.session.add_all(added)
    if activity.capacity is not None:
        activity.capacity += sum(slot.capacity for slot in added)
    db.session.flush()


def are_held(occurrence_id: UUID) -> bool:
    """Tell whether somebody holds a time on this date."""
    held = select(func.sum(Slot.taken)).where(Slot.occurrence_id == occurrence_id)
    return bool(db.session.scalar(held))


def take_out(occurrence_id: UUID) -> None:
    """Offer the times of a date no longer that does not take place; nobody holds one of them."""
    slots = db.session.scalars(
        select(Slot).where(Slot.occurrence_id == occurrence_id).order_by(Slot.id)
    ).all()
    if not slots:
        return
    lost = sum(slot.capacity for slot in slots)
    db.session.execute(
        update(Activity)
        .where(Activity.id == slots[0].activity_id, Activity.times.in_(BY_TIME))
        .values(capacity=Activity.capacity - lost)
        .execution_options(synchronize_session=False)
    )
    db.session.execute(delete(Slot).where(Slot.occurrence_id == occurrence_id))


def take(activity_id: UUID, slot_ids: Collection[UUID]) -> None:
    """Take a place in each of these slots of a held activity, or refuse."""
    for slot_id in slot_ids:
        result = db.session.execute(
            update(Slot)
            .where(Slot.id == slot_id, Slot.activity_id == activity_id, Slot.taken < Slot.capacity)
            .values(taken=Slot.taken + 1)
            .execution_options(synchronize_session=False)
        )
        if cast("CursorResult[Any]", result).rowcount != 1:
            raise SlotTaken


def give_back(slot_ids: Collection[UUID]) -> None:
    """Give the places in these slots of a held activity back."""
    for slot_id in slot_ids:
        db.session.execute(
            update(Slot)
            .where(Slot.id == slot_id)
            .values(taken=Slot.taken - 1)
            .execution_options(synchronize_session=False)
        )


def blocks(activity_id: UUID, more: int) -> None:
    """Count the slots that a longer time takes beyond the first: they can be given to nobody."""
    if more:
        db.session.execute(
            update(Activity)
            .where(Activity.id == activity_id)
            .values(capacity=Activity.capacity - more)
            .execution_options(synchronize_session=False)
        )


def first_free(activity_id: UUID, *, at: datetime) -> UUID:
    """Return the first time that is still free."""
    for one in slot_queries.times(activity_id, after=at):
        if one.free > 0:
            return one.id
    raise SlotTaken
