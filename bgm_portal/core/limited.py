"""Reading with less than the rights of the portal: only tables and columns that are named.

What is not named cannot be read, whatever statement is tried, and nothing can be written. On
PostgreSQL a role without a login refuses it, on SQLite an authorizer of the connection
(docs/adr/0025).
"""

import logging
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass
from typing import cast

from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError

from .database import db

log = logging.getLogger(__name__)

EXTENSION = "limited_readers"  # under which the portal knows all readers

#: What SQLite asks about besides columns, and what may always be done.
ALLOWED = {
    sqlite3.SQLITE_SELECT,
    sqlite3.SQLITE_FUNCTION,
    sqlite3.SQLITE_RECURSIVE,
    sqlite3.SQLITE_SAVEPOINT,
}


@dataclass(frozen=True, kw_only=True)
class Reader:
    """Somebody who may read certain columns. `role` is its name in PostgreSQL."""

    role: str
    columns: Mapping[str, frozenset[str]]  # by table

    def may_read(self, table: str, column: str) -> bool:
        """Tell whether a column may be read; counting rows names none."""
        named = self.columns.get(table)
        return named is not None and (not column or column in named)


@contextmanager
def reading(reader: Reader) -> Iterator[None]:
    """Read with the rights of this reader alone, within the transaction that is going on."""
    db.session.flush()
    connection = db.session.connection()
    is_sqlite = connection.dialect.name == "sqlite"
    limit: Callable[[Connection, Reader], AbstractContextManager[None]]
    limit = _by_authorizer if is_sqlite else _by_role
    with limit(connection, reader):
        yield


@contextmanager
def _by_authorizer(connection: Connection, reader: Reader) -> Iterator[None]:
    lite = cast("sqlite3.Connection", connection.connection.driver_connection)

    def judge(action: int, first: str | None, second: str | None, *_rest: str | None) -> int:
        if action == sqlite3.SQLITE_READ:
            may = reader.may_read(first or "", second or "")
        else:
            may = action in ALLOWED
        return sqlite3.SQLITE_OK if may else sqlite3.SQLITE_DENY

    lite.set_authorizer(judge)
    try:
        yield
    finally:
        lite.set_authorizer(None)


@contextmanager
def _by_role(connection: Connection, reader: Reader) -> Iterator[None]:
    if not prepare(connection, reader):
        log.warning("read with all rights of the portal: there is no role %s", reader.role)
        yield
        return
    connection.exec_driver_sql(f'SET LOCAL ROLE "{reader.role}"')
    try:
        yield
    finally:
        with suppress(DBAPIError):  # of a transaction that failed: it ends, and with it the role
            connection.exec_driver_sql("SET LOCAL ROLE NONE")


def prepare(connection: Connection, reader: Reader) -> bool:
    """Give the role exactly its rights, and make it where allowed; tell whether it is there.

    It belongs to the transaction, so that a page that only looks leaves nothing behind.
    """
    if not _is_there(connection, reader) and not _made(connection, reader):
        return False
    wanted = {(table, column) for table, some in reader.columns.items() for column in some}
    if _rights(connection, reader) != {(*one, "SELECT") for one in wanted}:
        for statement in grants(reader):
            connection.exec_driver_sql(statement)
    return True


def missing(reader: Reader) -> str:
    """Return what must be run once before this reader is limited; nothing where it is."""
    connection = db.session.connection()
    if connection.dialect.name == "sqlite" or prepare(connection, reader):
        return ""
    account = connection.exec_driver_sql("SELECT current_user").scalar()
    return making(reader, account=str(account))


def making(reader: Reader, *, account: str) -> str:
    """Return what an administrator of the database runs once where the portal may not."""
    return f'CREATE ROLE "{reader.role}" NOLOGIN; GRANT "{reader.role}" TO "{account}";'


def grants(reader: Reader) -> Iterator[str]:
    """Return the statements that give the role its rights, and take all others."""
    yield f'REVOKE ALL ON ALL TABLES IN SCHEMA public FROM "{reader.role}"'
    yield f'GRANT USAGE ON SCHEMA public TO "{reader.role}"'
    for table, columns in sorted(reader.columns.items()):
        named = ", ".join(f'"{column}"' for column in sorted(columns))
        yield f'GRANT SELECT ({named}) ON "{table}" TO "{reader.role}"'


def _is_there(connection: Connection, reader: Reader) -> bool:
    found = connection.execute(
        text("SELECT pg_has_role(current_user, oid, 'MEMBER') FROM pg_roles WHERE rolname = :role"),
        {"role": reader.role},
    )
    return bool(found.scalar())


def _made(connection: Connection, reader: Reader) -> bool:
    may = connection.exec_driver_sql(
        "SELECT rolsuper OR rolcreaterole FROM pg_roles WHERE rolname = current_user"
    ).scalar()
    if not may:
        return False
    connection.exec_driver_sql(
        f'DO $$ BEGIN CREATE ROLE "{reader.role}" NOLOGIN;'
        " EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$"
    )
    connection.exec_driver_sql(f'GRANT "{reader.role}" TO CURRENT_USER')
    return True


def _rights(connection: Connection, reader: Reader) -> set[tuple[str, str, str]]:
    """Return what the role may do with which column."""
    rows = connection.execute(
        text(
            "SELECT table_name, column_name, privilege_type"
            " FROM information_schema.column_privileges"
            " WHERE grantee = :role AND table_schema = 'public'"
        ),
        {"role": reader.role},
    )
    return {(row[0], row[1], row[2]) for row in rows}
