"""What is forgotten about who took part: a fortnight after the end nobody is named any more.

The counters of the activity stay as they were; they name nobody.
"""

from datetime import datetime
from typing import Any, cast
from uuid import UUID

from sqlalchemy import ColumnElement, CursorResult, and_, delete, or_, select

from bgm_portal.activities import queries as activities
from bgm_portal.activities import service as activity_service
from bgm_portal.activities.kinds import ActivityState
from bgm_portal.activities.models import Activity
from bgm_portal.audit import service as audit
from bgm_portal.audit.events import Event
from bgm_portal.core.clock import local_day, midnight
from bgm_portal.core.database import db
from bgm_portal.privacy import queries as consents
from bgm_portal.privacy import service as privacy
from bgm_portal.registration import rules
from bgm_portal.registration.models import Registration


def due(*, at: datetime) -> list[UUID]:
    """Return the activities whose registrations are to be forgotten, the oldest first."""
    return list(
        db.session.scalars(
            select(Activity.id)
            .where(
                _is_over(at),
                select(Registration.id).where(Registration.activity_id == Activity.id).exists(),
            )
            .order_by(Activity.ends_at, Activity.id)
        )
    )


def forget(activity_id: UUID, *, at: datetime) -> int:
    """Erase the registrations for an activity with their answers; return how many.

    The cancelled ones go as well. An activity that was moved in the meantime stays as it is.
    """
    activity_service.lock(activity_id)
    still_over = select(Activity.id).where(Activity.id == activity_id, _is_over(at))
    result = db.session.execute(
        delete(Registration)  # the answers go with them: the key says ON DELETE CASCADE
        .where(Registration.activity_id.in_(still_over))
        .execution_options(synchronize_session=False)
    )
    erased = cast("CursorResult[Any]", result).rowcount
    if erased:
        audit.record(
            Event.REGISTRATIONS_ERASED, at=at, by=None, object_id=activity_id, count=erased
        )
    return erased


def over_for_years(*, at: datetime) -> list[UUID]:
    """Return the activities that ended so long ago that no consent for them is kept."""
    asked = [UUID(scope) for scope in consents.scopes_of_activities()]
    found = activities.activities_by_ids(asked)
    return [
        activity_id
        for activity_id, activity in found.items()
        if activity.ends_at is not None and activity.ends_at < at - privacy.KEPT
    ]


def forget_consents(activity_id: UUID) -> int:
    """Erase what people agreed to for an activity; return how many consents."""
    return privacy.erase_scope(str(activity_id))


def _is_over(at: datetime) -> ColumnElement[bool]:
    """Say in the words of the database what `rules.names_are_erased` says."""
    since = midnight(rules.kept_since(local_day(at)))
    cancelled = and_(Activity.state == ActivityState.CANCELLED, Activity.ended_at < since)
    return or_(Activity.ends_at < since, cancelled)
