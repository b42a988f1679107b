"""Fifty people at once, five places left. On both databases."""

from functools import partial

import pytest
from sqlalchemy import select

from bgm_portal.core.database import db, transaction
from bgm_portal.registration.models import Registration
from bgm_portal.registration.service import ending, sign_up
from bgm_portal.registration.service.sign_up import SignUp
from bgm_portal.registration.states import Promotion, RegistrationState
from tests.support.counters import counters, counters_are_true
from tests.support.crowd import at_once
from tests.support.times import NOW, TOMORROW

CROWD = 50
LEFT = 5
CONFIRMED, WAITING = RegistrationState.CONFIRMED, RegistrationState.WAITING


@pytest.fixture
def people(make_person, make_unit):
    unit_id = make_unit().id
    return [make_person(unit_id=unit_id).id for _ in range(CROWD)]


def signing_up(activity_id, person_id, **said):
    return partial(
        sign_up.register,
        person_id=person_id,
        activity_id=activity_id,
        sign_up=SignUp(**said),
        by=person_id,
        at=NOW,
    )


def cancelling(registration):
    return partial(ending.cancel, registration.id, by=registration.person_id, at=TOMORROW)


def in_order_of_arrival(activity_id):
    return list(
        db.session.scalars(
            select(Registration)
            .where(Registration.activity_id == activity_id)
            .order_by(Registration.ticket)
        )
    )


def test_requirement_27_fifty_people_get_the_last_five_places_in_the_order_of_arrival(
    app, people, make_activity
):
    activity_id = make_activity(capacity=LEFT).id

    outcomes = at_once(app, [signing_up(activity_id, person_id) for person_id in people])

    assert outcomes == ["done"] * CROWD
    registrations = in_order_of_arrival(activity_id)
    assert [r.ticket for r in registrations] == list(range(1, CROWD + 1))
    assert [r.state for r in registrations] == [CONFIRMED] * LEFT + [WAITING] * (CROWD - LEFT)
    assert {r.person_id for r in registrations} == set(people)
    assert counters(activity_id) == (LEFT, CROWD - LEFT)


def test_without_a_waiting_list_forty_five_are_refused_and_nobody_is_lost(
    app, people, make_activity
):
    activity_id = make_activity(capacity=LEFT, has_waiting_list=False).id

    outcomes = at_once(app, [signing_up(activity_id, person_id) for person_id in people])

    assert sorted(outcomes) == ["done"] * LEFT + ["full"] * (CROWD - LEFT)
    assert counters(activity_id) == (LEFT, 0)
    assert counters_are_true(activity_id)


def test_a_person_who_clicks_eight_times_is_registered_once(app, employee, make_activity):
    activity_id, person_id = make_activity().id, employee.id

    outcomes = at_once(app, [signing_up(activity_id, person_id) for _ in range(8)])

    assert sorted(outcomes) == ["already_registered"] * 7 + ["done"]
    assert len(in_order_of_arrival(activity_id)) == 1
    assert counters(activity_id) == (1, 0)


def test_cancelling_and_signing_up_at_once_leaves_no_place_empty_and_none_doubled(
    app, people, make_activity
):
    activity_id = make_activity(capacity=LEFT).id
    with transaction():
        early = [
            signing_up(activity_id, person_id, promotion=Promotion.AUTOMATIC)()
            for person_id in people[:10]
        ]
        cancellers = [cancelling(registration) for registration in early[:LEFT]]
    newcomers = [
        signing_up(activity_id, person_id, promotion=Promotion.AUTOMATIC)
        for person_id in people[10:25]
    ]

    outcomes = at_once(app, cancellers + newcomers)

    assert outcomes == ["done"] * 20
    active = [r for r in in_order_of_arrival(activity_id) if r.state != RegistrationState.CANCELLED]
    assert [r.state for r in active] == [CONFIRMED] * LEFT + [WAITING] * 15
    assert [r.person_id for r in active[:LEFT]] == people[LEFT:10]
    assert counters_are_true(activity_id)


def test_a_registration_cancelled_twice_at_once_frees_one_place(app, people, make_activity):
    activity_id = make_activity(capacity=1).id
    with transaction():
        first = signing_up(activity_id, people[0])()
        signing_up(activity_id, people[1], promotion=Promotion.AUTOMATIC)()
        signing_up(activity_id, people[2], promotion=Promotion.AUTOMATIC)()
        deeds = [cancelling(first) for _ in range(4)]

    outcomes = at_once(app, deeds)

    assert sorted(outcomes) == ["done"] + ["no_longer_active"] * 3
    assert counters(activity_id) == (1, 1)
    assert counters_are_true(activity_id)
