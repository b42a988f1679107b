"""flask bgm job and flask bgm doctor."""

import base64
from datetime import timedelta
from pathlib import Path

import pytest

import bgm_portal
from bgm_portal import doctor
from bgm_portal.core import heartbeat
from bgm_portal.core.database import db
from bgm_portal.core.heartbeat import Beat
from bgm_portal.core.sealed import Keyring
from bgm_portal.registration.models import RegistrationDraft
from bgm_portal.web import assets
from tests.support.post import Closed
from tests.support.times import NEXT_WEEK, NOW


@pytest.fixture
def beat(app):
    """Return a function that leaves a sign of life of the worker."""
    folder = Path(app.instance_path)
    yield lambda **values: heartbeat.leave(
        folder, {"deliver-mail": Beat(**{"at": NOW, "did": 0, "well": True} | values)}
    )
    (folder / heartbeat.FILE).unlink(missing_ok=True)


def test_a_job_is_run_by_its_name(app, make_mail):
    make_mail()

    result = app.test_cli_runner().invoke(args=["bgm", "job", "deliver-mail"])

    assert (result.exit_code, result.output) == (0, "deliver-mail: 1\n")


def test_an_unknown_job_is_answered_with_the_known_ones(app):
    result = app.test_cli_runner().invoke(args=["bgm", "job", "coffee"])

    assert result.exit_code == 2
    assert "'deliver-mail'" in result.output
    assert "'remind'" in result.output


def test_the_doctor_names_what_is_wrong_and_how_to_mend_it(app):
    result = app.test_cli_runner().invoke(args=["bgm", "doctor"])

    assert result.exit_code == 1
    assert "in Ordnung  Datenbank erreichbar" in result.output
    assert "Mangel      Der Worker arbeitet: Noch nie gesehen" in result.output
    assert "Starten Sie ihn: flask bgm worker" in result.output


@pytest.mark.parametrize(
    "check",
    [
        doctor.database_answers,
        doctor.database_writes,
        doctor.mail_can_leave,
        doctor.keys_open,
    ],
)
def test_the_doctor_finds_a_sound_house_sound(app, check):
    assert check(NOW).well


def test_the_doctor_says_first_which_version_this_is(app):
    assert (
        app.test_cli_runner()
        .invoke(args=["bgm", "doctor"])
        .output.splitlines()[0]
        .endswith(bgm_portal.__version__)
    )


def test_the_doctor_notices_tables_without_migrations(app):
    finding = doctor.tables_are_current(NOW)

    assert finding.mend == "flask db upgrade"


def test_the_doctor_notices_a_mail_server_that_does_not_answer(app, monkeypatch):
    monkeypatch.setitem(app.extensions, "mail_transport", Closed())

    finding = doctor.mail_can_leave(NOW)

    assert not finding.well
    assert "ConnectionRefusedError" in finding.words


def test_the_doctor_notices_a_key_that_is_gone(app, employee, make_activity):
    old = Keyring({"old": base64.b64decode(base64.b64encode(b"o" * 32))})
    draft = RegistrationDraft(
        person_id=employee.id, activity_id=make_activity().id, expires_at=NEXT_WEEK
    )
    draft.key_name, draft.sealed = old.seal({}, row=employee.id)
    db.session.add(draft)
    db.session.commit()

    finding = doctor.keys_open(NOW)

    assert not finding.well
    assert "old" in finding.words


def test_the_doctor_notices_missing_assets(app, monkeypatch, tmp_path):
    monkeypatch.setattr(assets, "FOLDER", tmp_path)
    assets.manifest.cache_clear()

    finding = doctor.assets_are_built(NOW)

    assets.manifest.cache_clear()
    assert finding.mend == "make setup"


def test_the_doctor_notices_a_missing_catalogue(app, monkeypatch, tmp_path):
    monkeypatch.setitem(app.config, "BABEL_TRANSLATION_DIRECTORIES", str(tmp_path))

    assert not doctor.english_is_there(NOW).well


def test_the_doctor_compares_clocks(app):
    real = doctor.clocks_agree(_real_now())
    wrong = doctor.clocks_agree(_real_now() + timedelta(hours=1))

    assert (real.well, wrong.well) == (True, False)


def _real_now():
    theirs = db.session.scalar(db.select(db.func.current_timestamp()))
    return theirs if theirs.tzinfo else theirs.replace(tzinfo=NOW.tzinfo)


@pytest.mark.parametrize(
    ("values", "well"),
    [
        ({}, True),
        ({"at": NOW - timedelta(minutes=1)}, True),
        ({"at": NOW - timedelta(minutes=3)}, False),
        ({"well": False}, False),
        ({"since": NOW - timedelta(minutes=14)}, True),
        ({"since": NOW - timedelta(minutes=16)}, False),
        ({"at": NOW + timedelta(hours=1)}, False),
    ],
)
def test_the_doctor_listens_for_the_worker(app, beat, values, well):
    beat(**values)

    assert doctor.worker_lives(NOW).well is well


@pytest.mark.parametrize(
    ("last", "words"),
    [
        (NOW - timedelta(seconds=7), "Lebenszeichen vor 7 Sekunden"),
        (NOW + timedelta(seconds=90), "Lebenszeichen vor 0 Sekunden"),
        (NOW + timedelta(hours=1), "Lebenszeichen vor 7 Sekunden"),
    ],
)
def test_the_doctor_knows_no_time_before_now_when_the_clock_was_set_back(app, last, words):
    folder = Path(app.instance_path)
    left = {"remind": Beat(at=last, did=0, well=True)}
    if last > NOW + heartbeat.SILENCE:
        left["deliver-mail"] = Beat(at=NOW - timedelta(seconds=7), did=0, well=True)
    heartbeat.leave(folder, left)

    finding = doctor.worker_lives(NOW)

    (folder / heartbeat.FILE).unlink()
    assert finding.words == words


def test_the_doctor_says_which_job_hangs_and_which_is_not_begun_any_more(app):
    folder = Path(app.instance_path)
    heartbeat.leave(
        folder,
        {
            "deliver-mail": Beat(at=NOW, did=0, well=True, since=NOW - timedelta(hours=3)),
            "remind": Beat(at=NOW - timedelta(minutes=6), did=0, well=True),
            "forget-mail": Beat(at=NOW - timedelta(minutes=50), did=0, well=True),
        },
    )

    result = app.test_cli_runner().invoke(args=["bgm", "doctor"])
    (folder / heartbeat.FILE).unlink()

    assert result.exit_code == 1
    assert "Läuft zu lange und kommt nicht zurück: deliver-mail" in result.output
    assert "Seit Langem nicht mehr begonnen: remind" in result.output
    assert "Starten Sie den Worker neu" in result.output
    assert "forget-mail" not in result.output
