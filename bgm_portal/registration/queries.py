"""Questions about registrations. Reads only; every list has an order."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload

from bgm_portal.activities.models import Activity
from bgm_portal.core.database import db
from bgm_portal.identity.models import Person

from .errors import UnknownRegistration
from .models import Registration, RegistrationAnswer, RegistrationDraft
from .states import RegistrationState

ACTIVE = Registration.state != RegistrationState.CANCELLED
HOLDING = (RegistrationState.CONFIRMED, RegistrationState.OFFERED)

Row = tuple[Registration, Person]


@dataclass(frozen=True, kw_only=True)
class Figures:
    """How many take part in which way, for those who coordinate."""

    confirmed: int
    offered: int
    waiting: int
    without_place: int  # guides and companions

    @property
    def active(self) -> int:
        """Return how many people have not cancelled."""
        return self.confirmed + self.offered + self.waiting + self.without_place


def registration(registration_id: UUID) -> Registration:
    """Return a registration as it stands in the database now."""
    found = db.session.get(Registration, registration_id, populate_existing=True)
    if found is None:
        raise UnknownRegistration
    return found


def own(registration_id: UUID, *, person_id: UUID) -> Registration:
    """Return a person's own registration; anybody else's does not exist for them."""
    found = registration(registration_id)
    if found.person_id != person_id:
        raise UnknownRegistration
    return found


def on_activity(registration_id: UUID, *, activity_id: UUID) -> Row:
    """Return a registration for this activity with its person."""
    row = db.session.execute(
        _with_people().where(
            Registration.id == registration_id, Registration.activity_id == activity_id
        )
    ).first()
    if row is None:
        raise UnknownRegistration
    found, person = row
    return found, person


def active(person_id: UUID, activity_id: UUID) -> Registration | None:
    """Return the registration that a person has for an activity and did not cancel."""
    return db.session.scalar(
        select(Registration).where(
            Registration.activity_id == activity_id, Registration.person_id == person_id, ACTIVE
        )
    )


def is_registered(person_id: UUID, activity_id: UUID) -> bool:
    """Tell whether a person holds a place, an offer or a place in the queue."""
    return (
        db.session.scalar(
            select(Registration.id).where(
                Registration.activity_id == activity_id,
                Registration.person_id == person_id,
                ACTIVE,
            )
        )
        is not None
    )


def position(found: Registration) -> int:
    """Return how far from the head of the queue somebody is; the head is 1."""
    before = select(func.count()).where(
        Registration.activity_id == found.activity_id,
        Registration.state == RegistrationState.WAITING,
        Registration.ticket < found.ticket,
    )
    return (db.session.scalar(before) or 0) + 1


def head_of_queue(activity_id: UUID, *, limit: int) -> list[Row]:
    """Return who came first of those who wait, with what to write to them."""
    return _rows(_queue(activity_id).limit(limit))


def queue(activity_id: UUID) -> list[Row]:
    """Return everybody who waits, in the order of arrival."""
    return _rows(_queue(activity_id))


def open_offers(activity_id: UUID) -> list[Row]:
    """Return for whom a place is kept, the one that runs out first first."""
    return _rows(
        _with_people()
        .where(
            Registration.activity_id == activity_id,
            Registration.state == RegistrationState.OFFERED,
        )
        .order_by(Registration.offer_expires_at, Registration.ticket)
    )


def expired_offers(activity_id: UUID, *, at: datetime) -> list[Row]:
    """Return whose offer at this activity ran out."""
    return [row for row in open_offers(activity_id) if (row[0].offer_expires_at or at) <= at]


def activities_with_expired_offers(*, at: datetime) -> list[UUID]:
    """Return at which activities an offer ran out."""
    return list(
        db.session.scalars(
            select(Registration.activity_id)
            .where(
                Registration.state == RegistrationState.OFFERED,
                Registration.offer_expires_at <= at,
            )
            .group_by(Registration.activity_id)
            .order_by(Registration.activity_id)
        )
    )


def people_on(activity_id: UUID) -> list[Row]:
    """Return everybody who did not cancel, in the order of arrival."""
    return _rows(
        _with_people()
        .where(Registration.activity_id == activity_id, ACTIVE)
        .order_by(Registration.ticket)
    )


def confirmed_person_ids(activity_id: UUID) -> list[UUID]:
    """Return who takes part, in the order of arrival."""
    return list(
        db.session.scalars(
            select(Registration.person_id)
            .where(
                Registration.activity_id == activity_id,
                Registration.state == RegistrationState.CONFIRMED,
            )
            .order_by(Registration.ticket)
        )
    )


def figures(activity_id: UUID) -> Figures:
    """Count who takes part in which way."""
    rows = db.session.execute(
        select(Registration.state, Registration.takes_place, func.count())
        .where(Registration.activity_id == activity_id, ACTIVE)
        .group_by(Registration.state, Registration.takes_place)
        .order_by(Registration.state)
    ).all()
    counts = {(state, takes_place): count for state, takes_place, count in rows}
    return Figures(
        confirmed=counts.get((RegistrationState.CONFIRMED, True), 0),
        offered=counts.get((RegistrationState.OFFERED, True), 0),
        waiting=counts.get((RegistrationState.WAITING, True), 0),
        without_place=counts.get((RegistrationState.CONFIRMED, False), 0),
    )


def answers_of(registration_id: UUID) -> dict[UUID, str]:
    """Return what somebody answered, by question."""
    rows = db.session.scalars(
        select(RegistrationAnswer)
        .where(RegistrationAnswer.registration_id == registration_id)
        .order_by(RegistrationAnswer.question_id)
    )
    return {row.question_id: row.value for row in rows}


def active_of(
    person_id: UUID, *, ends_after: datetime | None = None
) -> list[tuple[Registration, Activity]]:
    """Return what a person signed up for and did not cancel, with its places, the next first."""
    found = (
        select(Registration, Activity)
        .join(Activity, Activity.id == Registration.activity_id)
        .where(Registration.person_id == person_id, ACTIVE)
        .options(joinedload(Activity.venue), joinedload(Activity.online_venue))
        .order_by(Activity.starts_at, Registration.id)
    )
    if ends_after is not None:
        found = found.where(Activity.ends_at > ends_after)
    return [(row[0], row[1]) for row in db.session.execute(found)]


def active_by_activity(person_id: UUID, activity_ids: Collection[UUID]) -> dict[UUID, Registration]:
    """Return a person's registrations for some activities, in one statement."""
    if not activity_ids:
        return {}
    rows = db.session.scalars(
        select(Registration)
        .where(
            Registration.person_id == person_id,
            Registration.activity_id.in_(activity_ids),
            ACTIVE,
        )
        .order_by(Registration.ticket)
    )
    return {row.activity_id: row for row in rows}


def positions_of(person_id: UUID, activity_ids: Collection[UUID]) -> dict[UUID, int]:
    """Return a person's positions in the queues of some activities, in one statement."""
    if not activity_ids:
        return {}
    other = Registration.__table__.alias("other")
    rows = db.session.execute(
        select(Registration.activity_id, func.count(other.c.id))
        .outerjoin(
            other,
            (other.c.activity_id == Registration.activity_id)
            & (other.c.state == RegistrationState.WAITING)
            & (other.c.ticket < Registration.ticket),
        )
        .where(
            Registration.person_id == person_id,
            Registration.activity_id.in_(activity_ids),
            Registration.state == RegistrationState.WAITING,
        )
        .group_by(Registration.activity_id)
        .order_by(Registration.activity_id)
    )
    return {activity_id: before + 1 for activity_id, before in rows}


def confirmed_starting(
    *, after: datetime, until: datetime
) -> list[tuple[Registration, Activity, Person]]:
    """Return who takes part in what begins within a time, for reminders."""
    rows = db.session.execute(
        select(Registration, Activity, Person)
        .join(Activity, Activity.id == Registration.activity_id)
        .join(Person, Person.id == Registration.person_id)
        .where(
            Registration.state == RegistrationState.CONFIRMED,
            Activity.starts_at > after,
            Activity.starts_at <= until,
        )
        .options(joinedload(Activity.venue), joinedload(Activity.online_venue))
        .order_by(Activity.starts_at, Activity.id, Registration.ticket)
    )
    return [(row[0], row[1], row[2]) for row in rows]


def draft(person_id: UUID, activity_id: UUID) -> RegistrationDraft | None:
    """Return the sign-up that a person has begun, still sealed."""
    return db.session.scalar(
        select(RegistrationDraft).where(
            RegistrationDraft.person_id == person_id,
            RegistrationDraft.activity_id == activity_id,
        )
    )


def _queue(activity_id: UUID) -> Select[Registration, Person]:
    return (
        _with_people()
        .where(
            Registration.activity_id == activity_id,
            Registration.state == RegistrationState.WAITING,
        )
        .order_by(Registration.ticket)
    )


def _with_people() -> Select[Registration, Person]:
    return (
        select(Registration, Person)
        .join(Person, Person.id == Registration.person_id)
        .execution_options(populate_existing=True)
    )


def _rows(statement: Select[Registration, Person]) -> list[Row]:
    return [(found, person) for found, person in db.session.execute(statement)]
