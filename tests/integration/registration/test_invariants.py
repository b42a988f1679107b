"""Whatever happens in whatever order: counters are true, nobody overtakes, no place is empty."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from bgm_portal.activities import queries as activities
from bgm_portal.activities.kinds import ActivityState
from bgm_portal.core.database import db, transaction
from bgm_portal.core.errors import Refused
from bgm_portal.registration.models import Registration
from bgm_portal.registration.service import changes, dates, ending, offers, sign_up
from bgm_portal.registration.service.sign_up import SignUp
from bgm_portal.registration.states import Promotion, RegistrationState
from tests.support.counters import HOLDING, counters, counters_are_true
from tests.support.times import NOW

PEOPLE = 12
WISHES = (Promotion.AUTOMATIC, Promotion.ASK)


class Story:
    """An activity, some people, and a clock; every deed is one transaction."""

    def __init__(self, activity, people, roles):
        self.activity_id, self.people, self.roles = activity.id, people, roles
        self.coordinator_id = activity.contact_id
        self.at = NOW

    def deed(self, name, number):
        try:
            with transaction():
                getattr(self, name)(number)
        except Refused:
            db.session.rollback()

    def signs_up(self, number):
        said = SignUp(role_id=self.roles[number % 5 == 0], promotion=WISHES[number % 2])
        person_id = self.people[number % PEOPLE]
        sign_up.register(
            person_id=person_id,
            activity_id=self.activity_id,
            sign_up=said,
            by=person_id,
            at=self.at,
        )

    def cancels(self, number):
        ending.cancel(self._somebody(number), by=self.coordinator_id, at=self.at)

    def accepts(self, number):
        offers.accept_offer(self._somebody(number), by=self.coordinator_id, at=self.at)

    def declines(self, number):
        ending.decline_offer(self._somebody(number), by=self.coordinator_id, at=self.at)

    def changes_role(self, number):
        role_id = self.roles[number % 2]
        changes.change_role(self._somebody(number), role_id, by=self.coordinator_id, at=self.at)

    def time_passes(self, number):
        self.at += timedelta(hours=number)
        offers.expire(self.activity_id, at=self.at)

    def places_change(self, number):
        dates.change_capacity(self.activity_id, number % 8, by=self.coordinator_id, at=self.at)

    def _somebody(self, number):
        found = self.registrations()
        return found[number % len(found)].id if found else self._nobody()

    def _nobody(self):
        raise Refused

    def registrations(self, *states):
        return list(
            db.session.scalars(
                select(Registration)
                .where(
                    Registration.activity_id == self.activity_id,
                    Registration.state.in_(states or tuple(RegistrationState)),
                )
                .order_by(Registration.ticket)
            )
        )

    def activity(self):
        return activities.activity(self.activity_id)

    def insist(self):
        capacity = self.activity().capacity
        holding = [r.ticket for r in self.registrations(*HOLDING) if r.takes_place]
        waiting = [r.ticket for r in self.registrations(RegistrationState.WAITING)]
        taken, _waiting = counters(self.activity_id)
        assert counters_are_true(self.activity_id)
        assert taken <= capacity, "more people than places"
        assert not waiting or taken == capacity, "somebody waits beside an empty place"
        assert max(holding, default=0) < min(waiting, default=10**9), "somebody overtook"


DEEDS = st.lists(
    st.tuples(
        st.sampled_from(
            (
                "signs_up",
                "signs_up",
                "signs_up",
                "cancels",
                "accepts",
                "declines",
                "changes_role",
                "time_passes",
                "places_change",
            )
        ),
        st.integers(0, 47),
    ),
    min_size=8,
    max_size=30,
)


@pytest.fixture
def story(make_activity, make_role, make_person, make_unit):
    unit_id = make_unit().id
    people = [make_person(unit_id=unit_id).id for _ in range(PEOPLE)]

    def _story():
        activity = make_activity(capacity=3, registration_deadline=None)
        runner = make_role(activity, "runner").id
        guide = make_role(activity, "guide", position=2, takes_place=False).id
        return Story(activity, people, (runner, guide))

    return _story


@given(deeds=DEEDS)
@settings(
    max_examples=20,
    derandomize=True,  # the same stories in every run
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_the_counters_are_true_and_nobody_overtakes_whatever_happens(story, deeds):
    told = story()

    for name, number in deeds:
        told.deed(name, number)
        told.insist()


def test_nobody_is_left_with_a_place_once_it_is_cancelled(story):
    told = story()
    told.deed("places_change", 1)
    told.deed("signs_up", 1)
    told.deed("signs_up", 2)

    with transaction():
        dates.cancel_activity(told.activity_id, note="Sturm", by=told.coordinator_id, at=told.at)

    assert told.registrations(*HOLDING, RegistrationState.WAITING) == []
    assert counters(told.activity_id) == (0, 0)
    assert told.activity().state is ActivityState.CANCELLED
