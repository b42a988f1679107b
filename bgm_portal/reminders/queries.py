"""Which dates are near, who is expected there, and what a reminder tells of them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, String, Subquery, and_, case, cast, func, literal, or_, select
from sqlalchemy.orm import joinedload

from bgm_portal.activities.kinds import BY_TIME, ActivityState
from bgm_portal.activities.models import Activity, Occurrence, Slot, Venue
from bgm_portal.core.clock import local_day
from bgm_portal.core.database import db
from bgm_portal.identity.models import Person
from bgm_portal.mail import preferences
from bgm_portal.mail.models import OutgoingMail
from bgm_portal.mail.preferences import Preference
from bgm_portal.mail.states import Channel, MailState
from bgm_portal.participation.models import Attendance
from bgm_portal.participation.states import AttendanceState
from bgm_portal.registration.models import Registration, RegistrationSlot
from bgm_portal.registration.states import RegistrationState

from .models import ActivityReminders
from .rules import (
    LOOK_AHEAD,
    LOOK_BACK,
    USUAL,
    Appointment,
    Rule,
    chosen_of,
    extra_of,
    is_about,
    kind,
)

#: Messages in which somebody read the date.
TELLS_THE_DATE = (
    "registration.confirmed",
    "registration.promoted",
    "activity.moved",
    "activity.date_cancelled",
    "registration.time_swapped",
)
#: A date that is over may be on record already; whoever nobody reminded of it is seen all the same.
TAKES_PLACE = (ActivityState.PUBLISHED, ActivityState.COMPLETED)
KINDS = tuple(kind(rule) for rule in Rule)
_CHOSEN = (
    ActivityReminders.week,
    ActivityReminders.day,
    ActivityReminders.hours,
    ActivityReminders.extra_days,
    ActivityReminders.extra_at,
    ActivityReminders.sentence_de,
    ActivityReminders.sentence_en,
)


@dataclass(frozen=True, kw_only=True)
class Expected:
    """Somebody who is expected at a date that is near."""

    registration_id: UUID
    person_id: UUID
    activity_id: UUID
    occurrence_id: UUID
    time: int | None  # rises when somebody swaps the time; none where people have no time
    schedule_version: int
    known_since: datetime
    ends_at: datetime
    sentence_de: str | None
    sentence_en: str | None
    appointment: Appointment

    @property
    def which(self) -> str:
        """Return which appointment this is: a swapped time is another one."""
        date = str(self.occurrence_id)
        return date if self.time is None else f"{date}.{self.time}"


def expected(*, since: datetime, at: datetime) -> list[Expected]:
    """Return everybody with a place at a date that is near, or was since then, by time."""
    told = (
        select(func.max(OutgoingMail.created_at))
        .where(OutgoingMail.context_id == Registration.id, OutgoingMail.kind.in_(TELLS_THE_DATE))
        .correlate(Registration)
        .scalar_subquery()
    )
    first_of_day = _first_of_day(since, at)
    wishes = preferences.of_everybody(KINDS)
    times = _times()
    has_time = Activity.times.in_(BY_TIME)
    starts_at = case((has_time, times.c.starts_at), else_=Occurrence.starts_at)
    rows = db.session.execute(
        select(
            Registration.id,
            Registration.person_id,
            Registration.registered_at,
            Registration.confirmed_at,
            told.label("told_at"),
            Registration.calendar_sequence,
            Occurrence.id.label("occurrence_id"),
            starts_at.label("starts_at"),
            case((has_time, times.c.ends_at), else_=Occurrence.ends_at).label("ends_at"),
            has_time.label("has_time"),
            Activity.id.label("activity_id"),
            Activity.schedule_version,
            Activity.starts_at.label("opens_at"),
            Venue.is_online,
            *_CHOSEN,
        )
        .join(Activity, Activity.id == Registration.activity_id)
        .join(Occurrence, Occurrence.activity_id == Activity.id)
        .join(Person, Person.id == Registration.person_id)
        .outerjoin(Venue, Venue.id == Activity.venue_id)
        .outerjoin(ActivityReminders, ActivityReminders.activity_id == Activity.id)
        .outerjoin(
            times,
            and_(
                times.c.registration_id == Registration.id,
                times.c.occurrence_id == Occurrence.id,
            ),
        )
        .where(
            or_(~has_time, times.c.starts_at.is_not(None)),
            Registration.state == RegistrationState.CONFIRMED,
            Activity.state.in_(TAKES_PLACE),
            Person.deactivated_at.is_(None),
            Occurrence.starts_at.between(since, at + LOOK_AHEAD),
            Occurrence.cancelled_at.is_(None),
            ~_leaves_it_out(),
        )
        .order_by(Occurrence.starts_at, Registration.id)
    )
    return [
        Expected(
            registration_id=row.id,
            person_id=row.person_id,
            activity_id=row.activity_id,
            occurrence_id=row.occurrence_id,
            time=row.calendar_sequence if row.has_time else None,
            schedule_version=row.schedule_version,
            known_since=max(filter(None, (row.registered_at, row.confirmed_at, row.told_at))),
            ends_at=row.ends_at,
            sentence_de=row.sentence_de,
            sentence_en=row.sentence_en,
            appointment=Appointment(
                starts_at=row.starts_at,
                in_person=row.is_online is False,
                opens_series=row.has_time or row.starts_at == row.opens_at,
                opens_day=row.has_time or row.occurrence_id in first_of_day,
                wanted=_wanted(row.person_id, wishes),
                chosen=chosen_of(week=row.week, day=row.day, hours=row.hours),
                extra=extra_of(row.extra_days, row.extra_at),
            ),
        )
        for row in rows
    ]


def _leaves_it_out() -> ColumnElement[bool]:
    """Tell whether somebody said that they do not come to this date."""
    return (
        select(Attendance.id)
        .where(
            Attendance.occurrence_id == Occurrence.id,
            Attendance.person_id == Registration.person_id,
            Attendance.state == AttendanceState.EXCUSED,
        )
        .correlate(Occurrence, Registration)
        .exists()
    )


def _wanted(person_id: UUID, wishes: Mapping[tuple[UUID, str], Preference]) -> dict[Rule, int]:
    """Return which reminders somebody wants, and how long before."""
    by_rule = {rule: wishes.get((person_id, kind(rule)), preferences.USUAL) for rule in Rule}
    return {
        rule: wish.lead or USUAL.get(rule, 0)
        for rule, wish in by_rule.items()
        if wish.channel is not Channel.OFF
    }


def _times() -> Subquery:
    """Return from when to when people hold times, by registration and date."""
    return (
        select(
            RegistrationSlot.registration_id,
            Slot.occurrence_id,
            func.min(Slot.starts_at).label("starts_at"),
            func.max(Slot.ends_at).label("ends_at"),
        )
        .join(Slot, Slot.id == RegistrationSlot.slot_id)
        .group_by(RegistrationSlot.registration_id, Slot.occurrence_id)
        .subquery()
    )


def _first_of_day(since: datetime, at: datetime) -> set[UUID]:
    """Return the dates before which the same activity has no other on that day in Germany."""
    rows = db.session.execute(
        select(Occurrence.id, Occurrence.activity_id, Occurrence.starts_at)
        .where(
            Occurrence.starts_at.between(since - LOOK_BACK, at + LOOK_AHEAD),
            Occurrence.cancelled_at.is_(None),
        )
        .order_by(Occurrence.starts_at.desc(), Occurrence.id)
    )
    first = {(row.activity_id, local_day(row.starts_at)): row.id for row in rows}
    return set(first.values())


def activities(ids: Iterable[UUID]) -> dict[UUID, Activity]:
    """Return activities with their places, by id."""
    rows = db.session.scalars(
        select(Activity)
        .where(Activity.id.in_(list(ids)))
        .options(joinedload(Activity.venue), joinedload(Activity.online_venue))
        .order_by(Activity.id)
    )
    return {activity.id: activity for activity in rows}


def people(ids: Iterable[UUID]) -> dict[UUID, Person]:
    """Return people by id."""
    rows = db.session.scalars(select(Person).where(Person.id.in_(list(ids))).order_by(Person.id))
    return {person.id: person for person in rows}


def still_expected(some: Sequence[Expected]) -> set[tuple[UUID, int]]:
    """Return which of these registrations stand, under which schedule, and keep both so.

    Activities are locked before registrations, as a cancellation does it, so that neither waits
    for the other in a circle.
    """
    versions = db.session.execute(
        select(Activity.id, Activity.schedule_version)
        .where(
            Activity.id.in_({one.activity_id for one in some}),
            Activity.state.in_(TAKES_PLACE),
        )
        .order_by(Activity.id)
        .with_for_update(read=True)
    ).all()
    version_of: dict[UUID, int] = {row.id: row.schedule_version for row in versions}
    standing = db.session.execute(
        select(Registration.id, Registration.activity_id)
        .where(
            Registration.id.in_({one.registration_id for one in some}),
            Registration.state == RegistrationState.CONFIRMED,
        )
        .order_by(Registration.id)
        .with_for_update(read=True)
    )
    return {
        (row.id, version_of[row.activity_id]) for row in standing if row.activity_id in version_of
    }


def pointless() -> list[tuple[UUID, str]]:
    """Return the waiting reminders whose reason went away: registration and key."""
    return [*_without_reason(), *_of_dates_left_out()]


def _without_reason() -> list[tuple[UUID, str]]:
    version = literal("%:").concat(cast(Activity.schedule_version, String))
    rows = db.session.execute(
        select(Registration.id, OutgoingMail.key)
        .join(Registration, Registration.id == OutgoingMail.context_id)
        .join(Activity, Activity.id == Registration.activity_id)
        .join(Person, Person.id == Registration.person_id)
        .where(
            OutgoingMail.state == MailState.QUEUED,
            OutgoingMail.kind.in_(KINDS),
            or_(
                Registration.state != RegistrationState.CONFIRMED,
                Activity.state.not_in(TAKES_PLACE),
                OutgoingMail.key.not_like(version),
                Person.deactivated_at.is_not(None),
            ),
        )
        .order_by(OutgoingMail.key)
    )
    return [(row.id, row.key) for row in rows]


def _of_dates_left_out() -> list[tuple[UUID, str]]:
    """Return the waiting reminders of dates to which somebody has since said not to come."""
    rows = db.session.execute(
        select(Registration.id, OutgoingMail.key, Occurrence.id.label("occurrence_id"))
        .join(Registration, Registration.id == OutgoingMail.context_id)
        .join(Occurrence, Occurrence.activity_id == Registration.activity_id)
        .where(
            OutgoingMail.state == MailState.QUEUED,
            OutgoingMail.kind.in_(KINDS),
            _leaves_it_out(),
        )
        .order_by(OutgoingMail.key, Occurrence.id)
    )
    return [(row.id, row.key) for row in rows if is_about(row.key, row.occurrence_id)]
