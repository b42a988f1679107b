"""What a coordinator's desk shows: counts and dates of assigned activities, never a name."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, or_, select
from sqlalchemy.orm import joinedload

from bgm_portal.activities.kinds import BY_TIME, AccessQuestion, ActivityKind, ActivityState
from bgm_portal.activities.models import AccessAnswer, Activity, Assignment, Occurrence, Slot
from bgm_portal.core.database import db
from bgm_portal.mail.models import OutgoingMail
from bgm_portal.mail.states import MailState
from bgm_portal.participation.models import Attendance
from bgm_portal.registration.models import Registration, RegistrationSlot
from bgm_portal.registration.states import RegistrationState
from bgm_portal.runs.models import Entry

NOT_ARRIVED = (MailState.FAILED, MailState.UNCERTAIN)


@dataclass(frozen=True, kw_only=True)
class Offers:
    """Places that are kept for people who have not answered yet."""

    activity: Activity
    count: int
    first_ends_at: datetime


@dataclass(frozen=True, kw_only=True)
class Unticked:
    """A past date for which not everybody is ticked."""

    activity: Activity
    occurrence: Occurrence
    registered: int
    ticked: int


@dataclass(frozen=True, kw_only=True)
class Draft:
    """An activity that is not published yet, and how many questions of access it answers."""

    activity: Activity
    answered: int

    @property
    def missing(self) -> int:
        """Return how many of the seven questions are not answered."""
        return len(AccessQuestion) - self.answered


def open_offers(person_id: UUID) -> list[Offers]:
    """Return the activities with unanswered offers, the one that ends first at the top."""
    ends_first = func.min(Registration.offer_expires_at)
    rows = db.session.execute(
        select(Activity, func.count(), ends_first)
        .join(Registration, Registration.activity_id == Activity.id)
        .join(Assignment, Assignment.activity_id == Activity.id)
        .where(
            Assignment.person_id == person_id,
            Activity.state == ActivityState.PUBLISHED,
            Registration.state == RegistrationState.OFFERED,
        )
        .group_by(Activity.id)
        .order_by(ends_first, Activity.id)
    )
    return [
        Offers(activity=activity, count=count, first_ends_at=ends)
        for activity, count, ends in rows
        if ends is not None
    ]


def unticked(person_id: UUID, *, since: datetime, today: datetime, at: datetime) -> list[Unticked]:
    """Return the dates since a moment that are over and not wholly ticked, the oldest first.

    Of a discreet activity only those of today: later nobody is named any more.
    """
    registered = (
        select(func.count())
        .where(
            Registration.activity_id == Activity.id,
            Registration.state == RegistrationState.CONFIRMED,
            or_(
                Activity.times.not_in(BY_TIME),
                select(RegistrationSlot.slot_id)
                .join(Slot, Slot.id == RegistrationSlot.slot_id)
                .where(
                    RegistrationSlot.registration_id == Registration.id,
                    Slot.occurrence_id == Occurrence.id,
                )
                .correlate(Registration, Occurrence)
                .exists(),
            ),
        )
        .correlate(Activity, Occurrence)
        .scalar_subquery()
    )
    ticked = (
        select(func.count())
        .where(Attendance.occurrence_id == Occurrence.id, Attendance.walked_in.is_(False))
        .correlate(Occurrence)
        .scalar_subquery()
    )
    rows = db.session.execute(
        select(Activity, Occurrence, registered, ticked)
        .join(Occurrence, Occurrence.activity_id == Activity.id)
        .join(Assignment, Assignment.activity_id == Activity.id)
        .where(
            Assignment.person_id == person_id,
            Activity.state.in_((ActivityState.PUBLISHED, ActivityState.COMPLETED)),
            Activity.ends_at > since,  # follows from its dates, and spares the past
            Occurrence.ends_at > since,
            Occurrence.ends_at <= at,
            Occurrence.cancelled_at.is_(None),
            or_(Activity.discreet.is_(False), Occurrence.ends_at >= today),
            registered > ticked,
        )
        .order_by(Occurrence.ends_at, Occurrence.id)
    )
    return [
        Unticked(activity=a, occurrence=o, registered=people, ticked=done)
        for a, o, people, done in rows
    ]


def drafts(person_id: UUID) -> list[Draft]:
    """Return the drafts that a person looks after, the next date first."""
    rows = db.session.execute(
        select(Activity, func.count(AccessAnswer.question))
        .join(Assignment, Assignment.activity_id == Activity.id)
        .outerjoin(AccessAnswer, AccessAnswer.activity_id == Activity.id)
        .where(
            Assignment.person_id == person_id,
            Activity.state == ActivityState.DRAFT,
            Activity.is_template.is_(False),
        )
        .group_by(Activity.id)
        .order_by(Activity.starts_at, Activity.id)
    )
    return [Draft(activity=activity, answered=answered) for activity, answered in rows]


def undelivered(person_id: UUID, *, since: datetime) -> list[tuple[Activity, int]]:
    """Return activities of which messages did not arrive since a moment, and how many."""
    rows = db.session.execute(
        select(Activity, func.count())
        .join(Assignment, Assignment.activity_id == Activity.id)
        .join(OutgoingMail, OutgoingMail.activity_id == Activity.id)
        .where(
            Assignment.person_id == person_id,
            OutgoingMail.state.in_(NOT_ARRIVED),
            OutgoingMail.created_at > since,
        )
        .group_by(Activity.id)
        .order_by(Activity.starts_at, Activity.id)
    )
    return [(activity, count) for activity, count in rows]


def without_results(person_id: UUID, *, since: datetime, at: datetime) -> list[Activity]:
    """Return the runs with start numbers that are over and of which no result was read in."""
    entries = select(Entry.registration_id).where(Entry.activity_id == Activity.id)
    return list(
        db.session.scalars(
            select(Activity)
            .join(Assignment, Assignment.activity_id == Activity.id)
            .where(
                Assignment.person_id == person_id,
                Activity.kind == ActivityKind.RUN_EVENT,
                Activity.ends_at > since,
                Activity.ends_at <= at,
                entries.correlate(Activity).exists(),
                ~entries.where(Entry.sealed_result.is_not(None)).correlate(Activity).exists(),
            )
            .order_by(Activity.ends_at, Activity.id)
        )
    )


def closing(person_id: UUID, *, at: datetime, until: datetime) -> list[Activity]:
    """Return the activities whose sign-up ends within this time."""
    return list(
        db.session.scalars(
            select(Activity)
            .join(Assignment, Assignment.activity_id == Activity.id)
            .where(
                Assignment.person_id == person_id,
                Activity.state == ActivityState.PUBLISHED,
                Activity.needs_registration.is_(True),
                Activity.registration_deadline > at,
                Activity.registration_deadline <= until,
            )
            .order_by(Activity.registration_deadline, Activity.id)
        )
    )


def undecided(person_id: UUID, *, until: datetime) -> list[Activity]:
    """Return the activities about which it is decided until then whether they take place."""
    return list(
        db.session.scalars(
            select(Activity)
            .join(Assignment, Assignment.activity_id == Activity.id)
            .where(
                Assignment.person_id == person_id,
                Activity.state == ActivityState.PUBLISHED,
                Activity.goes_ahead_at.is_(None),
                Activity.decides_at <= until,
            )
            .order_by(Activity.decides_at, Activity.id)
        )
    )


def dates_between(
    person_id: UUID, *, at: datetime, until: datetime
) -> list[tuple[Occurrence, Activity]]:
    """Return the dates of a person's activities within this time."""
    rows = db.session.execute(
        select(Occurrence, Activity)
        .join(Activity, Activity.id == Occurrence.activity_id)
        .join(Assignment, Assignment.activity_id == Activity.id)
        .where(
            Assignment.person_id == person_id,
            Activity.state == ActivityState.PUBLISHED,
            Activity.ends_at > at,
            Occurrence.ends_at > at,
            Occurrence.starts_at < until,
            Occurrence.cancelled_at.is_(None),
        )
        .options(joinedload(Activity.venue), joinedload(Activity.online_venue))
        .order_by(Occurrence.starts_at, Occurrence.id)
    )
    return [(occurrence, activity) for occurrence, activity in rows]


def next_of_kinds(
    person_id: UUID, kinds: Collection[ActivityKind], *, at: datetime
) -> Activity | None:
    """Return the next activity of these kinds that a person looks after."""
    return db.session.scalar(
        select(Activity)
        .join(Assignment, Assignment.activity_id == Activity.id)
        .where(
            Assignment.person_id == person_id,
            Activity.state == ActivityState.PUBLISHED,
            Activity.kind.in_(kinds),
            Activity.starts_at > at,
        )
        .order_by(Activity.starts_at, Activity.id)
        .limit(1)
    )
