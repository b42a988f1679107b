"""Sign-ups that people have begun. Sealed whole, because they may hold what somebody needs.

Those that do are sealed with the key of their event, and die with it; all others with a key of the
house, so that a sign-up without a need asks for no key.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, cast
from uuid import UUID, uuid4

from sqlalchemy import CursorResult, Table, bindparam, delete, select
from sqlalchemy.dialects import postgresql, sqlite

from bgm_portal.core.database import connection, db
from bgm_portal.core.sealed import Keyring, SealBroken, keyring
from bgm_portal.privacy import event_keys, ledger
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
        ring = event_keys.opening([draft.key_name])
        return ring.open(draft.sealed, key=draft.key_name, row=draft.id)
    except SealBroken:
        return {}  # the key is gone; asking again is better than failing


def save(person_id: UUID, activity_id: UUID, content: Mapping[str, Any], *, at: datetime) -> None:
    """Keep what somebody typed for fourteen days, counted from now.

    One statement, so that a button that is pressed twice at once leaves one draft. It is bound to
    the id of its row, which therefore changes with it.
    """
    draft_id = uuid4()
    try:
        key_name, sealed = _key_for(activity_id, content, at=at).seal(content, row=draft_id)
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
    found = connection().execute(_TAKE, {"whose": person_id, "where": activity_id}).first()
    if found is None or found.expires_at <= at:
        return {}
    try:
        ring = event_keys.opening([found.key_name])
        return ring.open(found.sealed, key=found.key_name, row=found.id)
    except SealBroken:
        return {}


def discard(person_id: UUID, activity_id: UUID, *, at: datetime) -> None:
    """Forget for good what somebody typed, because they threw it away."""
    gone = db.session.scalars(
        delete(RegistrationDraft)
        .where(
            RegistrationDraft.person_id == person_id,
            RegistrationDraft.activity_id == activity_id,
        )
        .returning(RegistrationDraft.id)
    )
    ledger.note(RegistrationDraft.__tablename__, gone.all(), at=at)


def delete_expired(*, at: datetime) -> int:
    """Forget every draft whose time is over; return how many."""
    result = db.session.execute(delete(RegistrationDraft).where(RegistrationDraft.expires_at <= at))
    return cast("CursorResult[Any]", result).rowcount


def reseal(*, limit: int, at: datetime) -> int:
    """Seal again, with the key of today or of their event, some drafts; return how many.

    What no key opens any more stays as it is, and is forgotten with its time.
    """
    ring = keyring()
    older = RegistrationDraft.key_name.in_([one for one in ring.names if one != ring.current])
    wanted = select(RegistrationDraft).where(older).order_by(RegistrationDraft.id).limit(limit)
    drafts = db.session.scalars(wanted.with_for_update()).all()
    for draft in drafts:
        content = ring.open(draft.sealed, key=draft.key_name, row=draft.id)
        key = _key_for(draft.activity_id, content, at=at)
        draft.key_name, draft.sealed = key.seal(content, row=draft.id)
    return len(drafts)


def _key_for(activity_id: UUID, content: Mapping[str, Any], *, at: datetime) -> Keyring:
    tells_a_need = content.get("codes") or content.get("text")
    return event_keys.sealing(activity_id, at=at) if tells_a_need else keyring()
