"""The portal's database for measuring: 50 published activities, and 700 people about to sign up.

Everybody is signed in already, and stands on the last page of the sign-up: what is measured is the
one request in which a place is given.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

from flask import Flask, session
from flask_wtf.csrf import generate_csrf
from sqlalchemy import func, select

from bgm_portal.activities.kinds import (
    AccessQuestion,
    ActivityKind,
    ActivityState,
    Answer,
    PreventionField,
)
from bgm_portal.activities.models import (
    AccessAnswer,
    Activity,
    Assignment,
    Occurrence,
    OfferedAdaptation,
    Venue,
)
from bgm_portal.core.database import db, transaction
from bgm_portal.identity import service as identity
from bgm_portal.identity.kinds import Employer
from bgm_portal.identity.models import Person, RoleGrant, Unit
from bgm_portal.identity.permissions import EXCLUSIVE_GROUP, Role
from bgm_portal.registration.draft import Draft
from bgm_portal.registration.models import Registration
from bgm_portal.registration.service import drafts
from bgm_portal.registration.states import Promotion, RegistrationState
from bgm_portal.registration.steps import Step
from tests.benchmarks.load import Call

ACTIVITIES = 50
PEOPLE = 700
PLACES = 500
WARMING = 80
ADAPTATIONS = ("step_free", "seated_variant", "dgs")


@dataclass(frozen=True, kw_only=True)
class World:
    """What the requests need to know."""

    activity_id: UUID
    other_id: UUID  # where some people sign up before anything is measured
    cookies: list[str]
    token: str


def build(app: Flask) -> World:
    """Fill an empty, migrated database."""
    now = datetime.now(UTC)  # noqa: TID251 - the server under test goes by the real clock
    with app.app_context(), transaction():
        unit = Unit(id=uuid4(), code="U", name="Team")
        people = [_person(number, unit, now) for number in range(PEOPLE)]
        contact = _person(PEOPLE, unit, now)
        venue = Venue(id=uuid4(), code="v", name_de="Haus Mitte")
        db.session.add_all([unit, venue])
        db.session.flush()
        db.session.add_all([contact, *people])
        db.session.flush()
        db.session.add(
            RoleGrant(
                person_id=contact.id,
                role=Role.COORDINATOR,
                exclusive=EXCLUSIVE_GROUP,
                granted_at=now,
            )
        )
        activities = [
            _activity(number, contact, venue, now, starts_at=now + timedelta(days=30 + number))
            for number in range(ACTIVITIES)
        ]
        person_ids = [person.id for person in people]
    with app.app_context(), transaction():
        return stand_at_the_door(app, activities[:2], person_ids, now)


def one_activity(*, starts_at: datetime) -> tuple[UUID, Person]:
    """Store one activity within the transaction that is open; return it and who looks after it."""
    long_ago = starts_at - timedelta(days=60)
    unit = Unit(id=uuid4(), code="U", name="Team")
    venue = Venue(id=uuid4(), code="v", name_de="Haus Mitte")
    contact = _person(PEOPLE, unit, long_ago)
    db.session.add_all([unit, venue])
    db.session.flush()
    db.session.add(contact)
    db.session.flush()
    return _activity(0, contact, venue, long_ago, starts_at=starts_at), contact


def many_places(count: int, *, starts_at: datetime) -> None:
    """Let so many people have had a place at one activity for long, in the open transaction."""
    long_ago = starts_at - timedelta(days=60)
    activity_id, contact = one_activity(starts_at=starts_at)
    people = [_reader(number, contact, long_ago) for number in range(count)]
    db.session.add_all(people)
    db.session.flush()
    db.session.add_all(
        _place(number, person, activity_id, long_ago) for number, person in enumerate(people)
    )


def a_place_at_each(dates: Sequence[tuple[datetime, datetime]]) -> None:
    """Let person number 0, 1, … have a place at something in person of their own.

    Each date comes with the moment since when the place is theirs.
    """
    _activity_id, contact = one_activity(starts_at=min(date for date, _since in dates))
    venue = db.session.scalars(select(Venue)).one()
    for number, (starts_at, since) in enumerate(dates):
        activity_id = _activity(number + 1, contact, venue, since, starts_at=starts_at)
        person = _reader(number, contact, since)
        db.session.add(person)
        db.session.flush()
        db.session.add(_place(number, person, activity_id, since))


def _reader(number: int, contact: Person, now: datetime) -> Person:
    return Person(
        id=uuid4(),
        first_name="Alex",
        last_name=f"Muster{number}",
        email=f"m{number}@jobcenter.example",
        unit_id=contact.unit_id,
        employer=contact.employer,
        created_at=now,
    )


def _place(number: int, person: Person, activity_id: UUID, now: datetime) -> Registration:
    return Registration(
        reference=f"POST-{number}",
        person_id=person.id,
        activity_id=activity_id,
        takes_place=True,
        state=RegistrationState.CONFIRMED,
        ticket=number,
        promotion=Promotion.AUTOMATIC,
        registered_at=now,
        confirmed_at=now,
    )


def _person(number: int, unit: Unit, now: datetime) -> Person:
    return Person(
        id=uuid4(),
        first_name="Alex",
        last_name=f"Muster{number}",
        email=f"person{number}@jobcenter.example",
        unit_id=unit.id,
        employer=Employer.BA,
        created_at=now,
    )


def _activity(
    number: int, contact: Person, venue: Venue, now: datetime, *, starts_at: datetime
) -> UUID:
    activity = Activity(
        id=uuid4(),
        kind=ActivityKind.WORKSHOP,
        field=PreventionField.MOVEMENT,
        state=ActivityState.PUBLISHED,
        title_de=f"Angebot Nummer {number}",
        teaser_de="Ruhige Übungen für Rücken, Schultern und Atem. Niemand muss auf den Boden.",
        description_de="Wir üben auf Stühlen mit und ohne Armlehnen.",
        contact_id=contact.id,
        created_by=contact.id,
        created_at=now,
        published_at=now,
        registration_deadline=starts_at - timedelta(days=7),
        capacity=PLACES,
        venue_id=venue.id,
        starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=1),
    )
    db.session.add(activity)
    db.session.flush()
    activity_id = activity.id
    db.session.add_all(
        [
            Occurrence(
                activity_id=activity_id, starts_at=starts_at, ends_at=starts_at + timedelta(hours=1)
            ),
            Assignment(activity_id=activity_id, person_id=contact.id),
            *(OfferedAdaptation(activity_id=activity_id, code=code) for code in ADAPTATIONS),
            *(
                AccessAnswer(activity_id=activity_id, question=question, answer=Answer.YES)
                for question in AccessQuestion
            ),
        ]
    )
    return activity_id


def stand_at_the_door(
    app: Flask, activity_ids: list[UUID], people: list[UUID], now: datetime
) -> World:
    """Sign everybody in and bring them to the last page of the sign-up."""
    activity_id, other_id = activity_ids
    signer = app.session_interface.get_signing_serializer(app)  # type: ignore[attr-defined]
    name = app.config["SESSION_COOKIE_NAME"]
    with app.test_request_context():
        token = generate_csrf()
        held = dict(session)
    cookies = []
    ready = Draft(promotion="ask", done=frozenset({Step.NEEDS, Step.WAITING}))
    for person_id in people:
        drafts.save(person_id, activity_id, ready.content(), at=now)
        session_token = identity.begin_session(person_id=person_id, at=now)
        signed = signer.dumps(held | {"_user_id": session_token, "_fresh": True})
        cookies.append(f"{name}={signed}")
    for person_id in people[:WARMING]:
        drafts.save(person_id, other_id, ready.content(), at=now)
    return World(activity_id=activity_id, other_id=other_id, cookies=cookies, token=token)


def reading(world: World, path: str, *, count: int) -> list[Call]:
    """Return requests for a page, by people in turn."""
    return [
        Call(
            method="GET",
            path=path,
            headers={"Cookie": world.cookies[number % PEOPLE], "Accept-Encoding": "gzip"},
        )
        for number in range(count)
    ]


def signing_up(world: World, *, warming: bool = False) -> Iterator[Call]:
    """Return the last request of everybody's sign-up; warming up, of some people's to another."""
    activity_id = world.other_id if warming else world.activity_id
    for cookie in world.cookies[:WARMING] if warming else world.cookies:
        yield Call(
            method="POST",
            path=f"/angebote/{activity_id}/anmeldung/pruefen",
            headers={
                "Cookie": cookie,
                "Content-Type": "application/x-www-form-urlencoded",
                "Sec-Fetch-Site": "same-origin",
            },
            body=f"csrf_token={world.token}",
        )


def places_given(app: Flask, world: World) -> dict[RegistrationState, int]:
    """Count what the sign-ups became."""
    with app.app_context():
        rows = db.session.execute(
            select(Registration.state, func.count().label("places"))
            .where(Registration.activity_id == world.activity_id)
            .group_by(Registration.state)
        )
        return {row.state: row.places for row in rows}
