"""How the database reads what a page asks for: which tables it goes through from end to end."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
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
        "audit_link",
        "consent",
        "occurrence",
        "outgoing_mail",
        "registration",
        "registration_answer",
        "sign_in_session",
    }
)
FEW_ROWS = 10_000
MOST_COST = 50_000  # above twice as much PostgreSQL compiles the statement first, every time


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


@dataclass
class Looked:
    """What the database says about a page: blocks that it touched, tables read from end to end."""

    blocks: int = 0
    faults: set[str] = field(default_factory=set)


def look(asked: list[Asked]) -> Looked:
    """Let the database explain every statement of a page; reading ones are carried out for it.

    Blocks are the same on a busy machine as on an idle one, so they can be compared. They are
    counted on the way by the indexes, in every house: a short table is read from end to end
    because that is cheaper, a longer one by its index, and what the two ways touch says nothing
    about growth. The faults are those of the way that the database chooses by itself.
    """
    looked = Looked()
    with db.engine.connect() as connection:
        long = _long_tables(connection)
        for one in asked:
            begins = one.statement.lstrip().upper()
            if not begins.startswith(("SELECT", "WITH", "UPDATE", "DELETE")):
                continue
            plan = _plan(connection, one, "FORMAT JSON")
            words = " ".join(one.statement.split())
            if plan["Total Cost"] > MOST_COST:
                looked.faults.add(f"is planned at a cost of {plan['Total Cost']:,.0f}: {words}")
            for table in _scanned(plan):
                if table in long:
                    looked.faults.add(f"reads all of {table} ({long[table]:,.0f} rows): {words}")
            if begins.startswith("SELECT"):
                looked.blocks += _blocks_by_index(connection, one)
    return looked


def _blocks_by_index(connection: Any, one: Asked) -> int:
    connection.exec_driver_sql("SET LOCAL enable_seqscan = off")
    connection.exec_driver_sql("SET LOCAL jit = off")  # the price of what is off would demand it
    plan = _plan(connection, one, "ANALYZE, BUFFERS, FORMAT JSON")
    connection.exec_driver_sql("RESET enable_seqscan")
    connection.exec_driver_sql("RESET jit")
    return int(plan.get("Shared Hit Blocks", 0) + plan.get("Shared Read Blocks", 0))


def _plan(connection: Any, one: Asked, how: str) -> dict[str, Any]:
    found = connection.exec_driver_sql(f"EXPLAIN ({how}) {one.statement}", one.parameters).scalar()
    plan: dict[str, Any] = (json.loads(found) if isinstance(found, str) else found)[0]["Plan"]
    return plan


def _long_tables(connection: Any) -> dict[str, float]:
    rows = connection.execute(text("SELECT relname, reltuples FROM pg_class WHERE relkind = 'r'"))
    return {name: rows_ for name, rows_ in rows if name in GROWING and rows_ > FEW_ROWS}


def _scanned(plan: dict[str, Any]) -> Iterator[str]:
    if plan["Node Type"] in {"Seq Scan", "Parallel Seq Scan"}:
        yield plan["Relation Name"]
    for part in plan.get("Plans", ()):
        yield from _scanned(part)
