"""Questions about consents. Reads only; every list has an order."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select

from bgm_portal.core.database import db

from .kinds import EVERYWHERE, ConsentCode
from .models import Consent, ErasureRun


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


def standing_everywhere(person_id: UUID) -> dict[str, set[ConsentCode]]:
    """Return what a person agrees to at present, for each activity and for the whole portal."""
    found: dict[str, set[ConsentCode]] = {}
    for consent in consents_of(person_id):
        if consent.withdrawn_at is None:
            found.setdefault(consent.scope, set()).add(consent.code)
    return found


def has(person_id: UUID, code: ConsentCode, scope: str = EVERYWHERE) -> bool:
    """Tell whether a person agrees to this at present."""
    return code in standing(person_id, scope)


def holders(people: Collection[UUID], code: ConsentCode, scope: str = EVERYWHERE) -> set[UUID]:
    """Return which of these people agree to this at present."""
    return set(
        db.session.scalars(
            select(Consent.person_id)
            .where(
                Consent.person_id.in_(people),
                Consent.code == code,
                Consent.scope == scope,
                Consent.withdrawn_at.is_(None),
            )
            .order_by(Consent.person_id)
        )
    )


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


def erasure_runs(*, since: datetime, limit: int) -> list[ErasureRun]:
    """Return the latest runs of jobs that erased something."""
    return list(
        db.session.scalars(
            select(ErasureRun)
            .where(ErasureRun.at >= since)
            .order_by(ErasureRun.at.desc(), ErasureRun.job, ErasureRun.id)
            .limit(limit)
        )
    )


def erased_by_job(*, since: datetime) -> list[tuple[str, int, int, datetime]]:
    """Return for each job how often it erased something, how much, and when last."""
    rows = db.session.execute(
        select(ErasureRun.job, func.count(), func.sum(ErasureRun.count), func.max(ErasureRun.at))
        .where(ErasureRun.at >= since)
        .group_by(ErasureRun.job)
        .order_by(ErasureRun.job)
    )
    return [(job, runs, count, last) for job, runs, count, last in rows]
