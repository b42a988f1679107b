"""A database of its own for each torture, on both back ends."""

import os
from pathlib import Path

import pytest

from tests.torture.databases import empty_database


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty database."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'portal.db'}"
    worker = os.environ.get("PYTEST_XDIST_WORKER", "alone")
    return empty_database(os.environ["TEST_POSTGRES_URL"], f"bgm_torture_{worker}")
