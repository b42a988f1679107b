"""Putting a module before people, and noting what they have completed elsewhere."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import func, select

from bgm_portal.audit import service as audit
from bgm_portal.audit.events import Event
from bgm_portal.core.clock import local_day
from bgm_portal.core.database import db
from bgm_portal.identity import queries as identity
from bgm_portal.learning import queries
from bgm_portal.learning.errors import DayAhead, NobodyThere
from bgm_portal.learning.kinds import Basis, Wish
from bgm_portal.learning.models import Completion, Enrolment, Module, Recommendation


@dataclass(frozen=True, kw_only=True)
class Completed:
    """What somebody completed elsewhere: a course that is recognised, or a day on site."""

    person_id: UUID
    basis: Basis
    on: date


def recommend(
    key: str, wish: Wish, *, unit_id: UUID | None, due_on: date | None, by: UUID, at: datetime
) -> None:
    """Put a module before everybody or one unit; said again, it is said anew."""
    module = _held(key)
    found = db.session.scalar(
        select(Recommendation).where(
            Recommendation.module_id == module.id, Recommendation.unit_id == unit_id
        )
    )
    if found is None:
        found = Recommendation(module_id=module.id, unit_id=unit_id)
        db.session.add(found)
    found.wish, found.due_on, found.created_by, found.created_at = wish, due_on, by, at
    db.session.flush()
    audit.record(Event.MODULE_RECOMMENDED, at=at, by=by, object_id=module.id, wish=wish)


def recommend_no_longer(key: str, recommendation_id: UUID, *, by: UUID, at: datetime) -> None:
    """Take a recommendation back; what is gone already stays gone."""
    module = _held(key)
    found = db.session.get(Recommendation, recommendation_id)
    if found is not None and found.module_id == module.id:
        db.session.delete(found)
        audit.record(Event.MODULE_NO_LONGER_RECOMMENDED, at=at, by=by, object_id=module.id)


def note_completion(key: str, completed: Completed, *, by: UUID, at: datetime) -> bool:
    """Note that somebody completed a module elsewhere; tell whether that is new."""
    module = _held(key)
    person = identity.people_by_ids([completed.person_id]).get(completed.person_id)
    if person is None or person.deactivated_at is not None:
        raise NobodyThere
    if completed.on > local_day(at):
        raise DayAhead
    mine = (Completion.person_id == person.id, Completion.module_id == module.id)
    same = select(Completion.id).where(
        *mine, Completion.completed_on == completed.on, Completion.basis == completed.basis
    )
    if db.session.scalar(same) is not None:
        return False
    completion = Completion(
        person_id=person.id,
        module_id=module.id,
        version_id=queries.shelved(key).newest.version_id,
        cycle=_next_cycle(person.id, module.id),
        completed_on=completed.on,
        basis=completed.basis,
        noted_by=by,
    )
    db.session.add(completion)
    db.session.flush()
    audit.record(
        Event.COMPLETION_NOTED,
        at=at,
        by=by,
        subject=person.id,
        object_id=completion.id,
        basis=completed.basis,
    )
    return True


def _held(key: str) -> Module:
    """Return a module, held until the commit, so that two clicks come one after the other."""
    module = queries.shelved(key).module
    db.session.execute(select(Module.id).where(Module.id == module.id).with_for_update())
    return module


def _next_cycle(person_id: UUID, module_id: UUID) -> int:
    last = [
        db.session.scalar(
            select(func.max(table.cycle)).where(
                table.person_id == person_id, table.module_id == module_id
            )
        )
        for table in (Completion, Enrolment)
    ]
    return max(one or 0 for one in last) + 1
