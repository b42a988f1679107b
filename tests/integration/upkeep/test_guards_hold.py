"""A house that was moved or restored keeps its log and its reports as the first one did."""

from contextlib import contextmanager

import flask_migrate
import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError, IntegrityError

from bgm_portal.app import create_app
from bgm_portal.audit import jobs as sealing
from bgm_portal.audit import queries
from bgm_portal.audit import service as audit
from bgm_portal.audit.events import Event
from bgm_portal.core import clock, limited
from bgm_portal.core.database import db, transaction
from bgm_portal.identity.models import Person
from bgm_portal.insights.rights import REPORTS
from tests.conftest import POSTGRES, make_config, postgres_database
from tests.integration.upkeep.conftest import fill
from tests.support.times import NOW

#: Whatever somebody with the portal's own account could try on the log.
TRIED = (
    "UPDATE audit_entry SET event = 'nothing'",
    "UPDATE audit_entry SET facts = '{}'",
    "UPDATE audit_entry SET actor_id = NULL",
    "UPDATE audit_entry SET kept_until = at",
    "UPDATE audit_entry SET number = number + 1 WHERE number IS NOT NULL",
    "DELETE FROM audit_entry",
    "UPDATE audit_link SET digest = chain",
    "UPDATE audit_link SET chain = digest",
    "DELETE FROM audit_link",
)
ON_POSTGRES_TOO = ("TRUNCATE audit_entry", "TRUNCATE audit_link")
FORBIDDEN_TO_REPORTS = (
    select(Person.last_name),
    select(Person.email),
    text("SELECT sealed FROM registration_draft"),
    text("UPDATE unit SET name = name"),
    text("DELETE FROM audit_entry"),
)


def run(house, *arguments):
    return house.test_cli_runner().invoke(args=["bgm", *map(str, arguments)])


def seal_some() -> str:
    """Seal what is there, and return what the auditor writes down."""
    with transaction():
        for _time in range(3):
            audit.record(Event.SIGNED_OUT, at=NOW, by=None)
    assert sealing.seal(NOW) > 3
    noted = queries.head()[1].hex()
    db.session.rollback()  # nobody looks at the tables while they are replaced
    return noted


@contextmanager
def opened(folder, url):
    """Open another house on its database."""
    there = create_app(make_config(folder, url))
    with there.app_context(), clock.standing_at(NOW):
        yield there
        db.session.remove()
        db.engine.dispose()


@pytest.fixture(params=["moved", "restored"])
def arrived(request, house, address, tmp_path):
    """A house after it was moved, or lost and restored; and the fingerprint noted before."""
    noted = seal_some()
    if request.param == "restored":
        run(house, "backup", "--dir", tmp_path / "kept")
        [backup] = (tmp_path / "kept").glob("*.tar")
        assert run(house, "restore", backup, "--replace").exit_code == 0
        yield house, noted
        return
    url = address("moved")
    result = run(house, "move-to", url)
    assert result.exit_code == 0, result.output
    with opened(tmp_path / "there", url) as there:
        yield there, noted


def refuses_everything(statements) -> None:
    for statement in statements:
        with pytest.raises(IntegrityError, match="audit log"):
            db.session.execute(text(statement))
        db.session.rollback()


def reports_have_no_more_rights() -> None:
    for statement in FORBIDDEN_TO_REPORTS:
        with pytest.raises(DBAPIError), limited.reading(REPORTS):
            db.session.execute(statement)
        db.session.rollback()
    table, columns = min(REPORTS.columns.items())
    with limited.reading(REPORTS):
        db.session.execute(text(f"SELECT {min(columns)} FROM {table}"))  # noqa: S608 - our own
    db.session.rollback()


def the_chain_goes_on(there, noted) -> None:
    number, _last = queries.head()
    with transaction():
        audit.record(Event.SIGNED_OUT, at=NOW, by=None)
    assert sealing.seal(NOW) == 1
    assert queries.head()[0] == number + 1
    assert run(there, "verify-audit", "--noted", noted).exit_code == 0


def what_is_changed_past_the_guards_is_found(there, noted) -> None:
    is_postgres = db.engine.dialect.name == "postgresql"
    drop = "DROP TRIGGER audit_entry_is_not_changed" + " ON audit_entry" * is_postgres
    db.session.execute(text(drop))
    db.session.execute(text("UPDATE audit_entry SET event = 'nothing' WHERE number = 2"))
    db.session.commit()
    verified = run(there, "verify-audit", "--noted", noted)
    assert verified.exit_code == 1
    assert "2: an entry was changed" in verified.output


def test_log_and_reports_are_guarded_as_in_the_first_house(arrived):
    there, noted = arrived

    refuses_everything(TRIED)
    if db.engine.dialect.name == "postgresql":
        refuses_everything(ON_POSTGRES_TOO)
    verified = run(there, "verify-audit", "--noted", noted)
    assert verified.exit_code == 0, verified.output
    assert noted in verified.output
    reports_have_no_more_rights()
    the_chain_goes_on(there, noted)
    what_is_changed_past_the_guards_is_found(there, noted)


@pytest.mark.postgres
def test_from_sqlite_to_postgresql_the_log_arrives_guarded_and_verifies(tmp_path, monkeypatch):
    if not POSTGRES:
        pytest.skip("TEST_POSTGRES_URL is not set")
    url = postgres_database("crossing")
    monkeypatch.setenv("BGM_ENV", "development")
    with opened(tmp_path / "here", f"sqlite:///{tmp_path}/here.db") as here:
        flask_migrate.upgrade()
        fill()
        noted = seal_some()
        moved = run(here, "move-to", url)
        assert moved.exit_code == 0, moved.output

    with opened(tmp_path / "there", url) as there:
        refuses_everything((*TRIED, *ON_POSTGRES_TOO))
        assert run(there, "verify-audit", "--noted", noted).exit_code == 0
        reports_have_no_more_rights()
