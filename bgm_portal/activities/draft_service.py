"""Where drafts come from, and how one goes away again that was never published."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import delete

from bgm_portal.audit import service as audit
from bgm_portal.audit.events import Event
from bgm_portal.core.database import db

from . import planning_queries, service, slot_queries
from .kinds import ActivityKind, PreventionField
from .models import (
    AccessAnswer,
    Activity,
    ActivityRole,
    Assignment,
    NamedContact,
    Occurrence,
    OfferedAdaptation,
    Question,
    Slot,
    Station,
)
from .planning_service import COLUMNS

DISCREET_FIELDS = frozenset(
    {PreventionField.STRESS, PreventionField.ADDICTION, PreventionField.MEDICAL}
)

#: What hangs on an activity that nobody could sign up for yet.
PARTS = (
    Slot,
    Station,
    Occurrence,
    AccessAnswer,
    OfferedAdaptation,
    NamedContact,
    ActivityRole,
    Question,
    Assignment,
)


def create(
    *, title: str, teaser: str, kind: ActivityKind, field: PreventionField, by: UUID, at: datetime
) -> UUID:
    """Begin a draft; whoever begins it is its contact until somebody else is named."""
    activity = Activity(
        title_de=title,
        teaser_de=teaser,
        kind=kind,
        field=field,
        discreet=field in DISCREET_FIELDS,
        created_by=by,
        created_at=at,
        contact_id=by,
    )
    return _add(activity, by=by, at=at)


def _add(activity: Activity, *, by: UUID, at: datetime) -> UUID:
    db.session.add(activity)
    db.session.flush()
    db.session.add(Assignment(activity_id=activity.id, person_id=by))
    audit.record(Event.ACTIVITY_CREATED, at=at, by=by, object_id=activity.id)
    db.session.flush()
    return activity.id


def copy(activity_id: UUID, *, by: UUID, at: datetime) -> UUID:
    """Begin a draft with everything of an activity but its dates, deadlines and people."""
    source = planning_queries.dossier(activity_id).activity
    kept = set().union(*COLUMNS.values()) - {
        "registration_opens_at",
        "registration_deadline",
        "minimum",
        "decides_at",
    }
    values = {name: getattr(source, name) for name in sorted(kept)}
    values |= {"venue_id": source.venue_id, "online_venue_id": source.online_venue_id}
    values |= {"times": source.times}
    new = _add(Activity(**values, created_by=by, created_at=at, contact_id=by), by=by, at=at)
    stations = slot_queries.stations(activity_id)
    rows = (
        *source.answers,
        *source.adaptations,
        *source.named_contacts,
        *source.roles,
        *source.questions,
        *stations,
    )
    db.session.add_all(_twin(row, new) for row in rows)
    return new


def _twin(row: Any, activity_id: UUID) -> Any:
    """Return the same row for another activity."""
    values = {
        column.key: getattr(row, column.key)
        for column in row.__mapper__.columns
        if column.key not in {"id", "activity_id"}
    }
    return type(row)(activity_id=activity_id, **values)


def delete_draft(activity_id: UUID, *, by: UUID, at: datetime) -> None:
    """Delete an activity that never appeared, with everything that was written into it."""
    service.hold_draft(activity_id)
    for table in PARTS:
        db.session.execute(delete(table).where(table.activity_id == activity_id))
    db.session.execute(delete(Activity).where(Activity.id == activity_id))
    audit.record(Event.ACTIVITY_DELETED, at=at, by=by, object_id=activity_id)
