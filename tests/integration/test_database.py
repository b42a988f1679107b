"""The connection of a transaction: the session's own, and another one after it."""

import pytest
from sqlalchemy import text

from bgm_portal.core.database import connection, db, transaction


def test_it_is_the_connection_that_the_session_uses(app):
    assert connection() is db.session.connection()
    assert connection() is connection()


def test_what_it_writes_is_committed_with_the_transaction(make_person):
    person = make_person(last_name="Albers")
    with transaction():
        connection().execute(text("UPDATE person SET last_name = 'Celik'"))

    db.session.refresh(person)
    assert person.last_name == "Celik"


@pytest.mark.parametrize("end", ["commit", "rollback"])
def test_after_the_transaction_it_is_another_one(app, end):
    before = connection()
    getattr(db.session, end)()

    assert before.closed
    assert connection() is not before
    assert connection().execute(text("SELECT 1")).scalar() == 1
