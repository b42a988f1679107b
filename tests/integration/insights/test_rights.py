"""Reports are counted with rights of their own: the database refuses answers, tries and scores."""

import pytest
from sqlalchemy import event, select, text
from sqlalchemy.exc import DBAPIError

from bgm_portal import doctor
from bgm_portal.admin import operations
from bgm_portal.core import limited
from bgm_portal.core.database import db
from bgm_portal.counting.rules import HalfYear
from bgm_portal.identity.models import Person
from bgm_portal.identity.permissions import Role
from bgm_portal.insights import jobs, releases, rights
from bgm_portal.insights import service as insights
from bgm_portal.learning.models import Answer, Attempt, Completion, Enrolment, SectionProgress
from tests.factories.learning import finish_probe, publish_probe
from tests.integration.insights.conftest import FREEZE
from tests.support.times import NOW

FIRST_HALF = HalfYear(2026, 1)
#: Statements that tell something about how somebody learns, however they are written.
PRIVATE = (
    select(Answer.given),
    select(Answer.solved),
    select(Answer.misses),
    select(Attempt.number),
    select(Enrolment.person_id),
    select(SectionProgress.section_key),
    text("SELECT count(*) FROM answer"),
    text("SELECT c.person_id FROM completion c JOIN attempt a ON a.id = c.id"),
    text("SELECT completed_on FROM completion WHERE basis = 'module'"),
    text("SELECT (SELECT max(misses) FROM answer) FROM activity"),
    select(Person.last_name),
    text("UPDATE completion SET completed_on = completed_on"),
    text("DELETE FROM answer"),
)


NOBODY_YET = limited.Reader(role="bgm_nobody_yet", columns={})


@pytest.fixture
def learnt(employee):
    """Katrin has completed the module."""
    publish_probe()
    finish_probe(employee.id)


@pytest.mark.parametrize("statement", PRIVATE, ids=str)
def test_whoever_counts_cannot_read_how_somebody_learns(learnt, statement):
    with (
        pytest.raises(DBAPIError, match=r"prohibited|not authorized|permission denied"),
        rights.reading(),
    ):
        db.session.execute(statement)  # fmt: skip

    db.session.rollback()


@pytest.mark.parametrize("statement", [one for one in PRIVATE if "UPDATE" not in str(one)], ids=str)
def test_the_portal_itself_can_which_shows_that_the_statements_are_sound(learnt, statement):
    db.session.execute(statement)

    db.session.rollback()


def test_whoever_counts_reads_who_completed_a_module_on_which_day(learnt):
    with rights.reading():
        found = db.session.execute(select(Completion.person_id, Completion.completed_on)).all()

    assert len(found) == 1


def test_afterwards_everything_is_as_before(learnt):
    with rights.reading():
        pass

    assert len(db.session.scalars(select(Answer)).all()) > 1


def test_the_limit_ends_with_whoever_broke_it(learnt):
    with pytest.raises(ZeroDivisionError), rights.reading():
        _ = 1 / 0

    assert len(db.session.scalars(select(Answer)).all()) > 1


def test_what_waits_to_be_written_is_written_before(learnt, employee):
    employee.phone = "0202 1"

    with rights.reading():
        db.session.execute(select(Completion.person_id))

    assert db.session.scalar(select(Person.phone).where(Person.id == employee.id)) == "0202 1"


@pytest.mark.parametrize("count", [insights.preview, insights.compose])
def test_a_report_is_counted_with_these_rights_alone(half_year, monkeypatch, count):
    nothing = limited.Reader(role="bgm_reports", columns={})
    monkeypatch.setattr(rights, "REPORTS", nothing)

    with pytest.raises(DBAPIError, match=r"prohibited|not authorized|permission denied"):
        count(FIRST_HALF, at=FREEZE)

    db.session.rollback()


def test_freezing_needs_no_more_than_these_rights(half_year, learnt):
    jobs.freeze_reports(FREEZE)
    db.session.rollback()

    assert releases.report(FIRST_HALF)[0].modules != ()


def test_what_is_named_exists(app):
    for table, columns in rights.REPORTS.columns.items():
        assert columns <= set(db.metadata.tables[table].columns.keys())


#: Roles are a matter of PostgreSQL alone; on SQLite the portal limits itself.
on_the_server = pytest.mark.parametrize(
    "portal", [pytest.param("postgresql", marks=pytest.mark.postgres)], indirect=True
)


@on_the_server
def test_the_role_has_no_login_and_exactly_its_rights_whatever_somebody_gave_it(learnt):
    connection = db.session.connection()
    assert limited.prepare(connection, rights.REPORTS)
    connection.exec_driver_sql('GRANT SELECT, DELETE ON answer TO "bgm_reports"')

    assert limited.prepare(connection, rights.REPORTS)

    held = connection.exec_driver_sql(
        "SELECT has_table_privilege('bgm_reports', 'answer', 'DELETE'),"
        " has_column_privilege('bgm_reports', 'answer', 'given', 'SELECT'),"
        " has_column_privilege('bgm_reports', 'completion', 'completed_on', 'SELECT'),"
        " (SELECT rolcanlogin FROM pg_roles WHERE rolname = 'bgm_reports')"
    ).one()
    assert tuple(held) == (False, False, True, False)
    db.session.rollback()


@pytest.fixture
def without_rights(app):
    """Return a function by which the session may make no roles; it ends with the transaction."""

    def _become():
        connection = db.session.connection()
        connection.exec_driver_sql("CREATE ROLE bgm_clerk NOLOGIN")
        connection.exec_driver_sql("SET LOCAL ROLE bgm_clerk")
        return connection

    yield _become
    db.session.rollback()


@on_the_server
def test_where_the_portal_may_not_make_the_role_the_doctor_says_what_to_run(without_rights):
    without_rights()

    found = doctor.reports_have_less_rights(NOW, NOBODY_YET)

    assert 'CREATE ROLE "bgm_nobody_yet" NOLOGIN' in found.mend
    assert 'TO "bgm_clerk"' in found.mend
    assert "mit allen Rechten des Portals gezählt" in found.words


@on_the_server
def test_where_the_role_is_missing_administrators_learn_what_to_run(without_rights):
    without_rights()

    found = operations.unlimited([NOBODY_YET])

    assert found == ['CREATE ROLE "bgm_nobody_yet" NOLOGIN; GRANT "bgm_nobody_yet" TO "bgm_clerk";']


@pytest.fixture
def as_a_clerk(app):
    """Return a function by which the portal works for an account that may make no roles."""
    clerk = f'"{db.engine.url.database}_clerk"'  # roles are the server's: each worker has its own

    def _run(*statements):
        with db.engine.begin() as connection:
            for statement in statements:
                connection.exec_driver_sql(statement.format(clerk=clerk))

    def _become(opened, _record):
        cursor = opened.cursor()
        cursor.execute(f"SET ROLE {clerk}")
        opened.commit()

    def _work():
        _run(
            "CREATE ROLE {clerk} NOLOGIN",
            "GRANT USAGE ON SCHEMA public TO {clerk}",
            "GRANT ALL ON ALL TABLES IN SCHEMA public TO {clerk}",
            "GRANT ALL ON ALL SEQUENCES IN SCHEMA public TO {clerk}",
        )
        event.listen(db.engine, "connect", _become)
        db.session.remove()
        db.engine.dispose()

    yield _work
    event.remove(db.engine, "connect", _become)
    db.session.remove()
    db.engine.dispose()
    _run("DROP OWNED BY {clerk}", "DROP ROLE {clerk}")


@on_the_server
def test_the_page_for_administrators_says_so_plainly(as_a_clerk, make_person, sign_in):
    administrator = sign_in(make_person(Role.ADMIN))
    before = administrator.get("/betrieb")
    as_a_clerk()

    page = administrator.get("/betrieb")

    assert "mit allen Rechten" not in before.text
    assert "Berichte werden mit allen Rechten des Portals gezählt" in page.text
    assert 'CREATE ROLE "bgm_reports" NOLOGIN; GRANT "bgm_reports" TO "' in page.text


def test_where_reports_are_limited_the_page_has_nothing_to_say(make_person, sign_in):
    page = sign_in(make_person(Role.ADMIN)).get("/betrieb")

    assert "mit allen Rechten" not in page.text


@on_the_server
def test_until_then_it_is_counted_all_the_same_and_the_log_says_so(without_rights, caplog):
    without_rights()

    with limited.reading(NOBODY_YET):
        who = db.session.scalar(text("SELECT current_user"))

    assert who == "bgm_clerk"
    assert "there is no role bgm_nobody_yet" in caplog.text


def test_the_doctor_finds_reports_limited(app):
    assert doctor.reports_have_less_rights(NOW).well
