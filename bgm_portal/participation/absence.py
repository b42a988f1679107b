"""Leaving out one date of several without giving up the place: excused, and nobody asks why.

People say so themselves, or call, and a coordinator notes it. Beside them only who ticks the sheet
sees it. It is erased with everything else that is noted about the date.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from bgm_portal.activities import queries as activities
from bgm_portal.activities.kinds import BY_TIME
from bgm_portal.activities.models import Activity, Occurrence
from bgm_portal.audit import service as audit
from bgm_portal.audit.events import Event
from bgm_portal.core.database import db
from bgm_portal.core.i18n import in_words
from bgm_portal.registration import slot_queries

from . import queries, rules, service
from .errors import DateMissing, HasBegun, NamesHidden, PersonMissing, TooEarly, WasThere
from .models import Attendance
from .states import AttendanceState


@dataclass(frozen=True, kw_only=True)
class Ahead:
    """A date to come, and whether somebody leaves it out."""

    id: UUID
    starts_at: datetime
    ends_at: datetime
    left_out: bool


@dataclass(frozen=True, kw_only=True)
class Page:
    """The dates to come of an activity."""

    activity_id: UUID
    title: str
    dates: list[Ahead]


def page(activity_id: UUID, person_id: UUID, *, at: datetime) -> Page:
    """Return the dates to come of somebody who has a place; for others there is nothing."""
    if person_id not in service.expected_at_all(activity_id):
        raise DateMissing  # an activity that is none looks the same
    activity = activities.activity(activity_id, with_dates=True)
    if activity.state not in service.HELD:
        raise DateMissing
    states = queries.own_states(person_id, activity_id)
    booked = (
        slot_queries.dates_booked(person_id, [activity_id]) if activity.times in BY_TIME else None
    )
    return Page(
        activity_id=activity_id,
        title=in_words(activity.title_de, activity.title_en),
        dates=[
            Ahead(
                id=one.id,
                starts_at=one.starts_at,
                ends_at=one.ends_at,
                left_out=states.get(one.id) is AttendanceState.EXCUSED,
            )
            for one in activity.occurrences
            if one.starts_at > at and one.cancelled_at is None
            if booked is None or one.id in booked
        ],
    )


def leave_out(activity_id: UUID, occurrence_id: UUID, *, by: UUID, at: datetime) -> bool:
    """Note that somebody does not come to a date; tell whether that is new."""
    occurrence = _ahead(activity_id, occurrence_id, by=by, at=at)
    if _own(occurrence.id, by) is not None:
        return False
    db.session.add(
        Attendance(
            occurrence_id=occurrence.id,
            person_id=by,
            state=AttendanceState.EXCUSED,
            marked_at=at,
            marked_by=by,
        )
    )
    audit.record(
        Event.ATTENDANCE_MARKED,
        at=at,
        by=by,
        subject=by,
        object_id=occurrence.id,
        state=AttendanceState.EXCUSED,
    )
    db.session.flush()
    return True


def come_after_all(activity_id: UUID, occurrence_id: UUID, *, by: UUID, at: datetime) -> bool:
    """Take back that somebody does not come; tell whether that stood there."""
    occurrence = _ahead(activity_id, occurrence_id, by=by, at=at)
    known = _own(occurrence.id, by)
    if known is None or known.state is not AttendanceState.EXCUSED:
        return False
    _take_out(known, by=by, at=at)
    return True


def ensure_may_excuse(occurrence: Occurrence, activity: Activity, *, at: datetime) -> None:
    """Insist that calls can be noted for this date now: also long before it begins."""
    try:
        service.ensure_open(occurrence, activity, at=at)
    except TooEarly:
        days = service.days_of(occurrence, at=at)
        if not rules.names_are_shown(days, discreet=activity.discreet):
            raise NamesHidden from None


def excuse(occurrence_id: UUID, person_id: UUID, *, by: UUID, at: datetime) -> bool:
    """Note that somebody called and does not come; tell whether that is new."""
    occurrence = _held_open(occurrence_id, at=at)
    known = _own(occurrence_id, person_id)
    if known is None and person_id not in service.expected(occurrence):
        raise PersonMissing
    before = known.state if known else None
    if before is AttendanceState.PRESENT:
        raise WasThere
    if before is AttendanceState.EXCUSED:
        return False
    change = rules.Change(person_id=person_id, before=before, after=AttendanceState.EXCUSED)
    service.note(occurrence_id, known, change, by=by, at=at)
    db.session.flush()
    return True


def excuse_no_more(occurrence_id: UUID, person_id: UUID, *, by: UUID, at: datetime) -> bool:
    """Take back what was noted by mistake; what people said themselves is theirs."""
    _held_open(occurrence_id, at=at)
    known = _own(occurrence_id, person_id)
    if (
        known is None
        or known.state is not AttendanceState.EXCUSED
        or known.marked_by == known.person_id
    ):
        return False
    _take_out(known, by=by, at=at)
    return True


def _held_open(occurrence_id: UUID, *, at: datetime) -> Occurrence:
    occurrence = service.held(occurrence_id)
    ensure_may_excuse(occurrence, activities.activity(occurrence.activity_id), at=at)
    return occurrence


def _take_out(known: Attendance, *, by: UUID, at: datetime) -> None:
    db.session.delete(known)
    audit.record(
        Event.ATTENDANCE_CORRECTED,
        at=at,
        by=by,
        subject=known.person_id,
        object_id=known.occurrence_id,
        before=AttendanceState.EXCUSED,
        after=service.REMOVED,
    )
    db.session.flush()


def _ahead(activity_id: UUID, occurrence_id: UUID, *, by: UUID, at: datetime) -> Occurrence:
    """Hold a date to come of somebody who is expected there, until the commit."""
    queries.date_of(activity_id, occurrence_id)
    occurrence = service.held(occurrence_id)
    if activities.activity(activity_id).state not in service.HELD:
        raise DateMissing
    if by not in service.expected(occurrence):
        raise DateMissing
    if not rules.may_leave_out(occurrence, at=at):
        raise HasBegun
    return occurrence


def _own(occurrence_id: UUID, person_id: UUID) -> Attendance | None:
    return db.session.scalar(
        select(Attendance)
        .where(Attendance.occurrence_id == occurrence_id, Attendance.person_id == person_id)
        .execution_options(populate_existing=True)
    )
