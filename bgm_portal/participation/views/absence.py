"""Leaving out one date of several: saying so beforehand, and coming after all."""

from typing import Any
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from bgm_portal.core import clock
from bgm_portal.core.database import transaction
from bgm_portal.identity.access import requires, visitor
from bgm_portal.identity.permissions import Permission
from bgm_portal.participation import absence
from bgm_portal.participation.errors import DateMissing
from bgm_portal.participation.forms import DateForm

bp = Blueprint("absence", __name__)

DATES = "/mein-bereich/termine/<uuid:activity_id>"


@bp.get(DATES)
@requires(Permission.TAKE_PART)
def overview(activity_id: UUID) -> ResponseReturnValue:
    """Show the dates to come, and which of them one leaves out."""
    return render_template("absence/overview.html", page=_page(activity_id))


@bp.post(f"{DATES}/auslassen")
@requires(Permission.TAKE_PART)
def leave_out(activity_id: UUID) -> ResponseReturnValue:
    """Say that one does not come to a date."""
    with transaction():
        absence.leave_out(activity_id, _chosen(), by=visitor().person_id, at=clock.now())
    flash(_("Vermerkt: Sie kommen an diesem Termin nicht. Ihr Platz bleibt Ihnen."))
    return redirect(url_for(".overview", activity_id=activity_id))


@bp.post(f"{DATES}/kommen")
@requires(Permission.TAKE_PART)
def come_after_all(activity_id: UUID) -> ResponseReturnValue:
    """Say that one comes after all."""
    with transaction():
        absence.come_after_all(activity_id, _chosen(), by=visitor().person_id, at=clock.now())
    flash(_("Schön, Sie sind an diesem Termin wieder dabei."))
    return redirect(url_for(".overview", activity_id=activity_id))


def _page(activity_id: UUID) -> Any:
    return absence.page(activity_id, visitor().person_id, at=clock.now())


def _chosen() -> UUID:
    form = DateForm()
    if not form.validate() or form.occurrence_id is None:
        raise DateMissing
    return form.occurrence_id
