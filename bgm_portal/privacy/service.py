"""Giving and withdrawing consent. Both may be asked for twice and happen once.

What a consent allowed ends with it, in the same transaction: rooms above hand in what they do then
through the composition root, under `EXTENSION`, because they can not be imported here.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, cast
from uuid import UUID, uuid4

from flask import current_app
from sqlalchemy import ColumnElement, CursorResult, Table, delete, select
from sqlalchemy.dialects import postgresql, sqlite

from bgm_portal.audit import service as audit
from bgm_portal.audit.events import Event
from bgm_portal.core.database import db

from . import ledger, texts
from .kinds import EVERYWHERE, ConsentCode
from .models import Consent

EXTENSION = "ends_with_consent"
KEPT = timedelta(days=3 * 365 + 1)  # three years, and no day less in a leap year


@dataclass(frozen=True, kw_only=True)
class Ended:
    """A consent that ended: whose, for the portal or for which activity, and when."""

    person_id: UUID
    scope: str
    at: datetime


Consequence = Callable[[Ended], int]


def give(
    *, person_id: UUID, code: ConsentCode, at: datetime, by: UUID, scope: str = EVERYWHERE
) -> bool:
    """Note that a person agrees to the present text; tell whether that is new.

    The partial unique key decides when the same button is pressed twice at once.
    """
    text = texts.current(code)
    consent_id = uuid4()
    values = {
        "id": consent_id,
        "person_id": person_id,
        "code": code,
        "scope": scope,
        "text_version": text.version,
        "text_hash": text.hash,
        "given_at": at,
    }
    dialect = postgresql if db.engine.dialect.name == "postgresql" else sqlite
    table = cast("Table", Consent.__table__)
    statement = (
        dialect.insert(table).values(**values).on_conflict_do_nothing().returning(table.c.id)
    )
    if db.session.execute(statement).first() is None:
        return False
    audit.record(
        Event.CONSENT_GIVEN,
        at=at,
        by=by,
        subject=person_id,
        object_id=consent_id,
        code=code,
        version=text.version,
    )
    return True


def withdraw(
    *, person_id: UUID, code: ConsentCode, at: datetime, by: UUID, scope: str = EVERYWHERE
) -> bool:
    """Note that a person no longer agrees; tell whether they did before."""
    return withdraw_each(person_id=person_id, codes=(code,), scope=scope, at=at, by=by) == 1


def withdraw_each(
    *, person_id: UUID, codes: Iterable[ConsentCode], scope: str, at: datetime, by: UUID | None
) -> int:
    """End those of the consents that stand; return how many. Nobody: the portal itself did it."""
    consents = db.session.scalars(
        select(Consent)
        .where(
            Consent.person_id == person_id,
            Consent.scope == scope,
            Consent.code.in_(list(codes)),
            Consent.withdrawn_at.is_(None),
        )
        .order_by(Consent.code)
        .with_for_update()
    ).all()
    ledger.note(Consent.__tablename__, [consent.id for consent in consents], at=at)
    for consent in consents:
        consent.withdrawn_at = at
        audit.record(
            Event.CONSENT_WITHDRAWN,
            at=at,
            by=by,
            subject=person_id,
            object_id=consent.id,
            code=consent.code,
            version=consent.text_version,
        )
    db.session.flush()
    _end_what_was_allowed(
        {consent.code for consent in consents}, Ended(person_id=person_id, scope=scope, at=at)
    )
    return len(consents)


def erase_withdrawn(*, at: datetime) -> int:
    """Erase the consents that ended long enough ago; return how many."""
    return _erase(Consent.withdrawn_at < at - KEPT)


def erase_scope(scope: str) -> int:
    """Erase all consents for an activity that is over for long; return how many."""
    return _erase(Consent.scope == scope)


def _end_what_was_allowed(codes: Iterable[ConsentCode], ended: Ended) -> None:
    consequences: Mapping[ConsentCode, Consequence] = current_app.extensions.get(EXTENSION, {})
    for code in sorted(codes):
        if code in consequences:
            consequences[code](ended)


def _erase(which: ColumnElement[bool]) -> int:
    erased = db.session.execute(
        delete(Consent).where(which).execution_options(synchronize_session=False)
    )
    return cast("CursorResult[Any]", erased).rowcount
