"""Putting messages into the outbox, and taking back those whose reason went away."""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import Any, cast
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    CursorResult,
    Table,
    and_,
    bindparam,
    case,
    delete,
    func,
    literal,
    or_,
    select,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.sql.dml import ReturningInsert

from bgm_portal.core.database import connection, db

from . import preferences
from .kinds import DERIVED, KINDS, Choice
from .message import Message
from .models import OutgoingMail
from .rules import UNWRITTEN
from .states import Channel, DeliveryPolicy, MailState

MESSAGE_ID_DOMAIN = "bgm-portal.invalid"  # RFC 2606: a name that can never be somebody's
REPEATABLE = (MailState.FAILED, MailState.MISSED, MailState.UNCERTAIN)
KEPT = timedelta(days=90)
LINKS_KEPT = timedelta(days=2)
KEYS_AT_ONCE = 500  # databases limit the number of parameters of a statement

_TABLE = cast("Table", OutgoingMail.__table__)
_INSERT: dict[str, Callable[[Table], Any]] = {
    "sqlite": sqlite.insert,
    "postgresql": postgresql.insert,
}
#: What is known only when a message is on its way.
LATER = ("lease_owner", "lease_until", "data_started_at", "sent_at", "last_error", "read_at")
#: Written once, because every sign-up stores a message while others wait for its place.
_STORE = {
    name: insert(_TABLE).on_conflict_do_nothing(index_elements=["key"]).returning(_TABLE.c.id)
    for name, insert in _INSERT.items()
}


def _stored_as_wished() -> dict[str, ReturningInsert[Any]]:
    """Build the statement that stores a message the way its reader wishes, read in the same."""
    wish = func.coalesce(
        preferences.WISH.scalar_subquery(), bindparam("usual", type_=preferences.WAY)
    )
    values: dict[str, ColumnElement[Any]] = {
        column.name: bindparam(column.name, type_=column.type)
        for column in _TABLE.c
        if column.name not in LATER
    }
    portal = literal(MailState.PORTAL, _TABLE.c.state.type)
    values["state"] = case((wish == Channel.PORTAL, portal), else_=values["state"])
    rows = select(*values.values()).where(wish != Channel.OFF)
    return {
        name: insert(_TABLE)
        .from_select(list(values), rows, include_defaults=False)
        .on_conflict_do_nothing(index_elements=["key"])
        .returning(_TABLE.c.id)
        for name, insert in _INSERT.items()
    }


_STORE_AS_WISHED = _stored_as_wished()


def enqueue(message: Message, *, at: datetime) -> bool:
    """Store the message in the transaction of its reason; tell whether it is a new one.

    A message whose key is already known is not stored again, whoever was faster. What its reader
    wants in the portal alone is not mailed; what they do not want at all is not stored. What could
    not be written is stored as failed, with the reason, so that its own reason stands all the same.
    """
    is_written = not message.failure
    values: dict[str, Any] = {
        "id": message.id,
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
        "message_id": f"<{message.id}@{MESSAGE_ID_DOMAIN}>",
        "policy": message.policy,
        "state": MailState.QUEUED if is_written else MailState.FAILED,
        "created_at": at,
        "next_attempt_at": message.not_before or at,
        "expires_at": message.expires_at,
        "voided": False,
        "attempts": 0,
    }
    if not is_written:
        return _store(values | {"last_error": message.failure})
    choice = KINDS[message.kind].choice
    if message.to.person_id is None or choice is Choice.NONE:
        return _store(values)
    return _store(values | {"usual": choice.usual}, as_wished=True)


def _store(values: dict[str, Any], *, as_wished: bool = False) -> bool:
    held = connection()
    statement = (_STORE_AS_WISHED if as_wished else _STORE)[held.dialect.name]
    return held.execute(statement, values).first() is not None


def void(
    *,
    context_id: UUID | None = None,
    activity_id: UUID | None = None,
    kinds: tuple[str, ...] | None = None,
    keys: tuple[str, ...] | None = None,
    spared: tuple[str, ...] = (),
) -> int:
    """Take back what was not sent yet, because its reason went away; return how many.

    One of `context_id` and `activity_id` says about what; ValueError if neither does. Kinds that
    are `spared` stay.

    A message that a worker holds is taken back too, up to the moment its words are handed over;
    after that it is marked, so that it is at least not tried a second time. So is what failed:
    it stays where people see it, and nobody can send it again.
    """
    if context_id is None and activity_id is None:
        raise ValueError("about what?")
    unsent = OutgoingMail.state.in_((MailState.QUEUED, MailState.SENDING, *REPEATABLE))
    only_marked = or_(
        OutgoingMail.state.in_(REPEATABLE),
        and_(OutgoingMail.state == MailState.SENDING, OutgoingMail.data_started_at.is_not(None)),
    )
    statement = (
        update(OutgoingMail)
        .where(unsent, OutgoingMail.kind.not_in(spared))
        .values(
            voided=True,
            state=case((only_marked, OutgoingMail.state), else_=MailState.OBSOLETE),
        )
        .execution_options(synchronize_session=False)
    )
    if context_id is not None:
        statement = statement.where(OutgoingMail.context_id == context_id)
    if activity_id is not None:
        statement = statement.where(OutgoingMail.activity_id == activity_id)
    if kinds is not None:
        statement = statement.where(OutgoingMail.kind.in_(kinds))
    if keys is not None:
        statement = statement.where(OutgoingMail.key.in_(keys))
    return _count(statement)


def send_again(mail_id: UUID, *, at: datetime) -> bool:
    """Put a message back into the queue that failed, was missed, or may not have arrived.

    Its time limit is lifted: somebody who knows it decided. What could not be written is forgotten,
    where a job writes it anew at its next tick. Returns False when the message is in another state
    by now, when its reason went away, or when its words are not kept any more.
    """
    unwritten = delete(OutgoingMail).where(
        OutgoingMail.id == mail_id, OutgoingMail.voided.is_(False), was_not_written()
    )
    if _count(unwritten.execution_options(synchronize_session=False)):
        return True
    statement = (
        update(OutgoingMail)
        .where(
            OutgoingMail.id == mail_id,
            OutgoingMail.state.in_(REPEATABLE),
            OutgoingMail.voided.is_(False),
            OutgoingMail.text != "",
        )
        .values(
            state=MailState.QUEUED,
            next_attempt_at=at,
            expires_at=None,
            data_started_at=None,
            last_error=None,
        )
        .execution_options(synchronize_session=False)
    )
    return _count(statement) == 1


def was_not_written() -> ColumnElement[bool]:
    """Say which messages failed because their template did, and are written anew once forgotten."""
    return and_(
        OutgoingMail.kind.in_(DERIVED),
        OutgoingMail.state == MailState.FAILED,
        OutgoingMail.text == "",
        OutgoingMail.last_error.startswith(UNWRITTEN, autoescape=True),
    )


def forget(*, at: datetime) -> int:
    """Erase what is not needed any more; return how many messages were touched.

    Messages that are over go after `KEPT`. One-time links go as soon as they have lost their use,
    because whoever reads the table could use them.
    """
    over = OutgoingMail.state.not_in((MailState.QUEUED, MailState.SENDING))
    removed = _count(
        delete(OutgoingMail)
        .where(over, OutgoingMail.created_at < at - KEPT)
        .execution_options(synchronize_session=False)
    )
    emptied = _count(
        update(OutgoingMail)
        .where(
            over,
            OutgoingMail.policy == DeliveryPolicy.AT_MOST_ONCE,
            OutgoingMail.created_at < at - LINKS_KEPT,
            OutgoingMail.text != "",
        )
        .values(text="", html="")
        .execution_options(synchronize_session=False)
    )
    return removed + emptied


def known_keys(keys: Iterable[str]) -> set[str]:
    """Return those reasons for which a message was ever stored."""
    wanted = list(keys)
    found: set[str] = set()
    for start in range(0, len(wanted), KEYS_AT_ONCE):
        some = wanted[start : start + KEYS_AT_ONCE]
        found |= set(db.session.scalars(select(OutgoingMail.key).where(OutgoingMail.key.in_(some))))
    return found


def _count(statement: Any) -> int:
    return cast("CursorResult[Any]", db.session.execute(statement)).rowcount
