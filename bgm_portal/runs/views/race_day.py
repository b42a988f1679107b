"""A person's own race day: number, times, places, whom to call, and the result afterwards."""

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from bgm_portal.core import clock
from bgm_portal.core.database import transaction
from bgm_portal.identity.access import requires, visitor
from bgm_portal.identity.permissions import Permission
from bgm_portal.privacy.errors import CannotSeal
from bgm_portal.runs import race_day
from bgm_portal.runs.forms.emergency import EmergencyForm
from bgm_portal.runs.service import entries as service

bp = Blueprint("race_day", __name__)

OWN = "/mein-lauftag/<uuid:registration_id>"


@bp.get(OWN)
@requires(Permission.TAKE_PART)
def own(registration_id: UUID) -> ResponseReturnValue:
    """Show everything for the day."""
    return _page(registration_id, None)


@bp.post(f"{OWN}/notfallkontakt")
@requires(Permission.TAKE_PART)
def name_contact(registration_id: UUID) -> ResponseReturnValue:
    """Seal whom to call."""
    registration, activity = race_day.load(registration_id, person_id=visitor().person_id)
    form = EmergencyForm()
    if not form.validate():
        return _page(registration_id, form), 422
    activity_id = activity.id
    try:
        with transaction():
            service.name_emergency_contact(
                registration.id,
                activity_id=activity_id,
                name=(form.name.data or "").strip(),
                phone=(form.phone.data or "").strip(),
                at=clock.now(),
            )
    except CannotSeal as refused:
        form.form_errors.append(refused.message)
        return _page(registration_id, form), 409
    flash(_("Ihr Notfallkontakt ist gespeichert. Wir löschen ihn am Tag nach dem Angebot."))
    return _back(registration_id)


@bp.post(f"{OWN}/notfallkontakt/loeschen")
@requires(Permission.TAKE_PART)
def forget_contact(registration_id: UUID) -> ResponseReturnValue:
    """Erase whom to call."""
    race_day.load(registration_id, person_id=visitor().person_id)
    with transaction():
        service.forget_emergency_contact(registration_id, at=clock.now())
    flash(_("Ihr Notfallkontakt ist gelöscht."))
    return _back(registration_id)


@bp.post(f"{OWN}/ergebnis/loeschen")
@requires(Permission.TAKE_PART)
def forget_result(registration_id: UUID) -> ResponseReturnValue:
    """Erase one's own result."""
    race_day.load(registration_id, person_id=visitor().person_id)
    with transaction():
        service.forget_result(registration_id, at=clock.now())
    flash(_("Ihr Ergebnis ist gelöscht."))
    return _back(registration_id)


def _page(registration_id: UUID, form: EmergencyForm | None) -> str:
    registration, activity = race_day.load(registration_id, person_id=visitor().person_id)
    form = form or race_day.emergency_form(registration_id)
    return render_template(
        "runs/race_day.html",
        **race_day.facts(registration, activity, form, at=clock.now()),
    )


def _back(registration_id: UUID) -> ResponseReturnValue:
    return redirect(url_for(".own", registration_id=registration_id), 303)
