"""Swapping one's own time for another, until the sign-up closes."""

from typing import Any
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from bgm_portal.activities.kinds import Times
from bgm_portal.core import clock
from bgm_portal.core.database import transaction
from bgm_portal.core.errors import Refused
from bgm_portal.identity.access import requires, visitor
from bgm_portal.identity.permissions import Permission
from bgm_portal.registration import own_page, times
from bgm_portal.registration.errors import UnknownRegistration
from bgm_portal.registration.forms.times import TimeForm, time_data, time_form
from bgm_portal.registration.own_page import OwnPage
from bgm_portal.registration.service import slots

bp = Blueprint("own_time", __name__)

PATH = "/meine-anmeldung/<uuid:registration_id>/zeit"


@bp.get(PATH)
@requires(Permission.TAKE_PART)
def swap_form(registration_id: UUID) -> ResponseReturnValue:
    """Show the times that are free, and one's own."""
    page = _load(registration_id)
    return _render(page, _form(page))


@bp.post(PATH)
@requires(Permission.TAKE_PART)
def swap(registration_id: UUID) -> ResponseReturnValue:
    """Take another time; the old one goes to others at once."""
    page = _load(registration_id)
    form = _form(page)
    if not form.validate():
        return _render(page, form), 422
    try:
        with transaction():
            slots.swap(
                registration_id,
                [UUID(value) for value in form.chosen],
                longer=form.wants_longer,
                by=visitor().person_id,
                at=clock.now(),
            )
    except Refused as refused:
        form.form_errors.append(refused.message)
        return _render(_load(registration_id), form), 409
    single = page.activity.times is Times.DATES
    flash(
        _("Ihre Termine sind geändert. Sie bekommen eine Nachricht.")
        if single
        else _("Ihre Zeit ist getauscht. Sie bekommen eine Nachricht mit dem neuen Termin.")
    )
    return redirect(url_for("registrations.detail", registration_id=registration_id), 303)


def _load(registration_id: UUID) -> OwnPage:
    page = own_page.load(registration_id, person_id=visitor().person_id, at=clock.now())
    page.ensure_may_change()
    if page.activity.times is Times.NONE:
        raise UnknownRegistration
    return page


def _form(page: OwnPage) -> TimeForm:
    held = times.of_registration(page.registration.id)
    mine = [str(one.slot_id) for one in held]
    form = time_form(page.activity, at=page.at, keep=mine)
    first = mine[:1] if page.activity.times is Times.ONE else mine
    longer = page.activity.times is Times.ONE and len(mine) > 1
    return form(data=time_data(form, first, longer=longer))


def _render(page: OwnPage, form: Any) -> str:
    return render_template("registrations/time.html", form=form, **page.facts())
