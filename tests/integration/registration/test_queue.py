"""Waiting, moving up, being asked, letting go; and what people are told about it."""

from datetime import timedelta

import pytest

from bgm_portal.audit import queries as notebook
from bgm_portal.audit.events import Event
from bgm_portal.core.database import db, transaction
from bgm_portal.mail.models import OutgoingMail
from bgm_portal.mail.states import MailState
from bgm_portal.privacy import queries as privacy
from bgm_portal.privacy.kinds import ConsentCode
from bgm_portal.registration import jobs, queries, queue_queries
from bgm_portal.registration.errors import RegistrationRefused
from bgm_portal.registration.rules import Refusal
from bgm_portal.registration.service import changes, dates, ending, offers
from bgm_portal.registration.states import Promotion, RegistrationState
from tests.support.counters import counters, counters_are_true
from tests.support.times import NEXT_WEEK, NOW, RUN_STARTS, TOMORROW

CONFIRMED, WAITING = RegistrationState.CONFIRMED, RegistrationState.WAITING
OFFERED, CANCELLED = RegistrationState.OFFERED, RegistrationState.CANCELLED
AUTOMATIC, ASK = Promotion.AUTOMATIC, Promotion.ASK


@pytest.fixture
def people(make_person):
    return [make_person(last_name=name) for name in ("Eins", "Zwei", "Drei", "Vier")]


@pytest.fixture
def full(make_activity, register, people):
    """An activity with one place, which the first person has."""
    activity = make_activity(capacity=1)
    register(people[0], activity)
    return activity


@pytest.fixture
def cancel():
    def _cancel(registration, at=TOMORROW):
        with transaction():
            return ending.cancel(registration.id, by=registration.person_id, at=at)

    return _cancel


def state_of(person, activity):
    found = queries.active(person.id, activity.id)
    return found.state if found else None


def kinds_to(person):
    rows = db.session.query(OutgoingMail).filter_by(person_id=person.id)
    return [mail.kind for mail in rows.order_by(OutgoingMail.created_at, OutgoingMail.key)]


def mail_to(person, kind):
    return db.session.query(OutgoingMail).filter_by(person_id=person.id, kind=kind).one()


def test_a_newcomer_on_a_full_activity_waits_and_is_told_the_position(full, people, register):
    register(people[1], full)

    registration = register(people[2], full)

    assert registration.state is WAITING
    assert queue_queries.position(registration) == 2
    mail = mail_to(people[2], "registration.waiting")
    assert "Sie stehen auf der Warteliste an 2. Stelle." in mail.text
    assert mail.calendar is None


def test_the_first_in_the_queue_gets_a_freed_place_at_once(full, people, register, cancel):
    register(people[1], full, promotion=AUTOMATIC)
    register(people[2], full, promotion=AUTOMATIC)

    cancel(queries.active(people[0].id, full.id))

    assert state_of(people[0], full) is None
    assert state_of(people[1], full) is CONFIRMED
    assert state_of(people[2], full) is WAITING
    assert counters(full.id) == (1, 1)
    assert "METHOD:REQUEST" in mail_to(people[1], "registration.promoted").calendar


def test_whoever_wants_to_be_asked_is_asked_and_the_place_is_kept(full, people, register, cancel):
    register(people[1], full, promotion=ASK)

    cancel(queries.active(people[0].id, full.id))
    late = register(people[2], full, at=TOMORROW)

    asked = queries.active(people[1].id, full.id)
    assert (asked.state, asked.offer_expires_at) == (OFFERED, TOMORROW + timedelta(hours=48))
    assert late.state is WAITING
    assert counters(full.id) == (1, 1)
    assert "Mittwoch, 25." not in mail_to(people[1], "registration.offered").text
    assert "Donnerstag, 26." in mail_to(people[1], "registration.offered").text


def test_an_accepted_offer_becomes_a_place(full, people, register, cancel):
    register(people[1], full, promotion=ASK)
    cancel(queries.active(people[0].id, full.id))
    asked = queries.active(people[1].id, full.id)

    with transaction():
        offers.accept_offer(asked.id, by=people[1].id, at=TOMORROW + timedelta(hours=47))

    assert state_of(people[1], full) is CONFIRMED
    assert counters(full.id) == (1, 0)
    assert "registration.promoted" in kinds_to(people[1])


def test_a_declined_offer_goes_to_the_next(full, people, register, cancel):
    register(people[1], full, promotion=ASK)
    register(people[2], full, promotion=AUTOMATIC)
    cancel(queries.active(people[0].id, full.id))

    with transaction():
        ending.decline_offer(queries.active(people[1].id, full.id).id, by=people[1].id, at=TOMORROW)

    assert state_of(people[1], full) is None
    assert state_of(people[2], full) is CONFIRMED
    assert counters(full.id) == (1, 0)


def test_an_offer_that_nobody_answers_goes_on_and_the_person_is_told(
    full, people, register, cancel
):
    register(people[1], full, promotion=ASK)
    register(people[2], full, promotion=ASK)
    cancel(queries.active(people[0].id, full.id))
    expired = queries.active(people[1].id, full.id).offer_expires_at

    assert jobs.expire_offers(expired - timedelta(seconds=1)) == 0
    assert jobs.expire_offers(expired) == 1
    assert jobs.expire_offers(expired) == 0

    assert state_of(people[1], full) is None
    assert state_of(people[2], full) is OFFERED
    assert kinds_to(people[1])[-1] == "registration.offer_expired"
    assert counters_are_true(full.id)


def test_an_expired_offer_cannot_be_accepted_even_before_the_job_ran(
    full, people, register, cancel
):
    register(people[1], full, promotion=ASK)
    cancel(queries.active(people[0].id, full.id))
    asked = queries.active(people[1].id, full.id)

    with pytest.raises(RegistrationRefused) as refused, transaction():
        offers.accept_offer(asked.id, by=people[1].id, at=asked.offer_expires_at)

    assert refused.value.refusal is Refusal.OFFER_OVER


def test_nobody_moves_up_once_it_has_begun(full, people, register, cancel):
    register(people[1], full, promotion=AUTOMATIC)

    cancel(queries.active(people[0].id, full.id), at=RUN_STARTS)

    assert state_of(people[1], full) is WAITING
    assert counters(full.id) == (0, 1)


def test_new_places_go_to_as_many_as_wait(full, people, register, coordinator):
    register(people[1], full, promotion=AUTOMATIC)
    register(people[2], full, promotion=ASK)
    register(people[3], full, promotion=AUTOMATIC)

    with transaction():
        moved_up = dates.change_capacity(full.id, 3, by=coordinator.id, at=TOMORROW)

    assert moved_up == 2
    assert [state_of(p, full) for p in people] == [CONFIRMED, CONFIRMED, OFFERED, WAITING]
    assert counters(full.id) == (3, 1)


def test_without_a_limit_everybody_moves_up(full, people, register, coordinator):
    register(people[1], full, promotion=AUTOMATIC)
    register(people[2], full, promotion=AUTOMATIC)

    with transaction():
        moved_up = dates.change_capacity(full.id, None, by=coordinator.id, at=TOMORROW)

    assert moved_up == 2
    assert counters(full.id) == (3, 0)


def test_a_guide_takes_no_place_and_frees_none(full, people, register, make_role, cancel):
    runner = make_role(full, "runner")
    guide = make_role(full, "guide", takes_place=False, position=2)
    runner_waits = register(people[1], full, role_id=runner.id)

    registration = register(people[2], full, role_id=guide.id)
    cancel(registration)

    assert registration.takes_place is False
    assert counters(full.id) == (1, 1)
    assert runner_waits.state is WAITING


def test_leaving_the_queue_moves_the_others_up_by_one(full, people, register, cancel):
    second = register(people[1], full)
    third = register(people[2], full)

    cancel(second)

    assert queue_queries.position(queries.active(people[2].id, full.id)) == 1
    assert third.ticket == 3
    assert counters(full.id) == (1, 1)


def test_whoever_signs_up_again_stands_at_the_end(full, people, register, cancel):
    register(people[1], full)
    register(people[2], full)
    cancel(queries.active(people[1].id, full.id))

    again = register(people[1], full, at=NEXT_WEEK)

    assert queue_queries.position(again) == 2


def test_cancelling_withdraws_unsent_mails_consents_and_the_calendar_entry(
    make_activity, employee, register, cancel
):
    activity = make_activity()
    registration = register(employee, activity, consents=frozenset({ConsentCode.PHOTO_PUBLIC}))

    cancel(registration)

    assert mail_to(employee, "registration.confirmed").state is MailState.OBSOLETE
    calendar = mail_to(employee, "registration.cancelled").calendar
    assert "METHOD:CANCEL" in calendar
    assert f"UID:{registration.id}-1@" in calendar
    assert "SEQUENCE:1" in calendar
    assert privacy.standing(employee.id, str(activity.id)) == set()


def test_a_place_can_be_cancelled_once(make_activity, employee, register, cancel):
    registration = register(employee, make_activity())
    cancel(registration)

    with pytest.raises(RegistrationRefused) as refused:
        cancel(registration)

    assert refused.value.refusal is Refusal.NO_LONGER_ACTIVE
    assert counters(registration.activity_id) == (0, 0)


def test_every_step_is_noted_without_names(full, people, register, cancel):
    register(people[1], full, promotion=AUTOMATIC)
    cancel(queries.active(people[0].id, full.id))

    events = (Event.REGISTERED, Event.PROMOTED, Event.CANCELLED)
    noted = notebook.entries_about(people[1].id, events=events)
    assert {entry.event for entry in noted} == {Event.REGISTERED, Event.PROMOTED}
    assert {str(entry.facts) for entry in noted} == {"{'place': 'waiting'}", "{}"}


def test_a_wish_can_be_changed_while_waiting(full, people, register):
    registration = register(people[1], full, promotion=ASK)

    with transaction():
        changes.change_promotion(registration.id, AUTOMATIC, at=NOW)

    assert queries.active(people[1].id, full.id).promotion is AUTOMATIC
