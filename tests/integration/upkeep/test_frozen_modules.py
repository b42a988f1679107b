"""The tables that a house really has, made by the migrations, keep what was published."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from bgm_portal.core.database import db, transaction
from bgm_portal.identity.models import Person
from tests.factories.learning import finish_probe, publish_probe


@pytest.fixture
def learnt(house):
    """Somebody has finished a module and holds a certificate."""
    publish_probe()
    person = db.session.scalars(db.select(Person).order_by(Person.last_name)).first()
    finish_probe(person.id)
    return house


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE module_version SET change_note = 'anders'",
        "UPDATE module_version SET texts = '{}'",
        "DELETE FROM module_version",
        "UPDATE medium SET media_type = 'text/html'",
        "UPDATE completion SET completed_on = '2020-01-01'",
        "UPDATE certificate SET holder_name = 'Jemand'",
    ],
)
def test_the_migrated_tables_refuse_to_change_what_is_frozen(learnt, statement):
    with pytest.raises(DatabaseError, match="is never changed"):
        db.session.execute(text(statement))
    db.session.rollback()


def test_a_version_that_nobody_learnt_from_is_not_deleted_either(house):
    publish_probe()

    with pytest.raises(DatabaseError, match="is never changed"):
        db.session.execute(text("DELETE FROM module_version"))
    db.session.rollback()


def test_published_versions_are_not_emptied_in_one_go(house):
    if db.engine.dialect.name == "sqlite":
        return  # which has no such statement
    with pytest.raises(DatabaseError, match="is never changed"):
        db.session.execute(text("TRUNCATE module_version CASCADE"))
    db.session.rollback()


def test_what_a_certificate_is_worth_may_change_and_completions_are_erased(learnt):
    with transaction():
        db.session.execute(text("UPDATE certificate SET state = 'revoked'"))
        db.session.execute(text("DELETE FROM completion"))

    assert db.session.scalar(text("SELECT count(*) FROM certificate")) == 0
