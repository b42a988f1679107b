"""A place that is kept for somebody: a reminder before it goes on, and never old dates."""

from datetime import UTC, datetime, timedelta

import pytest

from bgm_portal.core.database import db, transaction
from bgm_portal.mail.models import OutgoingMail
from bgm_portal.mail.states import MailState
from bgm_portal.registration import jobs
from bgm_portal.registration.rules import is_offer_ending
from bgm_portal.registration.service import dates, ending, offers
from bgm_portal.registration.states import Promotion
from tests.support.times import RUN_STARTS, TOMORROW

HOUR = timedelta(hours=1)
ENDS = TOMORROW + timedelta(hours=48)  # Thursday, 11:00 in Germany: twelve hours before is night
SIX_PM_BEFORE = datetime(2026, 3, 25, 17, 0, tzinfo=UTC)


@pytest.fixture
def run(make_activity):
    return make_activity(capacity=1)


@pytest.fixture
def asked(run, make_person, register):
    """Somebody who was offered a place and did not answer."""
    first = register(make_person(), run)
    second = register(make_person(), run, promotion=Promotion.ASK)
    with transaction():
        ending.cancel(first.id, by=first.person_id, at=TOMORROW)
    assert second.offer_expires_at == ENDS
    return second


@pytest.fixture
def reminded_at(mailbox, at):
    """Return a function that lets the worker tick at a moment: what arrives about offers."""

    def _reminded_at(moment):
        with at(moment):
            db.session.commit()
            jobs.remind_of_offers(moment)
            letters = mailbox.deliver()
        return [letter for letter in letters if "noch für Sie frei" in letter.text]

    return _reminded_at


def test_whoever_did_not_answer_is_reminded_once_in_the_evening_before(asked, reminded_at):
    before = reminded_at(SIX_PM_BEFORE - timedelta(minutes=1))

    [letter] = reminded_at(SIX_PM_BEFORE)

    assert before == []
    assert "Donnerstag, 26." in letter.text
    assert "/meine-anmeldung/" in letter.text
    assert reminded_at(SIX_PM_BEFORE + timedelta(minutes=30)) == []


def test_a_worker_that_was_down_in_the_evening_reminds_in_the_morning(asked, reminded_at):
    at_night = reminded_at(SIX_PM_BEFORE + 2 * HOUR)

    [letter] = reminded_at(SIX_PM_BEFORE + 13 * HOUR)

    assert at_night == []
    assert letter.subject.startswith("Ein Platz ist noch für Sie frei")


def test_whoever_answered_is_not_reminded(asked, reminded_at):
    with transaction():
        offers.accept_offer(asked.id, by=asked.person_id, at=TOMORROW)

    assert reminded_at(SIX_PM_BEFORE) == []


def test_a_reminder_that_waits_is_taken_back_when_somebody_answers(asked):
    jobs.remind_of_offers(SIX_PM_BEFORE)
    with transaction():
        offers.accept_offer(asked.id, by=asked.person_id, at=SIX_PM_BEFORE + HOUR)

    mail = db.session.query(OutgoingMail).filter_by(kind="reminder.offer").one()
    assert mail.state is MailState.OBSOLETE


def test_after_its_end_nobody_is_reminded(asked, reminded_at):
    assert reminded_at(ENDS) == []


@pytest.mark.parametrize(
    ("lasts", "expected"),
    [(timedelta(hours=48), True), (timedelta(hours=24), True), (timedelta(hours=2), False)],
)
def test_an_offer_of_two_hours_is_not_told_twice(lasts, expected):
    told_at = datetime(2026, 5, 21, 8, 0, tzinfo=UTC)
    ends = told_at + lasts

    due = [is_offer_ending(ends, told_at=told_at, at=told_at + n * HOUR) for n in range(48)]

    assert any(due) is expected


def test_an_offer_that_did_not_leave_is_written_anew_by_a_move(asked, run, coordinator):
    later = RUN_STARTS + timedelta(days=1)
    with transaction():
        dates.move_activity(run.id, [(later, later + HOUR)], by=coordinator.id, at=TOMORROW)

    old, new = (
        db.session.query(OutgoingMail)
        .filter_by(kind="registration.offered", context_id=asked.id)
        .order_by(OutgoingMail.state)
    )
    assert (old.state, new.state) == (MailState.OBSOLETE, MailState.QUEUED)
    assert "21.\u00a0Mai" in old.text
    assert "22.\u00a0Mai" in new.text
    assert new.expires_at == ENDS


def test_an_offer_that_arrived_is_not_written_again_by_a_move(asked, run, coordinator, mailbox, at):
    with at(TOMORROW):
        mailbox.deliver()
    later = RUN_STARTS + timedelta(days=1)
    with transaction():
        dates.move_activity(run.id, [(later, later + HOUR)], by=coordinator.id, at=TOMORROW)

    assert db.session.query(OutgoingMail).filter_by(kind="registration.offered").count() == 1
