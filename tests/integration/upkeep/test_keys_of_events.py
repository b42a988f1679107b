"""No backup holds the keys of events: what was sealed with a destroyed one never opens again."""

import base64
import json
import tarfile
from datetime import timedelta

import pytest
from sqlalchemy import select, text

from bgm_portal.activities.models import Activity
from bgm_portal.core.database import db, transaction
from bgm_portal.privacy import jobs, key_care
from bgm_portal.privacy.models import EventKey
from bgm_portal.registration.models import RegistrationDraft
from bgm_portal.registration.service import drafts
from tests.factories.accommodations import CANARY
from tests.support.times import NOW

TELLING = {"codes": ["dgs"], "text": CANARY}
LATER = NOW + timedelta(hours=1)


def command(house, *arguments):
    return house.test_cli_runner().invoke(args=["bgm", *map(str, arguments)])


@pytest.fixture
def need(house):
    """A begun sign-up that tells a need: whose, and where."""
    activity_id = db.session.scalars(select(Activity.id)).one()
    person_id = db.session.scalars(select(RegistrationDraft.person_id)).one()
    with transaction():
        drafts.save(person_id, activity_id, TELLING, at=NOW)
    jobs.copy_event_keys(NOW)
    return person_id, activity_id


@pytest.fixture
def backup(house, need, tmp_path):
    result = command(house, "backup", "--dir", tmp_path / "kept", "--drill")
    assert result.exit_code == 0, result.output
    return next((tmp_path / "kept").glob("*.tar"))


def destroy(need):
    with transaction():
        assert key_care.destroy(need[1], at=LATER, even_if_used=True) == 1
        key_care.copy_out()


def read(need):
    db.session.rollback()
    return drafts.read(*need, at=NOW)


def test_a_restored_need_opens_with_the_key_that_lay_beside_the_backup(house, need, backup):
    result = command(house, "restore", backup, "--replace")

    assert result.exit_code == 0, result.output
    assert "nicht mehr öffnen" not in result.output
    assert read(need) == TELLING


def test_it_does_so_by_the_file_when_the_database_is_gone(house, need, backup):
    with transaction():
        db.session.execute(text("DELETE FROM event_key"))

    command(house, "restore", backup, "--replace")

    assert read(need) == TELLING


def test_a_backup_of_before_the_destruction_opens_nothing_any_more(house, need, backup):
    destroy(need)

    result = command(house, "restore", backup, "--replace")

    assert result.exit_code == 0, result.output
    assert "1 versiegelte Angaben lassen sich nicht mehr öffnen" in result.output
    assert db.session.scalars(select(RegistrationDraft)).one()
    assert db.session.scalars(select(EventKey)).all() == []
    assert read(need) == {}


@pytest.mark.parametrize("database_gone", [False, True])
def test_an_old_copy_of_the_file_brings_no_destroyed_key_back(
    database_gone, house, need, backup, tmp_path
):
    file = tmp_path / "instance" / key_care.FILE
    old = file.read_text()
    destroy(need)
    jobs.copy_erasures(LATER)
    file.write_text(old)
    if database_gone:
        with transaction():
            db.session.execute(text("DELETE FROM erasure"))

    command(house, "restore", backup, "--replace")

    assert read(need) == {}


def test_no_byte_of_a_key_is_in_a_backup(house, need, backup, tmp_path):
    wrapped = db.session.scalars(select(EventKey.wrapped)).one()
    with tarfile.open(backup) as archive:
        archive.extractall(tmp_path / "open", filter="data")
    whole = b"".join(file.read_bytes() for file in (tmp_path / "open").iterdir())

    manifest = json.loads((tmp_path / "open" / "manifest.json").read_text())
    assert manifest["rows"]["event_key"] == 0
    for form in (wrapped, wrapped.hex().encode(), base64.b64encode(wrapped)):
        assert form not in whole


def test_whoever_holds_backup_and_keys_of_the_house_alone_opens_nothing(
    house, need, backup, tmp_path
):
    (tmp_path / "instance" / key_care.FILE).unlink()
    with transaction():
        db.session.execute(text("DELETE FROM event_key"))

    result = command(house, "restore", backup, "--replace")

    assert "1 versiegelte Angaben lassen sich nicht mehr öffnen" in result.output
    assert read(need) == {}


def test_a_key_that_was_destroyed_is_not_between_the_rows_of_a_later_backup(house, need, tmp_path):
    wrapped = db.session.scalars(select(EventKey.wrapped)).one()
    destroy(need)
    command(house, "backup", "--dir", tmp_path / "kept")

    assert wrapped not in next((tmp_path / "kept").glob("*.tar")).read_bytes()


def test_moving_to_another_database_takes_the_keys_along(house, need, address, engine_of):
    target = address("target")

    result = command(house, "move-to", target)

    assert result.exit_code == 0, result.output
    with engine_of(target).connect() as there:
        assert there.scalar(text("SELECT count(*) FROM event_key")) == 1
