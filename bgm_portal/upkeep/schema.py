"""Which version the tables have, and whether this release knows it."""

from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import current_app
from sqlalchemy import Engine


class Fit(StrEnum):
    """How the tables stand to this release."""

    CURRENT = "current"
    EMPTY = "empty"  # no table yet
    OLDER = "older"  # migrations are to be run
    NEWER = "newer"  # made by a later release


@dataclass(frozen=True, kw_only=True)
class Version:
    """The version of the tables beside the newest one that this release knows."""

    present: tuple[str, ...]
    newest: tuple[str, ...]
    fit: Fit


def version(engine: Engine) -> Version:
    """Compare the tables of a database with the migrations of this release."""
    with engine.connect() as connection:
        present = tuple(MigrationContext.configure(connection).get_current_heads())
    return Version(present=present, newest=newest(), fit=fit(present))


@lru_cache(maxsize=1)
def newest() -> tuple[str, ...]:
    """Return the version to which the migrations of this release lead."""
    return tuple(_scripts().get_heads())


def fit(present: tuple[str, ...]) -> Fit:
    """Say how tables of this version stand to this release."""
    if not present:
        return Fit.EMPTY
    if set(present) == set(newest()):
        return Fit.CURRENT
    return Fit.OLDER if set(present) <= _known() else Fit.NEWER


def oldest() -> str:
    """Return the version with which the tables began."""
    return str(_scripts().get_base())


@lru_cache(maxsize=1)
def _known() -> frozenset[str]:
    return frozenset(script.revision for script in _scripts().walk_revisions())


def _scripts() -> ScriptDirectory:
    return ScriptDirectory.from_config(current_app.extensions["migrate"].migrate.get_config())
