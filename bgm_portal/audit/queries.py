"""Reading the notebook."""

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import func, select

from bgm_portal.core.database import db

from .events import Event
from .models import AuditEntry


def entries_about(subject: UUID, *, events: tuple[Event, ...]) -> list[AuditEntry]:
    """Return what happened to a person, newest first."""
    return list(
        db.session.scalars(
            select(AuditEntry)
            .where(AuditEntry.subject_id == subject, AuditEntry.event.in_(events))
            .order_by(AuditEntry.at.desc(), AuditEntry.id)
        )
    )


def entries_on(object_id: UUID, *, events: tuple[Event, ...]) -> list[AuditEntry]:
    """Return what happened to a row, newest first."""
    return list(
        db.session.scalars(
            select(AuditEntry)
            .where(AuditEntry.object_id == object_id, AuditEntry.event.in_(events))
            .order_by(AuditEntry.at.desc(), AuditEntry.id)
        )
    )


def sign_in_failures(*, minutes: int, at: datetime) -> int:
    """Count the failed sign-ins of the last minutes."""
    failures = select(func.count()).where(
        AuditEntry.event == Event.SIGN_IN_FAILED, AuditEntry.at >= at - timedelta(minutes=minutes)
    )
    return db.session.scalar(failures) or 0


def counts_by_event(*, since: datetime) -> list[tuple[str, int]]:
    """Count what happened, without saying to whom."""
    rows = db.session.execute(
        select(AuditEntry.event, func.count())
        .where(AuditEntry.at >= since)
        .group_by(AuditEntry.event)
        .order_by(AuditEntry.event)
    )
    return [(event, count) for event, count in rows]
