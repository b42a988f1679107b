"""A house with a little of everything, on tables that came from the migrations."""

import os
import shutil
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import flask_migrate
import pytest
from flask import Flask
from sqlalchemy import Engine, create_engine, make_url

from bgm_portal.activities.kinds import ActivityKind, PreventionField
from bgm_portal.activities.models import Activity
from bgm_portal.app import create_app
from bgm_portal.audit import service as audit
from bgm_portal.audit.events import Event
from bgm_portal.core import clock
from bgm_portal.core.database import db, transaction
from bgm_portal.identity import service as identity
from bgm_portal.identity.kinds import Employer
from bgm_portal.identity.models import Person, Unit
from bgm_portal.mail import outbox
from bgm_portal.registration.service import drafts
from tests.conftest import POSTGRES, make_config, postgres_database
from tests.factories.mail import message
from tests.support.times import NOW


@pytest.fixture(
    scope="module", params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)]
)
def dialect(request: pytest.FixtureRequest) -> str:
    """Each of the two databases in turn."""
    if request.param == "postgresql" and not POSTGRES:
        pytest.skip("TEST_POSTGRES_URL is not set")
    return str(request.param)


@pytest.fixture(scope="module")
def migrated(dialect: str, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of a database that the migrations made, to be copied for every test."""
    folder = tmp_path_factory.mktemp("migrated")
    url = f"sqlite:///{folder}/empty.db" if dialect == "sqlite" else postgres_database(_name("t"))
    app = create_app(make_config(folder, url))
    with app.app_context():
        flask_migrate.upgrade()
        db.session.remove()
        db.engine.dispose()
    return url


@pytest.fixture
def address(migrated: str, tmp_path: Path) -> Callable[..., str]:
    """Return a function that gives the address of a database with tables, or with none."""

    def _address(name: str, *, tables: bool = True) -> str:
        if migrated.startswith("sqlite"):
            file = tmp_path / f"{name}.db"
            if tables:
                shutil.copyfile(migrated.removeprefix("sqlite:///"), file)
            return f"sqlite:///{file}"
        template = make_url(migrated).database if tables else None
        return postgres_database(_name(name), template=template)

    return _address


def _name(name: str) -> str:
    return f"{name}_{os.environ.get('PYTEST_XDIST_WORKER', 'alone')}"


@pytest.fixture
def house(
    tmp_path: Path, address: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> Iterator[Flask]:
    """A portal whose tables the migrations made, with rows that point to each other."""
    config = make_config(tmp_path / "instance", address("house"))
    monkeypatch.setenv("BGM_ENV", "development")  # for the commands that it starts itself
    monkeypatch.setenv("BGM_INSTANCE", str(config.instance))
    app = create_app(config)
    with app.app_context(), clock.standing_at(NOW):
        fill()
        yield app
        db.session.remove()
        db.engine.dispose()


def fill() -> None:
    """Put a little of everything into empty tables."""
    with transaction():
        whole = Unit(code="GF", name="Geschäftsführung")
        db.session.add(whole)
        db.session.flush()
        team = Unit(code="T1", name="Team 1", reporting_unit_id=whole.id)
        db.session.add(team)
        db.session.flush()
        head = _person("Ortmann", team)
        colleague = _person("Albers", team, line_manager_id=head.id)
        activity = Activity(
            kind=ActivityKind.WORKSHOP,
            field=PreventionField.MOVEMENT,
            title_de="Rückenschule",
            teaser_de="Für alle.",
            contact_id=head.id,
            created_by=head.id,
            created_at=NOW,
            registration_deadline=NOW + timedelta(days=7),
        )
        db.session.add(activity)
        db.session.flush()
        colleague_id, activity_id = colleague.id, activity.id
        identity.begin_session(person_id=colleague_id, at=NOW)
        audit.record(Event.SIGNED_IN, at=NOW, by=colleague_id, subject=colleague_id)
        outbox.enqueue(message(), at=NOW)
        drafts.save(colleague_id, activity_id, {"needs": "Ruheraum"}, at=NOW)


def _person(name: str, unit: Unit, **values: object) -> Person:
    person = Person(
        first_name="Alex",
        last_name=name,
        email=f"{name.lower()}@jobcenter.example",
        unit_id=unit.id,
        employer=Employer.BA,
        created_at=NOW,
        **values,
    )
    db.session.add(person)
    db.session.flush()
    return person


@pytest.fixture
def engine_of() -> Iterator[Callable[[str], Engine]]:
    """Return a function that opens a database by its address."""
    opened: list[Engine] = []

    def _open(url: str) -> Engine:
        opened.append(create_engine(url))
        return opened[-1]

    yield _open
    for engine in opened:
        engine.dispose()
