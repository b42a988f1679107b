"""A database of its own for each torture, on both back ends."""

import os
from pathlib import Path

import pytest
from sqlalchemy import create_engine, make_url, text


def empty_database(server_url: str, name: str) -> str:
    """Make an empty database on a PostgreSQL server and return its address."""
    server = create_engine(server_url, isolation_level="AUTOCOMMIT")
    with server.connect() as connection:
        connection.execute(text(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)"))
        connection.execute(text(f"CREATE DATABASE {name}"))
    server.dispose()
    return make_url(server_url).set(database=name).render_as_string(hide_password=False)


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty database."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'portal.db'}"
    worker = os.environ.get("PYTEST_XDIST_WORKER", "alone")
    return empty_database(os.environ["TEST_POSTGRES_URL"], f"bgm_torture_{worker}")
