"""The buses to an activity for those who coordinate it: who sits where, and which there are."""

from typing import Any
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from bgm_portal.activities import queries as activities
from bgm_portal.activities.errors import DraftGone, UnknownActivity
from bgm_portal.core import clock
from bgm_portal.core.database import transaction
from bgm_portal.core.errors import Refused
from bgm_portal.core.i18n import in_words
from bgm_portal.identity.access import requires, visitor
from bgm_portal.identity.permissions import Permission
from bgm_portal.registration import policy
from bgm_portal.registration import queries as registrations
from bgm_portal.runs import bus_pages
from bgm_portal.runs.forms.buses import BusesForm
from bgm_portal.runs.service import buses
from bgm_portal.web import gone, versions
from bgm_portal.web.forms import Form
from bgm_portal.web.versions import ChangedMeanwhile

bp = Blueprint("bus_desk", __name__)

ALL = "/planung/<uuid:activity_id>/busse"


@bp.get(ALL)
@requires(Permission.COORDINATE)
def overview(activity_id: UUID) -> ResponseReturnValue:
    """Show every bus with its passengers."""
    return render_template("runs/buses.html", **bus_pages.desk(_activity(activity_id)))


@bp.get(f"{ALL}/aendern")
@requires(Permission.COORDINATE)
def edit(activity_id: UUID) -> ResponseReturnValue:
    """Show the buses to change them."""
    activity = _activity(activity_id)
    return _page(activity, bus_pages.buses_form(activity))


@bp.post(f"{ALL}/aendern")
@requires(Permission.COORDINATE)
def save(activity_id: UUID) -> ResponseReturnValue:
    """Write which buses there are."""
    try:
        activity = _activity(activity_id)
    except UnknownActivity:  # somebody deleted the draft
        back = (_("Planung"), url_for("planning.overview"))
        return gone.page(DraftGone(), gone.words_in(request.form), back=back)
    return _save(activity)


def _save(activity: Any) -> ResponseReturnValue:
    activity_id, form = activity.id, bus_pages.buses_form(activity)
    if "weiter" in request.form or not form.validate():
        return _page(activity, form), 200 if "weiter" in request.form else 422
    try:
        with transaction():
            buses.hold(activity_id)
            stored = bus_pages.stored_form(activity)
            versions.ensure_seen(request.form.get(versions.FIELD), stored)
            buses.plan(activity_id, form.plans, by=visitor().person_id, at=clock.now())
    except ChangedMeanwhile as changed:
        return _both(_activity(activity_id), form), changed.status
    except Refused as refused:
        form.form_errors.append(refused.message)
        return _page(_activity(activity_id), form), 409
    flash(_("Die Busse sind gespeichert."))
    return redirect(url_for(".overview", activity_id=activity_id), 303)


@bp.get(f"{ALL}/zuordnen")
@requires(Permission.COORDINATE)
def seat_form(activity_id: UUID) -> ResponseReturnValue:
    """Ask who called, and which bus it shall be."""
    activity = _activity(activity_id)
    return _seat_page(activity, bus_pages.seat_form(activity))


@bp.post(f"{ALL}/zuordnen")
@requires(Permission.COORDINATE)
def seat(activity_id: UUID) -> ResponseReturnValue:
    """Give somebody a place, or none; they are told."""
    activity = _activity(activity_id)
    form = bus_pages.seat_form(activity)
    if not form.validate():
        return _seat_page(activity, form), 422
    registration_id = UUID(form.person.data)
    registrations.on_activity(registration_id, activity_id=activity_id)
    try:
        with transaction():
            buses.seat(registration_id, form.wish, by=visitor().person_id, at=clock.now())
    except Refused as refused:
        form.form_errors.append(refused.message)
        return _seat_page(_activity(activity_id), form), 409
    flash(_("Gespeichert. Die Person bekommt eine Nachricht."))
    return redirect(url_for(".overview", activity_id=activity_id), 303)


def _activity(activity_id: UUID) -> Any:
    activity = activities.activity(activity_id)
    policy.ensure_sees_names(visitor().person_id, activity, at=clock.now())
    return activity


def _both(activity: Any, form: BusesForm) -> str:
    """Show what is stored beside what was typed, and let the person decide."""
    title = in_words(activity.title_de, activity.title_en)
    return render_template(
        "planning/both.html",
        subject_title=_("Busse"),
        part=title,
        list_page=(title, url_for("planning.hub", activity_id=activity.id)),
        keep_page=url_for(".overview", activity_id=activity.id),
        edit_page=url_for(".edit", activity_id=activity.id),
        **bus_pages.both(bus_pages.stored_form(activity), form, request.form),
    )


def _page(activity: Any, form: Form) -> str:
    shown = request.form.get(versions.FIELD) or versions.fingerprint(form)
    return render_template(
        "runs/buses_form.html", form=form, shown=shown, **bus_pages.desk(activity)
    )


def _seat_page(activity: Any, form: Form) -> str:
    return render_template("runs/bus_seat.html", form=form, **bus_pages.desk(activity))
