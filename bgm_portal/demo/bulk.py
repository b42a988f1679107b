"""Writing millions of rows: by COPY into PostgreSQL, in large batches into SQLite.

Rows are plain values by name of their column. Nothing here knows a table; who hands the rows in
knows the rules of the house, because nobody else asks.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from enum import Enum
from itertools import islice
from typing import Any

from sqlalchemy import Table

from bgm_portal.core.database import db

AT_ONCE = 10_000
Row = Mapping[str, Any]


def write(table: str, rows: Iterable[Row]) -> int:
    """Write rows that all name the same columns, in the open transaction; return how many."""
    known = db.metadata.tables[table]
    copying = db.engine.dialect.name == "postgresql"
    remaining, total = iter(rows), 0
    while batch := list(islice(remaining, AT_ONCE)):
        (_copy if copying else _insert)(known, batch)
        total += len(batch)
    return total


def _insert(table: Table, batch: Sequence[Row]) -> None:
    db.session.execute(table.insert(), [dict(row) for row in batch])


def _copy(table: Table, batch: Sequence[Row]) -> None:
    names = list(batch[0])
    columns = ", ".join(f'"{name}"' for name in names)
    driver: Any = db.session.connection().connection.driver_connection
    with (
        driver.cursor() as cursor,
        cursor.copy(f'COPY "{table.name}" ({columns}) FROM STDIN') as copy,
    ):
        for row in batch:
            copy.write_row([_plain(row[name]) for name in names])


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return json.dumps(value)
    return value.value if isinstance(value, Enum) else value
