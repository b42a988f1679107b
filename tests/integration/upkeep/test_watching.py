"""What machines are told that look after the portal, and what the log says."""

import io
import json
import logging
import os
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from prometheus_client.parser import text_string_to_metric_families
from sqlalchemy import create_engine, text

from bgm_portal.app import create_app
from bgm_portal.core import heartbeat, logs
from bgm_portal.core.database import db, transaction
from bgm_portal.core.heartbeat import Beat
from bgm_portal.upkeep import schema, start
from tests.conftest import make_config
from tests.support.times import NOW

TOKEN = "figures-for-the-monitoring-system-only"


@pytest.fixture
def beat(app):
    """Return a function that leaves a sign of life of the worker."""
    folder = Path(app.instance_path)
    yield lambda at, **values: heartbeat.leave(
        folder, {"remind": Beat(**{"at": at, "did": 0, "well": True} | values)}
    )
    (folder / heartbeat.FILE).unlink(missing_ok=True)


@pytest.fixture
def figures(app, visitor, monkeypatch):
    """Return a function that fetches the figures as the monitoring system does."""
    monkeypatch.setitem(app.config, "METRICS_TOKEN", TOKEN)

    def _figures():
        response = visitor.raw("/metrics", headers={"Authorization": f"Bearer {TOKEN}"})
        assert response.status_code == 200
        return {
            (sample.name, *sorted(sample.labels.values())): sample.value
            for family in text_string_to_metric_families(response.text)
            for sample in family.samples
        }

    return _figures


def test_a_living_process_says_so_without_a_database(tmp_path):
    app = create_app(make_config(tmp_path, f"sqlite:///{tmp_path}/nowhere/portal.db"))

    response = app.test_client().get("/health/live")

    assert (response.status_code, response.text) == (200, "alive\n")


def test_the_portal_is_ready_when_its_tables_fit(house):
    response = house.test_client().get("/health/ready")

    assert (response.status_code, response.text) == (200, "ready\n")


@pytest.mark.parametrize(
    ("version", "sentence"),
    [
        ("DELETE FROM alembic_version", "Die Datenbank hat noch keine Tabellen."),
        ("UPDATE alembic_version SET version_num = :oldest", "Die Tabellen sind älter"),
        ("UPDATE alembic_version SET version_num = 'ffffffffffff'", "zu einer neueren Version"),
    ],
)
def test_nothing_starts_on_tables_that_do_not_fit(house, version, sentence):
    with transaction():
        statement = text(version)
        if "oldest" in version:
            statement = statement.bindparams(oldest=schema.oldest())
        db.session.execute(statement)

    assert sentence in start.refusal()
    assert house.test_client().get("/health/ready").status_code == 503
    worker = house.test_cli_runner().invoke(args=["bgm", "worker"])
    assert worker.exit_code == 1
    assert sentence in worker.output


def test_a_database_that_is_away_is_answered_with_a_page_and_a_time(tmp_path):
    app = create_app(make_config(tmp_path, f"sqlite:///{tmp_path}/nowhere/portal.db"))
    app.config["PROPAGATE_EXCEPTIONS"] = False

    response = app.test_client().post("/anmelden", data={"email": "a@b.example", "password": "x"})

    assert response.status_code == 503
    assert response.headers["Retry-After"] == "60"
    assert "Das Portal macht gerade eine Pause" in response.text
    assert app.test_client().get("/health/ready").status_code == 503


@pytest.fixture
def crowded():
    """Return the address of a database that lets nobody in, because so many are there."""
    server = create_engine(os.environ["TEST_POSTGRES_URL"], isolation_level="AUTOCOMMIT")
    name = f"bgm_crowded_{uuid4().hex}"
    with server.connect() as connection:
        connection.execute(text(f"CREATE ROLE {name} LOGIN PASSWORD '{name}' CONNECTION LIMIT 0"))
        yield server.url.set(username=name, password=name).render_as_string(hide_password=False)
        connection.execute(text(f"DROP ROLE {name}"))
    server.dispose()


@pytest.mark.postgres
def test_a_database_with_too_many_connections_is_answered_with_the_same_page(tmp_path, crowded):
    app = create_app(make_config(tmp_path, crowded))
    app.config["PROPAGATE_EXCEPTIONS"] = False

    response = app.test_client().post("/anmelden", data={"email": "a@b.example", "password": "x"})

    assert response.status_code == 503
    assert "Das Portal macht gerade eine Pause" in response.text
    assert app.test_client().get("/health/ready").status_code == 503


@pytest.mark.parametrize(
    ("age", "status"), [(timedelta(seconds=30), 200), (timedelta(minutes=3), 503)]
)
def test_the_worker_is_asked_for_its_last_sign_of_life(visitor, beat, age, status):
    beat(NOW - age)

    assert visitor.raw("/health/worker").status_code == status


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"since": NOW - timedelta(minutes=14)}, "alive"),
        ({"since": NOW - timedelta(minutes=16)}, "a job hangs"),
        ({"well": False}, "alive"),
    ],
)
def test_one_job_that_does_not_come_back_is_a_reason_to_start_anew(visitor, beat, values, said):
    beat(NOW, **values)

    response = visitor.raw("/health/worker")

    assert response.text == f"{said}\n"
    assert (response.status_code == 200) is (said == "alive")


def test_one_job_that_is_begun_no_more_is_a_reason_to_start_anew(app, visitor, beat):
    beat(NOW - timedelta(minutes=6))
    heartbeat.add(Path(app.instance_path), "deliver-mail", Beat(at=NOW, did=0, well=True))

    response = visitor.raw("/health/worker")

    assert (response.status_code, response.text) == (503, "a job is overdue\n")


def test_how_long_a_job_is_running_is_a_figure(beat, figures):
    beat(NOW, since=NOW - timedelta(minutes=2))

    assert figures()["bgm_job_running_seconds", "remind"] == 120


def test_a_worker_that_never_worked_is_silent(visitor):
    assert visitor.raw("/health/worker").status_code == 503


@pytest.mark.parametrize("said", [None, "Bearer ", "Bearer wrong", TOKEN.upper()])
def test_figures_are_for_those_who_know_the_token(app, visitor, monkeypatch, said):
    monkeypatch.setitem(app.config, "METRICS_TOKEN", TOKEN)
    headers = {"Authorization": said} if said else {}

    assert visitor.raw("/metrics", headers=headers).status_code == 404


def test_without_a_token_of_the_house_nobody_gets_figures(visitor):
    response = visitor.raw("/metrics", headers={"Authorization": "Bearer "})

    assert response.status_code == 404


def test_figures_tell_of_mail_jobs_and_failed_sign_ins(visitor, make_mail, beat, figures):
    make_mail()
    beat(NOW - timedelta(seconds=40), well=False)
    visitor.post("/anmelden", email="albers@jobcenter.example", password="falsch", status=422)

    found = figures()

    assert found["bgm_mail", "queued"] == 1
    assert found["bgm_job_age_seconds", "remind"] == 40
    assert found["bgm_job_well", "remind"] == 0
    assert found[("bgm_sign_in_failures",)] == 1


def test_figures_tell_what_is_due_and_how_late_it_is(make_mail, figures, at):
    make_mail(not_before=NOW + timedelta(hours=1))
    before = figures()
    with at(NOW + timedelta(hours=1, seconds=90)):
        after = figures()

    assert (before[("bgm_mail_due",)], before[("bgm_mail_overdue_seconds",)]) == (0, 0)
    assert (after[("bgm_mail_due",)], after[("bgm_mail_overdue_seconds",)]) == (1, 90)


def test_figures_count_answers_and_statements_by_view_and_name_nobody(visitor, figures):
    before = figures().get(("bgm_requests_total", "200", "GET", "pages.help_page"), 0)

    visitor.get("/hilfe")

    after = figures()
    assert after["bgm_requests_total", "200", "GET", "pages.help_page"] == before + 1
    assert after["bgm_request_seconds_count", "pages.help_page"] >= 1


@pytest.fixture
def lines():
    """Return a function that gives the lines of JSON that were logged about requests."""
    written, log = io.StringIO(), logging.getLogger("bgm_portal.requests")
    handler, level = logging.StreamHandler(written), log.level
    handler.setFormatter(logs.json_lines())
    log.addHandler(handler)
    log.setLevel(logging.INFO)
    yield lambda: [json.loads(line) for line in written.getvalue().splitlines()]
    log.removeHandler(handler)
    log.setLevel(level)


def test_the_log_names_the_view_and_never_the_address(app, visitor, monkeypatch, lines):
    monkeypatch.setitem(app.config, "REQUEST_LOG", "json")

    response = visitor.raw("/angebote?suche=Bandscheibe")

    (line,) = lines()
    assert (line["event"], line["view"], line["status"]) == (
        "answered",
        "catalogue.programme",
        response.status_code,
    )
    assert line["request_id"] == response.headers["X-Request-ID"]
    assert "Bandscheibe" not in json.dumps(line)


def test_a_slow_statement_is_logged_without_its_values(app, visitor, monkeypatch, lines):
    monkeypatch.setitem(app.config, "SLOW_STATEMENT_SECONDS", 0.0)

    visitor.post("/anmelden", email="geheim@jobcenter.example", password="falsch", status=422)

    slow = [line for line in lines() if line["event"] == "slow statement"]
    assert slow
    assert "geheim" not in json.dumps(slow)
