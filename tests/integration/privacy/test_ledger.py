"""What was erased on wish: noted without names, copied out, and forgotten in time."""

import json
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from bgm_portal.accommodations import service as needs
from bgm_portal.core.database import db, transaction
from bgm_portal.privacy import jobs, ledger
from bgm_portal.privacy.models import Erasure, ErasureRun
from tests.support.times import NOW


@pytest.fixture
def file(app):
    """Where the ledger is copied to; gone after the test."""
    path = Path(app.instance_path) / ledger.FILE
    path.unlink(missing_ok=True)
    yield path
    path.unlink(missing_ok=True)


def test_a_need_that_is_taken_back_is_noted_without_its_id(make_need, employee, file):
    need = make_need()
    need_id = need.id
    with transaction():
        needs.withdraw_need(need_id=need_id, by=employee.id, at=NOW)

    new, again = jobs.copy_erasures(NOW), jobs.copy_erasures(NOW)

    (entry,) = [json.loads(line) for line in file.read_text().splitlines()]
    assert (new, again) == (1, 0)
    assert (entry["what"], entry["whose"]) == ("need", ledger.fingerprint("need", need_id))
    assert str(need_id) not in file.read_text()


def test_what_no_backup_brings_back_is_forgotten_after_400_days(app, file, employee):
    with transaction():
        ledger.note("need", [employee.id], at=NOW)
        ledger.note_run("erase-needs", 3, at=NOW)
    jobs.copy_erasures(NOW)

    early = jobs.forget_erasures(NOW + ledger.KEPT)
    late = jobs.forget_erasures(NOW + ledger.KEPT + timedelta(seconds=1))
    jobs.copy_erasures(NOW)

    assert (early, late) == (0, 2)
    assert file.read_text() == ""
    assert db.session.scalars(select(Erasure.id)).all() == []
    assert db.session.scalars(select(ErasureRun.id)).all() == []
