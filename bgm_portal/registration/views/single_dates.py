"""One date of a published activity: moved, alone or with all that follow, or cancelled.

Here, too, it is said early that an activity with a minimum number takes place.
"""

from typing import Any
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from bgm_portal.activities import queries as activities
from bgm_portal.activities.errors import StateRefused, UnknownDate
from bgm_portal.activities.kinds import ActivityState
from bgm_portal.core import clock
from bgm_portal.core.database import transaction
from bgm_portal.core.errors import Refused
from bgm_portal.core.i18n import span
from bgm_portal.identity.access import requires, visitor
from bgm_portal.identity.permissions import Permission
from bgm_portal.registration import moving, policy, queries, words
from bgm_portal.registration.forms.coordination import CancelDateForm, MoveDateForm, as_typed
from bgm_portal.registration.service import dates
from bgm_portal.web import gone, versions
from bgm_portal.web.forms import Form

bp = Blueprint("single_dates", __name__)

DATES = "/planung/<uuid:activity_id>/alle-termine"
DATE = f"{DATES}/<uuid:occurrence_id>"
GO_AHEAD = "/planung/<uuid:activity_id>/findet-statt"


@bp.get(DATES)
@requires(Permission.COORDINATE)
def overview(activity_id: UUID) -> ResponseReturnValue:
    """Show all dates, each with what can be done with it."""
    frame = _frame(activity_id)
    rows = moving.date_rows(frame["activity"], at=clock.now())
    return render_template("coordination/dates.html", rows=rows, **frame)


@bp.get(f"{DATE}/verlegen")
@requires(Permission.COORDINATE)
def move_form(activity_id: UUID, occurrence_id: UUID) -> ResponseReturnValue:
    """Show one date, to change it."""
    frame = _frame(activity_id, occurrence_id)
    version = {"version": str(frame["activity"].schedule_version)}
    form = MoveDateForm(data=as_typed([frame["old"]])[0] | version)
    return render_template("coordination/move_date.html", form=form, **frame)


@bp.post(f"{DATE}/verlegen")
@requires(Permission.COORDINATE)
def move(activity_id: UUID, occurrence_id: UUID) -> ResponseReturnValue:
    """Show what would change and who would be told; sent a second time, move it."""
    form = MoveDateForm()
    try:
        frame = _frame(activity_id, occurrence_id)
    except UnknownDate as unknown:
        return _gone(activity_id, form, unknown)
    if sentence := moving.moved_meanwhile(frame["activity"], form):
        form.form_errors.append(sentence)
        return render_template("coordination/move_date.html", form=form, **frame), 409
    if not form.validate() or form.span is None:
        return render_template("coordination/move_date.html", form=form, **frame), 422
    after = moving.after_one_moved(
        frame["activity"], frame["which"], form.span, following=bool(form.following.data)
    )
    refusal = moving.refuse(moving.spans_of(frame["activity"]), after, at=clock.now())
    if refusal:
        form.form_errors.append(refusal)
        return render_template("coordination/move_date.html", form=form, **frame), 409
    if not form.checked.data:
        changes = moving.changed_dates(frame["activity"], after)
        late = moving.late_deadlines(frame["activity"], after)
        return render_template(
            "coordination/move_date_check.html", form=form, changes=changes, late=late, **frame
        )
    with transaction():
        told = dates.move_activity(activity_id, after, by=visitor().person_id, at=clock.now())
    flash(_("Verlegt. Benachrichtigt: %(people)s.", people=words.people(told)))
    return redirect(url_for(".overview", activity_id=activity_id), 303)


@bp.get(f"{DATE}/absagen")
@requires(Permission.COORDINATE)
def cancel_form(activity_id: UUID, occurrence_id: UUID) -> ResponseReturnValue:
    """Ask for a word to those who signed up, and say who is told."""
    return _cancel_page(CancelDateForm(), _frame(activity_id, occurrence_id))


@bp.post(f"{DATE}/absagen")
@requires(Permission.COORDINATE)
def cancel(activity_id: UUID, occurrence_id: UUID) -> ResponseReturnValue:
    """Cancel one date and tell everybody."""
    form = CancelDateForm()
    try:
        frame = _frame(activity_id, occurrence_id)
    except UnknownDate as unknown:
        return _gone(activity_id, form, unknown)
    if not form.validate():
        return _cancel_page(form, frame), 422
    note, by = (form.note.data or "").strip(), visitor().person_id
    try:
        with transaction():
            told = dates.cancel_date(activity_id, occurrence_id, note=note, by=by, at=clock.now())
    except Refused as refused:
        form.form_errors.append(refused.message)
        return _cancel_page(form, _frame(activity_id, occurrence_id)), 409
    flash(_("Der Termin fällt aus. Benachrichtigt: %(people)s.", people=words.people(told)))
    return redirect(url_for(".overview", activity_id=activity_id), 303)


@bp.get(GO_AHEAD)
@requires(Permission.COORDINATE)
def go_ahead_form(activity_id: UUID) -> ResponseReturnValue:
    """Say how many have signed up, and what follows from either decision."""
    return render_template("coordination/go_ahead.html", form=Form(), **_undecided(activity_id))


@bp.post(GO_AHEAD)
@requires(Permission.COORDINATE)
def go_ahead(activity_id: UUID) -> ResponseReturnValue:
    """Decide that it takes place, and tell everybody."""
    _undecided(activity_id)
    with transaction():
        told = dates.go_ahead(activity_id, by=visitor().person_id, at=clock.now())
    flash(_("Das Angebot findet statt. Benachrichtigt: %(people)s.", people=words.people(told)))
    return redirect(url_for("planning.hub", activity_id=activity_id), 303)


def _undecided(activity_id: UUID) -> dict[str, Any]:
    frame = _frame(activity_id)
    if frame["activity"].minimum is None or frame["activity"].goes_ahead_at is not None:
        raise StateRefused
    return frame


def _frame(activity_id: UUID, occurrence_id: UUID | None = None) -> dict[str, Any]:
    activity = activities.activity(activity_id, with_dates=True)
    policy.ensure_coordinates(visitor().person_id, activity)
    if activity.state is not ActivityState.PUBLISHED:
        raise StateRefused
    figures = queries.figures(activity_id)
    frame = {
        "activity": activity,
        "activity_title": words.title_of(activity),
        "figures": figures,
        "told": words.people(figures.active),
        "has_people": figures.active > 0,
    }
    if occurrence_id is None:
        return frame
    which = moving.which(activity, occurrence_id)
    old = moving.spans_of(activity)[which]
    return frame | {
        "which": which,
        "old": old,
        "date": span(*old),
        "occurrence_id": occurrence_id,
        "is_last": which == len(activity.occurrences) - 1,
    }


def _gone(activity_id: UUID, form: Form, unknown: UnknownDate) -> ResponseReturnValue:
    """Show what was typed for a date that does not take place any more."""
    address = url_for(".overview", activity_id=activity_id)
    return gone.page(unknown, versions.written(form), back=(_("Termine"), address))


def _cancel_page(form: Form, frame: dict[str, Any]) -> str:
    return render_template("coordination/cancel_date.html", form=form, **frame)
