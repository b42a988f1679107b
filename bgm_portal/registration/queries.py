"""Questions about registrations. Reads only; every list has an order."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Select, bindparam, func, select
from sqlalchemy.orm import joinedload

from bgm_portal.activities.models import Activity, ActivityRole, Question
from bgm_portal.core.database import connection, db, stated
from bgm_portal.core.i18n import in_words
from bgm_portal.core.paging import Page
from bgm_portal.identity.models import Person

from .errors import UnknownRegistration
from .models import Registration, RegistrationAnswer, RegistrationDraft
from .states import RegistrationState

ACTIVE = Registration.state != stated(RegistrationState.CANCELLED)

Row = tuple[Registration, Person]


ROSTER_SIZE = 25
ORDERS: dict[str, tuple[Any, ...]] = {
    "name": (Person.last_name, Person.first_name, Registration.id),
    "rolle": (ActivityRole.position, Person.last_name, Person.first_name, Registration.id),
    "stand": (Registration.state, Registration.ticket),
    "eingang": (Registration.ticket,),
}


@dataclass(frozen=True, kw_only=True)
class RosterPart:
    """Which part of the list is wanted, and in which order."""

    state: RegistrationState | None = None
    role_id: UUID | None = None
    order: str = "name"
    descending: bool = False
    number: int = 1


@dataclass(frozen=True, kw_only=True)
class RosterRow:
    """Somebody on the list of those who take part, with what they answered. Never with needs."""

    registration: Registration
    person: Person
    role: ActivityRole | None
    answers: dict[UUID, str]

    @property
    def role_label(self) -> str:
        """Return how somebody takes part, in the language of the page; empty without ways."""
        return in_words(self.role.label_de, self.role.label_en) if self.role else ""


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
        with_people().where(
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


def active_among(activity_id: UUID, person_ids: Collection[UUID]) -> dict[UUID, Registration]:
    """Return which of these people have signed up and did not cancel, with their registration."""
    found = db.session.scalars(
        select(Registration)
        .where(
            Registration.activity_id == activity_id, Registration.person_id.in_(person_ids), ACTIVE
        )
        .order_by(Registration.ticket)
    )
    return {one.person_id: one for one in found}


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


def people_on(activity_id: UUID) -> list[Row]:
    """Return everybody who did not cancel, in the order of arrival."""
    return rows_of(
        with_people()
        .where(Registration.activity_id == activity_id, ACTIVE)
        .order_by(Registration.ticket)
    )


def roster(activity_id: UUID) -> list[RosterRow]:
    """Return everybody who takes part for sure, by name, with their answers."""
    found = _roster(activity_id).where(Registration.state == RegistrationState.CONFIRMED)
    return _roster_rows(found.order_by(*ORDERS["name"]))


def roster_page(activity_id: UUID, part: RosterPart) -> Page[RosterRow]:
    """Return a page of the list in the wanted order, in three statements whatever its length."""
    found = _roster(activity_id).where(
        Registration.state == part.state if part.state is not None else ACTIVE
    )
    if part.role_id is not None:
        found = found.where(Registration.role_id == part.role_id)
    total = db.session.scalar(select(func.count()).select_from(found.subquery())) or 0
    number = max(1, min(part.number, -(-total // ROSTER_SIZE)))
    order = [by.desc() if part.descending else by for by in ORDERS[part.order]]
    rows = _roster_rows(
        found.order_by(*order).limit(ROSTER_SIZE).offset((number - 1) * ROSTER_SIZE)
    )
    return Page(rows=rows, number=number, size=ROSTER_SIZE, total=total)


def _roster(activity_id: UUID) -> Select[Registration, Person, ActivityRole]:
    return (
        select(Registration, Person, ActivityRole)
        .join(Person, Person.id == Registration.person_id)
        .outerjoin(ActivityRole, ActivityRole.id == Registration.role_id)
        .where(Registration.activity_id == activity_id)
    )


def _roster_rows(statement: Select[Registration, Person, ActivityRole]) -> list[RosterRow]:
    found = [(row[0], row[1], row[2]) for row in db.session.execute(statement)]
    answers: dict[UUID, dict[UUID, str]] = {registration.id: {} for registration, _p, _r in found}
    for answer in db.session.scalars(
        select(RegistrationAnswer)
        .where(RegistrationAnswer.registration_id.in_(answers))
        .order_by(RegistrationAnswer.question_id)
    ):
        answers[answer.registration_id][answer.question_id] = answer.value
    return [
        RosterRow(registration=r, person=person, role=role, answers=answers[r.id])
        for r, person, role in found
    ]


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


def answer_count(question_id: UUID) -> int:
    """Count the people who answered a question."""
    counted = select(func.count()).where(RegistrationAnswer.question_id == question_id)
    return db.session.scalar(counted) or 0


def answered_before(registration_id: UUID) -> list[Question]:
    """Return the questions that somebody answered and that are asked no longer, or otherwise."""
    return list(
        db.session.scalars(
            select(Question)
            .join(RegistrationAnswer, RegistrationAnswer.question_id == Question.id)
            .where(
                RegistrationAnswer.registration_id == registration_id,
                Question.retired_at.is_not(None),
            )
            .order_by(Question.position, Question.version, Question.id)
        )
    )


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


_ACTIVE_FOR = (
    select(
        Registration.id,
        Registration.activity_id,
        Registration.state,
        Registration.offer_expires_at,
    )
    .where(
        Registration.person_id == bindparam("person_id"),
        Registration.activity_id.in_(bindparam("activity_ids", expanding=True)),
        ACTIVE,
    )
    .order_by(Registration.ticket)
)


class Held(NamedTuple):
    """A registration as far as the programme tells its owner how they stand."""

    id: UUID
    activity_id: UUID
    state: RegistrationState
    offer_expires_at: datetime | None


def active_by_activity(person_id: UUID, activity_ids: Collection[UUID]) -> dict[UUID, Held]:
    """Return a person's registrations for some activities, in one statement."""
    if not activity_ids:
        return {}
    sought = {"person_id": person_id, "activity_ids": list(activity_ids)}
    # Past the bookkeeping of the session: the programme is read far more often than anything else.
    rows = map(Held._make, connection().execute(_ACTIVE_FOR, sought).all())
    return {row.activity_id: row for row in rows}


def draft(person_id: UUID, activity_id: UUID) -> RegistrationDraft | None:
    """Return the sign-up that a person has begun, still sealed."""
    return db.session.scalar(
        select(RegistrationDraft).where(
            RegistrationDraft.person_id == person_id,
            RegistrationDraft.activity_id == activity_id,
        )
    )


def with_people() -> Select[Registration, Person]:
    """Select registrations with their people, as they stand in the database now."""
    return (
        select(Registration, Person)
        .join(Person, Person.id == Registration.person_id)
        .execution_options(populate_existing=True)
    )


def rows_of(statement: Select[Registration, Person]) -> list[Row]:
    """Return what the statement finds as plain pairs."""
    return [(found, person) for found, person in db.session.execute(statement)]
