"""What a person agreed to: one page, one click to give, one click to withdraw."""

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from bgm_portal.core import clock
from bgm_portal.core.database import transaction
from bgm_portal.core.errors import Missing
from bgm_portal.identity.access import requires, visitor
from bgm_portal.identity.permissions import Permission
from bgm_portal.privacy import service as privacy
from bgm_portal.registration import consents
from bgm_portal.registration.consents import ConsentRow
from bgm_portal.web.urls import local_target

bp = Blueprint("consents", __name__)

ONE = "/meine-einwilligungen/<scope>/<code>"


@bp.get("/meine-einwilligungen")
@requires(Permission.TAKE_PART)
def overview() -> ResponseReturnValue:
    """Show everything that somebody was asked to agree to, and how it stands."""
    return render_template("consents/overview.html", groups=consents.groups_of(visitor().person_id))


@bp.post(f"{ONE}/geben")
@requires(Permission.TAKE_PART)
def give(scope: str, code: str) -> ResponseReturnValue:
    """Agree."""
    row, _registration_id = _asked(scope, code)
    person_id = visitor().person_id
    with transaction():
        privacy.give(
            person_id=person_id, code=row.code, scope=row.scope, by=person_id, at=clock.now()
        )
    flash(_("Ihre Einwilligung ist gespeichert. Sie können sie jederzeit zurücknehmen."))
    return _back()


@bp.post(f"{ONE}/zuruecknehmen")
@requires(Permission.TAKE_PART)
def withdraw(scope: str, code: str) -> ResponseReturnValue:
    """No longer agree. Where a start place depends on it, ask before the registration ends."""
    row, registration_id = _asked(scope, code)
    if row.ends_registration and registration_id is not None:
        return redirect(url_for("registrations.cancel_form", registration_id=registration_id), 303)
    person_id = visitor().person_id
    with transaction():
        privacy.withdraw(
            person_id=person_id, code=row.code, scope=row.scope, by=person_id, at=clock.now()
        )
    flash(_("Sie haben Ihre Einwilligung zurückgenommen."))
    return _back()


def _asked(scope: str, code: str) -> tuple[ConsentRow, UUID | None]:
    """Return what was asked of this person; anything else does not exist."""
    for group in consents.groups_of(visitor().person_id):
        for row in group.rows:
            if (row.scope, row.code.value) == (scope, code):
                return row, group.registration_id
    raise Missing(_("Diese Einwilligung gibt es nicht."))


def _back() -> ResponseReturnValue:
    default = url_for("consents.overview")
    return redirect(local_target(request.form.get("zurueck"), default=default), 303)
