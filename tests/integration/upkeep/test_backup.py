"""Backups: whole, checked, without keys; restoring them, and rehearsing that."""

import json
import tarfile

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import IntegrityError

from bgm_portal.audit import jobs as sealing
from bgm_portal.core import heartbeat
from bgm_portal.core.database import db, transaction
from bgm_portal.core.heartbeat import Beat
from bgm_portal.core.sealed import Keyring
from bgm_portal.identity.models import Person, SignInSession
from bgm_portal.mail.models import OutgoingMail
from bgm_portal.mail.states import MailState
from bgm_portal.registration.models import RegistrationDraft
from tests.support.times import NOW


def command(house, *arguments):
    return house.test_cli_runner().invoke(args=["bgm", *map(str, arguments)])


@pytest.fixture
def backup(house, tmp_path):
    """A backup of the house, made by the command."""
    result = command(house, "backup", "--dir", tmp_path / "kept")
    assert result.exit_code == 0, result.output
    return next((tmp_path / "kept").glob("*.tar"))


def names():
    return sorted(db.session.scalars(select(Person.last_name)))


def rewrite(backup, change, tmp_path):
    """Return a copy of a backup in which somebody changed files."""
    folder = tmp_path / "changed"
    with tarfile.open(backup) as archive:
        archive.extractall(folder, filter="data")
    change(folder)
    forged = tmp_path / "forged.tar"
    with tarfile.open(forged, "w") as archive:
        for file in sorted(folder.iterdir()):
            archive.add(file, arcname=file.name)
    return forged


def test_what_was_lost_comes_back_by_a_restored_backup(house, backup):
    with transaction():
        db.session.execute(text("DELETE FROM registration_draft"))
        db.session.execute(text("UPDATE person SET last_name = 'Verloren'"))

    result = command(house, "restore", backup, "--replace")

    assert result.exit_code == 0, result.output
    assert names() == ["Albers", "Ortmann"]
    draft = db.session.scalars(select(RegistrationDraft)).one()
    opened = house.extensions["keyring"].open(draft.sealed, key=draft.key_name, row=draft.id)
    assert opened == {"needs": "Ruheraum"}


def test_the_log_comes_back_sealed_and_guarded(house, tmp_path):
    sealed = sealing.seal(NOW)
    command(house, "backup", "--dir", tmp_path / "kept")

    command(house, "restore", next((tmp_path / "kept").glob("*.tar")), "--replace")

    verified = command(house, "verify-audit")
    assert verified.exit_code == 0, verified.output
    assert f"{sealed} Einträge versiegelt, 0 warten." in verified.output
    with pytest.raises(IntegrityError, match="audit log"):
        db.session.execute(text("DELETE FROM audit_entry"))


def test_uploads_come_back_too(house, tmp_path):
    media = tmp_path / "instance" / "media"
    (media / "album").mkdir(parents=True)
    (media / "album" / "bild.jpg").write_bytes(b"Bild")
    command(house, "backup", "--dir", tmp_path / "kept")
    (media / "album" / "bild.jpg").unlink()

    command(house, "restore", next((tmp_path / "kept").glob("*.tar")), "--replace")

    assert (media / "album" / "bild.jpg").read_bytes() == b"Bild"


def test_a_restored_backup_signs_nobody_in_and_sends_nothing_again(house, backup):
    result = command(house, "restore", backup, "--replace")

    assert "1 Nachrichten warteten damals" in result.output
    assert db.session.scalar(select(func.count()).select_from(SignInSession)) == 0
    assert db.session.scalars(select(OutgoingMail.state)).all() == [MailState.UNCERTAIN]


def test_a_filled_database_is_not_replaced_in_passing(house, backup):
    result = command(house, "restore", backup)

    assert result.exit_code == 1
    assert "Die Datenbank enthält schon Daten." in result.output
    assert names() == ["Albers", "Ortmann"]


def test_nothing_is_restored_under_a_living_worker(house, backup, tmp_path):
    heartbeat.leave(tmp_path / "instance", {"remind": Beat(at=NOW, did=0, well=True)})

    result = command(house, "restore", backup, "--replace")

    assert result.exit_code == 1
    assert "Der Worker arbeitet noch." in result.output


def test_a_rehearsal_proves_the_backup_and_changes_nothing(house, backup):
    with transaction():
        db.session.execute(text("UPDATE person SET last_name = 'Heute' WHERE last_name = 'Albers'"))

    result = command(house, "restore-drill", backup)

    assert result.exit_code == 0, result.output
    assert "Die Sicherung ist brauchbar." in result.output
    assert names() == ["Heute", "Ortmann"]


def test_a_backup_holds_the_names_of_keys_and_no_key(house, backup):
    with tarfile.open(backup) as archive:
        manifest = json.load(archive.extractfile("manifest.json"))

    assert manifest["keys"] == ["test"]
    assert b"t" * 32 not in backup.read_bytes()


def test_a_rehearsal_names_the_keys_that_are_missing(house, backup):
    house.extensions["keyring"] = Keyring({"new": b"n" * 32})

    result = command(house, "restore-drill", backup)

    assert result.exit_code == 1
    assert "Es fehlen Schlüssel in BGM_SEAL_KEYS: test" in result.output


def _damage(folder):
    database = next(folder.glob("portal.*"))
    database.write_bytes(database.read_bytes()[:-1] + b"x")


def _from_the_future(folder):
    manifest = json.loads((folder / "manifest.json").read_text())
    (folder / "manifest.json").write_text(json.dumps(manifest | {"schema": ["ffffffffffff"]}))


def _one_row_more(folder):
    manifest = json.loads((folder / "manifest.json").read_text())
    manifest["rows"]["person"] += 1
    (folder / "manifest.json").write_text(json.dumps(manifest))


def _without_contents(folder):
    (folder / "manifest.json").unlink()


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (_damage, "Die Sicherung ist beschädigt: portal."),
        (_from_the_future, "Diese Sicherung stammt von einer neueren Version des Portals."),
        (_one_row_more, "In der Tabelle person fehlen Zeilen."),
        (_without_contents, "Das ist keine vollständige Sicherung des Portals: forged.tar"),
    ],
)
def test_a_rehearsal_finds_what_is_wrong_with_a_backup(house, backup, tmp_path, change, sentence):
    result = command(house, "restore-drill", rewrite(backup, change, tmp_path))

    assert result.exit_code == 1
    assert sentence in result.output


def test_a_backup_is_rehearsed_at_once_on_wish(house, tmp_path):
    result = command(house, "backup", "--dir", tmp_path / "kept", "--drill")

    assert result.exit_code == 0, result.output
    assert "wieder da und gezählt" in result.output


def test_only_the_newest_backups_are_kept(house, tmp_path):
    kept = tmp_path / "kept"
    kept.mkdir()
    (kept / "bgm-20200101-000000.tar").write_bytes(b"")

    result = command(house, "backup", "--dir", kept, "--keep", 1)

    assert [file.name for file in kept.iterdir()] == [f"bgm-{NOW:%Y%m%d-%H%M%S}.tar"]
    assert "entfernt: bgm-20200101-000000.tar" in result.output


def test_tables_that_do_not_fit_are_not_backed_up(house, tmp_path):
    with transaction():
        db.session.execute(text("UPDATE alembic_version SET version_num = 'ffffffffffff'"))

    result = command(house, "backup", "--dir", tmp_path / "kept")

    assert result.exit_code == 1
    assert "Die Tabellen passen nicht zu dieser Version" in result.output
