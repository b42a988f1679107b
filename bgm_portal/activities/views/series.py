"""Dates by a rule: type it, see the days with their gaps, take them over."""

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from bgm_portal.activities import planning_queries, planning_service, policy
from bgm_portal.activities.errors import StateRefused
from bgm_portal.activities.forms.series import CONTRADICTIONS, SeriesForm
from bgm_portal.activities.kinds import ActivityState
from bgm_portal.activities.planning_queries import Dossier
from bgm_portal.activities.recurrence import Contradiction
from bgm_portal.activities.sections import Section
from bgm_portal.core import clock
from bgm_portal.core.database import transaction
from bgm_portal.identity.access import requires, visitor
from bgm_portal.identity.permissions import Permission

bp = Blueprint("series", __name__)

PATH = "/planung/<uuid:activity_id>/serie"
TAKE = "uebernehmen"


@bp.get(PATH)
@requires(Permission.PLAN_ACTIVITIES)
def rule_form(activity_id: UUID) -> ResponseReturnValue:
    """Ask for the rule of a series."""
    form = SeriesForm(data={"rhythm": "weekly", "skip_public": True, "skip_school": True})
    return _page(_draft(activity_id), form)


@bp.post(PATH)
@requires(Permission.PLAN_ACTIVITIES)
def rule(activity_id: UUID) -> ResponseReturnValue:
    """Show the days of the rule; sent with the chosen days, write them into the draft."""
    dossier, form = _draft(activity_id), SeriesForm()
    if not form.validate():
        return _page(dossier, form), 422
    if not form.expand():
        form.form_errors.append(str(CONTRADICTIONS[Contradiction.NO_DAY]))
        return _page(dossier, form), 422
    if TAKE not in request.form:
        form.choose_all()
        return _page(dossier, form)
    spans = form.spans()
    if not spans:
        form.form_errors.append(_("Wählen Sie mindestens einen Termin."))
        return _page(dossier, form), 422
    with transaction():
        planning_service.set_dates(activity_id, spans, by=visitor().person_id, at=clock.now())
    flash(ngettext("%(num)s Termin steht fest.", "%(num)s Termine stehen fest.", len(spans)))
    return redirect(url_for("planning.parts.edit", activity_id=activity_id, slug=Section.SCHEDULE))


def _draft(activity_id: UUID) -> Dossier:
    dossier = planning_queries.dossier(activity_id)
    policy.ensure_assigned(visitor().person_id, dossier.activity)
    if dossier.activity.state is not ActivityState.DRAFT:
        raise StateRefused
    return dossier


def _page(dossier: Dossier, form: SeriesForm) -> str:
    return render_template(
        "planning/series.html",
        form=form,
        take=TAKE,
        activity=dossier.activity,
        part=_("Termine nach einer Regel"),
        published=False,
        replaces=len(dossier.activity.occurrences),
    )
