"""Addresses that refuse messages for good: after some in a row, nothing more is sent to them.

Messages go on standing in the portal. What lets somebody in is still tried, because its reader
asked for it just now; if it is taken, the mark is gone.
"""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any, cast

from sqlalchemy import (
    ColumnElement,
    CursorResult,
    Table,
    and_,
    bindparam,
    delete,
    select,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite

from bgm_portal.core.database import connection, db

from . import rules
from .models import OutgoingMail, RefusedAddress
from .states import DeliveryPolicy, MailState

KEPT = timedelta(days=90)
_TABLE = cast("Table", RefusedAddress.__table__)
_CLEARED = delete(_TABLE).where(_TABLE.c.address == bindparam("taken"))  # once for every mail


def note_refusal(address: str, *, at: datetime) -> None:
    """Count a refusal; with the last one that is borne, mark the address."""
    dialect = postgresql if db.engine.dialect.name == "postgresql" else sqlite
    counted = (
        dialect.insert(_TABLE)
        .values(address=address, refusals=1, refused_at=at)
        .on_conflict_do_update(
            index_elements=["address"],
            set_={"refusals": _TABLE.c.refusals + 1, "refused_at": at},
        )
        .returning(_TABLE.c.refusals, _TABLE.c.marked_at)
    )
    refusals, marked_at = db.session.execute(counted).one()
    if marked_at is None and rules.is_given_up(refusals):
        db.session.execute(
            update(RefusedAddress)
            .where(RefusedAddress.address == address)
            .values(marked_at=at)
            .execution_options(synchronize_session=False)
        )


def clear(address: str) -> bool:
    """Forget that an address refused anything; tell whether it had."""
    done = connection().execute(_CLEARED, {"taken": address})
    return done.rowcount == 1


def with_refusals(addresses: Collection[str]) -> set[str]:
    """Return those of these addresses that refused anything lately, marked or not."""
    known = select(RefusedAddress.address).where(RefusedAddress.address.in_(addresses))
    return set(db.session.scalars(known))


def refused(address: str) -> str:
    """Return the address if nothing is sent to it any more, otherwise nothing."""
    marked = select(RefusedAddress.address).where(
        RefusedAddress.address == address, RefusedAddress.marked_at.is_not(None)
    )
    return db.session.scalar(marked) or ""


def marked() -> list[RefusedAddress]:
    """Return the addresses to which nothing is sent any more, the latest first."""
    return list(
        db.session.scalars(
            select(RefusedAddress)
            .where(RefusedAddress.marked_at.is_not(None))
            .order_by(RefusedAddress.marked_at.desc(), RefusedAddress.address)
        )
    )


def is_given_up() -> ColumnElement[bool]:
    """Say which messages would go to a marked address and wait in the portal instead."""
    marked = select(RefusedAddress.address).where(RefusedAddress.marked_at.is_not(None))
    return and_(
        OutgoingMail.policy == DeliveryPolicy.AT_LEAST_ONCE, OutgoingMail.recipient.in_(marked)
    )


def set_aside(*, at: datetime) -> int:
    """Leave in the portal what is due and would go to a marked address; return how many."""
    picked = (
        select(OutgoingMail.id)
        .where(
            OutgoingMail.state == MailState.QUEUED,
            OutgoingMail.next_attempt_at <= at,
            is_given_up(),
        )
        .with_for_update(skip_locked=True, of=OutgoingMail)
        .cte("picked")
    )
    return _count(
        update(OutgoingMail)
        .where(OutgoingMail.id.in_(select(picked.c.id)))
        .values(state=MailState.FAILED, last_error=rules.MARKED)
    )


def forget(*, at: datetime) -> int:
    """Erase what is old: whoever left has no address, whoever is there is refused anew."""
    return _count(delete(RefusedAddress).where(RefusedAddress.refused_at < at - KEPT))


def _count(statement: Any) -> int:
    options = {"synchronize_session": False}
    result = db.session.execute(statement, execution_options=options)
    return cast("CursorResult[Any]", result).rowcount
