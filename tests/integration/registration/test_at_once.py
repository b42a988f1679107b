"""What coordinators, people and the clock do at the same moment. On both databases."""

from datetime import timedelta
from functools import partial

import pytest

from bgm_portal.activities.kinds import ActivityState
from bgm_portal.activities.queries import activity as activity_now
from bgm_portal.core.database import db, transaction
from bgm_portal.registration import queries
from bgm_portal.registration.models import Registration, RegistrationDraft
from bgm_portal.registration.service import changes, dates, drafts, ending, offers, sign_up
from bgm_portal.registration.service.sign_up import SignUp
from bgm_portal.registration.states import RegistrationState
from tests.support.counters import counters, counters_are_true
from tests.support.crowd import at_once
from tests.support.times import NOW

CROWD = 12
CONFIRMED, CANCELLED = RegistrationState.CONFIRMED, RegistrationState.CANCELLED


@pytest.fixture
def people(make_person, make_unit):
    unit_id = make_unit().id
    return [make_person(unit_id=unit_id).id for _ in range(CROWD)]


@pytest.fixture
def offered(people, make_activity, register):
    """A place that is kept for the second while a third one waits."""
    activity_id = make_activity(capacity=1).id
    with transaction():
        first, second, _third = (signing_up(activity_id, one)() for one in people[:3])
        ending.cancel(first.id, by=first.person_id, at=NOW)
    return queries.registration(second.id)


def signing_up(activity_id, person_id, **said):
    return partial(
        sign_up.register,
        person_id=person_id,
        activity_id=activity_id,
        sign_up=SignUp(**said),
        by=person_id,
        at=NOW,
    )


def states(activity_id):
    rows = db.session.query(Registration).filter_by(activity_id=activity_id)
    return [row.state for row in rows.order_by(Registration.ticket)]


def test_nobody_keeps_a_place_on_what_is_cancelled_while_they_sign_up(
    app, people, make_activity, coordinator
):
    activity_id = make_activity(capacity=CROWD).id
    cancel = partial(dates.cancel_activity, activity_id, note="Sturm.", by=coordinator.id, at=NOW)
    deeds = [signing_up(activity_id, one) for one in people]

    outcomes = at_once(app, [*deeds[:6], cancel, *deeds[6:]])

    assert set(outcomes) <= {"done", "cancelled"}
    assert activity_now(activity_id).state is ActivityState.CANCELLED
    assert set(states(activity_id)) <= {CANCELLED}
    assert counters(activity_id) == (0, 0)


def test_an_activity_is_cancelled_once(app, people, make_activity, coordinator):
    activity_id = make_activity().id
    cancel = partial(dates.cancel_activity, activity_id, note="Sturm.", by=coordinator.id, at=NOW)

    outcomes = at_once(app, [cancel] * 4)

    assert sorted(outcomes) == ["done", *["wrong_state"] * 3]


def test_places_that_are_taken_away_while_people_sign_up_are_never_given_twice(
    app, people, make_activity, coordinator
):
    activity_id = make_activity(capacity=CROWD).id
    fewer = partial(dates.change_capacity, activity_id, 4, by=coordinator.id, at=NOW)
    deeds = [signing_up(activity_id, one) for one in people]

    at_once(app, [*deeds[:3], fewer, *deeds[3:]])

    taken, waiting = counters(activity_id)
    assert taken + waiting == CROWD
    assert taken <= activity_now(activity_id).capacity
    assert counters_are_true(activity_id)


def test_an_offer_is_taken_or_over_but_never_both(app, offered):
    deadline = offered.offer_expires_at
    accept = partial(
        offers.accept_offer,
        offered.id,
        by=offered.person_id,
        at=deadline - timedelta(seconds=1),
    )
    expire = partial(offers.expire, offered.activity_id, at=deadline)

    outcomes = at_once(app, [accept, expire])

    now = queries.registration(offered.id).state
    assert (outcomes[0] == "done") == (now is CONFIRMED)
    assert outcomes[1] == "done"
    assert counters_are_true(offered.activity_id)


def test_an_offer_that_is_taken_and_declined_at_once_has_one_end(app, offered):
    said = {"by": offered.person_id, "at": NOW}
    accept = partial(offers.accept_offer, offered.id, **said)
    decline = partial(ending.decline_offer, offered.id, **said)

    outcomes = at_once(app, [accept, decline, accept, decline])

    assert sorted(outcomes) == ["done", "no_offer", "no_offer", "no_offer"]
    assert counters_are_true(offered.activity_id)


def test_an_offer_expires_once_and_the_next_one_gets_one(app, offered):
    expire = partial(offers.expire, offered.activity_id, at=offered.offer_expires_at)

    at_once(app, [expire] * 4)

    assert states(offered.activity_id) == [CANCELLED, CANCELLED, RegistrationState.OFFERED]
    assert counters_are_true(offered.activity_id)


def test_two_who_change_to_the_last_place_do_not_both_get_it(
    app, people, make_activity, make_role, register, make_person
):
    activity = make_activity(capacity=1)
    runner = make_role(activity, "runner").id
    guide = make_role(activity, "guide", takes_place=False).id
    with transaction():
        guides = [signing_up(activity.id, one, role_id=guide)() for one in people[:4]]
        wishes = [
            partial(changes.change_role, one.id, runner, by=one.person_id, at=NOW) for one in guides
        ]

    outcomes = at_once(app, wishes)

    assert sorted(outcomes) == ["done", *["full_for_change"] * 3]
    assert counters(activity.id) == (1, 0)


def test_a_step_that_is_sent_twice_at_once_leaves_one_draft(app, employee, make_activity):
    activity_id, person_id = make_activity().id, employee.id
    save = partial(drafts.save, person_id, activity_id, {"text": "am Fenster"}, at=NOW)

    outcomes = at_once(app, [save] * 6)

    assert outcomes == ["done"] * 6
    assert db.session.query(RegistrationDraft).count() == 1
    assert drafts.read(person_id, activity_id, at=NOW) == {"text": "am Fenster"}
