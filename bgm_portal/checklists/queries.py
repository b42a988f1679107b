"""Questions about tasks. Reads only."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import or_, select

from bgm_portal.activities.kinds import ActivityState
from bgm_portal.activities.models import Activity, Assignment
from bgm_portal.core.clock import local_day
from bgm_portal.core.database import db
from bgm_portal.identity.models import Person

from .errors import UnknownTask
from .models import ChecklistTask
from .rules import due_on


@dataclass(frozen=True, kw_only=True)
class Due:
    """An open task with the day on which it is due."""

    task: ChecklistTask
    activity: Activity
    on: date


def tasks(activity_id: UUID) -> list[tuple[ChecklistTask, Person | None]]:
    """Return the tasks of an activity, the first one first, with whoever does it."""
    rows = db.session.execute(
        select(ChecklistTask, Person)
        .outerjoin(Person, Person.id == ChecklistTask.assigned_to)
        .where(ChecklistTask.activity_id == activity_id)
        .order_by(ChecklistTask.offset_days, ChecklistTask.title_de, ChecklistTask.id)
    )
    return [(task, person) for task, person in rows]


def assigned_and_open(person_id: UUID) -> list[ChecklistTask]:
    """Return what somebody has still to do, at activities that are not over."""
    return list(
        db.session.scalars(
            select(ChecklistTask)
            .join(Activity, Activity.id == ChecklistTask.activity_id)
            .where(
                ChecklistTask.assigned_to == person_id,
                ChecklistTask.done_at.is_(None),
                Activity.state.in_((ActivityState.DRAFT, ActivityState.PUBLISHED)),
            )
            .order_by(ChecklistTask.id)
        )
    )


def count_open_of(person_id: UUID) -> int:
    """Count what somebody has still to do."""
    return len(assigned_and_open(person_id))


def task(task_id: UUID, *, activity_id: UUID) -> ChecklistTask:
    """Return a task of this activity."""
    found = db.session.scalar(
        select(ChecklistTask).where(
            ChecklistTask.id == task_id, ChecklistTask.activity_id == activity_id
        )
    )
    if found is None:
        raise UnknownTask
    return found


def open_of(person_id: UUID, *, until: date) -> list[Due]:
    """Return what is due for somebody by a day: their own tasks, and those that nobody has."""
    rows = db.session.execute(
        select(ChecklistTask, Activity)
        .join(Activity, Activity.id == ChecklistTask.activity_id)
        .join(Assignment, Assignment.activity_id == Activity.id)
        .where(
            Assignment.person_id == person_id,
            ChecklistTask.done_at.is_(None),
            Activity.starts_at.is_not(None),
            Activity.state != ActivityState.CANCELLED,
            or_(
                ChecklistTask.assigned_to == person_id,
                ChecklistTask.assigned_to.is_(None) & (Activity.contact_id == person_id),
            ),
        )
        .order_by(Activity.starts_at, ChecklistTask.offset_days, ChecklistTask.id)
    )
    found = [
        Due(
            task=task, activity=activity, on=due_on(local_day(activity.starts_at), task.offset_days)
        )
        for task, activity in rows
        if activity.starts_at is not None
    ]
    return sorted((due for due in found if due.on <= until), key=lambda due: due.on)


def team(activity_id: UUID) -> list[Person]:
    """Return who looks after an activity, by name."""
    return list(
        db.session.scalars(
            select(Person)
            .join(Assignment, Assignment.person_id == Person.id)
            .where(Assignment.activity_id == activity_id)
            .order_by(Person.last_name, Person.first_name, Person.id)
        )
    )


def people_with_open_tasks() -> list[UUID]:
    """Return who looks after an activity that has open tasks."""
    return list(
        db.session.scalars(
            select(Assignment.person_id)
            .join(ChecklistTask, ChecklistTask.activity_id == Assignment.activity_id)
            .where(ChecklistTask.done_at.is_(None))
            .distinct()
            .order_by(Assignment.person_id)
        )
    )
