"""The rush: 10,000 people sign up at once for 500 places, in a house with years behind it."""

import statistics
from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from flask import Flask
from sqlalchemy import select, update

from bgm_portal.activities.kinds import ActivityState
from bgm_portal.activities.models import Activity
from bgm_portal.core.database import db, transaction
from bgm_portal.identity.models import Person
from bgm_portal.registration.models import Registration
from bgm_portal.registration.states import RegistrationState
from tests.benchmarks import world
from tests.benchmarks.load import measure as send
from tests.benchmarks.serving import serving

PLACES = 500
AT_ONCE = 32


def measure(app: Flask, environ: Mapping[str, str], *, people: int, now: datetime) -> None:
    """Let them all sign up, print how it went; end where places were given twice or not."""
    with app.app_context(), transaction():
        target, other = _targets(now)
        db.session.execute(
            update(Activity).where(Activity.id == target).values(capacity=PLACES + _taken(target))
        )
        inside = select(Registration.person_id).where(Registration.activity_id.in_([target, other]))
        crowd = list(
            db.session.scalars(
                select(Person.id)
                .where(Person.id.not_in(inside))
                .order_by(Person.email)
                .limit(people)
            )
        )
    with app.app_context(), transaction():
        made = world.stand_at_the_door(app, [target, other], crowd, now)
        before = world.places_given(app, made)
    with serving("bgm_portal.app:create_app()", environ) as portal:
        send(portal, list(world.signing_up(made, warming=True)), at_once=AT_ONCE)
        taken = send(portal, list(world.signing_up(made)), at_once=AT_ONCE)
    after = world.places_given(app, made)
    given = {state: after.get(state, 0) - before.get(state, 0) for state in RegistrationState}
    print(
        f"{len(crowd)} sign-ups for {PLACES} places, {AT_ONCE} at once: {taken.rate:.0f} a second,"
        f" median {statistics.median(taken.times) * 1000:.0f} ms, p95 {taken.p95_ms:.0f} ms,"
        f" CPU {taken.cpu_ms:.1f} ms each; {dict(taken.statuses)}"
    )
    confirmed, waiting = given[RegistrationState.CONFIRMED], given[RegistrationState.WAITING]
    if (confirmed, waiting) != (PLACES, len(crowd) - PLACES):
        raise SystemExit(f"fault: {confirmed} confirmed and {waiting} waiting")
    print(f"{confirmed} confirmed, {waiting} waiting")


def _targets(now: datetime) -> list[UUID]:
    """Choose two activities that are open and have a place for whoever comes."""
    is_open = (
        select(Activity.id)
        .where(
            Activity.state == ActivityState.PUBLISHED,
            Activity.registration_opens_at < now,
            Activity.registration_deadline > now,
            Activity.waiting == 0,
        )
        .order_by(Activity.registration_deadline.desc(), Activity.id)
        .limit(2)
    )
    return list(db.session.scalars(is_open))


def _taken(activity_id: UUID) -> int:
    return db.session.scalars(select(Activity.taken).where(Activity.id == activity_id)).one()
