"""A run with teams, and people who are on it."""

from datetime import time, timedelta
from functools import partial

import pytest

from bgm_portal.activities import queries
from bgm_portal.activities.kinds import ActivityKind
from bgm_portal.activities.race_models import Race
from bgm_portal.core.database import db, transaction
from bgm_portal.identity.models import Person
from bgm_portal.runs.models import Bus
from bgm_portal.runs.service import buses
from bgm_portal.runs.service.buses import BusPlan
from tests.support.crowd import at_once
from tests.support.times import NOW


@pytest.fixture
def race(make_activity, make_role):
    """Return a run at which teams of two are formed, with runners and guides."""
    activity = make_activity(
        title_de="Hagener Firmenlauf",
        kind=ActivityKind.RUN_EVENT,
        registration_deadline=NOW + timedelta(days=10),
    )
    make_role(activity, "runner", label_de="Laufen")
    make_role(activity, "guide", label_de="Guide sein", takes_place=False, position=2)
    db.session.add(
        Race(
            activity_id=activity.id,
            has_teams=True,
            team_size=2,
            names_until=NOW + timedelta(days=30),
        )
    )
    db.session.commit()
    return activity


@pytest.fixture
def bus(race, coordinator):
    """The id of a bus with two seats and one step-free place."""
    plan = BusPlan(
        id=None,
        stop_de="Haus Mitte",
        stop_en=None,
        leaves_at=time(16, 45),
        back_at=time(20, 45),
        seats=2,
        step_free_places=1,
    )
    by = coordinator.id
    with transaction():
        buses.plan(race.id, [plan], by=by, at=NOW)
    return db.session.query(Bus).one().id


@pytest.fixture
def role_of(race):
    """Return the id of a way to take part by its code."""
    return {role.code: role.id for role in queries.roles(race.id)}


@pytest.fixture
def on_the_run(race, make_person, register, role_of):
    """Return a function that lets somebody take part; their registration."""

    def _on(first_name="Kim", code="runner", person=None):
        person = person or make_person(first_name=first_name)
        return register(person, race, role_id=role_of[code])

    return _on


@pytest.fixture
def of(sign_in):
    """Return a function that signs in whoever a registration belongs to."""
    return lambda registration: sign_in(db.session.get_one(Person, registration.person_id))


@pytest.fixture
def together(app):
    """Return a function that lets many do something at the same moment."""
    return partial(at_once, app)


@pytest.fixture
def desk(sign_in, coordinator):
    """Return the coordinator of the run, signed in."""
    return sign_in(coordinator)
