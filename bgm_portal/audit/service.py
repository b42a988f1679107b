"""Writing into the notebook, sealing its pages, and tearing out the old ones."""

from datetime import datetime, timedelta
from typing import Any, cast
from uuid import UUID, uuid4

from sqlalchemy import CursorResult, Table, bindparam, delete, insert, select, text, update
from sqlalchemy.dialects import postgresql, sqlite

from bgm_portal.core.database import connection, db

from . import chain, queries
from .events import REQUIRED_FACTS, SIGN_INS, Event
from .models import AuditEntry, AuditLink, AuditState

KEPT = timedelta(days=365)
SIGN_INS_KEPT = timedelta(days=90)
AT_ONCE = 500  # a short transaction: everybody writes into this table
SEALING = 7281  # the name of a lock in PostgreSQL; any number that nobody else uses

#: Written once, and past the bookkeeping of the session: others wait while a sign-up is noted.
_NOTE = insert(cast("Table", AuditEntry.__table__))


def record(
    event: Event,
    *,
    at: datetime,
    by: UUID | None,
    subject: UUID | None = None,
    object_id: UUID | None = None,
    **facts: str | int | None,
) -> None:
    """Note what happened, in the transaction of what happened.

    `subject` is the person concerned, `object_id` the row that was touched. Facts are codes and
    numbers. Raises ValueError when the facts are not those that the event must carry.
    """
    expected = REQUIRED_FACTS.get(event, frozenset())
    if set(facts) != expected:
        message = f"{event} carries {sorted(expected)}, not {sorted(facts)}"
        raise ValueError(message)
    values = {
        "id": uuid4(),
        "at": at,
        "event": event,
        "actor_id": by,
        "subject_id": subject,
        "object_id": object_id,
        "facts": facts,
        "kept_until": at + (SIGN_INS_KEPT if event in SIGN_INS else KEPT),
    }
    connection().execute(_NOTE, values)


def seal() -> int:
    """Tie some of the entries that have no link yet to the chain; return how many.

    Two workers at once wait for each other, on SQLite by themselves.
    """
    if db.engine.dialect.name == "postgresql":
        db.session.execute(text("SELECT pg_advisory_xact_lock(:name)"), {"name": SEALING})
    number, before = queries.head()
    entries, links = [], []
    for entry in queries.unsealed(limit=AT_ONCE):
        number, digest = number + 1, chain.digest_of(entry)
        before = chain.tie(before, digest)
        entries.append({"entry_id": entry.id, "link": number})
        links.append(
            {"number": number, "digest": digest, "chain": before, "kept_until": entry.kept_until}
        )
    if links:
        table = cast("Table", AuditEntry.__table__)
        db.session.execute(cast("Table", AuditLink.__table__).insert(), links)
        numbered = table.update().where(table.c.id == bindparam("entry_id"))
        db.session.execute(numbered.values(number=bindparam("link")), entries)
    return len(links)


def verify(*, at: datetime, noted: bytes | None = None) -> list[chain.Finding]:
    """Compare every entry with what was sealed, and every link with the one before it.

    `noted` is what somebody wrote down of the chain earlier, as `fingerprint` shows it.
    """
    return [*chain.flaws(queries.links(), at=at), *queries.loose_ends(at=at, noted=noted)]


def check(*, at: datetime) -> int:
    """Verify the notebook and remember what was found; return the number of flaws."""
    state = queries.state()
    found = len(verify(at=at, noted=state.checked_chain if state else None))
    number, last = queries.head()
    _remember(checked_at=at, checked_number=number, checked_chain=last, flaws=found)
    return found


def erase_old(*, at: datetime) -> int:
    """Erase some of the entries that were kept long enough, the oldest first; return how many.

    The triggers of the table let go of old entries alone, and only in this transaction.
    """
    some = select(AuditEntry.id).where(AuditEntry.kept_until < at)
    some = some.order_by(AuditEntry.kept_until).limit(AT_ONCE)
    _remember(erasing_until=at)
    erased = db.session.execute(
        delete(AuditEntry)
        .where(AuditEntry.id.in_(some.scalar_subquery()))
        .execution_options(synchronize_session=False)
    )
    _remember(erasing_until=None)
    return cast("CursorResult[Any]", erased).rowcount


def _remember(**values: datetime | bytes | int | None) -> None:
    dialect = postgresql if db.engine.dialect.name == "postgresql" else sqlite
    table = cast("Table", AuditState.__table__)
    db.session.execute(dialect.insert(table).values(id=1).on_conflict_do_nothing())
    db.session.execute(update(AuditState).values(**values))
