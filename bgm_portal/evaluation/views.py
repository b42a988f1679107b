"""The evaluation of an activity: to read, to write, to take along on one page."""

from typing import Any
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from bgm_portal.activities import planning_queries
from bgm_portal.activities import queries as activities
from bgm_portal.activities import service as activity_service
from bgm_portal.core import clock
from bgm_portal.core.database import transaction
from bgm_portal.identity.access import requires, visitor
from bgm_portal.identity.permissions import Permission
from bgm_portal.web import versions
from bgm_portal.web.forms import as_stored
from bgm_portal.web.papers import response
from bgm_portal.web.versions import ChangedMeanwhile

from . import policy, queries, service, sheet
from .forms import EvaluationForm

bp = Blueprint("evaluation", __name__)

ONE = "/planung/<uuid:activity_id>/auswertung"


@bp.get(ONE)
@requires(Permission.COORDINATE)
def show(activity_id: UUID) -> ResponseReturnValue:
    """Show what was counted and what was learned."""
    return _page(_activity(activity_id))


@bp.post(ONE)
@requires(Permission.COORDINATE)
def write(activity_id: UUID) -> ResponseReturnValue:
    """Write down what was learned."""
    activity = _activity(activity_id)
    form = EvaluationForm()
    if "weiter" in request.form:
        return _page(activity, form)
    if not form.validate():
        return _page(activity, form), 422
    try:
        with transaction():
            activity_service.lock(activity_id)
            versions.ensure_seen(request.form.get(versions.FIELD), _stored(activity_id))
            service.write(activity_id, form.words, by=visitor().person_id, at=clock.now())
    except ChangedMeanwhile as changed:
        return _both(activity_id, form), changed.status
    flash(_("Die Auswertung ist gespeichert."))
    return redirect(url_for(".show", activity_id=activity_id))


@bp.get(f"{ONE}/auswertung.pdf")
@requires(Permission.COORDINATE)
def as_pdf(activity_id: UUID) -> ResponseReturnValue:
    """Offer the evaluation as a paper of one page."""
    return response(sheet.pdf(_activity(activity_id), at=clock.now()), "auswertung.pdf")


def _activity(activity_id: UUID) -> Any:
    activity = activities.activity(activity_id)
    policy.ensure_evaluates(visitor().person_id, activity)
    return activity


def _stored(activity_id: UUID) -> EvaluationForm:
    with as_stored():
        return EvaluationForm(obj=queries.words(activity_id))


def _both(activity_id: UUID, form: EvaluationForm) -> str:
    """Show what is stored beside what was typed, and let the person decide."""
    both = versions.both(_stored(activity_id), form, request.form)
    return render_template(
        "planning/both.html",
        activity=_activity(activity_id),
        part=_("Auswertung"),
        edit_page=url_for(".show", activity_id=activity_id),
        **both | {"writer": planning_queries.last_writer(activity_id, service.SECTION)},
    )


def _page(activity: Any, form: EvaluationForm | None = None) -> str:
    found = sheet.of(activity, at=clock.now())
    form = form or EvaluationForm(formdata=None, obj=found.written)
    return render_template(
        "evaluation/show.html",
        activity_id=activity.id,
        sheet=found,
        foot=sheet.foot(),
        form=form,
        shown=request.form.get(versions.FIELD) or versions.fingerprint(form),
    )
