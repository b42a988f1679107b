"""Moving to another database, usually from SQLite to PostgreSQL, compared row by row.

The portal and its worker stand still meanwhile. An interrupted move is finished by beginning it
again; the source is never changed.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from flask import current_app
from flask_babel import gettext as _
from sqlalchemy import URL, create_engine, make_url
from sqlalchemy.exc import ArgumentError, SQLAlchemyError

from bgm_portal.core import heartbeat
from bgm_portal.core.database import db

from . import restore, rows, schema
from .errors import CannotMove
from .rows import Copied
from .schema import Fit

ALIVE = timedelta(minutes=2)


def move(address: str, *, at: datetime) -> Iterator[Copied]:
    """Copy everything into another database, table by table, then compare every row.

    Raises CannotMove when the move cannot begin, and when a row differs in the end.
    """
    url = _target(address)
    insist_on_quiet(at)
    if schema.version(db.engine).fit is not Fit.CURRENT:
        raise CannotMove(_("Die Tabellen passen nicht zu dieser Version: flask db upgrade"))
    restore.upgrade(url)
    target = create_engine(url)
    try:
        yield from rows.copy(db.engine, target)
        different = list(rows.differences(db.engine, target))
    except SQLAlchemyError as error:
        raise CannotMove(_("Die Datenbank hat abgelehnt: %(why)s", why=error)) from error
    finally:
        target.dispose()
    if different:
        raise CannotMove(
            _(
                "%(count)s Zeilen sind verschieden, zum Beispiel: %(example)s",
                count=len(different),
                example=different[0],
            )
        )


def _target(address: str) -> URL:
    if address.startswith("postgresql://"):
        address = "postgresql+psycopg://" + address.removeprefix("postgresql://")
    try:
        url = make_url(address)
    except ArgumentError as error:
        raise CannotMove(_("Das ist keine Adresse einer Datenbank.")) from error
    if url.get_backend_name() not in rows.INSERTS:
        raise CannotMove(_("Das Portal läuft auf SQLite und PostgreSQL."))
    if url == db.engine.url:
        raise CannotMove(_("Das ist die Datenbank, in der das Portal schon läuft."))
    return url


def insist_on_quiet(at: datetime) -> None:
    """Refuse while a worker lives: what it writes meanwhile would be lost."""
    last = heartbeat.latest(heartbeat.found(Path(current_app.instance_path)), at=at)
    if last is not None and at - last < ALIVE:
        raise CannotMove(
            _(
                "Der Worker arbeitet noch. Halten Sie Portal und Worker an, und warten Sie "
                "zwei Minuten."
            )
        )
