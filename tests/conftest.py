"""What every test may ask for: an application on a fresh database, visitors, people, a mailbox."""

import base64
import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import datetime
from functools import lru_cache
from pathlib import Path

import pytest
from flask import Flask, g, request_started
from sqlalchemy import create_engine, text

from bgm_portal.app import create_app
from bgm_portal.core import clock
from bgm_portal.core import house as house_words
from bgm_portal.core.database import db
from bgm_portal.identity import service as identity
from bgm_portal.identity.models import Person
from bgm_portal.privacy import ledger
from config import Config, House, MailSettings
from tests.support import frozen, numbers
from tests.support.page import Visitor
from tests.support.times import NOW

pytest_plugins = [
    "tests.support.garbage",
    "tests.support.measured",
    "tests.support.order",
    "tests.support.skips",
    "tests.support.chrome",
    "tests.factories",
    "tests.factories.accommodations",
    "tests.factories.contacts",
    "tests.factories.registration",
    "tests.factories.units",
    "tests.support.mailbox",
    "tests.support.snapshots",
    "tests.factories.mail",
    "tests.factories.identity",
    "tests.factories.learning",
    "tests.factories.reminders",
    "tests.factories.reports",
    "tests.factories.world",
]

POSTGRES = os.environ.get("TEST_POSTGRES_URL", "")


def make_config(folder: Path, database_url: str) -> Config:
    """Return the configuration under which tests run."""
    return Config(
        env="development",
        database_url=database_url,
        secret_key="only-for-tests-" + "x" * 32,
        seal_keys={"test": base64.b64decode(base64.b64encode(b"t" * 32))},
        base_url="http://localhost",
        trusted_hosts=("localhost",),
        proxy_hops=0,
        instance=folder,
        mail=MailSettings(
            transport="memory", sender="bgm@jobcenter.example", folder=folder / "mail"
        ),
        house=House(
            contact_name="Nadine Ortmann",
            contact_phone="intern 140",
            contact_room="Haus Mitte, Raum 1.12",
            contact_email="bgm@jobcenter.example",
        ),
        second_factor="offered",
        testing=True,
    )


def _begin_afresh(_portal: Flask) -> None:
    """Forget the request before: in tests all share one application context and its memory."""
    for name in list(g):
        g.pop(name)


def postgres_database(worker: str, *, template: str | None = None) -> str:
    """Make a database of this worker's own, empty or like another one; return its address."""
    name = f"bgm_test_{worker}"
    server = create_engine(POSTGRES, isolation_level="AUTOCOMMIT")
    with server.connect() as connection:
        connection.execute(text(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)"))
        like = f" TEMPLATE {template}" if template else ""
        connection.execute(text(f"CREATE DATABASE {name}{like}"))
    server.dispose()
    return POSTGRES.rsplit("/", 1)[0] + f"/{name}" + _query(POSTGRES)


def _query(url: str) -> str:
    return "?" + url.split("?", 1)[1] if "?" in url else ""


@pytest.fixture(
    scope="session",
    params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)],
)
def portal(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Flask]:
    """The portal on an empty database: once on SQLite, once on PostgreSQL."""
    folder = tmp_path_factory.mktemp(request.param)
    if request.param == "sqlite":
        url = f"sqlite:///{folder / 'portal.db'}"
    elif not POSTGRES:
        pytest.skip("TEST_POSTGRES_URL is not set")
    else:
        worker = os.environ.get("PYTEST_XDIST_WORKER", "alone")
        url = postgres_database(worker)
    house_words.LOOK_AGAIN_SECONDS = 3600.0  # a test begins by looking, and may last for minutes
    app = create_app(make_config(folder, url))
    request_started.connect(_begin_afresh, app)
    with app.app_context():
        db.create_all()
    yield app
    with app.app_context():
        db.engine.dispose()


def _empty() -> None:
    """Delete every row of every table, in one go: a hundred statements cost more than a test."""
    connection = db.session.connection()
    script = _deletions(connection.dialect.name)
    if connection.dialect.name == "sqlite":
        # Whatever is open is committed first; the session commits what this begins.
        connection.connection.cursor().executescript(f"BEGIN IMMEDIATE; {script}")
    else:
        connection.exec_driver_sql(script)
    db.session.commit()


@lru_cache
def _deletions(_database: str) -> str:
    tables = reversed(db.metadata.sorted_tables)
    return ";".join(str(table.delete().compile(db.engine)) for table in tables)


@pytest.fixture
def app(portal: Flask) -> Iterator[Flask]:
    """The portal with nothing in it, inside an application context, and the clock at NOW."""
    numbers.restart()
    with portal.app_context(), clock.standing_at(NOW):
        house_words.teller().forget()
        house_words.house()  # read now, so never in the middle of what a test counts
        yield portal
        wipe()
        db.session.remove()
        (Path(portal.instance_path) / ledger.FILE).unlink(missing_ok=True)  # no table, but kept too


def wipe() -> None:
    """Leave nothing in any table, as between two tests."""
    db.session.rollback()
    frozen.thaw()
    frozen.forget_versions()
    frozen.forget_the_log()
    _empty()


@pytest.fixture
def visitor(app: Flask) -> Visitor:
    """Somebody who has not signed in."""
    return Visitor(app.test_client())


@pytest.fixture
def sign_in(app: Flask) -> Callable[[Person], Visitor]:
    """Return a function that gives a browser in which this person is signed in."""

    def _sign_in(person: Person) -> Visitor:
        client = app.test_client()
        token = identity.begin_session(person_id=person.id, at=clock.now())
        db.session.commit()
        with client.session_transaction() as session:
            session["_user_id"] = token
            session["_fresh"] = True
        return Visitor(client)

    return _sign_in


@pytest.fixture
def at() -> Callable[[datetime], AbstractContextManager[None]]:
    """Move the clock: `with at(LATER): …`."""
    return clock.standing_at
