"""The checklist of an activity: begin it, tick off, add, assign, remove."""

from typing import Any
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from bgm_portal.activities import policy
from bgm_portal.activities import queries as activities
from bgm_portal.activities.forms.schedule import chosen_id
from bgm_portal.core import clock
from bgm_portal.core.database import transaction
from bgm_portal.core.errors import Refused
from bgm_portal.identity.access import requires, visitor
from bgm_portal.identity.permissions import Permission
from bgm_portal.web.forms import Form

from . import pages, service
from .errors import UnknownTask
from .forms import TaskForm

bp = Blueprint("checklists", __name__)

ALL = "/planung/<uuid:activity_id>/checkliste"


@bp.get(ALL)
@requires(Permission.PLAN_ACTIVITIES)
def overview(activity_id: UUID) -> ResponseReturnValue:
    """Show what is to be done by when."""
    return _page("overview", _activity(activity_id), TaskForm())


@bp.post(f"{ALL}/vorlage")
@requires(Permission.PLAN_ACTIVITIES)
def begin(activity_id: UUID) -> ResponseReturnValue:
    """Add the tasks of the template."""
    _activity(activity_id)
    with transaction():
        count = service.begin(activity_id, by=visitor().person_id, at=clock.now())
    flash(ngettext("Eine Aufgabe ist dazugekommen.", "%(num)s Aufgaben sind dazugekommen.", count))
    return _back(activity_id)


@bp.post(ALL)
@requires(Permission.PLAN_ACTIVITIES)
def add(activity_id: UUID) -> ResponseReturnValue:
    """Add a task of one's own."""
    activity, form = _activity(activity_id), TaskForm()
    if not form.validate() or form.day.day is None:
        return _page("overview", activity, form), 422
    try:
        with transaction():
            service.add(
                activity_id,
                title=form.title.data or "",
                due=form.day.day,
                by=visitor().person_id,
                at=clock.now(),
            )
    except Refused as refused:
        form.form_errors.append(refused.message)
        return _page("overview", _activity(activity_id), form), 409
    flash(_("Die Aufgabe ist gespeichert."))
    return _back(activity_id)


@bp.post(f"{ALL}/erledigt")
@requires(Permission.PLAN_ACTIVITIES)
def tick(activity_id: UUID) -> ResponseReturnValue:
    """Tick a task off, or take the tick back."""
    _activity(activity_id)
    with transaction():
        done = service.tick(
            _task_id(), activity_id=activity_id, by=visitor().person_id, at=clock.now()
        )
    flash(_("Erledigt.") if done else _("Die Aufgabe ist wieder offen."))
    return _back(activity_id)


@bp.post(f"{ALL}/entfernen")
@requires(Permission.PLAN_ACTIVITIES)
def remove(activity_id: UUID) -> ResponseReturnValue:
    """Take a task off the list."""
    _activity(activity_id)
    with transaction():
        service.remove(_task_id(), activity_id=activity_id, by=visitor().person_id, at=clock.now())
    flash(_("Die Aufgabe ist von der Liste genommen."))
    return _back(activity_id)


@bp.get(f"{ALL}/zuordnen")
@requires(Permission.PLAN_ACTIVITIES)
def assign_form(activity_id: UUID) -> ResponseReturnValue:
    """Ask who does what."""
    activity = _activity(activity_id)
    return _page("assign", activity, pages.assign_form(activity))


@bp.post(f"{ALL}/zuordnen")
@requires(Permission.PLAN_ACTIVITIES)
def assign(activity_id: UUID) -> ResponseReturnValue:
    """Give a task to somebody."""
    activity = _activity(activity_id)
    form = pages.assign_form(activity)
    if not form.validate():
        return _page("assign", activity, form), 422
    with transaction():
        service.assign(
            UUID(form.task.data),
            pages.chosen(form.person.data),
            activity_id=activity_id,
            by=visitor().person_id,
            at=clock.now(),
        )
    flash(_("Die Zuordnung ist gespeichert."))
    return _back(activity_id)


def _activity(activity_id: UUID) -> Any:
    activity = activities.activity(activity_id)
    policy.ensure_assigned(visitor().person_id, activity)
    return activity


def _task_id() -> UUID:
    task_id = chosen_id(request.form.get("aufgabe"))
    if task_id is None:
        raise UnknownTask
    return task_id


def _page(template: str, activity: Any, form: Form) -> str:
    facts = pages.overview(activity, today=clock.local_today())
    return render_template(f"checklists/{template}.html", form=form, **facts)


def _back(activity_id: UUID) -> ResponseReturnValue:
    return redirect(url_for(".overview", activity_id=activity_id), 303)
