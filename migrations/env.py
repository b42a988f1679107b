"""How migrations run: on the application's own database, SQLite and PostgreSQL alike.

SQLite rebuilds a table to change it. With foreign keys switched on, dropping the old one would
cascade into the rows of others, so they are switched off before the transaction begins and the
references are checked before it ends.
"""

import sqlite3
from typing import Any, cast

from alembic import context
from flask import current_app
from sqlalchemy import Connection

from bgm_portal.core.database import UtcDateTime, db


def render_item(kind: str, item: object, _context: Any) -> str | bool:
    """Write plain types, so that a migration does not import the models of its day."""
    if kind == "type" and isinstance(item, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    return False


def migrate(connection: Connection) -> None:
    """Run the migrations in one transaction."""
    context.configure(
        connection=connection,
        target_metadata=db.metadata,
        render_item=render_item,
        **current_app.extensions["migrate"].configure_args | {"render_as_batch": True},
    )
    with context.begin_transaction():
        context.run_migrations()


def run_on_sqlite(connection: Connection) -> None:
    """Switch foreign keys off around the migrations, and check them afterwards."""
    raw = cast("sqlite3.Connection", connection.connection.driver_connection)
    raw.execute("PRAGMA foreign_keys=OFF")  # has no effect inside a transaction: before BEGIN
    try:
        migrate(connection)
        broken = raw.execute("PRAGMA foreign_key_check").fetchall()
        if broken:
            raise RuntimeError(f"a migration left references that point nowhere: {broken[:5]}")
    finally:
        raw.execute("PRAGMA foreign_keys=ON")


def run() -> None:
    """Migrate the database of the application."""
    with db.engine.connect() as connection:
        if connection.dialect.name == "sqlite":
            run_on_sqlite(connection)
        else:
            migrate(connection)
        if connection.in_transaction():
            connection.commit()


run()
