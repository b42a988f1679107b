"""Forgetting who took part: a fortnight after the end, and consents years later."""

from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest

from bgm_portal.activities import queries as activities
from bgm_portal.activities.kinds import ActivityState
from bgm_portal.audit import queries as notebook
from bgm_portal.audit.events import Event
from bgm_portal.core.database import db, transaction
from bgm_portal.privacy import queries as consents
from bgm_portal.privacy.kinds import ConsentCode
from bgm_portal.registration import jobs
from bgm_portal.registration.errors import RegistrationRefused
from bgm_portal.registration.models import Registration, RegistrationAnswer
from bgm_portal.registration.rules import Refusal
from bgm_portal.registration.service import dates, ending, retention
from bgm_portal.registration.states import Promotion
from tests.support.counters import counters
from tests.support.times import NEXT_WEEK, NOW, RUN_ENDS, RUN_STARTS

#: The run ended on 21 May; names are kept until 4 June. Midnight in Germany is 22:00.
JUST_KEPT = datetime(2026, 6, 4, 21, 59, tzinfo=UTC)
OVER = datetime(2026, 6, 4, 22, 0, tzinfo=UTC)
YEARS = timedelta(days=3 * 365 + 1)


@pytest.fixture
def run(make_activity, make_question):
    """The company run with two places and a question."""
    activity = make_activity(title_de="Firmenlauf", capacity=2, asks_photo_consent=True)
    make_question(activity)
    return activity


@pytest.fixture
def three(run, employee, make_person, register):
    """Three people: two hold a place, one waits."""
    (question,) = activities.questions(run.id)
    people = [employee, make_person(), make_person()]
    photos = frozenset({ConsentCode.PHOTO_INTRANET})
    answers = {question.id: "M"}
    return [
        register(person, run, answers=answers, consents=photos, promotion=Promotion.ASK)
        for person in people
    ]


@pytest.fixture
def browser_at(sign_in, at):
    """Return a function that moves the clock and gives somebody's browser then."""

    @contextmanager
    def _then(person, moment):
        with at(moment):
            yield sign_in(person)

    return _then


def left():
    db.session.expire_all()
    return db.session.query(Registration).count(), db.session.query(RegistrationAnswer).count()


def test_registrations_are_kept_while_attendance_can_be_corrected(three):
    assert jobs.erase_registrations(JUST_KEPT) == 0

    assert left() == (3, 3)


def test_registrations_are_forgotten_with_their_answers_after_fourteen_days(three):
    assert jobs.erase_registrations(OVER) == 3

    assert left() == (0, 0)


def test_cancelled_registrations_are_forgotten_as_well(three, employee):
    with transaction():
        ending.cancel(three[0].id, by=employee.id, at=NOW)

    assert jobs.erase_registrations(OVER) == 3


def test_erasing_again_or_very_late_does_nothing_more(three):
    first = jobs.erase_registrations(OVER)
    again = jobs.erase_registrations(OVER)
    late = jobs.erase_registrations(OVER + YEARS)

    assert (first, again, late) == (3, 0, 0)


def test_the_counters_stay_as_the_numbers_they_were(run, three):
    jobs.erase_registrations(OVER)

    assert counters(run.id) == (2, 1)


def test_the_erasure_is_noted_without_names(run, three):
    jobs.erase_registrations(OVER)

    (entry,) = notebook.entries_on(run.id, events=(Event.REGISTRATIONS_ERASED,))
    assert (entry.subject_id, entry.actor_id, entry.facts) == (None, None, {"count": 3})


def test_what_is_not_over_is_not_touched(three, employee, make_activity, register):
    course = make_activity(
        dates=[(RUN_STARTS, RUN_ENDS), (OVER + timedelta(days=9), OVER + timedelta(days=10))]
    )
    running = register(employee, course)
    to_come = register(employee, make_activity(starts_at=OVER + timedelta(days=30)))

    jobs.erase_registrations(OVER)

    assert {row.id for row in db.session.query(Registration)} == {running.id, to_come.id}


def test_registrations_for_a_cancelled_activity_go_fourteen_days_after_it_was_cancelled(
    run, three, coordinator
):
    with transaction():
        dates.cancel_activity(run.id, note="Sturm", by=coordinator.id, at=NOW)

    early = jobs.erase_registrations(NOW + timedelta(days=14))
    late = jobs.erase_registrations(NOW + timedelta(days=15))

    assert (early, late) == (0, 3)


def test_an_activity_that_was_moved_meanwhile_stays_as_it_is(run, three):
    run.starts_at, run.ends_at = RUN_STARTS + timedelta(days=30), RUN_ENDS + timedelta(days=30)
    db.session.commit()

    with transaction():
        erased = retention.forget(run.id, at=OVER)

    assert erased == 0
    assert left() == (3, 3)


def test_what_people_agreed_to_stays_and_can_be_withdrawn_without_the_registration(
    run, three, employee, browser_at
):
    jobs.erase_registrations(OVER)
    assert consents.has(employee.id, ConsentCode.PHOTO_INTRANET, str(run.id))

    with browser_at(employee, OVER) as browser:
        browser.post(f"/meine-einwilligungen/{run.id}/photo_intranet/zuruecknehmen")

    assert not consents.has(employee.id, ConsentCode.PHOTO_INTRANET, str(run.id))


def test_what_people_agreed_to_for_an_activity_is_forgotten_three_years_after_its_end(run, three):
    early = jobs.erase_consents(RUN_ENDS + YEARS)
    late = jobs.erase_consents(RUN_ENDS + YEARS + timedelta(seconds=1))
    again = jobs.erase_consents(RUN_ENDS + 2 * YEARS)

    assert (early, late, again) == (0, 3, 0)


def test_forgetting_consents_leaves_those_for_other_activities(
    run, three, employee, make_activity, register
):
    next_run = make_activity(starts_at=RUN_STARTS + YEARS, asks_photo_consent=True)
    register(employee, next_run, consents=frozenset({ConsentCode.PHOTO_PUBLIC}))

    jobs.erase_consents(RUN_ENDS + YEARS + timedelta(hours=1))

    assert consents.standing(employee.id, str(next_run.id)) == {ConsentCode.PHOTO_PUBLIC}


def test_a_coordinator_reads_numbers_and_that_the_names_are_erased(
    run, three, coordinator, browser_at
):
    jobs.erase_registrations(OVER)

    with browser_at(coordinator, OVER) as browser:
        page = browser.get(f"/planung/{run.id}/teilnahme")

    assert "Die Namen sind gelöscht" in page.text
    assert "2 von 2" in page.text
    assert "vertrauliches" not in page.text


@pytest.mark.parametrize("path", ["warteliste", "teilnahme/{id}"])
def test_nobody_is_named_after_fourteen_days_even_before_the_job_has_run(
    path, run, three, coordinator, browser_at
):
    address = f"/planung/{run.id}/{path}".format(id=three[0].id)

    with browser_at(coordinator, OVER) as browser:
        page = browser.get(address, status=404)

    assert "Die Namen sind 14 Tage nach dem Ende des Angebots gelöscht worden." in page.text


def test_a_person_who_opens_an_old_message_is_told_that_the_registration_is_gone(
    three, employee, browser_at
):
    address = f"/meine-anmeldung/{three[0].id}"
    jobs.erase_registrations(OVER)

    with browser_at(employee, OVER) as browser:
        page = browser.get(address, status=404)

    assert "Anmeldungen löschen wir 14 Tage nach dem Ende des Angebots." in page.text


def test_what_nobody_can_be_told_of_is_not_moved(run, three, coordinator):
    spans = [(OVER + timedelta(days=30), OVER + timedelta(days=30, hours=1))]

    with pytest.raises(RegistrationRefused) as refused, transaction():
        dates.move_activity(run.id, spans, by=coordinator.id, at=OVER)

    assert refused.value.refusal is Refusal.OVER


def test_a_cancelled_activity_of_next_week_is_not_touched_at_once(
    employee, make_activity, register, coordinator
):
    activity = make_activity(starts_at=NEXT_WEEK, registration_deadline=NEXT_WEEK)
    register(employee, activity)
    with transaction():
        dates.cancel_activity(activity.id, note="", by=coordinator.id, at=NOW)

    assert jobs.erase_registrations(NOW + timedelta(hours=1)) == 0
    assert activity.state is ActivityState.CANCELLED
