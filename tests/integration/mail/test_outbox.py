"""Putting messages in, taking them back, trying again, forgetting them."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest

from bgm_portal.core.database import db
from bgm_portal.mail import outbox, queries
from bgm_portal.mail.message import unwritten
from bgm_portal.mail.models import OutgoingMail
from bgm_portal.mail.rules import UNWRITTEN
from bgm_portal.mail.states import DeliveryPolicy, MailState
from tests.factories.mail import message
from tests.support.times import NEXT_WEEK, NOW

REGISTRATION = UUID(int=7)
LONG_AGO = NOW - timedelta(days=91)


def states() -> list[MailState]:
    return list(db.session.scalars(db.select(OutgoingMail.state).order_by(OutgoingMail.key)))


def test_a_reason_gives_one_message_however_often_it_is_named(app):
    first = outbox.enqueue(message(key="reminder:1"), at=NOW)
    second = outbox.enqueue(message(key="reminder:1"), at=NOW)

    assert (first, second) == (True, False)
    assert states() == [MailState.QUEUED]


def test_a_message_waits_until_its_time(make_mail, mailbox, at):
    make_mail(not_before=NEXT_WEEK)

    early = mailbox.deliver()
    with at(NEXT_WEEK):
        in_time = mailbox.deliver()

    assert (len(early), len(in_time)) == (0, 1)


def test_a_message_whose_reason_went_away_is_not_sent(make_mail, mailbox):
    make_mail(context_id=REGISTRATION)

    taken_back = outbox.void(context_id=REGISTRATION)

    assert taken_back == 1
    assert mailbox.deliver() == []
    assert states() == [MailState.OBSOLETE]


def test_only_the_named_kinds_and_keys_are_taken_back(make_mail):
    make_mail(key="a", kind="reminder.day", context_id=REGISTRATION)
    make_mail(key="b", kind="reminder.day", context_id=REGISTRATION)
    make_mail(key="c", kind="activity.moved", context_id=REGISTRATION)

    outbox.void(context_id=REGISTRATION, kinds=("reminder.day",), keys=("a", "c"))

    assert states() == [MailState.OBSOLETE, MailState.QUEUED, MailState.QUEUED]


def test_a_sent_message_stays_sent(make_mail, mailbox):
    make_mail(context_id=REGISTRATION)
    mailbox.deliver()

    taken_back = outbox.void(context_id=REGISTRATION)

    assert taken_back == 0
    assert states() == [MailState.SENT]


@pytest.mark.parametrize(
    ("state", "words", "expected"),
    [
        (MailState.FAILED, "Guten Tag", True),
        (MailState.MISSED, "Guten Tag", True),
        (MailState.UNCERTAIN, "Guten Tag", True),
        (MailState.UNCERTAIN, "", False),
        (MailState.SENT, "Guten Tag", False),
        (MailState.QUEUED, "Guten Tag", False),
        (MailState.SENDING, "Guten Tag", False),
        (MailState.OBSOLETE, "Guten Tag", False),
    ],
)
def test_what_did_not_arrive_can_be_sent_again(make_mail, state, words, expected):
    mail = make_mail(expires_at=NOW)
    mail.state, mail.text = state, words
    db.session.commit()

    assert outbox.send_again(mail.id, at=NOW) is expected


def test_a_missed_message_goes_out_when_somebody_decides_so(make_mail, mailbox):
    mail = make_mail(expires_at=NOW)
    mailbox.deliver()

    outbox.send_again(mail.id, at=NOW)

    assert len(mailbox.deliver()) == 1


def test_old_messages_are_erased_and_waiting_ones_are_kept(app):
    outbox.enqueue(message(key="old and over"), at=LONG_AGO)
    outbox.enqueue(message(key="old and waiting"), at=LONG_AGO)
    db.session.execute(
        db.update(OutgoingMail)
        .where(OutgoingMail.key == "old and over")
        .values(state=MailState.SENT)
    )

    touched = outbox.forget(at=NOW)

    assert touched == 1
    assert outbox.known_keys(["old and over", "old and waiting"]) == {"old and waiting"}


def test_a_link_is_not_kept_after_it_was_sent(make_mail, mailbox):
    mail = make_mail(policy=DeliveryPolicy.AT_MOST_ONCE, text="https://bgm.example/einladung/abc")

    [letter] = mailbox.deliver()

    db.session.refresh(mail)
    assert "abc" in letter.text
    assert (mail.text, mail.html) == ("", "")


def test_a_link_that_nobody_can_say_arrived_is_erased_after_two_days(make_mail):
    mail = make_mail(policy=DeliveryPolicy.AT_MOST_ONCE, text="https://bgm.example/einladung/abc")
    mail.state = MailState.UNCERTAIN
    db.session.commit()

    outbox.forget(at=NOW + timedelta(days=3))

    db.session.refresh(mail)
    assert mail.text == ""


@pytest.mark.parametrize("state", [MailState.FAILED, MailState.MISSED, MailState.UNCERTAIN])
def test_what_failed_and_then_lost_its_reason_is_shown_but_not_sent_again(
    make_mail, mailbox, state
):
    mail = make_mail(context_id=REGISTRATION)
    mail.state = state
    db.session.commit()
    repeatable = queries.envelope(mail.id).is_repeatable

    outbox.void(context_id=REGISTRATION)

    assert (repeatable, queries.envelope(mail.id).is_repeatable) == (True, False)
    assert outbox.send_again(mail.id, at=NOW) is False
    assert states() == [state]
    assert mailbox.deliver() == []


def test_what_could_not_be_written_and_lost_its_reason_is_not_written_anew(app):
    katrin = message().to
    note = unwritten(key="a", kind="reminder.day", to=katrin, context_id=REGISTRATION)
    outbox.enqueue(replace(note, failure=f"{UNWRITTEN}title"), at=NOW)
    mail_id = db.session.scalars(db.select(OutgoingMail.id)).one()
    repeatable = queries.envelope(mail_id).is_repeatable

    outbox.void(context_id=REGISTRATION)

    assert (repeatable, queries.envelope(mail_id).is_repeatable) == (True, False)
    assert outbox.send_again(mail_id, at=NOW) is False
    assert states() == [MailState.FAILED]


def test_spared_kinds_are_not_taken_back(make_mail):
    make_mail(key="a", kind="activity.date_cancelled", context_id=REGISTRATION)
    make_mail(key="b", kind="reminder.day", context_id=REGISTRATION)

    outbox.void(context_id=REGISTRATION, spared=("activity.date_cancelled",))

    assert states() == [MailState.QUEUED, MailState.OBSOLETE]
