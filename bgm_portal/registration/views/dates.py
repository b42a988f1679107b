"""What coordinators do to an activity with people on it: places, dates, cancelling."""

from typing import Any
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from bgm_portal.activities import queries as activities
from bgm_portal.core import clock
from bgm_portal.core.database import transaction
from bgm_portal.core.errors import Refused
from bgm_portal.identity.access import requires, visitor
from bgm_portal.identity.permissions import Permission
from bgm_portal.registration import moving, policy, queries, words
from bgm_portal.registration.forms.coordination import (
    CancelActivityForm,
    CapacityForm,
    MoveForm,
)
from bgm_portal.registration.service import dates
from bgm_portal.web.forms import Form

bp = Blueprint("dates", __name__)

ACTIVITY = "/planung/<uuid:activity_id>"


@bp.get(f"{ACTIVITY}/plaetze")
@requires(Permission.COORDINATE)
def capacity_form(activity_id: UUID) -> ResponseReturnValue:
    """Show how many places there are, to change it."""
    frame = _frame(activity_id)
    capacity = frame["activity"].capacity
    form = CapacityForm(
        data={"limited": "nein" if capacity is None else "ja", "capacity": str(capacity or "")}
    )
    return render_template("coordination/capacity.html", form=form, **frame)


@bp.post(f"{ACTIVITY}/plaetze")
@requires(Permission.COORDINATE)
def change_capacity(activity_id: UUID) -> ResponseReturnValue:
    """Change how many can come; whoever waits gets the new places at once."""
    frame = _frame(activity_id)
    form = CapacityForm()
    if not form.validate():
        return render_template("coordination/capacity.html", form=form, **frame), 422
    try:
        with transaction():
            moved_up = dates.change_capacity(
                activity_id, form.places, by=visitor().person_id, at=clock.now()
            )
    except Refused as refused:
        form.form_errors.append(refused.message)
        return render_template("coordination/capacity.html", form=form, **_frame(activity_id)), 409
    flash(_capacity_changed(moved_up))
    return _to_roster(activity_id)


@bp.get(f"{ACTIVITY}/verschieben")
@requires(Permission.COORDINATE)
def move_form(activity_id: UUID) -> ResponseReturnValue:
    """Show the dates and places, to change them."""
    frame = _frame(activity_id)
    return _move_page(moving.form_of(frame["activity"]), frame)


@bp.post(f"{ACTIVITY}/verschieben")
@requires(Permission.COORDINATE)
def move(activity_id: UUID) -> ResponseReturnValue:
    """Show what would change and who would be told; sent a second time, move the activity."""
    frame = _frame(activity_id)
    before = moving.spans_of(frame["activity"])
    form = moving.form_of(frame["activity"])
    if sentence := moving.moved_meanwhile(frame["activity"], form):
        form.form_errors.append(sentence)
        return _move_page(form, frame), 409
    if not form.validate() or len(form.spans) != len(before):
        return _move_page(form, frame), 422
    if moving.lies_in_the_past(before, form.spans, at=clock.now()):
        form.form_errors.append(
            _("Der neue Termin liegt in der Vergangenheit. Prüfen Sie das Datum.")
        )
        return _move_page(form, frame), 409
    changes = moving.changes(frame["activity"], form)
    if changes and not form.checked.data:
        late = moving.late_deadlines(frame["activity"], form.spans)
        return render_template(
            "coordination/move_check.html", form=form, changes=changes, late=late, **frame
        )
    try:
        told = _move(activity_id, form)
    except Refused as refused:
        form.form_errors.append(refused.message)
        return _move_page(form, frame), 409
    flash(_("Das Angebot ist verlegt. Benachrichtigt: %(people)s.", people=words.people(told)))
    return _to_roster(activity_id)


@bp.get(f"{ACTIVITY}/absagen")
@requires(Permission.COORDINATE)
def cancel_form(activity_id: UUID) -> ResponseReturnValue:
    """Ask for a word to those who signed up, and say who is told."""
    return _cancel_page(CancelActivityForm(), _frame(activity_id))


@bp.post(f"{ACTIVITY}/absagen")
@requires(Permission.COORDINATE)
def cancel(activity_id: UUID) -> ResponseReturnValue:
    """Cancel the activity and tell everybody."""
    frame = _frame(activity_id)
    form = CancelActivityForm()
    if not form.validate():
        return _cancel_page(form, frame), 422
    with transaction():
        told = dates.cancel_activity(
            activity_id, note=(form.note.data or "").strip(), by=visitor().person_id, at=clock.now()
        )
    flash(_("Das Angebot ist abgesagt. Benachrichtigt: %(people)s.", people=words.people(told)))
    return _to_roster(activity_id)


def _frame(activity_id: UUID) -> dict[str, Any]:
    activity = activities.activity(activity_id, with_dates=True)
    policy.ensure_coordinates(visitor().person_id, activity)
    figures = queries.figures(activity_id)
    return {
        "activity": activity,
        "activity_title": words.title_of(activity),
        "figures": figures,
        "told": words.people(figures.active),
        "has_people": figures.active > 0,
    }


def _move(activity_id: UUID, form: MoveForm) -> int:
    with transaction():
        return dates.move_activity(
            activity_id,
            form.spans,
            places=moving.places_of(form),
            by=visitor().person_id,
            at=clock.now(),
        )


def _move_page(form: MoveForm, frame: dict[str, Any]) -> str:
    return render_template("coordination/move.html", form=form, **frame)


def _cancel_page(form: Form, frame: dict[str, Any]) -> str:
    return render_template("coordination/cancel_activity.html", form=form, **frame)


def _capacity_changed(moved_up: int) -> str:
    if not moved_up:
        return str(_("Die Zahl der Plätze ist geändert."))
    people = words.people(moved_up)
    return str(
        _("Die Zahl der Plätze ist geändert. Nachgerückt oder gefragt: %(people)s.", people=people)
    )


def _to_roster(activity_id: UUID) -> ResponseReturnValue:
    return redirect(url_for("coordination.roster", activity_id=activity_id), 303)
