"""Sign-ups that people have begun. Sealed whole, because they may hold what somebody needs."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, cast
from uuid import UUID, uuid4

from sqlalchemy import CursorResult, Table, bindparam, delete

from bgm_portal.core.database import db
from bgm_portal.core.sealed import SealBroken, keyring
from bgm_portal.registration import queries
from bgm_portal.registration.errors import DraftTooLong
from bgm_portal.registration.models import RegistrationDraft

KEPT = timedelta(days=14)
_TABLE = cast("Table", RegistrationDraft.__table__)
_TAKE = (
    _TABLE.delete()
    .where(_TABLE.c.person_id == bindparam("whose"), _TABLE.c.activity_id == bindparam("where"))
    .returning(_TABLE.c.id, _TABLE.c.key_name, _TABLE.c.sealed, _TABLE.c.expires_at)
)


def read(person_id: UUID, activity_id: UUID, *, at: datetime) -> dict[str, Any]:
    """Return what somebody typed so far; nothing when there is nothing, or it can not be opened."""
    draft = queries.draft(person_id, activity_id)
    if draft is None or draft.expires_at <= at:
        return {}
    try:
        return keyring().open(draft.sealed, key=draft.key_name, row=draft.id)
    except SealBroken:
        return {}  # the key is gone; asking again is better than failing


def save(person_id: UUID, activity_id: UUID, content: Mapping[str, Any], *, at: datetime) -> None:
    """Keep what somebody typed for fourteen days, counted from now."""
    draft = queries.draft(person_id, activity_id)
    if draft is None:
        draft = RegistrationDraft(id=uuid4(), person_id=person_id, activity_id=activity_id)
        db.session.add(draft)
    try:
        draft.key_name, draft.sealed = keyring().seal(content, row=draft.id)
    except ValueError as too_long:
        raise DraftTooLong from too_long
    draft.expires_at = at + KEPT


def take(person_id: UUID, activity_id: UUID, *, at: datetime) -> dict[str, Any]:
    """Return what somebody typed and forget it, in one statement; a rollback brings it back."""
    found = (
        db.session.connection()
        .execute(_TAKE, {"whose": person_id, "where": activity_id})
        .one_or_none()
    )
    if found is None or found.expires_at <= at:
        return {}
    try:
        return keyring().open(found.sealed, key=found.key_name, row=found.id)
    except SealBroken:
        return {}


def discard(person_id: UUID, activity_id: UUID) -> None:
    """Forget what somebody typed, because it was sent or thrown away."""
    db.session.execute(
        delete(RegistrationDraft).where(
            RegistrationDraft.person_id == person_id,
            RegistrationDraft.activity_id == activity_id,
        )
    )


def delete_expired(*, at: datetime) -> int:
    """Forget every draft whose time is over; return how many."""
    result = db.session.execute(delete(RegistrationDraft).where(RegistrationDraft.expires_at <= at))
    return cast("CursorResult[Any]", result).rowcount
