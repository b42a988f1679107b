"""Counting failures for all processes together, in one upsert each. Keys are stored as hashes."""

import hashlib
import hmac
from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import IPv6Address, ip_address
from typing import Any, cast

from flask import current_app
from sqlalchemy import CursorResult, Table, case, delete, func, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite

from bgm_portal.core.database import db

from .models import Throttle
from .rules import Limit, pause_after

NETWORK_BITS = 64  # one household or office has at least that much of IPv6 to itself


@dataclass(frozen=True, kw_only=True)
class Guarded:
    """What is guarded against trying: the hashed key, and how patient we are."""

    key: str
    limit: Limit


@dataclass(frozen=True, kw_only=True)
class Counted:
    """One counted try: whether it may go on, and what to undo if it was no failure."""

    pause: timedelta
    tries: tuple[tuple[Guarded, int], ...] = ()


def guarded(what: str, value: str, *, limit: Limit) -> Guarded:
    """Return the guard of an account or address. Without our secret nobody can read the key."""
    secret = str(current_app.config["SECRET_KEY"]).encode()
    digest = hmac.new(secret, f"throttle:{what}:{value}".encode(), hashlib.sha256)
    return Guarded(key=digest.hexdigest(), limit=limit)


def network_of(address: str | None) -> str:
    """Return the address, or its network where one person has millions of addresses."""
    try:
        parsed = ip_address(address or "")
    except ValueError:
        return "unknown"
    if isinstance(parsed, IPv6Address):
        return str(int(parsed) >> (128 - NETWORK_BITS))
    return str(parsed)


def count_try(guards: tuple[Guarded, ...], *, at: datetime) -> Counted:
    """Count a try as failed before it is made, unless there is a pause.

    Counting first means that a hundred tries at the same moment cannot all slip through: each
    waits for the row of the one before, and sees the pause which that one set.
    """
    pause = _remaining_pause(guards, at=at)
    if pause:
        return Counted(pause=pause)
    tries = tuple((guard, _count(guard, at=at)) for guard in guards)
    if any(failures is None for _guard, failures in tries):
        return Counted(pause=_remaining_pause(guards, at=at))
    return Counted(
        pause=pause,
        tries=tuple((guard, failures) for guard, failures in tries if failures is not None),
    )


def forgive(counted: Counted, *, wholly: Guarded) -> None:
    """Take a successful try back; forget all earlier failures of what it proved."""
    forget(wholly)
    for guard, failures in counted.tries:
        # The pause is lifted only if nobody else failed meanwhile.
        db.session.execute(
            update(Throttle)
            .where(Throttle.key == guard.key, Throttle.failures > 0)
            .values(
                failures=Throttle.failures - 1,
                blocked_until=case(
                    (Throttle.failures == failures, None), else_=Throttle.blocked_until
                ),
            )
            .execution_options(synchronize_session=False)
        )


def forget(guard: Guarded) -> None:
    """Forget all failures of one account."""
    db.session.execute(delete(Throttle).where(Throttle.key == guard.key))


def forget_old(*, before: datetime) -> int:
    """Delete counters that nothing was added to since this moment."""
    statement = delete(Throttle).where(Throttle.last_failure_at < before)
    return cast("CursorResult[Any]", db.session.execute(statement)).rowcount


def _remaining_pause(guards: tuple[Guarded, ...], *, at: datetime) -> timedelta:
    until = db.session.scalar(
        select(func.max(Throttle.blocked_until)).where(
            Throttle.key.in_([guard.key for guard in guards]), Throttle.blocked_until > at
        )
    )
    return until - at if until is not None else timedelta(0)


def _count(guard: Guarded, *, at: datetime) -> int | None:
    """Count one more failure in one statement; return nothing if there is a pause by now."""
    dialect = postgresql if db.engine.dialect.name == "postgresql" else sqlite
    table = cast("Table", Throttle.__table__)
    insert = dialect.insert(table).values(key=guard.key, failures=1, last_failure_at=at)
    forgotten = table.c.last_failure_at < at - guard.limit.forgotten_after
    failures: int | None = db.session.execute(
        insert.on_conflict_do_update(
            index_elements=["key"],
            set_={
                "failures": case((forgotten, 1), else_=table.c.failures + 1),
                "last_failure_at": at,
            },
            where=or_(table.c.blocked_until.is_(None), table.c.blocked_until <= at),
        ).returning(table.c.failures)
    ).scalar_one_or_none()
    if failures is None:
        return None
    pause = pause_after(failures, limit=guard.limit)
    db.session.execute(
        update(Throttle)
        .where(Throttle.key == guard.key)
        .values(blocked_until=at + pause if pause else None)
        .execution_options(synchronize_session=False)
    )
    return failures
