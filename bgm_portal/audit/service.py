"""Writing into the notebook, sealing its pages, and tearing out the old ones."""

from datetime import UTC, datetime, timedelta
from typing import Any, cast
from uuid import UUID, uuid4

from sqlalchemy import CursorResult, Table, bindparam, delete, insert, select, text, true, update
from sqlalchemy.dialects import postgresql, sqlite

from bgm_portal.core.database import connection, db

from . import chain, queries
from .events import REQUIRED_FACTS, SIGN_INS, Event
from .models import AuditEntry, AuditLink, AuditState, AuditTally

KEPT = timedelta(days=365)
SIGN_INS_KEPT = timedelta(days=90)
A_DAY = timedelta(days=1)
STILL_WRITING = timedelta(hours=1)
DAYS_AT_ONCE = timedelta(days=31)
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
    findings = [*chain.flaws(queries.links(), at=at), *queries.loose_ends(at=at)]
    if noted is not None and not queries.is_known(noted):
        findings.append(chain.Finding(flaw=chain.Flaw.REWRITTEN, number=queries.head()[0]))
    return findings


def check(*, at: datetime) -> int:
    """Verify the notebook and remember what was found; return the number of flaws.

    Every entry that is kept is compared. The walk begins at the first link whose entry must still
    be there: those before it only tie what was erased, and their number grows for ever. The last
    link of the check before must still say what it said; `verify` walks along all of them.
    """
    state, before = queries.state(), queries.first_kept(at=at) - 1
    tied_to = queries.chain_at(before) or chain.START
    walked = chain.flaws(queries.links(first=before + 1), at=at, after=before, tied_to=tied_to)
    found = sum(1 for _flaw in (*walked, *queries.loose_ends(at=at)))
    if state is not None and state.checked_number is not None:
        found += queries.chain_at(state.checked_number) != state.checked_chain
    number, last = queries.head()
    _remember(checked_at=at, checked_number=number, checked_chain=last, flaws=found)
    return found


def count_days(*, at: datetime) -> int:
    """Count what happened on the next days that are over, a month at most; return how many days.

    Requests that began just before midnight may still write, so a day is over a little later.
    """
    last = queries.last_counted()
    first = last + A_DAY if last else queries.first_day()
    if first is None:
        return 0
    today = (at - STILL_WRITING).astimezone(UTC).date()
    until = min(today, first + DAYS_AT_ONCE)
    if until <= first:
        return 0
    counted = {(until - A_DAY, Event.SIGNED_IN.value): 0}  # notes that this was done, if nothing is
    counted |= queries.counts_by_day(first, until)
    note = _insert(cast("Table", AuditTally.__table__)).on_conflict_do_nothing()
    db.session.execute(
        note,
        [{"day": day, "event": event, "times": times} for (day, event), times in counted.items()],
    )
    return (until - first).days


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
    _erase_tallies(at=at)
    return cast("CursorResult[Any]", erased).rowcount


def _erase_tallies(*, at: datetime) -> None:
    """Let counts go together with the last entries that they counted."""
    for kept, which in ((SIGN_INS_KEPT, AuditTally.event.in_(SIGN_INS)), (KEPT, true())):
        over = AuditTally.day < (at - kept).astimezone(UTC).date()
        db.session.execute(
            delete(AuditTally).where(over, which).execution_options(synchronize_session=False)
        )


def _remember(**values: datetime | bytes | int | None) -> None:
    table = cast("Table", AuditState.__table__)
    db.session.execute(_insert(table).values(id=1).on_conflict_do_nothing())
    db.session.execute(update(AuditState).values(**values))


def _insert(table: Table) -> postgresql.Insert | sqlite.Insert:
    """Return an insert that may pass over what is there already: two workers are harmless."""
    if db.engine.dialect.name == "postgresql":
        return postgresql.insert(table)
    return sqlite.insert(table)
