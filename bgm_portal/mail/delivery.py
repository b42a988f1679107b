"""Sending what the outbox holds: every message once, none lost, by any number of workers.

A message is claimed with a lease in one statement. Nothing of the database is held open while
the mail server is spoken to. Short commits tell what is known: "claimed", "may be on its way",
"sent". Every write asks whether the lease is still ours (owner and attempt are the token), so a
worker that was presumed dead cannot spoil anything when it wakes up.

The honest guarantee: a worker that is killed between the server's "250" and the last commit leaves
a message of which nobody knows whether it arrived. It is sent again with the same Message-ID,
unless its policy says that a second copy would be worse than none.
"""

import logging
from collections import deque
from collections.abc import Callable
from datetime import datetime
from typing import Any, cast

from sqlalchemy import (
    ColumnElement,
    CursorResult,
    Row,
    Table,
    and_,
    or_,
    select,
    update,
)

from bgm_portal.core import quiet_hours
from bgm_portal.core.database import connection, db, transaction
from bgm_portal.core.jobs import stop_requested

from . import addresses, links, outcomes, preferences, rules
from .assembly import Letter, assemble
from .courier import Claim, Courier
from .errors import NotDelivered, OutOfReach
from .kinds import BY_DAY
from .message import CalendarPart
from .models import OutgoingMail
from .states import Channel, DeliveryPolicy, MailState
from .transports import Line, file_name

log = logging.getLogger(__name__)


def deliver(courier: Courier) -> int:
    """Send what is due, for a while at most; return how many messages went out.

    However much there is, the job comes back in time, so that one that does not is seen to hang.
    """
    sent = 0
    begun = looks_round_at = courier.now()
    while not stop_requested.is_set() and courier.now() <= begun + courier.terms.round:
        looks_round = courier.now() >= looks_round_at
        with transaction():
            if looks_round:
                _set_aside(courier)
                looks_round_at = courier.now() + courier.terms.look_round
            _put_off(courier)
            claims = _claim(courier, abandoned_too=looks_round)
        if not claims:
            break
        waiting = deque(claims)
        try:
            sent += _send(courier, waiting)
        except OutOfReach as closed:
            log.warning("mail: no way out of the house: %s", closed)
            outcomes.postpone(courier, waiting, str(closed))
            break
        outcomes.release(courier, waiting)
    return sent


def _send(courier: Courier, waiting: deque[Claim]) -> int:
    """Work through the claims over one line; what could not be begun in time stays in the queue."""
    last_begin = courier.now() + courier.terms.begin_within

    def may_begin() -> bool:
        return not stop_requested.is_set() and courier.now() <= last_begin

    def following() -> Claim | None:
        after = waiting[1] if len(waiting) > 1 and may_begin() else None
        return after if after and after.policy is DeliveryPolicy.AT_LEAST_ONCE else None

    sent, begun_at = 0, None
    with courier.transport.open() as line:
        while waiting and (begun_at or may_begin()):
            was_sent, begun_at = _send_one(
                courier, line, waiting[0], begun_at=begun_at, following=following
            )
            sent += was_sent
            waiting.popleft()
    return sent


def _send_one(
    courier: Courier,
    line: Line,
    claim: Claim,
    *,
    begun_at: datetime | None,
    following: Callable[[], Claim | None],
) -> tuple[bool, datetime | None]:
    """Send one; tell whether it went out, and when the one after it was noted as begun, if it was.

    Where much is to be sent, the commit that says "sent" of one message says "may be on its way" of
    the next, so that a database that waits for its disk is waited for once a message.
    """
    try:
        content = assemble(claim.letter, courier.head, at=courier.now())
        line.announce(recipient=claim.letter.recipient)
        is_fresh = begun_at is not None and courier.now() <= begun_at + courier.terms.fresh
        if not (is_fresh or outcomes.begin(courier, claim)):
            line.call_off()
            log.info("mail %s: not sent, it is void, late, or no longer ours", claim.mail_id)
            return False, None
        line.hand_over(content, name=file_name(claim.mail_id, created_at=claim.created_at))
    except ValueError as error:
        outcomes.note_refusal(courier, claim, NotDelivered(f"{rules.UNFIT}{error}", permanent=True))
        return False, None
    except NotDelivered as refusal:
        outcomes.note_refusal(courier, claim, refusal)
        return False, None
    return outcomes.note_sent(courier, claim, following=following())


def _due(at: datetime) -> ColumnElement[bool]:
    return and_(OutgoingMail.state == MailState.QUEUED, OutgoingMail.next_attempt_at <= at)


def _too_late(at: datetime) -> ColumnElement[bool]:
    return and_(OutgoingMail.expires_at.is_not(None), OutgoingMail.expires_at <= at)


def _abandoned(courier: Courier, at: datetime) -> ColumnElement[bool]:
    """Say which messages somebody else claimed and lost; the second case is a clock set back."""
    return and_(
        OutgoingMail.state == MailState.SENDING,
        or_(
            OutgoingMail.lease_until < at,
            OutgoingMail.lease_until > at + 2 * courier.terms.lease,
        ),
    )


def _set_aside(courier: Courier) -> None:
    """Mark what must not be sent any more: too late, or perhaps sent already."""
    at = courier.now()
    too_late = _too_late(at)
    begun = OutgoingMail.data_started_at.is_not(None)
    once = OutgoingMail.policy == DeliveryPolicy.AT_MOST_ONCE
    unwanted = preferences.wished(Channel.OFF)
    perhaps_sent = and_(
        _abandoned(courier, at),
        begun,
        or_(once, too_late, OutgoingMail.voided.is_(True), unwanted),
    )
    missed = and_(
        too_late,
        or_(OutgoingMail.state == MailState.QUEUED, and_(_abandoned(courier, at), ~begun)),
    )
    _update(perhaps_sent, state=MailState.UNCERTAIN, lease_until=None)
    portal_alone = and_(_abandoned(courier, at), preferences.wished(Channel.PORTAL))
    _update(portal_alone, state=MailState.PORTAL, lease_until=None)
    _update(missed, state=MailState.MISSED, lease_until=None)
    addresses.set_aside(at=at)


def _put_off(courier: Courier) -> None:
    """Let what disturbs nobody at night wait for the morning, tried before or not."""
    at = courier.now()
    morning = quiet_hours.over(at)
    if morning > at:
        would_go = or_(_due(at), _abandoned(courier, at))
        by_day = OutgoingMail.kind.in_(BY_DAY)
        _update(
            and_(would_go, by_day),
            state=MailState.QUEUED,
            lease_until=None,
            next_attempt_at=morning,
        )


def _update(which: ColumnElement[bool], **values: Any) -> int:
    """Change the rows that nobody else holds in this moment."""
    picked = select(OutgoingMail.id).where(which).with_for_update(skip_locked=True).cte("picked")
    return _count(
        update(OutgoingMail).where(OutgoingMail.id.in_(select(picked.c.id))).values(**values)
    )


def _claim(courier: Courier, *, abandoned_too: bool) -> list[Claim]:
    """Take the next messages in one statement; PostgreSQL skips what another worker holds.

    What somebody abandoned is taken only in the transaction that has just set aside what of it may
    have been sent.
    """
    at = courier.now()
    goes = and_(_due(at), ~addresses.is_given_up())
    which = or_(goes, _abandoned(courier, at)) if abandoned_too else goes
    ready = (
        select(OutgoingMail.id)
        .where(which, ~_too_late(at))
        .order_by(OutgoingMail.next_attempt_at, OutgoingMail.created_at)
        .limit(courier.terms.batch)
        .with_for_update(skip_locked=True)
        .cte("ready")
    )
    rows = (
        connection()
        .execute(
            update(_TABLE)
            .where(_TABLE.c.id.in_(select(ready.c.id)))
            .values(
                state=MailState.SENDING,
                lease_owner=courier.owner,
                lease_until=at + courier.terms.lease,
                attempts=_TABLE.c.attempts + 1,
                data_started_at=None,
            )
            .returning(*(_TABLE.c[name] for name in _CLAIMED))
        )
        .all()
    )
    refusing = addresses.with_refusals({row.recipient for row in rows})
    return [
        _as_claim(row, refused_before=row.recipient in refusing)
        for row in sorted(rows, key=lambda row: row.next_attempt_at)
    ]


_TABLE = cast("Table", OutgoingMail.__table__)
_CLAIMED = (
    "id",
    "attempts",
    "kind",
    "policy",
    "created_at",
    "next_attempt_at",
    "message_id",
    "recipient",
    "language",
    "subject",
    "text",
    "html",
    "reply_to",
    "calendar",
    "calendar_method",
)


def _as_claim(row: Row[*tuple[Any, ...]], *, refused_before: bool) -> Claim:
    calendar = CalendarPart(method=row.calendar_method, text=row.calendar) if row.calendar else None
    return Claim(
        mail_id=row.id,
        attempt=row.attempts,
        kind=row.kind,
        policy=row.policy,
        created_at=row.created_at,
        refused_before=refused_before,
        letter=Letter(
            message_id=row.message_id,
            recipient=row.recipient,
            language=row.language,
            subject=row.subject,
            text=row.text,
            html=row.html,
            reply_to=row.reply_to,
            calendar=calendar,
            unsubscribe=links.unsubscribe(row.id, kind=row.kind),
        ),
    )


def _count(statement: Any) -> int:
    options = {"synchronize_session": False}
    result = db.session.execute(statement, execution_options=options)
    return cast("CursorResult[Any]", result).rowcount
