"""Whether the counters of an activity tell the truth about its registrations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, select

from bgm_portal.activities.models import Activity
from bgm_portal.core.database import db
from bgm_portal.registration.models import Registration
from bgm_portal.registration.states import RegistrationState

if TYPE_CHECKING:
    from uuid import UUID

HOLDING = (RegistrationState.CONFIRMED, RegistrationState.OFFERED)


def counters(activity_id: UUID) -> tuple[int, int]:
    """Return what the row of the activity says: (taken, waiting)."""
    row = db.session.execute(
        select(Activity.taken, Activity.waiting).where(Activity.id == activity_id)
    ).one()
    return row[0], row[1]


def counted(activity_id: UUID) -> tuple[int, int]:
    """Return what its registrations say: (taken, waiting)."""
    taken = _count(activity_id, HOLDING)
    return taken, _count(activity_id, (RegistrationState.WAITING,))


def counters_are_true(activity_id: UUID) -> bool:
    """Compare both."""
    return counters(activity_id) == counted(activity_id)


def _count(activity_id: UUID, states: tuple[RegistrationState, ...]) -> int:
    return (
        db.session.scalar(
            select(func.count())
            .select_from(Registration)
            .where(
                Registration.activity_id == activity_id,
                Registration.takes_place.is_(True),
                Registration.state.in_(states),
            )
        )
        or 0
    )
