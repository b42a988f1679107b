"""Questions about the outbox: where messages stand, never what they say."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, ScalarSelect, case, func, select
from sqlalchemy.exc import NoResultFound

from bgm_portal.core.database import db
from bgm_portal.core.paging import Page, leaf

from .models import OutgoingMail
from .outbox import REPEATABLE, was_not_written
from .states import MailState

PAGE_SIZE = 25
MOST_COUNTED = 1000


@dataclass(frozen=True, kw_only=True)
class Envelope:
    """A message as its envelope shows it: to whom, of which kind, and where it stands."""

    id: UUID
    kind: str
    state: MailState
    person_id: UUID | None
    recipient: str
    activity_id: UUID | None
    created_at: datetime
    next_attempt_at: datetime
    expires_at: datetime | None
    sent_at: datetime | None
    attempts: int
    reason: str | None
    message_id: str
    is_repeatable: bool


def counts() -> dict[MailState, int]:
    """Return how many messages stand where, `MOST_COUNTED` where it is as many or more.

    With the sent ones of a large house nobody counts to the end, whoever fetches figures.
    """
    row = db.session.execute(select(*(_counted(state) for state in MailState))).one()
    return dict(zip(MailState, row, strict=True))


def _counted(state: MailState) -> ScalarSelect[int]:
    some = select(OutgoingMail.state).where(OutgoingMail.state == state)
    some = some.order_by(OutgoingMail.next_attempt_at).limit(MOST_COUNTED)  # along the index
    return select(func.count()).select_from(some.subquery()).scalar_subquery()


def waiting_since(*, at: datetime) -> datetime | None:
    """Return since when the message waits that should have gone first, or nothing."""
    return db.session.scalar(
        select(func.min(OutgoingMail.next_attempt_at)).where(
            OutgoingMail.state == MailState.QUEUED, OutgoingMail.next_attempt_at <= at
        )
    )


def due(*, at: datetime) -> int:
    """Count the messages that should go out now."""
    waiting = select(func.count()).where(
        OutgoingMail.state == MailState.QUEUED, OutgoingMail.next_attempt_at <= at
    )
    return db.session.scalar(waiting) or 0


def counts_of(activity_id: UUID, *, kinds: Iterable[str]) -> dict[MailState, int]:
    """Return how many messages of these kinds about an activity stand where."""
    rows = db.session.execute(
        select(OutgoingMail.state, func.count())
        .where(OutgoingMail.activity_id == activity_id, OutgoingMail.kind.in_(list(kinds)))
        .group_by(OutgoingMail.state)
        .order_by(OutgoingMail.state)
    )
    return dict.fromkeys(MailState, 0) | dict(rows.all())


def envelopes(
    *,
    activity_id: UUID | None = None,
    kinds: Iterable[str] = (),
    states: Iterable[MailState] = (),
    number: int = 1,
) -> Page[Envelope]:
    """Return a page of messages, newest first; those about an activity, if one is named.

    Those of the whole house are not counted.
    """
    wanted: list[ColumnElement[bool]] = []
    if activity_id is not None:
        wanted.append(OutgoingMail.activity_id == activity_id)
    if kinds := list(kinds):
        wanted.append(OutgoingMail.kind.in_(kinds))
    if states := list(states):
        wanted.append(OutgoingMail.state.in_(states))

    def read(limit: int, offset: int) -> list[Envelope]:
        rows = db.session.execute(
            select(*_COLUMNS)
            .where(*wanted)
            .order_by(OutgoingMail.created_at.desc(), OutgoingMail.id)
            .limit(limit)
            .offset(offset)
        )
        return [_envelope(row) for row in rows]

    if activity_id is None:
        return leaf(read, number=number, size=PAGE_SIZE)
    total = db.session.scalar(select(func.count()).select_from(OutgoingMail).where(*wanted)) or 0
    number = max(1, min(number, -(-total // PAGE_SIZE)))
    rows = read(PAGE_SIZE, (number - 1) * PAGE_SIZE)
    return Page(rows=rows, number=number, size=PAGE_SIZE, total=total)


def envelope(mail_id: UUID) -> Envelope:
    """Return one message, or raise NoResultFound."""
    row = db.session.execute(select(*_COLUMNS).where(OutgoingMail.id == mail_id)).first()
    if row is None:
        raise NoResultFound
    return _envelope(row)


_COLUMNS = (
    OutgoingMail.id,
    OutgoingMail.kind,
    OutgoingMail.state,
    OutgoingMail.person_id,
    OutgoingMail.recipient,
    OutgoingMail.activity_id,
    OutgoingMail.created_at,
    OutgoingMail.next_attempt_at,
    OutgoingMail.expires_at,
    OutgoingMail.sent_at,
    OutgoingMail.attempts,
    OutgoingMail.last_error,
    OutgoingMail.message_id,
    case(
        (OutgoingMail.voided.is_(True), False),
        (was_not_written(), True),
        (OutgoingMail.text == "", False),
        else_=OutgoingMail.state.in_(REPEATABLE),
    ).label("is_repeatable"),
)


def _envelope(row: Row[*tuple[Any, ...]]) -> Envelope:
    return Envelope(
        id=row.id,
        kind=row.kind,
        state=row.state,
        person_id=row.person_id,
        recipient=row.recipient,
        activity_id=row.activity_id,
        created_at=row.created_at,
        next_attempt_at=row.next_attempt_at,
        expires_at=row.expires_at,
        sent_at=row.sent_at,
        attempts=row.attempts,
        reason=row.last_error,
        message_id=row.message_id,
        is_repeatable=bool(row.is_repeatable),
    )
