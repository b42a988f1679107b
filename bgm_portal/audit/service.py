"""Writing into the notebook."""

from datetime import datetime
from uuid import UUID

from bgm_portal.core.database import db

from .events import REQUIRED_FACTS, Event
from .models import AuditEntry


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
    db.session.add(
        AuditEntry(
            at=at, event=event, actor_id=by, subject_id=subject, object_id=object_id, facts=facts
        )
    )
