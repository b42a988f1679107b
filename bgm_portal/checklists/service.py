"""The checklist of an activity: begun from the template, ticked off, assigned, added to."""

from datetime import date, datetime
from uuid import UUID, uuid4

from bgm_portal.activities import queries as activities
from bgm_portal.activities import service as activity_service
from bgm_portal.audit import service as audit
from bgm_portal.audit.events import Event
from bgm_portal.core.clock import local_day
from bgm_portal.core.database import db

from . import queries
from .errors import NoDayYet, NotInTheTeam
from .models import ChecklistTask
from .rules import offset_of
from .template import RUN


def begin(activity_id: UUID, *, by: UUID, at: datetime) -> int:
    """Add what the template holds and the list does not; return how many tasks."""
    activity_service.lock(activity_id)
    known = {task.code for task, _person in queries.tasks(activity_id)}
    new = [
        ChecklistTask(
            activity_id=activity_id, code=code, offset_days=days, title_de=german, title_en=english
        )
        for code, days, german, english in RUN
        if code not in known
    ]
    db.session.add_all(new)
    _note(activity_id, by=by, at=at)
    return len(new)


def add(activity_id: UUID, *, title: str, due: date, by: UUID, at: datetime) -> None:
    """Add a task of one's own; when the activity moves, it moves along."""
    activity_service.lock(activity_id)
    starts_at = activities.activity(activity_id).starts_at
    if starts_at is None:
        raise NoDayYet
    db.session.add(
        ChecklistTask(
            activity_id=activity_id,
            code=f"own-{uuid4()}",
            offset_days=offset_of(local_day(starts_at), due),
            title_de=title,
        )
    )
    _note(activity_id, by=by, at=at)


def hand_over_all(person_id: UUID, to: UUID, *, by: UUID, at: datetime) -> int:
    """Assign to a colleague all that somebody who leaves has still to do; return how many."""
    tasks = queries.assigned_and_open(person_id)
    for task in tasks:
        task.assigned_to = to
    for activity_id in sorted({task.activity_id for task in tasks}):
        _note(activity_id, by=by, at=at)
    return len(tasks)


def tick(task_id: UUID, *, activity_id: UUID, by: UUID, at: datetime) -> bool:
    """Tick a task off, or take the tick back; tell whether it is done now."""
    activity_service.lock(activity_id)
    task = queries.task(task_id, activity_id=activity_id)
    done = task.done_at is None
    task.done_at, task.done_by = (at, by) if done else (None, None)
    _note(activity_id, by=by, at=at)
    return done


def assign(
    task_id: UUID, person_id: UUID | None, *, activity_id: UUID, by: UUID, at: datetime
) -> None:
    """Give a task to somebody who looks after the activity, or to nobody."""
    activity_service.lock(activity_id)
    if person_id is not None and person_id not in activities.assigned_person_ids(activity_id):
        raise NotInTheTeam
    queries.task(task_id, activity_id=activity_id).assigned_to = person_id
    _note(activity_id, by=by, at=at)


def remove(task_id: UUID, *, activity_id: UUID, by: UUID, at: datetime) -> None:
    """Take a task off the list."""
    activity_service.lock(activity_id)
    db.session.delete(queries.task(task_id, activity_id=activity_id))
    _note(activity_id, by=by, at=at)


def _note(activity_id: UUID, *, by: UUID, at: datetime) -> None:
    audit.record(Event.CHECKLIST_CHANGED, at=at, by=by, object_id=activity_id)
    db.session.flush()
