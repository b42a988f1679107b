"""Making and ending the secret address of a calendar."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import delete

from bgm_portal.audit import service as audit
from bgm_portal.audit.events import Event
from bgm_portal.core.database import db
from bgm_portal.core.tokens import new_token, token_hash
from bgm_portal.identity import throttling
from bgm_portal.identity.rules import ADDRESS_LIMIT
from bgm_portal.privacy import ledger

from .kinds import FeedKind
from .models import CalendarFeed


def make(
    kind: FeedKind, *, by: UUID, neutral: bool, alarm_minutes: int | None, at: datetime
) -> str:
    """Give somebody a calendar under a new secret address; the old one is dead at once.

    Returns the secret. It is not kept, so it can be shown only now.
    """
    _forget(kind, by, at=at)
    token = new_token()
    made = CalendarFeed(
        token_hash=token_hash(token),
        person_id=by,
        kind=kind,
        neutral=neutral,
        alarm_minutes=alarm_minutes,
        made_at=at,
    )
    db.session.add(made)
    db.session.flush()
    audit.record(Event.CALENDAR_MADE, at=at, by=by, subject=by, object_id=made.id, kind=kind)
    return token


def end(kind: FeedKind, *, by: UUID, at: datetime) -> bool:
    """Make the address of a calendar worthless; tell whether there was one."""
    if not _forget(kind, by, at=at):
        return False
    audit.record(Event.CALENDAR_ENDED, at=at, by=by, subject=by, kind=kind)
    return True


def count_wrong(*, address: str | None, at: datetime) -> bool:
    """Count an address that leads nowhere; tell whether too many were tried from there.

    Calendar programs go on asking for a revoked address for years. They are many behind one
    address of the house, so that a right one is never refused because others are wrong.
    """
    network = throttling.network_of(address)
    guard = throttling.guarded("calendar", network, limit=ADDRESS_LIMIT)
    return bool(throttling.count_try((guard,), at=at).pause)


def _forget(kind: FeedKind, person_id: UUID, *, at: datetime) -> bool:
    """Erase an address for good: no backup makes it worth something again."""
    gone = db.session.scalars(
        delete(CalendarFeed)
        .where(CalendarFeed.person_id == person_id, CalendarFeed.kind == kind)
        .returning(CalendarFeed.id)
    )
    ids = gone.all()
    ledger.note(CalendarFeed.__tablename__, ids, at=at)
    return bool(ids)
