"""What is known of a message that a worker holds: begun, sent, refused, put back.

Each is a short commit of its own, and each asks whether the lease is still ours.
"""

import logging
from collections import deque
from datetime import datetime
from typing import Any, cast

from sqlalchemy import Connection, Table, and_, bindparam, case, or_, update
from sqlalchemy.sql.dml import Update

from bgm_portal.core.database import connection, in_one_go, transaction

from . import addresses, preferences
from .courier import Claim, Courier
from .errors import NotDelivered
from .models import OutgoingMail
from .states import Channel, DeliveryPolicy, MailState

log = logging.getLogger(__name__)

_TABLE = cast("Table", OutgoingMail.__table__)
_NOW = bindparam("now", type_=_TABLE.c.sent_at.type)
_IN_TIME = or_(_TABLE.c.expires_at.is_(None), _TABLE.c.expires_at > _NOW)
_HELD = and_(_TABLE.c.lease_owner == bindparam("owner"), _TABLE.c.state == MailState.SENDING)
_MINE = _TABLE.c.id == bindparam("mine")
_OF_THIS_ATTEMPT = _TABLE.c.attempts == bindparam("attempt")
_NEXT = and_(
    _TABLE.c.id == bindparam("following"),
    _TABLE.c.attempts == bindparam("following_attempt"),
    _IN_TIME,
)
#: The lease as a token: whoever lost it writes nothing. Built once, for all mails.
_OURS = update(_TABLE).where(_MINE, _OF_THIS_ATTEMPT, _HELD)
_BEGUN = _OURS.where(_IN_TIME).values(data_started_at=_NOW)
_SENT = _OURS.values(state=MailState.SENT, sent_at=_NOW, last_error=None, lease_until=None)
_LINK_SENT = _SENT.values(text="", html="")  # a link that lets somebody in is not kept


def _if_sent(column: Any, value: Any) -> Any:
    return case((_MINE, value), else_=column)


#: "Sent" of one and "begun" of the next, in one statement and so in one commit.
_SENT_AND_BEGUN = (
    update(_TABLE)
    .where(
        _TABLE.c.id.in_((bindparam("mine"), bindparam("following"))),
        or_(and_(_MINE, _OF_THIS_ATTEMPT), _NEXT),
        _HELD,
    )
    .values(
        state=_if_sent(_TABLE.c.state, MailState.SENT),
        sent_at=_if_sent(_TABLE.c.sent_at, _NOW),
        last_error=_if_sent(_TABLE.c.last_error, None),
        lease_until=_if_sent(_TABLE.c.lease_until, None),
        data_started_at=case((_MINE, _TABLE.c.data_started_at), else_=_NOW),
    )
    .returning(_TABLE.c.id)
)


def begin(courier: Courier, claim: Claim) -> bool:
    """Note that the message may be on its way from now on, if it may still be sent at all."""
    with in_one_go() as link:
        return _note(link, courier, claim, _BEGUN, now=courier.now())


def note_sent(
    courier: Courier, claim: Claim, *, following: Claim | None
) -> tuple[bool, datetime | None]:
    """Note it at once: every moment between here and the server's word is a risk.

    Tells whether it was still ours, and when the `following` one was noted as begun by the same
    commit, if it was.
    """
    now, begun = courier.now(), False
    is_link = claim.policy is DeliveryPolicy.AT_MOST_ONCE
    with in_one_go() as link:
        if is_link or following is None:
            noted = _note(link, courier, claim, _LINK_SENT if is_link else _SENT, now=now)
        else:
            noted, begun = _note_both(link, courier, claim, following, now=now)
    if claim.refused_before:
        with transaction():
            addresses.clear(claim.letter.recipient)
    if noted:
        log.info("mail %s: sent, kind=%s attempt=%d", claim.mail_id, claim.kind, claim.attempt)
    else:
        log.warning("mail %s: sent, but the lease was over", claim.mail_id)
    return noted, now if begun else None


def note_refusal(courier: Courier, claim: Claim, refusal: NotDelivered) -> None:
    """Note that it was not taken, and when to try again, if at all."""
    at = courier.now()
    given_up = at - claim.created_at > courier.terms.give_up_after
    state: Any = case(
        (or_(OutgoingMail.voided.is_(True), preferences.wished(Channel.OFF)), MailState.OBSOLETE),
        (preferences.wished(Channel.PORTAL), MailState.PORTAL),
        else_=MailState.QUEUED,
    )
    if refusal.unclear and claim.policy is DeliveryPolicy.AT_MOST_ONCE:
        state = MailState.UNCERTAIN
    elif refusal.permanent or given_up:
        state = MailState.FAILED
    delay = courier.terms.delay(claim.attempt, chance=courier.chance())
    with transaction():
        refused = _OURS.values(
            state=state,
            lease_until=None,
            data_started_at=None,
            next_attempt_at=at + delay,
            last_error=refusal.reason,
        )
        _note(connection(), courier, claim, refused)
        if refusal.of_address:
            addresses.note_refusal(claim.letter.recipient, at=at)
    log.warning("mail %s: not taken, attempt=%d", claim.mail_id, claim.attempt)


def postpone(courier: Courier, waiting: deque[Claim], reason: str) -> None:
    """Put the rest back for later, because there is no way out now."""
    for claim in waiting:
        note_refusal(courier, claim, NotDelivered(reason))


def release(courier: Courier, waiting: deque[Claim]) -> None:
    """Put back what was not begun, for whoever comes first."""
    with transaction():
        for claim in waiting:
            _note(
                connection(), courier, claim, _OURS.values(state=MailState.QUEUED, lease_until=None)
            )


def _note(link: Connection, courier: Courier, claim: Claim, what: Update, **values: Any) -> bool:
    """Write only while the message is still ours."""
    return link.execute(what, _token(courier, claim) | values).rowcount == 1


def _note_both(
    link: Connection, courier: Courier, claim: Claim, following: Claim, *, now: datetime
) -> tuple[bool, bool]:
    """Write each only while it is still ours; tell of which that was so."""
    after = {"following": following.mail_id, "following_attempt": following.attempt, "now": now}
    noted = set(link.execute(_SENT_AND_BEGUN, _token(courier, claim) | after).scalars())
    return claim.mail_id in noted, following.mail_id in noted


def _token(courier: Courier, claim: Claim) -> dict[str, Any]:
    return {"mine": claim.mail_id, "owner": courier.owner, "attempt": claim.attempt}
