"""A need is answered while it is being taken back."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlalchemy import func, select

from bgm_portal.accommodations import queries, service
from bgm_portal.accommodations.contents import AnswerContent
from bgm_portal.accommodations.errors import NeedMissing
from bgm_portal.accommodations.models import NeedStep
from bgm_portal.accommodations.states import NeedStatus
from bgm_portal.core.database import db, transaction
from bgm_portal.mail.models import OutgoingMail
from bgm_portal.mail.states import MailState
from tests.support.times import NOW


@pytest.mark.parametrize("_time", range(5))
def test_an_answer_to_a_need_that_is_taken_back_leaves_nothing(_time, app, make_need):
    need = make_need()
    need_id, owner_id, person_id = need.id, need.owner_id, need.person_id
    db.session.rollback()
    start = Barrier(2)

    def do(task):
        with app.app_context():
            start.wait()
            try:
                with transaction():
                    task()
            except NeedMissing:
                return "taken back before"
            finally:
                db.session.remove()
        return "done"

    def answer():
        service.answer(
            need_id=need_id,
            status=NeedStatus.ARRANGED,
            content=AnswerContent(message="Frau Sommer kommt.", alternative=""),
            by=owner_id,
            at=NOW,
        )

    def withdraw():
        service.withdraw_need(need_id=need_id, by=person_id, at=NOW)

    with ThreadPoolExecutor(2) as pool:
        got = list(pool.map(do, (answer, withdraw)))

    sendable = select(func.count()).where(OutgoingMail.state == MailState.QUEUED)
    assert got in (["done", "done"], ["taken back before", "done"])
    assert queries.case(need_id) is None
    assert db.session.scalar(select(func.count()).select_from(NeedStep)) == 0
    assert db.session.scalar(sendable) == 0
