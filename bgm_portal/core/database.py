"""Base class of all tables, the one way to commit, and what SQLite must be told.

SQLite and PostgreSQL are equals here. SQLite lets one writer in at a time, so whoever may write
has to say so when the transaction begins (`BEGIN IMMEDIATE`); a reader who turns into a writer
half-way would be refused. The write mode is on unless a web request that only reads switches it
off, so that commands, the worker and tests are safe without thinking of it.
"""

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from enum import StrEnum
from functools import lru_cache
from typing import Any
from uuid import UUID, uuid4

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import (
    ColumnElement,
    DateTime,
    Engine,
    Enum,
    MetaData,
    TypeDecorator,
    event,
    literal_column,
)
from sqlalchemy.engine import Connection, Dialect
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.pool import ConnectionPoolEntry, Pool

write_mode: ContextVar[bool] = ContextVar("write_mode", default=True)
_CONNECTION = "connection"
_PATIENCE_SECONDS = 15
_TURN = "turn"
_BEGINS_NOTHING = "begins_nothing"
_turns: dict[str, threading.Lock] = {}


class Base(DeclarativeBase):
    """Names every constraint, so that migrations can change them later."""

    metadata = MetaData(
        naming_convention={
            "pk": "pk_%(table_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ix": "ix_%(column_0_label)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
        }
    )


db = SQLAlchemy(model_class=Base)


class Identified:
    """A row with a random identifier that tells nothing to whoever guesses."""

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)


class UtcDateTime(TypeDecorator[datetime]):
    """Store moments in UTC, refuse naive ones, hand aware ones back."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse naive moments on the way in."""
        if value is None:
            return None
        if value.tzinfo is None:
            message = "naive datetime"
            raise ValueError(message)
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Say on the way out that it is UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def enum_by_value(kind: type[Any], name: str) -> Enum:
    """Store an enum by its value in a text column that checks itself."""
    return Enum(
        kind,
        name=name,
        native_enum=False,
        create_constraint=True,
        validate_strings=True,
        length=40,
        values_callable=lambda members: [member.value for member in members],
    )


def stated(word: StrEnum) -> ColumnElement[Any]:
    """Return a word of ours as a part of the statement, instead of a value handed in with it.

    For what decides whether an index over some of the rows will do: with a value, SQLite plans the
    statement anew each time, which takes longer than the statement, and PostgreSQL asks no such
    index as soon as it keeps a plan.
    """
    return literal_column(f"'{word.value}'")


def connection() -> Connection:
    """Return the connection of the open transaction, for statements past the session's bookkeeping.

    A sign-up asks for it nine times while others wait; it stays the same until the transaction
    ends, and the session's own way to it takes as long as a short statement.
    """
    session = db.session()
    known: Connection | None = session.info.get(_CONNECTION)
    if known is None or known.closed:
        known = session.info[_CONNECTION] = session.connection()
    return known


@contextmanager
def transaction() -> Iterator[None]:
    """Commit on the way out, roll back if anything was raised."""
    try:
        yield
        db.session.commit()
    except BaseException:
        db.session.rollback()
        raise


@contextmanager
def in_one_go() -> Iterator[Connection]:
    """Say one statement that is a transaction by itself, where a thousand times that counts.

    The database is asked once instead of three times. Only while the session has no transaction
    open: SQLite would let nobody else write. What the statement returns must be read to its end,
    for with that SQLite commits it.
    """
    with _by_statement(db.engine).begin() as link:
        yield link


@lru_cache(maxsize=8)
def _by_statement(engine: Engine) -> Engine:
    """Return an engine with the same connections, on which every statement commits itself.

    SQLite does so wherever nothing was begun; to change the level would undo our own way to begin.
    """
    if engine.dialect.name == "sqlite":
        return engine.execution_options(**{_BEGINS_NOTHING: True})
    return engine.execution_options(isolation_level="AUTOCOMMIT")


@contextmanager
def reading() -> Iterator[None]:
    """Look before writing, without holding back whoever writes meanwhile; begin anew after it."""
    token = write_mode.set(False)
    try:
        db.session.rollback()
        yield
    finally:
        db.session.rollback()
        write_mode.reset(token)


@contextmanager
def own_transaction() -> Iterator[None]:
    """Write in a reading request: a short transaction of its own, before anything else was read.

    Only for what belongs to the frame of a request (a session seen again), never for a use case.
    """
    token = write_mode.set(True)
    try:
        db.session.rollback()
        with transaction():
            yield
    finally:
        write_mode.reset(token)


@event.listens_for(Engine, "connect")
def _prepare_sqlite(connection: Any, _record: Any) -> None:
    if not isinstance(connection, sqlite3.Connection):
        return
    connection.isolation_level = None  # begin is ours, see below
    for pragma in (
        f"busy_timeout={_PATIENCE_SECONDS * 1000}",
        "journal_mode=WAL",
        "synchronous=NORMAL",
        "foreign_keys=ON",
        "secure_delete=ON",  # what is erased is written over, keys above all
    ):
        connection.execute(f"PRAGMA {pragma}")
    connection.create_function("lower", 1, _lower, deterministic=True)  # its own knows no umlauts


def _lower(text: str | None) -> str | None:
    return text.lower() if isinstance(text, str) else text


@event.listens_for(Engine, "begin")
def _begin_sqlite(connection: Connection) -> None:
    if connection.dialect.name != "sqlite":
        return
    if connection.get_execution_options().get(_BEGINS_NOTHING):
        _wait_for_turn(connection)
    elif write_mode.get():
        _wait_for_turn(connection)
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    else:
        connection.exec_driver_sql("BEGIN")


def _wait_for_turn(connection: Connection) -> None:
    """Let the writers of this process in one by one.

    SQLite itself lets those who wait try again after longer and longer naps, so that whoever came
    first may be let in last, and the file lies idle meanwhile. Writers of other processes still
    meet at its lock; so does whoever waited for too long here, and is refused by it.
    """
    name = connection.engine.url.database
    if not name or _TURN in connection.info:  # or has had it since an earlier transaction
        return
    turn = _turns.setdefault(name, threading.Lock())
    if turn.acquire(timeout=_PATIENCE_SECONDS):
        connection.info[_TURN] = turn


@event.listens_for(Pool, "checkin")
@event.listens_for(Pool, "invalidate")
@event.listens_for(Pool, "detach")
def _end_turn(_connection: Any, record: ConnectionPoolEntry, *_error: Any) -> None:
    turn: threading.Lock | None = record.info.pop(_TURN, None)
    if turn is not None:
        turn.release()
