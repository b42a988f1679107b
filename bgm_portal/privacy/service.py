"""Giving and withdrawing consent. Both may be asked for twice and happen once."""

from collections.abc import Iterable
from datetime import datetime
from typing import cast
from uuid import UUID, uuid4

from sqlalchemy import Table, select
from sqlalchemy.dialects import postgresql, sqlite

from bgm_portal.audit import service as audit
from bgm_portal.audit.events import Event
from bgm_portal.core.database import db

from . import texts
from .kinds import EVERYWHERE, ConsentCode
from .models import Consent


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
    return len(consents)
