"""Who stands in for whom: see it, name somebody, end it early."""

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from bgm_portal.activities import substitution_queries, substitution_service
from bgm_portal.activities.forms.substitution import SubstitutionForm
from bgm_portal.activities.substitution_service import Wish
from bgm_portal.core import clock
from bgm_portal.core.database import transaction
from bgm_portal.core.errors import Refused
from bgm_portal.identity import queries as identity
from bgm_portal.identity.access import requires, visitor
from bgm_portal.identity.permissions import Permission, Role

bp = Blueprint("substitution", __name__)

PATH = "/planung/vertretung"


@bp.get(PATH)
@requires(Permission.PLAN_ACTIVITIES)
def overview() -> ResponseReturnValue:
    """Show who stands in for whom, and ask for another one."""
    return _page(_form())


@bp.post(PATH)
@requires(Permission.PLAN_ACTIVITIES)
def begin() -> ResponseReturnValue:
    """Let somebody look after the activities of a colleague; both are told."""
    form = _form()
    if not form.validate() or form.until.day is None:
        return _page(form), 422
    try:
        with transaction():
            wish = Wish(
                absent_id=UUID(form.absent.data),
                deputy_id=UUID(form.deputy.data),
                until=form.until.day,
            )
            number = substitution_service.begin(wish, by=visitor().person_id, at=clock.now())
    except Refused as refused:
        form = _form()
        form.form_errors.append(refused.message)
        return _page(form), 409
    flash(
        ngettext(
            "Die Vertretung gilt ab jetzt, für %(num)s Angebot. Beide bekommen eine Nachricht.",
            "Die Vertretung gilt ab jetzt, für %(num)s Angebote. Beide bekommen eine Nachricht.",
            number,
        )
    )
    return redirect(url_for(".overview"), 303)


@bp.post(f"{PATH}/<uuid:person_id>/<uuid:deputy_id>/beenden")
@requires(Permission.PLAN_ACTIVITIES)
def end(person_id: UUID, deputy_id: UUID) -> ResponseReturnValue:
    """End it before its last day."""
    with transaction():
        substitution_service.end(
            absent_id=person_id, deputy_id=deputy_id, by=visitor().person_id, at=clock.now()
        )
    flash(_("Die Vertretung ist beendet."))
    return redirect(url_for(".overview"), 303)


def _form() -> SubstitutionForm:
    form = SubstitutionForm()
    form.offer(identity.active_people_with_role(Role.COORDINATOR))
    return form


def _page(form: SubstitutionForm) -> str:
    return render_template(
        "planning/substitution.html", form=form, running=substitution_queries.running()
    )
