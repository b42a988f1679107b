"""What somebody finds in the portal of everything that was written to them.

A message and its notification are one row, so that neither can be there without the other. What
lets somebody in is not shown here, and neither is what lost its reason before it was sent.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    CursorResult,
    Row,
    ScalarSelect,
    and_,
    func,
    literal_column,
    select,
    update,
)
from sqlalchemy.exc import NoResultFound
from sqlalchemy.orm import QueryableAttribute

from bgm_portal.core.database import db, stated
from bgm_portal.core.paging import Page

from .models import OutgoingMail
from .states import DeliveryPolicy, MailState

PAGE_SIZE = 20
NOTHING: ColumnElement[str] = literal_column("''")  # as in an index of the table, see `stated`


@dataclass(frozen=True, kw_only=True)
class Notification:
    """A message as its reader finds it in a list."""

    id: UUID
    kind: str
    subject: str
    language: str
    created_at: datetime
    read_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class OpenNotification(Notification):
    """A message with its words, and how its mail fared."""

    text: str
    state: MailState
    sent_at: datetime | None


def unread_of(person_id: QueryableAttribute[UUID]) -> ScalarSelect[int]:
    """Return the number of unread messages as a part of another question."""
    return (
        select(func.count())
        .select_from(OutgoingMail)
        .where(_shown_to(person_id), OutgoingMail.read_at.is_(None))
        .correlate(person_id.class_)
        .scalar_subquery()
    )


def notifications(
    person_id: UUID, *, kinds: Iterable[str] = (), unread_only: bool = False, number: int = 1
) -> Page[Notification]:
    """Return a page of somebody's messages, newest first."""
    wanted = [_shown_to(person_id)]
    if kinds := list(kinds):
        wanted.append(OutgoingMail.kind.in_(kinds))
    if unread_only:
        wanted.append(OutgoingMail.read_at.is_(None))
    total = db.session.scalar(select(func.count()).select_from(OutgoingMail).where(*wanted)) or 0
    number = max(1, min(number, -(-total // PAGE_SIZE)))
    rows = db.session.execute(
        select(*_LISTED)
        .where(*wanted)
        .order_by(OutgoingMail.created_at.desc(), OutgoingMail.id)
        .limit(PAGE_SIZE)
        .offset((number - 1) * PAGE_SIZE)
    )
    found = [Notification(**_listed(row)) for row in rows]
    return Page(rows=found, number=number, size=PAGE_SIZE, total=total)


def notification(mail_id: UUID, *, person_id: UUID) -> OpenNotification:
    """Return one of somebody's messages, or raise NoResultFound."""
    row = db.session.execute(
        select(*_LISTED, OutgoingMail.text, OutgoingMail.state, OutgoingMail.sent_at).where(
            OutgoingMail.id == mail_id, _shown_to(person_id)
        )
    ).first()
    if row is None:
        raise NoResultFound
    return OpenNotification(**_listed(row), text=row.text, state=row.state, sent_at=row.sent_at)


def latest_state(context_id: UUID, *, person_id: UUID) -> MailState | None:
    """Return where the latest message to somebody about one thing stands, if there is one.

    One that could not be written counts, too: whoever waits for it is told not to.
    """
    return db.session.scalar(
        select(OutgoingMail.state)
        .where(OutgoingMail.context_id == context_id, OutgoingMail.person_id == person_id)
        .order_by(OutgoingMail.created_at.desc(), OutgoingMail.id)
        .limit(1)
    )


def mark(mail_id: UUID, *, person_id: UUID, read_at: datetime | None) -> None:
    """Note that somebody has read a message, or has not; raise NoResultFound if it is not theirs.

    Reading it twice does not change when it was read first.
    """
    moment = func.coalesce(OutgoingMail.read_at, read_at) if read_at else None
    if not _update(OutgoingMail.id == mail_id, _shown_to(person_id), read_at=moment):
        raise NoResultFound


def mark_all(*, person_id: UUID, read_at: datetime) -> int:
    """Note that somebody has read everything; return how many messages were new to them."""
    return _update(_shown_to(person_id), OutgoingMail.read_at.is_(None), read_at=read_at)


def _shown_to(person_id: UUID | QueryableAttribute[UUID]) -> ColumnElement[bool]:
    return and_(
        OutgoingMail.person_id == person_id,
        OutgoingMail.policy == stated(DeliveryPolicy.AT_LEAST_ONCE),
        OutgoingMail.state != stated(MailState.OBSOLETE),
        OutgoingMail.text != NOTHING,  # what could not be written tells nobody anything
    )


_LISTED = (
    OutgoingMail.id,
    OutgoingMail.kind,
    OutgoingMail.subject,
    OutgoingMail.language,
    OutgoingMail.created_at,
    OutgoingMail.read_at,
)


def _listed(row: Row[*tuple[Any, ...]]) -> dict[str, Any]:
    return {column.key: getattr(row, column.key) for column in _LISTED}


def _update(*which: ColumnElement[bool], **values: Any) -> int:
    statement = update(OutgoingMail).where(*which).values(**values)
    options = {"synchronize_session": False}
    result = db.session.execute(statement, execution_options=options)
    return cast("CursorResult[Any]", result).rowcount
