"""One invitation, and forgetting in time."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from bgm_portal.core.database import db
from bgm_portal.feedback import jobs
from bgm_portal.feedback.models import FeedbackAnswer, FeedbackMarker
from bgm_portal.feedback.rules import OPEN_DAYS
from bgm_portal.mail.models import OutgoingMail
from bgm_portal.mail.states import MailState
from tests.support.times import NEXT_WEEK, NOW, TOMORROW

CLOSED = NOW + timedelta(days=OPEN_DAYS)


@pytest.fixture
def invited_at(mailbox, at):
    """Return a function that lets the worker tick at a moment: what arrives."""

    def _invited_at(moment):
        with at(moment):
            db.session.commit()
            jobs.invite(moment)
            return mailbox.deliver()

    return _invited_at


def count(table):
    db.session.rollback()
    return len(db.session.scalars(select(table)).all())


@pytest.mark.parametrize("language", ["de", "en"])
def test_whoever_took_part_is_asked_once(guest, invited_at, snapshot, language):
    person = guest(
        email="albers@jobcenter.example",
        first_name="Katrin",
        last_name="Albers",
        language=language,
    )

    [letter] = invited_at(NOW + timedelta(hours=2))

    assert letter.to == person.email
    snapshot(f"feedback/invitation-{language}", letter)
    assert invited_at(TOMORROW) == []


def test_nobody_is_asked_in_the_evening_of_the_event_or_in_the_night(
    make_activity, make_participant, employee, invited_at
):
    evening = datetime(2026, 3, 23, 19, tzinfo=UTC)
    make_participant(make_activity(starts_at=evening - timedelta(hours=2)), employee)

    heard = [invited_at(evening + timedelta(hours=hours)) for hours in (0, 4, 12, 13)]

    assert [len(letters) for letters in heard] == [0, 0, 0, 1]


def test_nobody_is_asked_about_what_is_over_for_long(
    make_activity, make_participant, employee, invited_at
):
    make_participant(make_activity(starts_at=NOW - timedelta(days=OPEN_DAYS + 1)), employee)
    make_participant(make_activity(starts_at=NEXT_WEEK), employee)

    assert invited_at(NOW) == []


def test_whoever_left_is_not_asked(guest, invited_at):
    guest(deactivated_at=NOW)

    assert invited_at(TOMORROW) == []


def test_a_discreet_activity_is_not_named(make_activity, make_participant, employee, invited_at):
    quiet = make_activity(title_de="Rauchfrei", discreet=True, starts_at=NOW - timedelta(days=1))
    make_participant(quiet, employee)

    [letter] = invited_at(TOMORROW)

    assert letter.subject == "Wie war Ihr Termin?"
    assert "Rauchfrei" not in letter.text + letter.html


def test_whoever_wants_neutral_messages_reads_no_name_of_an_activity(guest, invited_at):
    guest(neutral_mail=True)

    [letter] = invited_at(TOMORROW)

    assert letter.subject == "Wie war Ihr Termin?"
    assert "Stuhlyoga" not in letter.text + letter.html


def test_who_answered_is_forgotten_when_the_questions_close(answers):
    answers(5)

    jobs.erase(CLOSED - timedelta(days=1))
    kept = count(FeedbackMarker)
    jobs.erase(CLOSED)

    assert (kept, count(FeedbackMarker), count(FeedbackAnswer)) == (5, 0, 5)


def test_answers_go_at_the_end_of_the_next_year(answers):
    answers(5)

    jobs.erase(datetime(2027, 12, 31, 12, tzinfo=UTC))
    kept = count(FeedbackAnswer)
    jobs.erase(datetime(2028, 1, 1, 12, tzinfo=UTC))

    assert (kept, count(FeedbackAnswer)) == (5, 0)


def test_one_guest_who_cannot_be_written_to_keeps_no_other_from_being_asked(guest, invited_at):
    guest(email="a@jobcenter.example\nbcc: everybody@jobcenter.example")
    well = guest(email="well@jobcenter.example")

    assert [letter.to for letter in invited_at(NOW + timedelta(hours=2))] == [well.email]
    states = db.session.scalars(select(OutgoingMail.state).order_by(OutgoingMail.state))
    assert list(states) == [MailState.FAILED, MailState.SENT]
