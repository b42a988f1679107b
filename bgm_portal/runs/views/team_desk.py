"""All teams of a run for those who coordinate it: who is where, and helping on."""

from typing import Any
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from bgm_portal.activities import queries as activities
from bgm_portal.activities.forms.schedule import chosen_id
from bgm_portal.core import clock
from bgm_portal.core.database import transaction
from bgm_portal.core.errors import Refused
from bgm_portal.identity.access import requires, visitor
from bgm_portal.identity.permissions import Permission
from bgm_portal.registration import policy
from bgm_portal.registration import queries as registrations
from bgm_portal.runs import team_pages
from bgm_portal.runs.service import teams
from bgm_portal.web.forms import Form

bp = Blueprint("team_desk", __name__)

ALL = "/planung/<uuid:activity_id>/teams"


@bp.get(ALL)
@requires(Permission.COORDINATE)
def overview(activity_id: UUID) -> ResponseReturnValue:
    """Show every team, and who is in none."""
    activity = _activity(activity_id)
    return render_template("runs/teams.html", **team_pages.desk(activity))


@bp.get(f"{ALL}/neu")
@requires(Permission.COORDINATE)
def new_form(activity_id: UUID) -> ResponseReturnValue:
    """Ask how a team for others is called."""
    return _page("team_new", _activity(activity_id), team_pages.new_team_form())


@bp.post(f"{ALL}/neu")
@requires(Permission.COORDINATE)
def add(activity_id: UUID) -> ResponseReturnValue:
    """Open a team for others."""
    activity, form = _activity(activity_id), team_pages.new_team_form()
    if not form.validate():
        return _page("team_new", activity, form), 422
    try:
        with transaction():
            teams.found_empty(
                activity_id, name=form.name.data, by=visitor().person_id, at=clock.now()
            )
    except Refused as refused:
        form.form_errors.append(refused.message)
        return _page("team_new", _activity(activity_id), form), 409
    flash(_("Das Team ist angelegt."))
    return redirect(url_for(".overview", activity_id=activity_id), 303)


@bp.get(f"{ALL}/zuordnen")
@requires(Permission.COORDINATE)
def place_form(activity_id: UUID) -> ResponseReturnValue:
    """Ask who goes where."""
    activity = _activity(activity_id)
    return _page("team_place", activity, team_pages.place_form(activity))


@bp.post(f"{ALL}/zuordnen")
@requires(Permission.COORDINATE)
def place(activity_id: UUID) -> ResponseReturnValue:
    """Put somebody into a team, or into none; they are told."""
    activity = _activity(activity_id)
    form = team_pages.place_form(activity)
    if not form.validate():
        return _page("team_place", activity, form), 422
    registration_id = UUID(form.person.data)
    registrations.on_activity(registration_id, activity_id=activity_id)
    try:
        with transaction():
            is_new = teams.place(
                registration_id,
                chosen_id(form.team.data),
                by=visitor().person_id,
                at=clock.now(),
            )
    except Refused as refused:
        form.form_errors.append(refused.message)
        return _page("team_place", _activity(activity_id), form), 409
    flash(
        _("Gespeichert. Die Person bekommt eine Nachricht.")
        if is_new
        else _("So ist es schon. Es gibt nichts zu ändern.")
    )
    return redirect(url_for(".overview", activity_id=activity_id), 303)


def _activity(activity_id: UUID) -> Any:
    activity = activities.activity(activity_id)
    policy.ensure_sees_names(visitor().person_id, activity, at=clock.now())
    return activity


def _page(template: str, activity: Any, form: Form) -> str:
    return render_template(f"runs/{template}.html", form=form, **team_pages.desk(activity))
