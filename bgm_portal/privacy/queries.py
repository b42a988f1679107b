"""Questions about consents. Reads only; every list has an order."""

from uuid import UUID

from sqlalchemy import select

from bgm_portal.core.database import db

from .kinds import EVERYWHERE, ConsentCode
from .models import Consent


def standing(person_id: UUID, scope: str = EVERYWHERE) -> set[ConsentCode]:
    """Return what a person agrees to at present."""
    return set(
        db.session.scalars(
            select(Consent.code)
            .where(
                Consent.person_id == person_id,
                Consent.scope == scope,
                Consent.withdrawn_at.is_(None),
            )
            .order_by(Consent.code)
        )
    )


def has(person_id: UUID, code: ConsentCode, scope: str = EVERYWHERE) -> bool:
    """Tell whether a person agrees to this at present."""
    return code in standing(person_id, scope)


def consents_of(person_id: UUID) -> list[Consent]:
    """Return every consent of a person, also the withdrawn ones, newest first."""
    return list(
        db.session.scalars(
            select(Consent)
            .where(Consent.person_id == person_id)
            .order_by(Consent.given_at.desc(), Consent.code)
        )
    )


def scopes_of_activities() -> list[str]:
    """Return for which activities there are consents."""
    return list(
        db.session.scalars(
            select(Consent.scope)
            .where(Consent.scope != EVERYWHERE)
            .distinct()
            .order_by(Consent.scope)
        )
    )
