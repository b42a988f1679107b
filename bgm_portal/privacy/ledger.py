"""The ledger of erasures: what was erased stays erased, also when a backup is restored.

The table would be lost with the database, so a job copies it into a file beside it. Restoring reads
both and erases anew what is older than its entry.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, cast
from uuid import UUID, uuid4

from flask import current_app
from sqlalchemy import Connection, CursorResult, Engine, Table, and_, delete, inspect, select

from bgm_portal.core.database import db
from bgm_portal.identity import leavers

from . import own_rows
from .models import Erasure, ErasureRun

FILE = "erasures.jsonl"
EVERYTHING = "person"
ACCOUNT = "person.account"  # of somebody who left: name and address go as well
#: What is emptied where the row stays: the name of the entry, and the columns.
EMPTIED = {"run_entry.sealed_result": ("sealed_result", "key_name")}
KEPT = timedelta(days=400)  # no backup that is older comes back
_TABLE = cast("Table", Erasure.__table__)

#: The key of a row: its id, or the column that is its key by name. Never one made of ids that
#: others know, such as a person and an activity: its fingerprint could be found by trying.
Key = UUID | Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One thing that was erased."""

    id: str
    at: str
    what: str
    whose: str


def note(what: str, keys: Iterable[Key], *, at: datetime) -> None:
    """Note that these rows of a table were erased, in the transaction that erases them."""
    rows = [{"id": uuid4(), "at": at, "what": what, "whose": fingerprint(what, k)} for k in keys]
    if rows:
        db.session.execute(_TABLE.insert(), rows)


def note_run(job: str, count: int, *, at: datetime) -> None:
    """Note how much a job erased."""
    db.session.add(ErasureRun(at=at, job=job, count=count))


def fingerprint(what: str, key: Key) -> str:
    """Return what the ledger knows of a row. Ids are random, so nobody finds one by trying."""
    told = ":".join(str(key[name]) for name in sorted(key)) if isinstance(key, Mapping) else key
    return hashlib.sha256(f"{what}:{told}".encode()).hexdigest()


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
    table = db.metadata.tables[what.partition(".")[0]]
    keys = list(table.primary_key)
    rows = connection.execute(select(*keys).order_by(*keys)).mappings().all()
    found = [
        row for row in rows if fingerprint(what, {c.name: row[c.name] for c in keys}) in wanted
    ]
    if what in {EVERYTHING, ACCOUNT}:
        return sum(_erase_person(connection, row["id"], what) for row in found)
    for row in found:
        this = and_(*(column == row[column.name] for column in keys))
        emptied = EMPTIED.get(what)
        connection.execute(
            table.update().where(this).values(dict.fromkeys(emptied))
            if emptied
            else table.delete().where(this)
        )
    return len(found)


def _erase_person(connection: Connection, person_id: UUID, what: str) -> int:
    left = what == ACCOUNT
    erased = sum(own_rows.erase(person_id, leaves=left, connection=connection).values())
    if left:
        person = db.metadata.tables["person"]
        nameless = person.update().where(person.c.id == person_id)
        connection.execute(nameless.values(leavers.nameless(person_id)))
    return erased


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
