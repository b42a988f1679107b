"""Moving to another database: every row, compared, as often as one likes."""

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError

from bgm_portal.audit import jobs as sealing
from bgm_portal.core import heartbeat
from bgm_portal.core.heartbeat import Beat
from bgm_portal.identity.models import Person, Unit
from bgm_portal.upkeep import rows
from tests.support.times import NOW


def move(house, address):
    return house.test_cli_runner().invoke(args=["bgm", "move-to", address])


def test_every_row_arrives_and_what_points_to_its_own_table_still_does(house, address, engine_of):
    there = address("moved", tables=False)

    result = move(house, there)

    assert result.exit_code == 0, result.output
    assert "Jede Zeile ist angekommen." in result.output
    with engine_of(there).connect() as connection:
        heads = connection.scalars(
            select(Person.line_manager_id).where(Person.line_manager_id.is_not(None))
        ).all()
        above = connection.scalar(select(Unit.reporting_unit_id).where(Unit.code == "T1"))
    assert len(heads) == 1
    assert above is not None


def test_a_move_that_was_interrupted_is_finished_by_a_second_one(house, address, engine_of):
    there = address("moved")
    move(house, there)
    with engine_of(there).begin() as connection:
        connection.execute(text("DELETE FROM registration_draft"))

    result = move(house, there)

    assert result.exit_code == 0, result.output
    assert "registration_draft: 1 (1)" in result.output
    assert "person: 2 (0)" in result.output


def test_a_row_that_differs_is_named(house, address, engine_of):
    there = address("moved")
    move(house, there)
    with engine_of(there).begin() as connection:
        connection.execute(text("UPDATE unit SET name = 'Anders' WHERE code = 'T1'"))

    result = move(house, there)

    assert result.exit_code == 1
    assert "1 Zeilen sind verschieden, zum Beispiel: unit" in result.output


def test_a_row_too_many_is_found(house, address, engine_of):
    there = address("moved")
    move(house, there)
    with engine_of(there).begin() as connection:
        connection.execute(Unit.__table__.insert().values(code="X", name="Fremd"))

    result = move(house, there)

    assert "unit: +1" in result.output


@pytest.mark.parametrize(
    ("target", "sentence"),
    [
        ("mysql://localhost/x", "Das Portal läuft auf SQLite und PostgreSQL."),
        ("nirgendwo", "Das ist keine Adresse einer Datenbank."),
    ],
)
def test_a_strange_address_is_refused(house, target, sentence):
    result = move(house, target)

    assert result.exit_code == 1
    assert sentence in result.output


def test_the_own_database_is_no_place_to_move_to(house):
    address = house.config["SQLALCHEMY_DATABASE_URI"]

    assert "in der das Portal schon läuft" in move(house, address).output


def test_nobody_moves_while_the_worker_works(house, address, tmp_path):
    heartbeat.leave(tmp_path / "instance", {"remind": Beat(at=NOW, did=0, well=True)})

    assert "Der Worker arbeitet noch." in move(house, address("moved")).output


def test_rows_are_copied_in_batches_and_all_of_them(house, address, engine_of, monkeypatch):
    monkeypatch.setattr(rows, "AT_ONCE", 1)
    there = address("moved")

    assert move(house, there).exit_code == 0


def test_the_sealed_log_arrives_and_is_guarded_there_too(house, address, engine_of):
    there = address("moved", tables=False)
    sealed = sealing.seal(NOW)

    result = move(house, there)

    assert result.exit_code == 0, result.output
    assert sealed > 0
    with engine_of(there).connect() as connection:
        count = connection.scalar(text("SELECT count(*) FROM audit_link"))
        assert count == sealed
        with pytest.raises(IntegrityError, match="audit log"):
            connection.execute(text("DELETE FROM audit_entry"))
