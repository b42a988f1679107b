"""The ledger of erasures: what was erased stays erased, also when a backup is restored.

The table would be lost with the database, so a job copies it into a file beside it. Restoring reads
both and erases anew what is older than its entry.
"""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, cast
from uuid import UUID, uuid4

from flask import current_app
from sqlalchemy import Connection, CursorResult, Engine, Table, delete, inspect, select

from bgm_portal.core.database import db

from . import own_rows
from .models import Erasure, ErasureRun

FILE = "erasures.jsonl"
EVERYTHING = "person"
KEPT = timedelta(days=400)  # no backup that is older comes back
_TABLE = cast("Table", Erasure.__table__)


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One thing that was erased."""

    id: str
    at: str
    what: str
    whose: str


def note(what: str, ids: Iterable[UUID], *, at: datetime) -> None:
    """Note that these rows of a table were erased, in the transaction that erases them."""
    rows = [{"id": uuid4(), "at": at, "what": what, "whose": fingerprint(what, i)} for i in ids]
    if rows:
        db.session.execute(_TABLE.insert(), rows)


def note_run(job: str, count: int, *, at: datetime) -> None:
    """Note how much a job erased."""
    db.session.add(ErasureRun(at=at, job=job, count=count))


def fingerprint(what: str, row_id: UUID) -> str:
    """Return what the ledger knows of a row. Ids are random, so nobody finds one by trying."""
    return hashlib.sha256(f"{what}:{row_id}".encode()).hexdigest()


def forget(*, at: datetime) -> int:
    """Erase what is too old to be needed; return how many entries."""
    erased = 0
    for table in (Erasure, ErasureRun):
        done = db.session.execute(delete(table).where(table.at < at - KEPT))
        erased += cast("CursorResult[Any]", done).rowcount
    return erased


def copy_out() -> int:
    """Write the ledger into its file, if it is not there already; return how many are new."""
    entries = _in_table(db.session.connection())
    known = {entry.id for entry in _in_file()}
    new = sum(1 for entry in entries if entry.id not in known)
    if new or len(known) != len(entries):
        file = _file()
        beside = file.with_suffix(".new")
        beside.write_text("".join(f"{json.dumps(asdict(entry))}\n" for entry in entries))
        beside.replace(file)
    return new


def known(engine: Engine) -> list[Entry]:
    """Return all that is known to be erased: of the table, if there is one, and of the file."""
    entries = {entry.id: entry for entry in _in_file()}
    if inspect(engine).has_table(_TABLE.name):
        with engine.connect() as connection:
            entries |= {entry.id: entry for entry in _in_table(connection)}
    return sorted(entries.values(), key=lambda entry: (entry.at, entry.id))


def replay(connection: Connection, entries: Sequence[Entry], *, since: datetime) -> int:
    """Erase anew what was erased after a moment, and keep the entries; return how many rows."""
    kept = {entry.id for entry in _in_table(connection)}
    missing = [asdict(entry) for entry in entries if entry.id not in kept]
    for entry in missing:
        entry |= {"id": UUID(entry["id"]), "at": datetime.fromisoformat(entry["at"])}
    if missing:
        connection.execute(_TABLE.insert(), missing)
    later = [entry for entry in entries if datetime.fromisoformat(entry.at) >= since]
    return sum(
        _erase_anew(connection, what, {entry.whose for entry in later if entry.what == what})
        for what in sorted({entry.what for entry in later})
    )


def _erase_anew(connection: Connection, what: str, wanted: set[str]) -> int:
    table = db.metadata.tables[what]
    ids = connection.scalars(select(table.c.id).order_by(table.c.id)).all()
    found = [row_id for row_id in ids if fingerprint(what, row_id) in wanted]
    if what == EVERYTHING:
        return sum(
            sum(own_rows.erase(person_id, connection=connection).values()) for person_id in found
        )
    for row_id in found:
        connection.execute(table.delete().where(table.c.id == row_id))
    return len(found)


def _in_table(connection: Connection) -> list[Entry]:
    rows = connection.execute(select(_TABLE).order_by(_TABLE.c.at, _TABLE.c.id))
    return [
        Entry(id=str(row.id), at=row.at.isoformat(), what=row.what, whose=row.whose) for row in rows
    ]


def _in_file() -> list[Entry]:
    file = _file()
    if not file.exists():
        return []
    return [Entry(**json.loads(line)) for line in file.read_text().splitlines() if line]


def _file() -> Path:
    return Path(current_app.instance_path) / FILE
