"""Letters about needs, as people read them."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from bgm_portal.accommodations import jobs, service
from bgm_portal.accommodations.contents import AnswerContent
from bgm_portal.accommodations.states import NeedStatus
from bgm_portal.core.database import db, transaction
from bgm_portal.mail.models import OutgoingMail
from tests.support.times import NOW


def answer(need, message):
    with transaction():
        service.answer(
            need_id=need.id,
            status=NeedStatus.ARRANGED,
            content=AnswerContent(message=message, alternative=""),
            by=need.owner_id,
            at=NOW,
        )


@pytest.mark.parametrize("language", ["de", "en"])
def test_a_person_is_told_that_there_is_an_answer(make_need, employee, mailbox, snapshot, language):
    employee.language = language
    answer(make_need(), "Frau Sommer kommt.")

    (letter,) = mailbox.deliver()

    snapshot(f"accommodations/answered-{language}", letter)


@pytest.mark.parametrize("language", ["de", "en"])
def test_the_digest_reads_well(make_need, coordinator, mailbox, snapshot, at, language):
    coordinator.language = language
    make_need()
    morning = datetime(2026, 3, 24, 6, 30, tzinfo=UTC)
    jobs.send_digests(morning)

    with at(morning):
        (letter,) = mailbox.deliver()

    snapshot(f"accommodations/digest-{language}", letter)


def test_two_answers_before_the_post_leaves_are_one_letter(make_need, mailbox):
    need = make_need()
    answer(need, "Frau Sommer kommt.")
    answer(need, "Frau Sommer kommt um 17 Uhr.")

    letters = mailbox.deliver()

    assert [letter.subject for letter in letters] == ["Es gibt eine Antwort für Sie"]


def test_an_answer_to_the_letter_goes_to_the_one_who_looks_after_the_need(make_need, coordinator):
    answer(make_need(), "Frau Sommer kommt.")

    mail = db.session.scalars(select(OutgoingMail)).one()
    assert mail.reply_to == coordinator.email


def test_a_need_that_is_taken_back_takes_its_letter_along(make_need, employee, mailbox):
    need = make_need()
    answer(need, "Frau Sommer kommt.")
    with transaction():
        service.withdraw_need(need_id=need.id, by=employee.id, at=NOW)

    assert mailbox.deliver() == []
