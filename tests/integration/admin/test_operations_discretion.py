"""The outbox tells an administrator how messages fare, but not who needs something."""

import pytest

from bgm_portal.accommodations import service as needs
from bgm_portal.accommodations.contents import AnswerContent
from bgm_portal.accommodations.states import NeedStatus
from bgm_portal.core.database import db, transaction
from bgm_portal.identity.permissions import Role
from bgm_portal.mail.models import OutgoingMail
from tests.support.times import NOW


@pytest.fixture
def answer(make_need, coordinator):
    """The message that tells Katrin Albers of an answer; a server did not like her address."""
    need = make_need()
    with transaction():
        needs.answer(
            need_id=need.id,
            status=NeedStatus.ARRANGED,
            content=AnswerContent(message="Das geht.", alternative=""),
            by=coordinator.id,
            at=NOW,
        )
    mail = db.session.query(OutgoingMail).filter_by(kind="need.answered").one()
    mail.last_error = f"550 <{mail.recipient}> unknown"
    db.session.commit()
    return mail


def test_an_administrator_does_not_learn_who_runs_with_a_guide(make_mail, make_person, sign_in):
    mail = make_mail(kind="runs.pair")

    page = sign_in(make_person(Role.ADMIN)).get("/betrieb/post")

    assert mail.recipient not in page.html
    assert "nicht genannt" in page.text


@pytest.mark.parametrize("path", ["/betrieb/post", "/betrieb/post/{id}"])
def test_an_administrator_does_not_learn_whose_need_was_answered(
    answer, make_person, sign_in, path
):
    page = sign_in(make_person(Role.ADMIN)).get(path.format(id=answer.id))

    assert "Antwort zu einem Bedarf" in page.text
    assert "550 <nicht genannt> unknown" in page.text
    assert answer.recipient not in page.html
