"""Questions about who was there. Reads only; every list has an order."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import aliased

from bgm_portal.activities.kinds import ActivityState, PreventionField, Times
from bgm_portal.activities.models import Activity, Occurrence, Slot
from bgm_portal.core.clock import local_day, midnight
from bgm_portal.core.database import db
from bgm_portal.identity.models import Person
from bgm_portal.registration.models import Registration, RegistrationSlot
from bgm_portal.registration.states import RegistrationState

from . import rules
from .errors import DateMissing
from .models import Attendance, AttendanceNumbers
from .states import AttendanceState

A_DAY = timedelta(days=1)


@dataclass(frozen=True, kw_only=True)
class Attended:
    """A date at which a person was."""

    activity_id: UUID
    occurrence_id: UUID
    title_de: str
    title_en: str | None
    starts_at: datetime
    ends_at: datetime
    field: PreventionField
    discreet: bool
    walked_in: bool
    held: int  # dates so far of the same activity; of single dates those that were booked

    @property
    def minutes(self) -> int:
        """Return how long it took."""
        return int((self.ends_at - self.starts_at).total_seconds()) // 60

    @property
    def can_be_erased_from(self) -> date:
        """Return the first day on which it can be erased."""
        return rules.can_be_erased_from(local_day(self.ends_at))


@dataclass(frozen=True, kw_only=True)
class Tally:
    """How many were there, and how many not."""

    present: int = 0
    absent: int = 0
    excused: int = 0
    walked_in: int = 0  # of those who were there


def attended(person_id: UUID, *, at: datetime) -> list[Attended]:
    """Return where a person was, the latest first, in one statement."""
    rows = db.session.execute(
        select(
            Activity.id.label("activity_id"),
            Occurrence.id.label("occurrence_id"),
            Activity.title_de,
            Activity.title_en,
            Occurrence.starts_at,
            Occurrence.ends_at,
            Activity.field,
            Activity.discreet,
            Attendance.walked_in,
            _held_so_far(person_id, at).label("held"),
        )
        .join(Occurrence, Occurrence.id == Attendance.occurrence_id)
        .join(Activity, Activity.id == Occurrence.activity_id)
        .where(Attendance.person_id == person_id, Attendance.state == AttendanceState.PRESENT)
        .order_by(Occurrence.starts_at.desc(), Occurrence.id)
    ).mappings()
    return [Attended(**row) for row in rows]


def _held_so_far(person_id: UUID, at: datetime) -> ColumnElement[int]:
    """Count the dates of an activity that have begun and were meant for somebody."""
    date = aliased(Occurrence)
    booked = (
        select(RegistrationSlot.slot_id)
        .join(Slot, Slot.id == RegistrationSlot.slot_id)
        .join(Registration, Registration.id == RegistrationSlot.registration_id)
        .where(
            Slot.occurrence_id == date.id,
            Registration.person_id == person_id,
            Registration.state == RegistrationState.CONFIRMED,
        )
    )
    was_there = select(Attendance.occurrence_id).where(
        Attendance.occurrence_id == date.id, Attendance.person_id == person_id
    )
    return (
        select(func.count())
        .select_from(date)
        .where(
            date.activity_id == Activity.id,
            date.cancelled_at.is_(None),
            date.starts_at <= at,
            or_(
                Activity.times != Times.DATES,
                booked.correlate(date).exists(),
                was_there.correlate(date).exists(),
            ),
        )
        .correlate(Activity)
        .scalar_subquery()
    )


def visits(person_id: UUID) -> list[tuple[Activity, Occurrence]]:
    """Return where a person was with all that papers tell of it, the first date first."""
    rows = db.session.execute(
        select(Activity, Occurrence)
        .join(Occurrence, Occurrence.activity_id == Activity.id)
        .join(Attendance, Attendance.occurrence_id == Occurrence.id)
        .where(Attendance.person_id == person_id, Attendance.state == AttendanceState.PRESENT)
        .order_by(Occurrence.starts_at, Occurrence.id)
    )
    return [(activity, occurrence) for activity, occurrence in rows]


def shares(activity_id: UUID, *, since: date) -> dict[UUID, tuple[int, int]]:
    """Return at how many dates each person was, of how many that were ticked for them.

    Only dates since a day, which are those that can still be corrected: what is kept longer is
    kept for the person alone.
    """
    rows = db.session.execute(
        select(
            Attendance.person_id,
            func.count().filter(Attendance.state == AttendanceState.PRESENT),
            func.count(),
        )
        .join(Occurrence, Occurrence.id == Attendance.occurrence_id)
        .where(Occurrence.activity_id == activity_id, Occurrence.ends_at >= midnight(since))
        .group_by(Attendance.person_id)
        .order_by(Attendance.person_id)
    )
    return {person_id: (there, ticked) for person_id, there, ticked in rows}


def own_states(person_id: UUID, activity_id: UUID) -> dict[UUID, AttendanceState]:
    """Return what is noted for somebody, by date of an activity."""
    rows = db.session.execute(
        select(Attendance.occurrence_id, Attendance.state)
        .join(Occurrence, Occurrence.id == Attendance.occurrence_id)
        .where(Attendance.person_id == person_id, Occurrence.activity_id == activity_id)
        .order_by(Attendance.occurrence_id)
    )
    return dict(rows.all())


def dates_around(at: datetime) -> list[tuple[Occurrence, Activity]]:
    """Return the dates that begin or go on within a day, with their activities."""
    rows = db.session.execute(
        select(Occurrence, Activity)
        .join(Activity, Activity.id == Occurrence.activity_id)
        .where(
            Occurrence.starts_at <= at + A_DAY,
            Occurrence.ends_at >= at - A_DAY,
            Activity.state.in_((ActivityState.PUBLISHED, ActivityState.COMPLETED)),
        )
        .order_by(Occurrence.starts_at, Occurrence.id)
    )
    return [(occurrence, activity) for occurrence, activity in rows]


def date_of(activity_id: UUID, occurrence_id: UUID) -> Occurrence:
    """Return a date of this activity, or raise DateMissing."""
    found = db.session.scalar(
        select(Occurrence).where(
            Occurrence.id == occurrence_id,
            Occurrence.activity_id == activity_id,
            Occurrence.cancelled_at.is_(None),
        )
    )
    if found is None:
        raise DateMissing
    return found


def marked(occurrence_id: UUID) -> list[tuple[Attendance, Person]]:
    """Return what is noted for a date, by name."""
    rows = db.session.execute(
        select(Attendance, Person)
        .join(Person, Person.id == Attendance.person_id)
        .where(Attendance.occurrence_id == occurrence_id)
        .order_by(Person.last_name, Person.first_name, Person.id)
    )
    return [(attendance, person) for attendance, person in rows]


def tally(occurrence_id: UUID) -> Tally:
    """Count who was at a date."""
    return tallies([occurrence_id]).get(occurrence_id, Tally())


def numbers(occurrence_id: UUID) -> Tally:
    """Return how many were at a date, also when the names are erased."""
    kept = db.session.get(AttendanceNumbers, occurrence_id)
    if kept is None:
        return tally(occurrence_id)
    return Tally(
        present=kept.present,
        absent=kept.absent,
        excused=kept.excused,
        walked_in=kept.walked_in,
    )


def who_came(occurrence_id: UUID) -> dict[UUID, UUID]:
    """Return who was at a date, and the unit of each."""
    rows = db.session.execute(
        select(Person.id, Person.unit_id)
        .join(Attendance, Attendance.person_id == Person.id)
        .where(
            Attendance.occurrence_id == occurrence_id,
            Attendance.state == AttendanceState.PRESENT,
        )
        .order_by(Person.id)
    )
    return dict(rows.all())


def tallies(occurrence_ids: Collection[UUID]) -> dict[UUID, Tally]:
    """Count who was at some dates, in one statement."""
    present = Attendance.state == AttendanceState.PRESENT
    rows = db.session.execute(
        select(
            Attendance.occurrence_id,
            func.count().filter(present).label("present"),
            func.count().filter(Attendance.state == AttendanceState.ABSENT).label("absent"),
            func.count().filter(Attendance.state == AttendanceState.EXCUSED).label("excused"),
            func.count().filter(present, Attendance.walked_in).label("walked_in"),
        )
        .where(Attendance.occurrence_id.in_(occurrence_ids))
        .group_by(Attendance.occurrence_id)
        .order_by(Attendance.occurrence_id)
    )
    return {
        row.occurrence_id: Tally(
            present=row.present,
            absent=row.absent,
            excused=row.excused,
            walked_in=row.walked_in,
        )
        for row in rows
    }
