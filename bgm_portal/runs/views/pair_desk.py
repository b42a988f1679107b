"""All pairs of an activity for those who coordinate it: propose, and undo on request."""

from typing import Any
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
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
from bgm_portal.registration.errors import UnknownRegistration
from bgm_portal.runs import pair_pages
from bgm_portal.runs.service import pairs
from bgm_portal.web.forms import Form

bp = Blueprint("pair_desk", __name__)

ALL = "/planung/<uuid:activity_id>/zu-zweit"


@bp.get(ALL)
@requires(Permission.COORDINATE)
def overview(activity_id: UUID) -> ResponseReturnValue:
    """Show every pair, and who could still run together."""
    activity = _activity(activity_id)
    return _page(activity, pair_pages.link_form(activity))


@bp.post(ALL)
@requires(Permission.COORDINATE)
def link(activity_id: UUID) -> ResponseReturnValue:
    """Propose two people to each other."""
    activity = _activity(activity_id)
    form = pair_pages.link_form(activity)
    if not form.validate():
        return _page(activity, form), 422
    try:
        with transaction():
            pairs.link(
                UUID(form.runner.data),
                UUID(form.guide.data),
                by=visitor().person_id,
                at=clock.now(),
            )
    except Refused as refused:
        form.form_errors.append(refused.message)
        return _page(_activity(activity_id), form), 409
    flash(_("Beide bekommen eine Nachricht und sagen selbst zu oder ab."))
    return redirect(url_for(".overview", activity_id=activity_id), 303)


@bp.post(f"{ALL}/loesen")
@requires(Permission.COORDINATE)
def undo(activity_id: UUID) -> ResponseReturnValue:
    """Undo a pair because somebody asked for it; both are told."""
    _activity(activity_id)
    registration_id = chosen_id(request.form.get("laeufer"))
    if registration_id is None:
        raise UnknownRegistration
    registrations.on_activity(registration_id, activity_id=activity_id)
    with transaction():
        pairs.undo(registration_id, by=visitor().person_id, at=clock.now())
    flash(_("Gelöst. Beide bekommen eine Nachricht."))
    return redirect(url_for(".overview", activity_id=activity_id), 303)


def _activity(activity_id: UUID) -> Any:
    activity = activities.activity(activity_id)
    policy.ensure_sees_names(visitor().person_id, activity, at=clock.now())
    return activity


def _page(activity: Any, form: Form) -> str:
    return render_template("runs/pairs.html", form=form, **pair_pages.desk(activity))
