"""What happens to the keys of events: wrapped anew, destroyed, kept apart from every backup.

A backup never holds them. They lie in a file beside the database, of which only the newest copy
counts; restoring takes from it what was not destroyed since. So a key that is destroyed is gone
for all backups at once, however long they are kept.
"""

import base64
import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import cast
from uuid import UUID

from flask import current_app
from sqlalchemy import Connection, Engine, Table, func, inspect, select

from bgm_portal.core.database import db
from bgm_portal.core.sealed import keyring

from . import event_keys, ledger
from .models import EventKey

FILE = "event-keys.jsonl"
ONLY_OURS = 0o600
_TABLE = cast("Table", EventKey.__table__)


@dataclass(frozen=True, kw_only=True)
class Kept:
    """A wrapped key as it stands in the file."""

    id: str
    activity_id: str
    key_name: str
    wrapped: str
    made_at: str


def unused() -> list[UUID]:
    """Return the activities with a key that seals nothing any more."""
    in_use = _names_in_use(db.session.connection())
    rows = db.session.execute(select(_TABLE.c.id, _TABLE.c.activity_id).order_by(_TABLE.c.id))
    return [activity for key_id, activity in rows if event_keys.name_of(key_id) not in in_use]


def activities() -> list[UUID]:
    """Return all activities that have a key."""
    return list(db.session.scalars(select(_TABLE.c.activity_id).order_by(_TABLE.c.id)))


def destroy(activity_id: UUID, *, at: datetime, even_if_used: bool) -> int:
    """Destroy the key of an activity for good, and note it in the ledger; return how many.

    Whoever is sealing with it is waited for; by then it is in use, and stays unless its time is up.
    """
    wanted = select(_TABLE.c.id).where(_TABLE.c.activity_id == activity_id)
    key_id = db.session.scalar(wanted.with_for_update())
    if key_id is None:
        return 0
    if not even_if_used and event_keys.name_of(key_id) in _names_in_use(db.session.connection()):
        return 0
    db.session.execute(_TABLE.delete().where(_TABLE.c.id == key_id))
    ledger.note(_TABLE.name, [key_id], at=at)
    return 1


def rewrap(*, limit: int) -> int:
    """Wrap anew, with the key of today, some that older ones wrapped; return how many.

    Nothing that they sealed is touched. What no key of the house opens stays as it is.
    """
    ring = keyring()
    older = _TABLE.c.key_name.in_([name for name in ring.names if name != ring.current])
    wanted = select(_TABLE).where(older).order_by(_TABLE.c.id)
    rows = db.session.execute(wanted.limit(limit).with_for_update(key_share=True)).mappings().all()
    for row in rows:
        bound = event_keys.bound_to(row["id"], row["activity_id"])
        key = ring.unwrap(row["wrapped"], key=row["key_name"], bound=bound)
        key_name, wrapped = ring.wrap(key, bound=bound)
        again = _TABLE.update().where(_TABLE.c.id == row["id"])
        db.session.execute(again.values(key_name=key_name, wrapped=wrapped))
    return len(rows)


def orphans(connection: Connection) -> dict[str, int]:
    """Count, by table, the rows that nobody can open because the key of their event is gone."""
    names = {event_keys.name_of(key_id) for key_id in connection.scalars(select(_TABLE.c.id))}
    found: dict[str, int] = {}
    for table in _sealed_tables():
        name = table.c.key_name
        counted = select(name, func.count()).where(name.startswith(event_keys.PREFIX))
        rows = connection.execute(counted.group_by(name).order_by(name))
        if lost := sum(count for key_name, count in rows if key_name not in names):
            found[table.name] = lost
    return found


def copy_out() -> int:
    """Write all keys into their file, if it does not hold just these; return how many are there."""
    keys = _in_table(db.session.connection())
    if keys == _in_file():
        return 0
    file = _file()
    beside = file.with_suffix(".new")
    beside.touch(mode=ONLY_OURS)
    beside.write_text("".join(f"{json.dumps(asdict(key))}\n" for key in keys))
    beside.replace(file)
    return len(keys)


def known(engine: Engine, erased: Iterable[ledger.Entry]) -> list[Kept]:
    """Return all keys that are there and not destroyed: of the table, if there is one, and file."""
    keys = {key.id: key for key in _in_file()}
    if inspect(engine).has_table(_TABLE.name):
        with engine.connect() as connection:
            keys |= {key.id: key for key in _in_table(connection)}
    gone = {entry.whose for entry in erased if entry.what == _TABLE.name}
    return [key for key in keys.values() if _fingerprint(key) not in gone]


def put_back(connection: Connection, keys: Sequence[Kept]) -> None:
    """Put keys into a restored database, which holds none, for the activities that it knows."""
    activity = db.metadata.tables["activity"]
    there: Collection[UUID] = set(connection.scalars(select(activity.c.id)))
    held = set(connection.scalars(select(_TABLE.c.activity_id)))
    rows = [
        {
            "id": UUID(key.id),
            "activity_id": UUID(key.activity_id),
            "key_name": key.key_name,
            "wrapped": base64.b64decode(key.wrapped),
            "made_at": datetime.fromisoformat(key.made_at),
        }
        for key in keys
    ]
    wanted = [r for r in rows if r["activity_id"] in there and r["activity_id"] not in held]
    if wanted:
        connection.execute(_TABLE.insert(), wanted)


def _sealed_tables() -> list[Table]:
    tables = db.metadata.sorted_tables
    return [one for one in tables if one is not _TABLE and "key_name" in one.columns]


def _names_in_use(connection: Connection) -> set[str]:
    names: set[str] = set()
    for table in _sealed_tables():
        column = table.c.key_name
        named = select(column).where(column.startswith(event_keys.PREFIX)).distinct()
        names |= set(connection.scalars(named))
    return names


def _fingerprint(key: Kept) -> str:
    return ledger.fingerprint(_TABLE.name, UUID(key.id))


def _in_table(connection: Connection) -> list[Kept]:
    rows = connection.execute(select(_TABLE).order_by(_TABLE.c.id))
    return [
        Kept(
            id=str(row.id),
            activity_id=str(row.activity_id),
            key_name=row.key_name,
            wrapped=base64.b64encode(row.wrapped).decode(),
            made_at=row.made_at.isoformat(),
        )
        for row in rows
    ]


def _in_file() -> list[Kept]:
    file = _file()
    if not file.exists():
        return []
    return [Kept(**json.loads(line)) for line in file.read_text().splitlines() if line]


def _file() -> Path:
    return Path(current_app.instance_path) / FILE
