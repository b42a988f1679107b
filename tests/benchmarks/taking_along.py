"""Lists that leave: the largest one of a coordinator, and one of an activity with 10,000 people."""

import time
from datetime import datetime
from uuid import UUID, uuid4

from flask import Flask
from sqlalchemy import select, update

from bgm_portal.activities import queries as activities
from bgm_portal.activities.models import Activity
from bgm_portal.core.database import db, transaction
from bgm_portal.demo.bulk import write
from bgm_portal.exchange import files, tables
from bgm_portal.exchange.kinds import FileKind, Profile
from bgm_portal.identity.models import Person
from bgm_portal.privacy import queries as privacy
from bgm_portal.privacy import texts
from bgm_portal.privacy.kinds import ConsentCode
from bgm_portal.registration.models import Registration
from bgm_portal.registration.states import Promotion, RegistrationState
from tests.benchmarks.plans import listening

MANY = 10_000
PROFILES = (Profile.ORGANISER, Profile.HANDOUT)


def measure(app: Flask, activity_id: UUID, by: UUID, *, now: datetime) -> None:
    """Print how long each file takes; everybody there has agreed to be named to the organiser."""
    for people in (0, MANY):
        with app.app_context(), transaction():
            _join(activity_id, people, now)
            _agree(activity_id, now)
        for profile in PROFILES:
            for kind in FileKind:
                with app.test_request_context(), listening() as asked:
                    begun = time.perf_counter()
                    activity = activities.activity(activity_id, with_questions=True)
                    table = tables.table(profile, activity, by=by, at=now)
                    size = len(files.written(table, kind))
                    seconds = time.perf_counter() - begun
                print(
                    f"{profile:14} {kind:5} {len(table.rows):7,} rows {size / 1000:8,.0f} kB"
                    f" {seconds:6.2f} s {len(asked):4} statements"
                )


def _join(activity_id: UUID, count: int, now: datetime) -> None:
    """Let so many more people have a place."""
    inside = select(Registration.person_id).where(Registration.activity_id == activity_id)
    wanted = select(Person.id).where(Person.id.not_in(inside)).order_by(Person.email).limit(count)
    people = db.session.scalars(wanted).all() if count else []
    db.session.execute(
        update(Activity)
        .where(Activity.id == activity_id)
        .values(
            organiser="Veranstalter",
            capacity=Activity.capacity + len(people),
            taken=Activity.taken + len(people),
            ticket=Activity.ticket + len(people),
        )
    )
    write(
        "registration",
        [
            {
                "id": uuid4(),
                "reference": f"LAUF-{number}",
                "activity_id": activity_id,
                "person_id": person_id,
                "takes_place": True,
                "state": RegistrationState.CONFIRMED,
                "ticket": MANY + number,
                "promotion": Promotion.ASK,
                "registered_at": now,
                "confirmed_at": now,
                "calendar_sequence": 0,
            }
            for number, person_id in enumerate(people)
        ],
    )


def _agree(activity_id: UUID, now: datetime) -> None:
    text = texts.current(ConsentCode.ORGANISER)
    inside = select(Registration.person_id).where(Registration.activity_id == activity_id)
    write(
        "consent",
        [
            {
                "id": uuid4(),
                "person_id": person_id,
                "code": ConsentCode.ORGANISER,
                "scope": str(activity_id),
                "text_version": text.version,
                "text_hash": text.hash,
                "given_at": now,
            }
            for person_id in db.session.scalars(inside.distinct())
            if not privacy.has(person_id, ConsentCode.ORGANISER, str(activity_id))
        ],
    )
