"""Writing into the notebook, and tearing out its old pages."""

from datetime import datetime, timedelta
from typing import Any, cast
from uuid import UUID, uuid4

from sqlalchemy import CursorResult, Table, and_, delete, insert, or_, select

from bgm_portal.core.database import db

from .events import REQUIRED_FACTS, SIGN_INS, Event
from .models import AuditEntry

KEPT = timedelta(days=365)
SIGN_INS_KEPT = timedelta(days=90)
AT_ONCE = 500  # a short transaction: everybody writes into this table

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
    }
    db.session.connection().execute(_NOTE, values)


def erase_old(*, at: datetime) -> int:
    """Erase some of the entries that were kept long enough, the oldest first; return how many."""
    over = or_(
        AuditEntry.at < at - KEPT,
        and_(AuditEntry.event.in_(SIGN_INS), AuditEntry.at < at - SIGN_INS_KEPT),
    )
    some = select(AuditEntry.id).where(over).order_by(AuditEntry.at).limit(AT_ONCE)
    erased = db.session.execute(
        delete(AuditEntry)
        .where(AuditEntry.id.in_(some.scalar_subquery()))
        .execution_options(synchronize_session=False)
    )
    return cast("CursorResult[Any]", erased).rowcount
