"""A restored backup loses what people had erased after it was made."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select, text

from bgm_portal.core.database import db, transaction
from bgm_portal.home import erasure
from bgm_portal.identity.models import Person
from bgm_portal.privacy import jobs, ledger
from bgm_portal.privacy import service as privacy
from bgm_portal.privacy.kinds import ConsentCode
from bgm_portal.privacy.models import Consent
from bgm_portal.registration.models import RegistrationDraft
from tests.support.times import NOW

LATER = NOW + timedelta(hours=1)


def command(house, *arguments):
    return house.test_cli_runner().invoke(args=["bgm", *map(str, arguments)])


@pytest.fixture
def colleague(house):
    """Somebody with a begun sign-up and a consent."""
    person_id = db.session.scalars(select(RegistrationDraft.person_id)).one()
    with transaction():
        privacy.give(person_id=person_id, code=ConsentCode.HISTORY, by=person_id, at=NOW)
    return person_id


@pytest.fixture
def backup(house, colleague, tmp_path):
    """A backup in which both still are, and their erasure an hour later."""
    command(house, "backup", "--dir", tmp_path / "kept")
    with transaction():
        erasure.erase(colleague, at=LATER)
    return next((tmp_path / "kept").glob("*.tar"))


def left():
    db.session.rollback()
    return {
        model.__tablename__: db.session.scalar(select(func.count()).select_from(model))
        for model in (RegistrationDraft, Consent)
    }


def test_requirement_30_a_restored_backup_erases_again_what_was_erased(house, backup):
    result = command(house, "restore", backup, "--replace")

    assert result.exit_code == 0, result.output
    assert "2 Zeilen waren nach der Sicherung gelöscht worden." in result.output
    assert left() == {"registration_draft": 0, "consent": 0}
    assert db.session.scalar(select(func.count()).select_from(Person)) == 2


def test_requirement_30_it_does_so_by_its_file_when_the_database_is_gone(house, backup):
    jobs.copy_erasures(LATER)
    with transaction():
        db.session.execute(text("DELETE FROM erasure"))

    command(house, "restore", backup, "--replace")

    assert left() == {"registration_draft": 0, "consent": 0}
    db.session.rollback()
    assert {entry.what for entry in ledger.known(db.engine)} == {"consent", "person"}


def test_requirement_30_what_was_erased_before_the_backup_stays_out_of_it(
    house, colleague, tmp_path
):
    with transaction():
        ledger.note(ledger.EVERYTHING, [colleague], at=NOW - timedelta(hours=1))
    command(house, "backup", "--dir", tmp_path / "kept")

    result = command(house, "restore", next((tmp_path / "kept").glob("*.tar")), "--replace")

    assert "gelöscht worden" not in result.output
    assert left() == {"registration_draft": 1, "consent": 1}
