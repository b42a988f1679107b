"""Lists that come back: start numbers and results. First a plan, then all or nothing."""

from typing import Any
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from bgm_portal.activities import queries as activities
from bgm_portal.core import clock
from bgm_portal.core.database import transaction
from bgm_portal.exchange import imports
from bgm_portal.exchange.forms import ConfirmForm, FileForm
from bgm_portal.exchange.imports import Incoming, Plan
from bgm_portal.identity.access import requires, visitor
from bgm_portal.identity.permissions import Permission
from bgm_portal.registration import policy, words
from bgm_portal.runs.queries import entries as results
from bgm_portal.runs.service import entries as runs
from bgm_portal.web.forms import Form

bp = Blueprint("incoming", __name__)

SLUGS = ", ".join(f"'{kind}'" for kind in Incoming)
WITHDRAWN = "/planung/<uuid:activity_id>/einlesen/ergebnisse/zuruecknehmen"
ONE = f"/planung/<uuid:activity_id>/einlesen/<any({SLUGS}):slug>"


@bp.get(ONE)
@requires(Permission.COORDINATE)
def file_form(activity_id: UUID, slug: str) -> ResponseReturnValue:
    """Ask for a file."""
    return _file_page(_activity(activity_id), Incoming(slug), FileForm())


@bp.post(ONE)
@requires(Permission.COORDINATE)
def check(activity_id: UUID, slug: str) -> ResponseReturnValue:
    """Say what the file would change. Nothing is changed yet."""
    activity, kind, form = _activity(activity_id), Incoming(slug), FileForm()
    if not form.validate():
        return _file_page(activity, kind, form), 422
    plan = imports.plan(kind, activity_id, form.file.data.read())
    if plan.faults:
        return _file_page(activity, kind, form, plan=plan), 422
    confirm = ConfirmForm(formdata=None, text=plan.text, fingerprint=plan.fingerprint)
    return _plan_page(activity, kind, plan, confirm)


@bp.post(f"{ONE}/uebernehmen")
@requires(Permission.COORDINATE)
def apply(activity_id: UUID, slug: str) -> ResponseReturnValue:
    """Carry out what was shown, if it is still the same."""
    activity, kind, form = _activity(activity_id), Incoming(slug), ConfirmForm()
    plan = imports.plan(kind, activity_id, (form.text.data or "").encode())
    if plan.faults:
        return _file_page(activity, kind, FileForm(formdata=None), plan=plan), 422
    if plan.fingerprint != form.fingerprint.data:
        form = ConfirmForm(formdata=None, text=plan.text, fingerprint=plan.fingerprint)
        form.form_errors.append(
            _("Inzwischen hat sich etwas geändert. Bitte prüfen Sie die Liste noch einmal.")
        )
        return _plan_page(activity, kind, plan, form), 409
    with transaction():
        imports.apply(kind, activity_id, plan, by=visitor().person_id, at=clock.now())
    count = len(plan.rows)
    flash(ngettext("Eine Zeile ist übernommen.", "%(num)s Zeilen sind übernommen.", count))
    return redirect(url_for("coordination.roster", activity_id=activity_id), 303)


@bp.get(WITHDRAWN)
@requires(Permission.COORDINATE)
def withdraw_form(activity_id: UUID) -> ResponseReturnValue:
    """Say how many results would be erased."""
    activity = _activity(activity_id)
    return render_template(
        "exchange/withdraw.html",
        count=results.result_count(activity_id),
        **_frame(activity, Incoming.RESULTS),
    )


@bp.post(WITHDRAWN)
@requires(Permission.COORDINATE)
def withdraw(activity_id: UUID) -> ResponseReturnValue:
    """Erase every result, after a file that was the wrong one."""
    _activity(activity_id)
    with transaction():
        count = runs.withdraw_results(activity_id, by=visitor().person_id, at=clock.now())
    flash(
        ngettext("Ein Ergebnis ist gelöscht.", "%(num)s Ergebnisse sind gelöscht.", count)
        if count
        else _("Es gab keine Ergebnisse mehr.")
    )
    return redirect(url_for(".file_form", activity_id=activity_id, slug=Incoming.RESULTS), 303)


def _activity(activity_id: UUID) -> Any:
    activity = activities.activity(activity_id)
    policy.ensure_sees_names(visitor().person_id, activity, at=clock.now())
    return activity


def _frame(activity: Any, kind: Incoming) -> dict[str, Any]:
    titles = {
        Incoming.NUMBERS: _("Startnummern einlesen"),
        Incoming.RESULTS: _("Ergebnisse einlesen"),
    }
    return {
        "activity": activity,
        "activity_title": words.title_of(activity),
        "slug": kind.value,
        "title": titles[kind],
        "is_results": kind is Incoming.RESULTS,
    }


def _file_page(activity: Any, kind: Incoming, form: Form, *, plan: Plan | None = None) -> str:
    faults = imports.faults_in_words(plan) if plan else []
    return render_template(
        "exchange/file.html",
        form=form,
        faults=faults,
        form_failed=bool(faults),
        held=results.result_count(activity.id) if kind is Incoming.RESULTS else 0,
        **_frame(activity, kind),
    )


def _plan_page(activity: Any, kind: Incoming, plan: Plan, form: Form) -> str:
    return render_template(
        "exchange/plan.html", form=form, rows=plan.rows, **_frame(activity, kind)
    )
