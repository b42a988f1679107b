"""Who did something with somebody's data. For that person alone."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import or_, select, union

from bgm_portal.audit.events import Event
from bgm_portal.audit.models import AuditEntry
from bgm_portal.core.database import db
from bgm_portal.identity.models import Person
from bgm_portal.registration.models import Registration

MOST = 100
#: Concern everybody on a list: the entry names the activity.
ON_LISTS = (Event.EXPORTED, Event.EMERGENCY_OPENED)


class ByOthers(NamedTuple):
    """An entry of the notebook with the name of who did it, if that person is still known."""

    at: datetime
    event: str
    name: str | None


def by_others(person_id: UUID) -> Sequence[ByOthers]:
    """Return the latest entries about somebody that were not their own doing.

    Entries about the person and those about lists are sought apart, each by an index of its own;
    asked for in one breath, the database reads the whole notebook.
    """
    activities = select(Registration.activity_id).where(Registration.person_id == person_id)
    others = or_(AuditEntry.actor_id.is_(None), AuditEntry.actor_id != person_id)
    about = select(AuditEntry.id).where(AuditEntry.subject_id == person_id, others)
    lists = select(AuditEntry.id).where(
        AuditEntry.object_id.in_(activities), AuditEntry.event.in_(ON_LISTS), others
    )
    found = db.session.execute(
        select(AuditEntry.at, AuditEntry.event, Person.first_name, Person.last_name)
        .outerjoin(Person, Person.id == AuditEntry.actor_id)
        .where(AuditEntry.id.in_(union(about, lists)))
        .order_by(AuditEntry.at.desc(), AuditEntry.id)
        .limit(MOST)
    )
    return [
        ByOthers(at, event, f"{first} {last}" if last else None) for at, event, first, last in found
    ]
