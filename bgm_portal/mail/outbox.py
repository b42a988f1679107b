"""Putting messages into the outbox, and taking back those whose reason went away."""

from datetime import datetime
from typing import Any, cast
from uuid import UUID, uuid4

from sqlalchemy import CursorResult, Table, select, update
from sqlalchemy.dialects import postgresql, sqlite

from bgm_portal.core.database import db

from .message import Message
from .models import OutgoingMail
from .states import MailState

MESSAGE_ID_DOMAIN = "bgm-portal.invalid"  # RFC 2606: a name that can never be somebody's


def enqueue(message: Message, *, at: datetime) -> bool:
    """Store the message in the transaction of its reason; tell whether it is a new one.

    A message whose key is already known is not stored again, whoever was faster.
    """
    mail_id = uuid4()
    values: dict[str, Any] = {
        "id": mail_id,
        "key": message.key,
        "kind": message.kind,
        "person_id": message.to.person_id,
        "context_id": message.context_id,
        "activity_id": message.activity_id,
        "recipient": message.to.address,
        "language": message.to.language,
        "subject": message.subject,
        "text": message.text,
        "html": message.html,
        "reply_to": message.reply_to,
        "calendar": message.calendar.text if message.calendar else None,
        "calendar_method": message.calendar.method if message.calendar else None,
        "message_id": f"<{mail_id}@{MESSAGE_ID_DOMAIN}>",
        "policy": message.policy,
        "state": MailState.QUEUED,
        "created_at": at,
        "next_attempt_at": message.not_before or at,
        "expires_at": message.expires_at,
        "attempts": 0,
    }
    dialect = postgresql if db.engine.dialect.name == "postgresql" else sqlite
    table = cast("Table", OutgoingMail.__table__)
    statement = (
        dialect.insert(table).values(**values).on_conflict_do_nothing(index_elements=["key"])
    )
    result = cast("CursorResult[Any]", db.session.execute(statement))
    return result.rowcount == 1


def void(*, context_id: UUID, kinds: tuple[str, ...] | None = None) -> int:
    """Take back what was not sent yet, because its reason went away; return how many."""
    statement = (
        update(OutgoingMail)
        .where(OutgoingMail.context_id == context_id, OutgoingMail.state == MailState.QUEUED)
        .values(state=MailState.OBSOLETE)
        .execution_options(synchronize_session=False)
    )
    if kinds is not None:
        statement = statement.where(OutgoingMail.kind.in_(kinds))
    return cast("CursorResult[Any]", db.session.execute(statement)).rowcount


def is_known(key: str) -> bool:
    """Tell whether a message was ever stored for this reason."""
    return db.session.scalar(select(OutgoingMail.id).where(OutgoingMail.key == key)) is not None
