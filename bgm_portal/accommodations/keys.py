"""The keys of events and needs: older rows are led over to them, and ended events lose theirs."""

from collections.abc import Collection
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import or_, select

from bgm_portal.activities.kinds import ActivityState
from bgm_portal.activities.models import Activity
from bgm_portal.audit import service as audit
from bgm_portal.audit.events import Event
from bgm_portal.core.database import db
from bgm_portal.core.sealed import Keyring, keyring
from bgm_portal.privacy import event_keys, key_care

from . import contents, rules
from .contents import Sealed
from .models import Need, NeedStep

KEPT = timedelta(days=rules.DAYS_KEPT_AFTER_EVENT + 1)  # all they sealed is erased by then


def reseal(*, limit: int, by: UUID | None, at: datetime) -> int:
    """Seal, with the key of its event, some of what keys of the house sealed; return how much.

    What no key opens any more stays as it is, and is erased with its time.
    """
    rows = _sealed_by_house(limit=limit)
    rings: dict[UUID, Keyring] = {}
    for row, activity_id in rows:
        if activity_id not in rings:
            rings[activity_id] = event_keys.sealing(activity_id, at=at)
        old = Sealed(key_name=row.key_name or "", sealed=row.sealed or b"")
        again = contents.seal_again(old, row=row.id, ring=rings[activity_id])
        row.key_name, row.sealed = again.key_name, again.sealed
    if rows:
        audit.record(Event.NEEDS_RESEALED, at=at, by=by, count=len(rows))
    return len(rows)


def over(*, at: datetime) -> set[UUID]:
    """Return the activities whose key should have gone by now, whatever it sealed."""
    return _over_before(key_care.activities(), moment=at - KEPT)


def _sealed_by_house(*, limit: int) -> list[tuple[Need | NeedStep, UUID]]:
    """Hold some rows that a key of the house sealed, with their activities; needs come first."""
    names = keyring().names
    needs = select(Need, Need.activity_id).where(Need.key_name.in_(names))
    steps = (
        select(NeedStep, Need.activity_id)
        .join(Need, Need.id == NeedStep.need_id)
        .where(NeedStep.key_name.in_(names))
    )
    first = db.session.execute(needs.order_by(Need.id).limit(limit).with_for_update(of=Need))
    rows: list[tuple[Need | NeedStep, UUID]] = [(row, activity) for row, activity in first]
    held = steps.order_by(NeedStep.id).limit(limit).with_for_update(of=NeedStep)
    return rows + [(row, activity) for row, activity in db.session.execute(held)]


def _over_before(activity_ids: Collection[UUID], *, moment: datetime) -> set[UUID]:
    """Return which of some activities ended, or were cancelled, before a moment."""
    cancelled = Activity.state == ActivityState.CANCELLED
    over = or_(Activity.ends_at < moment, cancelled & (Activity.ended_at < moment))
    wanted = select(Activity.id).where(Activity.id.in_(activity_ids), over)
    return set(db.session.scalars(wanted.order_by(Activity.id)))
