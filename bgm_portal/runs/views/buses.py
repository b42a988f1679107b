"""A person's own place on a bus: take it, change it, give it back."""

from typing import Any
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from bgm_portal.core import clock
from bgm_portal.core.database import transaction
from bgm_portal.core.errors import Refused
from bgm_portal.identity.access import requires, visitor
from bgm_portal.identity.permissions import Permission
from bgm_portal.runs import bus_pages, race_day
from bgm_portal.runs.service import buses
from bgm_portal.runs.service.buses import Wish
from bgm_portal.web.forms import Form

bp = Blueprint("buses", __name__)

OWN = "/mein-lauftag/<uuid:registration_id>/bus"


@bp.get(OWN)
@requires(Permission.TAKE_PART)
def own(registration_id: UUID) -> ResponseReturnValue:
    """Show the buses, and one's own place."""
    loaded = _load(registration_id)
    return _page(loaded, bus_pages.ride_form(loaded[0]))


@bp.post(OWN)
@requires(Permission.TAKE_PART)
def take(registration_id: UUID) -> ResponseReturnValue:
    """Take a place, or another one."""
    loaded = _load(registration_id)
    form = bus_pages.ride_form(loaded[0])
    if not form.validate():
        return _page(loaded, form), 422
    wish = Wish(
        bus_id=UUID(form.bus.data),
        step_free=form.step_free.data,
        companion=form.companion.data,
        goes_back=bool(form.goes_back and form.goes_back.data),
    )
    try:
        with transaction():
            buses.take(registration_id, wish, by=visitor().person_id, at=clock.now())
    except Refused as refused:
        form.form_errors.append(refused.message)
        return _page(_load(registration_id), form), 409
    flash(_("Ihr Platz im Bus ist gespeichert."))
    return redirect(url_for("race_day.own", registration_id=registration_id), 303)


@bp.post(f"{OWN}/abgeben")
@requires(Permission.TAKE_PART)
def give_back(registration_id: UUID) -> ResponseReturnValue:
    """Give the place to others."""
    _load(registration_id)
    with transaction():
        buses.give_back(registration_id, by=visitor().person_id, at=clock.now())
    flash(_("Ihr Platz im Bus ist für andere frei. Ihre Anmeldung bleibt."))
    return redirect(url_for(".own", registration_id=registration_id), 303)


def _load(registration_id: UUID) -> tuple[Any, Any]:
    return race_day.load(registration_id, person_id=visitor().person_id)


def _page(loaded: tuple[Any, Any], form: Form) -> str:
    facts = bus_pages.own(*loaded)
    return render_template("runs/bus.html", form=form, **facts)
