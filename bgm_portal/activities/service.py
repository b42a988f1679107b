"""What happens to a planned activity: places, publication, moving, cancelling, completing.

Places are guarded by counters on the row of the activity. The people on an activity are the matter
of `registration`, which calls these functions; drafting is in `planning_service`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast
from uuid import UUID

from sqlalchemy import Table, bindparam, select
from sqlalchemy.sql.dml import ReturningUpdate, Update

from bgm_portal.audit import service as audit
from bgm_portal.audit.events import Event
from bgm_portal.core.database import connection, db

from . import planning_queries, queries, sharing_service, slot_service
from .errors import (
    CapacityRefused,
    DateBegun,
    NothingMoved,
    OnlyDate,
    PublicationRefused,
    SlotsDecide,
    SlotsHeld,
    StateRefused,
    UnknownActivity,
    UnknownDate,
)
from .kinds import BY_TIME, ActivityState, Moved, SharingEnd
from .models import Activity, Occurrence
from .rules import Seats, gaps

_TABLE = cast("Table", Activity.__table__)
_COLUMNS = _TABLE.c
_SEATS = (
    _COLUMNS.ticket,
    _COLUMNS.capacity,
    _COLUMNS.taken,
    _COLUMNS.waiting,
    _COLUMNS.has_waiting_list,
    _COLUMNS.state,
    _COLUMNS.needs_registration,
    _COLUMNS.registration_opens_at,
    _COLUMNS.registration_deadline,
    _COLUMNS.starts_at,
    _COLUMNS.ends_at,
    _COLUMNS.contact_id,
    _COLUMNS.discreet,
    _COLUMNS.times,
)


def _this_row() -> Update:
    return _TABLE.update().where(_COLUMNS.id == bindparam("activity_id"))


_DRAW = _this_row().values(ticket=_COLUMNS.ticket + 1).returning(*_SEATS)
_LOCK = _this_row().values(ticket=_COLUMNS.ticket).returning(*_SEATS)
_SETTLE = _this_row().values(
    taken=_COLUMNS.taken + bindparam("more_taken"),
    waiting=_COLUMNS.waiting + bindparam("more_waiting"),
)

Dates = Sequence[tuple[datetime, datetime]]


@dataclass(frozen=True, kw_only=True)
class Places:
    """Where an activity takes place: in a room, online, or either."""

    venue_id: UUID | None
    online_venue_id: UUID | None


def draw_ticket(activity_id: UUID) -> Seats:
    """Give the next number in the order of arrival, and hold the activity until the commit.

    The first statement of a sign-up: one UPDATE that counts, locks the row, and tells how things
    stand, on both databases.
    """
    return _seats(_DRAW, activity_id)


def lock(activity_id: UUID) -> Seats:
    """Hold the activity until the commit without giving a number, for cancelling and moving up."""
    return _seats(_LOCK, activity_id)


def settle(activity_id: UUID, *, taken: int = 0, waiting: int = 0) -> None:
    """Add to the counters of a held activity. Rows already in the session are not told."""
    if taken or waiting:
        connection().execute(
            _SETTLE,
            {"activity_id": activity_id, "more_taken": taken, "more_waiting": waiting},
        )


def _seats(statement: ReturningUpdate[Any], activity_id: UUID) -> Seats:
    db.session.flush()
    result = connection().execute(statement, {"activity_id": activity_id})
    row = result.mappings().first()
    if row is None:
        raise UnknownActivity
    return Seats(activity_id=activity_id, **row)


def hold_draft(activity_id: UUID) -> Activity:
    """Hold a draft until the commit, or refuse what is none any more."""
    return _in_state(activity_id, ActivityState.DRAFT)


def publish(activity_id: UUID, *, by: UUID, at: datetime) -> None:
    """Let a draft appear in the programme, or say what is missing."""
    activity = _in_state(activity_id, ActivityState.DRAFT)
    if activity.is_template:
        raise StateRefused
    missing = gaps(planning_queries.dossier(activity_id).readiness, at=at)
    if missing:
        raise PublicationRefused(missing)
    activity.state = ActivityState.PUBLISHED
    activity.published_at = at
    activity.schedule_version += 1  # calendars of its coordinators show it as a draft until then
    audit.record(Event.ACTIVITY_PUBLISHED, at=at, by=by, object_id=activity_id)
    sharing_service.end_all(activity, why=SharingEnd.PUBLISHED, by=by, at=at)


def move(
    activity_id: UUID, dates: Dates, *, places: Places | None = None, by: UUID, at: datetime
) -> Moved:
    """Give a published activity other dates or places; note in the log what changed, and return it.

    The n-th date stays the n-th row, so that attendance and calendar entries keep their date.
    Without `places` it stays where it is.
    """
    activity = _in_state(activity_id, ActivityState.PUBLISHED)
    before = [(date.starts_at, date.ends_at) for date in queries.dates(activity_id)]
    here = Places(venue_id=activity.venue_id, online_venue_id=activity.online_venue_id)
    there = places or here
    moved = _moved(time=sorted(dates) != before, place=there != here)
    activity.venue_id, activity.online_venue_id = there.venue_id, there.online_venue_id
    _drop(queries.dates(activity_id)[len(dates) :], at=at)
    set_dates(activity, dates)
    slot_service.follow(activity, before=before)
    activity.schedule_version += 1
    audit.record(Event.ACTIVITY_MOVED, at=at, by=by, object_id=activity_id, what=moved)
    return moved


def _drop(gone: Sequence[Occurrence], *, at: datetime) -> None:
    """Let dates of a published activity fall out; their rows stay, as a cancelled date does."""
    for date in gone:
        if slot_service.are_held(date.id):
            raise SlotsHeld
        slot_service.take_out(date.id)
        date.cancelled_at = at
    db.session.flush()


def _moved(*, time: bool, place: bool) -> Moved:
    if time and place:
        return Moved.BOTH
    if time or place:
        return Moved.TIME if time else Moved.PLACE
    raise NothingMoved


def set_dates(activity: Activity, dates: Dates) -> None:
    """Write the dates of an activity, and the first and last moment that follow from them."""
    wanted = sorted(dates)
    present = queries.dates(activity.id)
    for row, (starts_at, ends_at) in zip(present, wanted, strict=False):
        row.starts_at, row.ends_at = starts_at, ends_at
    for row in present[len(wanted) :]:
        db.session.delete(row)
    free = queries.highest_number(activity.id) + 1
    db.session.add_all(
        Occurrence(activity_id=activity.id, number=number, starts_at=starts_at, ends_at=ends_at)
        for number, (starts_at, ends_at) in enumerate(wanted[len(present) :], start=free)
    )
    activity.starts_at = wanted[0][0] if wanted else None
    activity.ends_at = max(ends_at for _, ends_at in wanted) if wanted else None
    db.session.flush()


def cancel_date(
    activity_id: UUID, occurrence_id: UUID, *, note: str, by: UUID, at: datetime
) -> None:
    """Take one date out of a published activity with the words that people are told."""
    activity = _in_state(activity_id, ActivityState.PUBLISHED)
    held = queries.dates(activity_id)
    gone = next((date for date in held if date.id == occurrence_id), None)
    if gone is None:
        raise UnknownDate
    if gone.starts_at <= at:
        raise DateBegun
    if len(held) == 1:
        raise OnlyDate
    if slot_service.are_held(occurrence_id):
        raise SlotsHeld
    slot_service.take_out(occurrence_id)
    gone.cancelled_at, gone.cancel_note = at, note
    left = [date for date in held if date is not gone]
    activity.starts_at, activity.ends_at = left[0].starts_at, max(date.ends_at for date in left)
    activity.schedule_version += 1
    audit.record(Event.DATE_CANCELLED, at=at, by=by, object_id=activity_id, number=gone.number)
    db.session.flush()


def go_ahead(activity_id: UUID, *, by: UUID | None, at: datetime) -> None:
    """Note that an activity with a minimum number takes place for sure."""
    activity = _in_state(activity_id, ActivityState.PUBLISHED)
    if activity.minimum is None or activity.goes_ahead_at is not None:
        raise StateRefused
    activity.goes_ahead_at = at
    audit.record(Event.GOES_AHEAD, at=at, by=by, object_id=activity_id)


def mark_cancelled(activity_id: UUID, *, note: str, by: UUID | None, at: datetime) -> None:
    """Cancel a published activity with the words that people are told; note it in the log."""
    activity = _in_state(activity_id, ActivityState.PUBLISHED)
    activity.state = ActivityState.CANCELLED
    activity.cancel_note = note
    activity.ended_at = at
    activity.schedule_version += 1  # reminders of it are taken back, so none is doubled
    audit.record(Event.ACTIVITY_CANCELLED, at=at, by=by, object_id=activity_id)


def complete(activity_id: UUID, *, by: UUID, at: datetime) -> None:
    """Close an activity whose last date is over."""
    activity = _in_state(activity_id, ActivityState.PUBLISHED)
    if activity.ends_at is None or activity.ends_at > at:
        raise StateRefused
    activity.state = ActivityState.COMPLETED
    activity.ended_at = at
    audit.record(Event.ACTIVITY_COMPLETED, at=at, by=by, object_id=activity_id)


def change_capacity(activity_id: UUID, capacity: int | None, *, by: UUID, at: datetime) -> Seats:
    """Change how many can come, never below what is taken; note it in the log; return the seats."""
    held = lock(activity_id)
    if held.state is not ActivityState.PUBLISHED:
        raise StateRefused
    if held.times in BY_TIME:
        raise SlotsDecide
    if capacity is not None and capacity < held.taken:
        raise CapacityRefused
    activity = queries.activity(activity_id)
    activity.capacity = capacity
    audit.record(
        Event.CAPACITY_CHANGED,
        at=at,
        by=by,
        object_id=activity_id,
        before=held.capacity,
        after=capacity,
    )
    db.session.flush()
    return lock(activity_id)


def _in_state(activity_id: UUID, state: ActivityState) -> Activity:
    activity = db.session.scalar(
        select(Activity)
        .where(Activity.id == activity_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    if activity is None:
        raise UnknownActivity
    if activity.state is not state:
        raise StateRefused
    return activity
