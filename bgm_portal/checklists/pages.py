"""The checklist as its page shows it."""

from datetime import date
from typing import Any
from uuid import UUID

from flask_babel import gettext as _

from bgm_portal.core.clock import local_day
from bgm_portal.core.i18n import in_words, long_date
from bgm_portal.web.fields import choices_of

from . import queries
from .forms import AssignForm
from .rules import due_on


def overview(activity: Any, *, today: date) -> dict[str, Any]:
    """Return every task with its day, who does it, and whether it is late."""
    rows = [
        (
            task.id,
            in_words(task.title_de, task.title_en),
            _day(activity, task),
            person.name if person else str(_("noch niemand")),
            task.done_at is not None,
            *_stand(activity, task, today=today),
        )
        for task, person in queries.tasks(activity.id)
    ]
    return {
        "activity": activity,
        "activity_title": in_words(activity.title_de, activity.title_en),
        "rows": rows,
        "done": sum(row[4] for row in rows),
    }


def _day(activity: Any, task: Any) -> str:
    if activity.starts_at is None:
        return str(_("noch offen"))
    return long_date(due_on(local_day(activity.starts_at), task.offset_days))


def _stand(activity: Any, task: Any, *, today: date) -> tuple[str, str]:
    if task.done_at is not None:
        return str(_("erledigt")), "ok"
    due = due_on(local_day(activity.starts_at), task.offset_days) if activity.starts_at else None
    if due is not None and due < today:
        return str(_("überfällig")), "no"
    return (str(_("heute")), "wait") if due == today else (str(_("offen")), "plain")


def assign_form(activity: Any) -> AssignForm:
    """Return the form with the open tasks and those who look after the activity."""
    form = AssignForm()
    open_tasks = {
        str(task.id): in_words(task.title_de, task.title_en)
        for task, _person in queries.tasks(activity.id)
        if task.done_at is None
    }
    team = {str(person.id): person.name for person in queries.team(activity.id)}
    form.task.choices = choices_of({"": _("bitte wählen")} | open_tasks)
    form.person.choices = choices_of({"": _("noch niemand")} | team)
    return form


def chosen(value: str | None) -> UUID | None:
    """Understand whom somebody chose."""
    return UUID(value) if value else None
