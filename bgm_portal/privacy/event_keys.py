"""The key of one event: what is sealed for an activity opens with it alone, until it is destroyed.

A random key of 256 bits for each activity, made when the first thing is sealed there and wrapped
by a key of the house. Rows name it as "event:" and its id; rows that name a key of the house are
older, and open as ever.
"""

import logging
import secrets
from collections.abc import Iterable
from datetime import datetime
from typing import cast
from uuid import UUID, uuid4

from sqlalchemy import RowMapping, Table, select
from sqlalchemy.dialects import postgresql, sqlite

from bgm_portal.core.database import db
from bgm_portal.core.sealed import KEY_BYTES, Keyring, SealBroken, keyring

from .errors import CannotSeal
from .models import EventKey

PREFIX = "event:"  # no key of the house is called so: a colon ends its name
TRIES = 5
log = logging.getLogger(__name__)
_TABLE = cast("Table", EventKey.__table__)


def sealing(activity_id: UUID, *, at: datetime) -> Keyring:
    """Return the key of an activity to seal with, a new one if there is none.

    It is held until the commit, so that nobody destroys it before what it sealed is written.
    Raises CannotSeal where no key of the house opens it: a second key beside it would part what
    belongs together, so nothing is sealed until the administrator has mended that.
    """
    for _try in range(TRIES):
        held = _held(activity_id)
        if held is not None:
            return Keyring({name_of(held["id"]): _to_seal_with(held)})
        _make(activity_id, at=at)
    message = f"the key of {activity_id} was destroyed {TRIES} times while it was made"
    raise RuntimeError(message)


def opening(names: Iterable[str | None]) -> Keyring:
    """Return the keys of the house, and with one statement those of events among these names."""
    ids = {UUID(name.removeprefix(PREFIX)) for name in names if name and is_of_event(name)}
    if not ids:
        return keyring()
    found = db.session.execute(select(_TABLE).where(_TABLE.c.id.in_(ids)).order_by(_TABLE.c.id))
    return keyring().beside(dict(_opened(found.mappings())))


def name_of(key_id: UUID) -> str:
    """Return how rows name the key that sealed them."""
    return f"{PREFIX}{key_id}"


def is_of_event(name: str) -> bool:
    """Tell whether this names the key of an event."""
    return name.startswith(PREFIX)


def bound_to(key_id: UUID, activity_id: UUID) -> str:
    """Return to what a wrapped key is bound: moved to another activity, it does not open."""
    return f"{key_id}:{activity_id}"


def _held(activity_id: UUID) -> RowMapping | None:
    wanted = select(_TABLE).where(_TABLE.c.activity_id == activity_id)
    held = wanted.with_for_update(read=True, key_share=True)  # rewrapping goes on beside it
    return db.session.execute(held).mappings().one_or_none()


def _make(activity_id: UUID, *, at: datetime) -> None:
    """Insert a key; where two come first at once, the second waits and finds that of the first."""
    key_id = uuid4()
    key_name, wrapped = keyring().wrap(
        secrets.token_bytes(KEY_BYTES), bound=bound_to(key_id, activity_id)
    )
    dialect = postgresql if db.engine.dialect.name == "postgresql" else sqlite
    made = {"activity_id": activity_id, "key_name": key_name, "wrapped": wrapped, "made_at": at}
    db.session.execute(
        dialect.insert(_TABLE)
        .values(id=key_id, **made)
        .on_conflict_do_nothing(index_elements=["activity_id"])
    )


def _to_seal_with(row: RowMapping) -> bytes:
    try:
        return _unwrapped(row)
    except SealBroken as lost:
        log.error(  # noqa: TRY400 - the sentence is for whoever keeps the keys; a traceback is not
            "the key %s of an event does not open with %s: put that back into BGM_SEAL_KEYS",
            row["id"],
            row["key_name"],
        )
        raise CannotSeal from lost


def _unwrapped(row: RowMapping) -> bytes:
    bound = bound_to(row["id"], row["activity_id"])
    return keyring().unwrap(row["wrapped"], key=row["key_name"], bound=bound)


def _opened(rows: Iterable[RowMapping]) -> Iterable[tuple[str, bytes]]:
    for row in rows:
        try:
            yield name_of(row["id"]), _unwrapped(row)
        except SealBroken:
            continue  # what it sealed will say that it does not open
