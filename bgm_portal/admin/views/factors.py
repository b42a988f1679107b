"""Second factors of others: letting somebody begin anew who lost phone and paper."""

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from bgm_portal.core import clock
from bgm_portal.core.database import transaction
from bgm_portal.identity import queries, second_factor
from bgm_portal.identity.access import requires, visitor
from bgm_portal.identity.permissions import Permission

bp = Blueprint("factors", __name__)


@bp.get("/konten/<uuid:person_id>/zweiter-faktor")
@requires(Permission.MANAGE_ACCOUNTS)
def reset_form(person_id: UUID) -> ResponseReturnValue:
    """Ask whether somebody shall begin anew who lost phone and paper."""
    person = queries.person(person_id)
    account = url_for("accounts.account", person_id=person_id)
    return render_template(
        "accounts/reset_factor.html",
        person=person,
        is_own=person_id == visitor().person_id,
        crumbs=[
            (_("Konten"), url_for("accounts.overview")),
            (person.name, account),
            (_("Zweiten Faktor zurücksetzen"), None),
        ],
    )


@bp.post("/konten/<uuid:person_id>/zweiter-faktor")
@requires(Permission.MANAGE_ACCOUNTS, lately=True)
def reset(person_id: UUID) -> ResponseReturnValue:
    """Take second factor and password away; a link to begin anew goes to the person."""
    with transaction():
        second_factor.reset(person_id=person_id, by=visitor().person_id, at=clock.now())
    flash(_("Der zweite Faktor ist zurückgesetzt. Ein Link ist an die Person unterwegs."))
    return redirect(url_for("accounts.account", person_id=person_id))
