"""What those who look after an activity see of its messages, and sending one again."""

from datetime import timedelta

import pytest

from bgm_portal.audit.events import Event
from bgm_portal.audit.models import AuditEntry
from bgm_portal.core.database import db
from bgm_portal.identity.permissions import Role
from bgm_portal.identity.queries import recipient
from bgm_portal.mail.models import OutgoingMail
from bgm_portal.mail.states import MailState
from bgm_portal.reminders import service as reminders
from bgm_portal.reminders.jobs import remind
from tests.support.times import RUN_STARTS

DAY_BEFORE = RUN_STARTS - timedelta(days=1, hours=9)
A_MINUTE = timedelta(minutes=1)


@pytest.fixture
def run(make_activity):
    """The company run."""
    return make_activity(title_de="Hagener Firmenlauf", title_en="Hagen company run")


@pytest.fixture
def write(run, make_mail, employee):
    """Return a function that writes to Katrin Albers about the run, and says how it fared."""

    def _write(kind="registration.confirmed", state=MailState.SENT, error=None):
        mail = make_mail(to=recipient(employee), kind=kind, activity_id=run.id)
        mail.state, mail.last_error = state, error
        db.session.commit()
        return mail

    return _write


@pytest.fixture
def nadine(coordinator, sign_in):
    """Nadine Ortmann, who looks after the run."""
    return sign_in(coordinator)


def test_a_coordinator_sees_what_arrived_and_why_something_did_not(nadine, run, write):
    write()
    write("reminder.day", MailState.MISSED)
    write("activity.moved", MailState.FAILED, "550 5.1.1 unknown user")
    write("runs.pair")
    write("runs.handover")
    write("need.answered")
    write("reminder.closing")

    page = nadine.get(f"/planung/{run.id}/post")
    failed = nadine.get(f"/planung/{run.id}/post", stand="gescheitert")

    assert len(page.rows()) == 5
    assert "Der Mailserver kennt diese Adresse nicht." in page.text
    assert "Der Zeitpunkt der Nachricht war vorbei" in page.text
    assert "550" not in page.text
    assert [row[:2] for row in failed.rows()] == [["Katrin Albers", "Angebot verlegt"]]


def test_a_failed_message_is_sent_again_as_the_same_one_and_that_is_noted(
    nadine, run, write, mailbox, coordinator
):
    mail = write("activity.moved", MailState.FAILED, "550 5.1.1 unknown user")
    mail_id, message_id = mail.id, mail.message_id

    asked = nadine.get(f"/planung/{run.id}/post/{mail_id}")
    nadine.post(f"/planung/{run.id}/post/{mail_id}")
    [letter] = mailbox.deliver()
    twice = nadine.post(f"/planung/{run.id}/post/{mail_id}", status=409)

    assert "Erneut senden" in asked.text
    assert letter.message["Message-ID"] == message_id
    assert "kann nicht noch einmal" in twice.text
    [noted] = db.session.query(AuditEntry).filter_by(event=Event.MAIL_RESENT)
    assert noted.actor_id == coordinator.id


def test_messages_of_other_kinds_and_other_activities_are_not_there(
    nadine, run, write, make_activity
):
    answer = write("need.answered", MailState.FAILED)
    mail = write("activity.moved", MailState.FAILED)
    other = make_activity()

    nadine.get(f"/planung/{run.id}/post/{answer.id}", status=404)
    nadine.get(f"/planung/{other.id}/post/{mail.id}", status=404)


def test_before_the_day_of_a_discreet_activity_only_numbers_are_shown(nadine, run, write):
    run.discreet = True
    mail = write("activity.moved", MailState.FAILED)

    page = nadine.get(f"/planung/{run.id}/post")

    assert "Gescheitert oder ungewiss: 1" in page.text
    assert "Albers" not in page.text
    nadine.post(f"/planung/{run.id}/post/{mail.id}", status=404)


def test_whoever_does_not_look_after_it_sees_nothing(run, write, make_person, sign_in):
    write()

    sign_in(make_person(Role.COORDINATOR)).get(f"/planung/{run.id}/post", status=403)


def test_a_reminder_that_cannot_be_written_fails_alone_and_is_written_anew(
    nadine, run, employee, make_person, make_participant, monkeypatch
):
    make_participant(run, employee)
    make_participant(run, make_person())
    right = reminders.reminder

    def _fails_for_katrin(*args, to, **values):
        if to.person_id == employee.id:
            raise KeyError("title")
        return right(*args, to=to, **values)

    monkeypatch.setattr(reminders, "reminder", _fails_for_katrin)
    made = remind(DAY_BEFORE)

    failed = db.session.query(OutgoingMail).filter_by(state=MailState.FAILED).one()
    assert made == 2
    assert failed.person_id == employee.id
    assert "Vorlage dieser Nachricht hat einen Fehler" in nadine.get(f"/planung/{run.id}/post").text
    monkeypatch.setattr(reminders, "reminder", right)
    nadine.post(f"/planung/{run.id}/post/{failed.id}")
    assert remind(DAY_BEFORE + A_MINUTE) == 1
    assert db.session.query(OutgoingMail).filter_by(state=MailState.QUEUED).count() == 2
