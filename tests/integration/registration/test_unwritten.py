"""A message that cannot be written fails where people see it, and keeps nobody else's back."""

from datetime import timedelta

import jinja2
import pytest

from bgm_portal.activities import queries as activities
from bgm_portal.activities import substitution_service
from bgm_portal.activities.substitution_service import Wish
from bgm_portal.core.database import db, transaction
from bgm_portal.identity.permissions import Role
from bgm_portal.mail import outbox, queries
from bgm_portal.mail.models import OutgoingMail
from bgm_portal.mail.states import MailState
from bgm_portal.registration.models import Registration
from bgm_portal.registration.service import dates, ending
from bgm_portal.registration.states import RegistrationState
from bgm_portal.reminders import activity_post
from tests.support.times import NEXT_MONTH, NEXT_WEEK, NOW

HOUR = timedelta(hours=1)
NO_HEADER = "first@jobcenter.example\nbcc: everybody@jobcenter.example"


@pytest.fixture
def course(make_activity):
    return make_activity(
        starts_at=NEXT_MONTH, registration_deadline=NEXT_WEEK, minimum=2, decides_at=NEXT_WEEK
    )


@pytest.fixture
def crowd(course, make_person, register):
    """Three people with places; to the first one nothing can be written."""
    people = [make_person() for _number in range(3)]
    for person in people:
        register(person, course)
    spoil(people[0])
    return people


def spoil(person):
    person.email = NO_HEADER
    db.session.commit()


@pytest.fixture
def broken(app):
    """Return a function that makes a letter's template fail on what it tells."""
    before = app.jinja_env.loader

    def _break(name):
        failing = jinja2.DictLoader({f"mail/{name}.txt": "{{ nobody.has.said.this }}"})
        app.jinja_env.loader = jinja2.ChoiceLoader([failing, before])

    yield _break
    app.jinja_env.loader = before


def states(kind):
    rows = db.session.query(OutgoingMail).filter_by(kind=kind)
    return {row.person_id: row.state for row in rows}


def expected(people):
    first, *rest = people
    return {first.id: MailState.FAILED} | {one.id: MailState.QUEUED for one in rest}


def move(course, coordinator):
    dates.move_activity(
        course.id,
        [(NEXT_MONTH + HOUR, NEXT_MONTH + 2 * HOUR)],
        by=coordinator.id,
        at=NOW,
    )


def cancel(course, coordinator):
    dates.cancel_activity(course.id, note="Krank", by=coordinator.id, at=NOW)


def go_ahead(course, coordinator):
    dates.go_ahead(course.id, by=coordinator.id, at=NOW)


@pytest.mark.parametrize(
    ("kind", "deed"),
    [
        ("activity.moved", move),
        ("activity.cancelled", cancel),
        ("activity.goes_ahead", go_ahead),
    ],
)
def test_who_cannot_be_written_to_is_seen_and_the_rest_are_told(
    course, crowd, coordinator, kind, deed
):
    with transaction():
        deed(course, coordinator)

    assert states(kind) == expected(crowd)


def test_a_date_that_falls_out_is_told_to_all_others(
    make_activity, make_person, register, coordinator
):
    days = [NEXT_MONTH + timedelta(days=7 * n) for n in range(2)]
    course = make_activity(starts_at=NEXT_MONTH, dates=[(day, day + HOUR) for day in days])
    people = [make_person() for _number in range(2)]
    for person in people:
        register(person, course)
    spoil(people[0])
    gone = activities.dates(course.id)[-1]

    with transaction():
        dates.cancel_date(course.id, gone.id, note="Krank", by=coordinator.id, at=NOW)

    assert states("activity.date_cancelled") == expected(people)


def test_those_who_wait_move_up_although_one_of_them_cannot_be_written_to(
    make_activity, make_person, register, coordinator
):
    run = make_activity(starts_at=NEXT_MONTH, capacity=1)
    register(make_person(), run)
    waiting = [make_person() for _number in range(2)]
    for person in waiting:
        register(person, run)
    spoil(waiting[0])

    with transaction():
        dates.change_capacity(run.id, 3, by=coordinator.id, at=NOW)

    assert states("registration.promoted") | states("registration.offered") == expected(waiting)


def test_whoever_signs_up_has_the_place_and_is_not_promised_a_letter(
    broken, employee, make_activity, register, sign_in
):
    broken("registration/confirmed")
    registration = register(employee, make_activity())

    page = sign_in(employee).get(f"/meine-anmeldung/{registration.id}/fertig")

    assert page.h1 == "Sie sind angemeldet"
    assert "konnten wir nicht verschicken" in page.text
    assert "Sie bekommen eine E-Mail" not in page.text


def test_a_coordinator_reads_why_and_is_not_offered_what_cannot_be_done(course, crowd, coordinator):
    with transaction():
        cancel(course, coordinator)

    [row] = activity_post.rows(activity_post.page(course.id, group="gescheitert", number=1).rows)

    assert row.why
    assert not row.is_repeatable
    assert not outbox.send_again(row.id, at=NOW)
    assert queries.envelope(row.id).state is MailState.FAILED


def test_a_sign_up_stands_when_its_confirmation_cannot_be_written(
    course, employee, register, sign_in, make_person, broken
):
    broken("registration/confirmed")

    registration = register(employee, course)

    assert registration.state is RegistrationState.CONFIRMED
    assert states("registration.confirmed") == {employee.id: MailState.FAILED}
    page = sign_in(make_person(Role.ADMIN)).get("/betrieb/post", stand="failed")
    assert "Die Vorlage dieser Nachricht hat einen Fehler." in page.text


def test_a_registration_ends_when_that_cannot_be_written(course, employee, register, broken):
    registration = register(employee, course)
    broken("registration/cancelled")

    with transaction():
        ending.cancel(registration.id, by=employee.id, at=NOW)

    assert db.session.get(Registration, registration.id).state is RegistrationState.CANCELLED
    assert states("registration.cancelled") == {employee.id: MailState.FAILED}


def test_somebody_stands_in_when_that_cannot_be_written(
    make_activity, coordinator, make_person, broken
):
    make_activity()
    deputy = make_person(Role.COORDINATOR)
    broken("activity/stands_in")

    with transaction():
        number = substitution_service.begin(
            Wish(absent_id=coordinator.id, deputy_id=deputy.id, until=NEXT_WEEK.date()),
            by=coordinator.id,
            at=NOW,
        )

    assert number == 1
    assert states("activity.stands_in") == {
        deputy.id: MailState.FAILED,
        coordinator.id: MailState.FAILED,
    }
