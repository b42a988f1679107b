"""Sign-ups that people have begun. Sealed whole, because they may hold what somebody needs."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, cast
from uuid import UUID, uuid4

from sqlalchemy import CursorResult, Table, bindparam, delete
from sqlalchemy.dialects import postgresql, sqlite

from bgm_portal.core.database import connection, db
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
    """Keep what somebody typed for fourteen days, counted from now.

    One statement, so that a button that is pressed twice at once leaves one draft. It is bound to
    the id of its row, which therefore changes with it.
    """
    draft_id = uuid4()
    try:
        key_name, sealed = keyring().seal(content, row=draft_id)
    except ValueError as too_long:
        raise DraftTooLong from too_long
    typed = {"id": draft_id, "key_name": key_name, "sealed": sealed, "expires_at": at + KEPT}
    dialect = postgresql if db.engine.dialect.name == "postgresql" else sqlite
    db.session.execute(
        dialect.insert(_TABLE)
        .values(person_id=person_id, activity_id=activity_id, **typed)
        .on_conflict_do_update(index_elements=["person_id", "activity_id"], set_=typed)
    )


def take(person_id: UUID, activity_id: UUID, *, at: datetime) -> dict[str, Any]:
    """Return what somebody typed and forget it, in one statement; a rollback brings it back."""
    found = connection().execute(_TAKE, {"whose": person_id, "where": activity_id}).one_or_none()
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
