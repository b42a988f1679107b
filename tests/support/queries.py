"""Counting SQL statements: a page needs the same number for five rows as for fifty."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import Any

from sqlalchemy import event

from bgm_portal.core.database import db

QUIET = ("BEGIN", "COMMIT", "ROLLBACK", "PRAGMA")


class Statements(list[str]):
    """The statements that went to the database, in order."""

    @property
    def count(self) -> int:
        """Return how many there were."""
        return len(self)


@contextmanager
def statements() -> Iterator[Statements]:
    """Listen to the database: `with statements() as heard: …`, then look at `heard.count`."""
    heard = Statements()
    engine = db.engine

    def _hear(
        _connection: Any,
        _cursor: Any,
        statement: str,
        _parameters: Any,
        _context: Any,
        _many: Any,
    ) -> None:
        if not statement.lstrip().upper().startswith(QUIET):
            heard.append(statement)

    event.listen(engine, "before_cursor_execute", _hear)
    try:
        yield heard
    finally:
        event.remove(engine, "before_cursor_execute", _hear)


@lru_cache
def unstated() -> re.Pattern[str]:
    """Find what is compared with a value though an index over some rows compares it with a word.

    Each time such a statement is sent, SQLite plans it anew (`core.database.stated`).
    """
    found = set()
    for table in db.metadata.tables.values():
        for index in table.indexes:
            condition = index.dialect_options["sqlite"]["where"]
            for column, sign in re.findall(r"(\w+) (=|<>) '", str(condition)):
                written = {"=": "=", "<>": "!="}[sign]
                found.add(rf"\b{table.name}(_\d+)?\.{column} {written} (\?|%\()")
    return re.compile("|".join(sorted(found)))
