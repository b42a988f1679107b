"""What an activity costs, line by line. Only those who look after it see it."""

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from bgm_portal.activities import (
    budget_pages,
    budget_service,
    planning_queries,
    policy,
    queries,
    service,
)
from bgm_portal.activities.errors import DraftGone, UnknownActivity
from bgm_portal.activities.forms.budget import BudgetForm
from bgm_portal.core import clock
from bgm_portal.core.database import transaction
from bgm_portal.identity.access import requires, visitor
from bgm_portal.identity.permissions import Permission
from bgm_portal.web import gone, versions
from bgm_portal.web.forms import as_stored
from bgm_portal.web.versions import ChangedMeanwhile

bp = Blueprint("budget", __name__)

PATH = "/planung/<uuid:activity_id>/kosten"


@bp.get(PATH)
@requires(Permission.PLAN_ACTIVITIES)
def edit(activity_id: UUID) -> ResponseReturnValue:
    """Show what is planned and what was paid."""
    _ensure_assigned(activity_id)
    return _page(activity_id, budget_pages.form(activity_id))


@bp.post(PATH)
@requires(Permission.PLAN_ACTIVITIES)
def save(activity_id: UUID) -> ResponseReturnValue:
    """Write all lines down."""
    form = BudgetForm()
    try:
        _ensure_assigned(activity_id)
    except UnknownActivity:
        back = (_("Planung"), url_for("planning.overview"))
        return gone.page(DraftGone(), versions.written(form), back=back)
    if "weiter" in request.form:
        return _page(activity_id, form)
    if not form.validate():
        return _page(activity_id, form), 422
    try:
        with transaction():
            _ensure_seen(activity_id)
            budget_service.write(activity_id, form.lines, by=visitor().person_id, at=clock.now())
    except ChangedMeanwhile as changed:
        return _both(activity_id, form), changed.status
    flash(_("Die Kosten sind gespeichert."))
    return redirect(url_for(".edit", activity_id=activity_id))


def _ensure_assigned(activity_id: UUID) -> None:
    policy.ensure_assigned(visitor().person_id, queries.activity(activity_id))


def _ensure_seen(activity_id: UUID) -> None:
    """Refuse to overwrite what was saved after this page was opened."""
    service.lock(activity_id)
    shown = request.form.get(versions.FIELD)
    if shown and shown != versions.fingerprint(_stored(activity_id)):
        raise ChangedMeanwhile


def _stored(activity_id: UUID) -> BudgetForm:
    with as_stored():
        return budget_pages.form(activity_id)


def _both(activity_id: UUID, form: BudgetForm) -> str:
    """Show what is stored beside what was typed, and let the person decide."""
    stored = _stored(activity_id)
    return render_template(
        "planning/both.html",
        activity=queries.activity(activity_id),
        part=_("Kosten und Mittel"),
        pairs=versions.pairs(stored, form),
        writer=planning_queries.last_writer(activity_id, budget_service.SECTION),
        shown=versions.fingerprint(stored),
        typed=[pair for pair in request.form.items(multi=True) if pair[0] not in versions.OURS],
        edit_page=url_for(".edit", activity_id=activity_id),
    )


def _page(activity_id: UUID, form: BudgetForm) -> str:
    return render_template(
        "planning/budget.html",
        form=form,
        shown=request.form.get(versions.FIELD) or versions.fingerprint(form),
        activity=queries.activity(activity_id),
        part=_("Kosten und Mittel"),
        published=False,  # what is written here appears nowhere else
        sums=budget_pages.in_words(activity_id),
    )
