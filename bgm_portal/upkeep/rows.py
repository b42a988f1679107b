"""Copying and comparing the rows of two databases, whatever they are.

The tables are those of the models, parents before children. Rows that are there already stay as
they are, so a copy that was interrupted is finished by beginning it again.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    Column,
    Connection,
    Engine,
    Integer,
    Row,
    Table,
    bindparam,
    func,
    select,
    text,
    tuple_,
)
from sqlalchemy.dialects import postgresql, sqlite

from bgm_portal.core.database import db

AT_ONCE = 500  # databases limit the parameters of a statement
INSERTS: dict[str, Any] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}


@dataclass(frozen=True, kw_only=True)
class Copied:
    """What was done with a table: rows in the source, and how many of them were new."""

    table: str
    rows: int
    new: int


def tables() -> list[Table]:
    """Return all tables of the portal, parents first."""
    return list(db.metadata.sorted_tables)


def counts(connection: Connection) -> dict[str, int]:
    """Count the rows of every table."""
    return {
        table.name: connection.scalar(select(func.count()).select_from(table)) or 0
        for table in tables()
    }


def copy(source: Engine, target: Engine) -> Iterator[Copied]:
    """Copy every table; yield each when it is done. A batch is a transaction of the target's."""
    with snapshot(source) as reading:
        for table in tables():
            yield _copy_table(table, reading, target)
    _set_counters(target)


def differences(source: Engine, target: Engine) -> Iterator[str]:
    """Compare every row of the source with that of the target, and the numbers of rows."""
    with snapshot(source) as ours, snapshot(target) as theirs:
        for table in tables():
            for batch in _batches(table, ours):
                there = _same_keys(table, theirs, batch)
                for row in batch:
                    if there.get(_key(table, row)) != tuple(row):
                        yield f"{table.name} {_key(table, row)}"
            extra = _count(table, theirs) - _count(table, ours)
            if extra:
                yield f"{table.name}: {extra:+d}"


@contextmanager
def snapshot(engine: Engine) -> Iterator[Connection]:
    """Read everything as it was at one moment. SQLite lets nobody write meanwhile."""
    options = {"isolation_level": "REPEATABLE READ"} if engine.name == "postgresql" else {}
    with engine.execution_options(**options).connect() as connection:
        yield connection


def _copy_table(table: Table, reading: Connection, target: Engine) -> Copied:
    """Copy a table; what points into the table itself is filled in when all its rows are there."""
    inner = [column for column in table.columns if _points_home(column)]
    insert = INSERTS[target.dialect.name](table).on_conflict_do_nothing()
    total = new = 0
    for batch in _batches(table, reading):
        values = [dict(row._mapping) for row in batch]  # noqa: SLF001 - its documented mapping
        bare = [row | {column.name: None for column in inner} for row in values]
        with target.begin() as writing:
            known = len(_same_keys(table, writing, batch))
            writing.execute(insert, bare)
        total, new = total + len(batch), new + len(batch) - known
    if inner:
        _fill_in(table, inner, reading, target)
    return Copied(table=table.name, rows=total, new=new)


def _fill_in(table: Table, inner: list[Column[Any]], reading: Connection, target: Engine) -> None:
    """Set the columns by which rows of a table point to others of it."""
    update = table.update().values({column.name: bindparam(column.name) for column in inner})
    for key in table.primary_key:
        update = update.where(key == bindparam(f"key_{key.name}"))
    names = [column.name for column in inner]
    for batch in _batches(table, reading):
        pointing = [
            {name: getattr(row, name) for name in names}
            | {f"key_{key.name}": getattr(row, key.name) for key in table.primary_key}
            for row in batch
            if any(getattr(row, name) is not None for name in names)
        ]
        if pointing:
            with target.begin() as writing:
                writing.execute(update, pointing)


def _batches(table: Table, connection: Connection) -> Iterator[Sequence[Row[Any]]]:
    result = connection.execution_options(yield_per=AT_ONCE).execute(select(table))
    yield from result.partitions()


def _same_keys(
    table: Table, connection: Connection, batch: Sequence[Row[Any]]
) -> dict[tuple[Any, ...], tuple[Any, ...]]:
    keys = [_key(table, row) for row in batch]
    columns = list(table.primary_key)
    wanted = columns[0].in_([key[0] for key in keys])
    if len(columns) > 1:
        wanted = tuple_(*columns).in_(keys)
    return {_key(table, row): tuple(row) for row in connection.execute(select(table).where(wanted))}


def _key(table: Table, row: Row[Any]) -> tuple[Any, ...]:
    return tuple(getattr(row, column.name) for column in table.primary_key)


def _points_home(column: Column[Any]) -> bool:
    return any(key.column.table is column.table for key in column.foreign_keys)


def _count(table: Table, connection: Connection) -> int:
    return connection.scalar(select(func.count()).select_from(table)) or 0


def _set_counters(target: Engine) -> None:
    """Let PostgreSQL go on counting behind the highest number; SQLite does so by itself."""
    if target.dialect.name != "postgresql":
        return
    with target.begin() as writing:
        for table in tables():
            for column in table.primary_key:
                if isinstance(column.type, Integer) and column.autoincrement is not False:
                    highest = writing.scalar(select(func.max(column)))
                    sequence = writing.scalar(
                        text("SELECT pg_get_serial_sequence(:table, :column)"),
                        {"table": table.name, "column": column.name},
                    )
                    if sequence and highest:
                        writing.execute(
                            text("SELECT setval(:sequence, :highest)"),
                            {"sequence": sequence, "highest": highest},
                        )
