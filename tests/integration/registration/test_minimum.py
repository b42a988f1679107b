"""A course with a minimum number: on the day that was named everybody learns what happens."""

from datetime import timedelta

import pytest

from bgm_portal.activities import queries as activities
from bgm_portal.activities.kinds import ActivityState
from bgm_portal.core.database import db
from bgm_portal.mail.models import OutgoingMail
from bgm_portal.registration import jobs
from tests.support.times import NEXT_MONTH, NEXT_WEEK, NOW

HOUR = timedelta(hours=1)


@pytest.fixture
def course(make_activity):
    return make_activity(
        title_de="Yoga auf dem Stuhl",
        starts_at=NEXT_MONTH,
        registration_deadline=NEXT_WEEK,
        minimum=2,
        decides_at=NEXT_WEEK,
    )


@pytest.fixture
def desk(coordinator, sign_in):
    return sign_in(coordinator)


def told(kind):
    return db.session.query(OutgoingMail).filter_by(kind=kind).count()


def state_of(activity):
    return activities.activity(activity.id).state


def test_with_enough_people_everybody_is_told_once_that_it_takes_place(
    course, register, make_person
):
    for _number in range(2):
        register(make_person(), course)

    assert jobs.decide_minimum(NEXT_WEEK) == 2
    assert jobs.decide_minimum(NEXT_WEEK + HOUR) == 0
    assert told("activity.goes_ahead") == 2
    assert state_of(course) is ActivityState.PUBLISHED


def test_with_too_few_people_it_is_cancelled_and_everybody_is_told_why(course, register, employee):
    register(employee, course)

    assert jobs.decide_minimum(NEXT_WEEK) == 1
    [mail] = db.session.query(OutgoingMail).filter_by(kind="activity.cancelled")
    assert "weniger als 2 Personen angemeldet" in mail.text
    assert state_of(course) is ActivityState.CANCELLED


def test_nothing_is_decided_before_the_day(course, register, employee):
    register(employee, course)

    assert jobs.decide_minimum(NEXT_WEEK - HOUR) == 0
    assert state_of(course) is ActivityState.PUBLISHED


def test_what_was_decided_late_is_not_decided_once_it_has_begun(course):
    assert jobs.decide_minimum(NEXT_MONTH) == 0
    assert state_of(course) is ActivityState.PUBLISHED


def test_a_coordinator_can_say_early_that_it_takes_place(desk, course, register, employee):
    register(employee, course)

    page = desk.post(f"/planung/{course.id}/findet-statt")

    assert "Das Angebot findet statt. Benachrichtigt: eine Person." in page.text
    assert jobs.decide_minimum(NEXT_WEEK) == 0
    desk.post(f"/planung/{course.id}/findet-statt", status=409)
    assert told("activity.goes_ahead") == 1


def test_the_desk_says_what_will_be_decided(desk, course, register, employee):
    register(employee, course)

    page = desk.get("/schreibtisch")

    assert "Yoga auf dem Stuhl. Angemeldet sind 1, nötig sind 2." in page.text


def test_the_page_says_how_many_must_come_and_when_it_is_decided(course, employee, sign_in):
    page = sign_in(employee).get(f"/angebote/{course.id}")

    assert "Findet statt ab 2 Anmeldungen." in page.text
    assert "Das entscheidet sich am Montag, 30. März 2026." in page.text


@pytest.mark.parametrize(
    ("typed", "status", "sentence"),
    [
        ({"minimum": "5"}, 422, "Geben Sie den Tag ein, an dem sich entscheidet"),
        ({"decides_day": "01.04.2026"}, 422, "Geben Sie auch eine Mindestzahl ein"),
        ({"minimum": "99", "decides_day": "01.04.2026"}, 409, "widersprechen sich"),
        ({"minimum": "5", "decides_day": "01.01.2027"}, 409, "widersprechen sich"),
        ({"minimum": "0", "decides_day": "01.04.2026"}, 422, "eine ganze Zahl von 1 bis"),
    ],
)
def test_a_contradiction_gets_a_sentence_and_changes_nothing(
    desk, make_activity, typed, status, sentence
):
    activity = make_activity(
        state=ActivityState.DRAFT, published_at=None, starts_at=NEXT_MONTH, capacity=12
    )
    sent = {"needs_registration": "y", "capacity": "12", "deadline_day": "30.03.2026"} | typed

    page = desk.post(f"/planung/{activity.id}/anmeldung", status=status, **sent)

    assert any(sentence in error for error in page.errors()), page.errors()
    assert activities.activity(activity.id).minimum is None
    assert NOW < NEXT_MONTH
