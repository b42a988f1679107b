"""Reading the notebook."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import func, select

from bgm_portal.core.database import db

from .chain import START, Content, Finding, Flaw, Link
from .events import Event
from .models import AuditEntry, AuditLink, AuditState

SEALED_WITHIN = timedelta(days=1)  # what waits longer was kept away from the chain
IN_HAND = 1000


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


def head() -> tuple[int, bytes]:
    """Return number and words of the last link, or where a chain starts."""
    row = db.session.execute(
        select(AuditLink.number, AuditLink.chain).order_by(AuditLink.number.desc()).limit(1)
    ).first()
    return (row.number, row.chain) if row else (0, START)


def state() -> AuditState | None:
    """Return what is remembered of the last check."""
    return db.session.scalar(
        select(AuditState).order_by(AuditState.id).execution_options(populate_existing=True)
    )


def waiting() -> int:
    """Count the entries that have no link yet."""
    return db.session.scalar(select(func.count()).where(AuditEntry.number.is_(None))) or 0


def unsealed(*, limit: int) -> list[Content]:
    """Return some entries that have no link yet, the oldest first."""
    entries = db.session.scalars(
        select(AuditEntry)
        .where(AuditEntry.number.is_(None))
        .order_by(AuditEntry.at, AuditEntry.id)
        .limit(limit)
    )
    return [_content(entry) for entry in entries]


def links() -> Iterator[Link]:
    """Walk along the chain, each link with its entry unless that was erased."""
    rows = db.session.execute(
        select(AuditLink, AuditEntry)
        .outerjoin(AuditEntry, AuditEntry.number == AuditLink.number)
        .order_by(AuditLink.number)
        .execution_options(yield_per=IN_HAND, populate_existing=True)
    )
    for link, entry in rows:
        yield Link(
            number=link.number,
            digest=link.digest,
            chain=link.chain,
            kept_until=link.kept_until,
            entry=_content(entry) if entry else None,
        )


def loose_ends(*, at: datetime, noted: bytes | None) -> Iterator[Finding]:
    """Tell what a walk along the chain does not meet."""
    stray = select(AuditEntry.number).outerjoin(AuditLink, AuditLink.number == AuditEntry.number)
    stray = stray.where(AuditEntry.number.is_not(None), AuditLink.number.is_(None))
    for number in db.session.scalars(stray.order_by(AuditEntry.number)):
        yield Finding(flaw=Flaw.STRAY, number=number or 0)
    late = select(func.count()).where(
        AuditEntry.number.is_(None), AuditEntry.at < at - SEALED_WITHIN
    )
    if db.session.scalar(late):
        yield Finding(flaw=Flaw.UNSEALED, number=head()[0])
    known = select(func.count()).where(AuditLink.chain == noted)
    if noted is not None and noted != START and not db.session.scalar(known):
        yield Finding(flaw=Flaw.REWRITTEN, number=head()[0])


def _content(entry: AuditEntry) -> Content:
    return Content(
        id=entry.id,
        at=entry.at,
        event=entry.event,
        actor_id=entry.actor_id,
        subject_id=entry.subject_id,
        object_id=entry.object_id,
        facts=entry.facts,
        kept_until=entry.kept_until,
    )
