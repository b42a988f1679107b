"""How the database reads what a page asks for: which tables it goes through from end to end."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import event, text

from bgm_portal.core.database import db

#: Tables that become longer with every year, and how many rows a plan may read of one in a row.
GROWING = frozenset(
    {
        "access_answer",
        "activity",
        "assignment",
        "attendance",
        "attendance_numbers",
        "audit_entry",
        "consent",
        "occurrence",
        "outgoing_mail",
        "registration",
        "registration_answer",
        "sign_in_session",
    }
)
FEW_ROWS = 2_000


@dataclass(frozen=True)
class Asked:
    """A statement as it went to the database."""

    statement: str
    parameters: Any


@contextmanager
def listening() -> Iterator[list[Asked]]:
    """Write down what is asked until the block ends."""
    heard: list[Asked] = []

    def hear(_c: Any, _cursor: Any, statement: str, parameters: Any, _x: Any, _many: Any) -> None:
        heard.append(Asked(statement, parameters))

    engine = db.engine
    event.listen(engine, "before_cursor_execute", hear)
    try:
        yield heard
    finally:
        event.remove(engine, "before_cursor_execute", hear)


def whole_tables_read(asked: list[Asked]) -> Iterator[str]:
    """Yield a sentence for each growing table that a statement reads from end to end."""
    with db.engine.connect() as connection:
        long = _long_tables(connection)
        for one in asked:
            if (
                not one.statement.lstrip()
                .upper()
                .startswith(("SELECT", "WITH", "UPDATE", "DELETE"))
            ):
                continue
            found = connection.exec_driver_sql(
                f"EXPLAIN (FORMAT JSON) {one.statement}", one.parameters
            ).scalar()
            plan = json.loads(found) if isinstance(found, str) else found
            for table in _scanned(plan[0]["Plan"]):
                if table in long:
                    words = " ".join(one.statement.split())
                    yield f"reads all {long[table]:,.0f} rows of {table}: {words[:160]} …"


def _long_tables(connection: Any) -> dict[str, float]:
    rows = connection.execute(text("SELECT relname, reltuples FROM pg_class WHERE relkind = 'r'"))
    return {name: rows_ for name, rows_ in rows if name in GROWING and rows_ > FEW_ROWS}


def _scanned(plan: dict[str, Any]) -> Iterator[str]:
    if plan["Node Type"] in {"Seq Scan", "Parallel Seq Scan"}:
        yield plan["Relation Name"]
    for part in plan.get("Plans", ()):
        yield from _scanned(part)
