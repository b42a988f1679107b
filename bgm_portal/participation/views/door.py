"""The door: the code that the coordinator shows, and checking in with it."""

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from bgm_portal.activities import queries as activities
from bgm_portal.core import clock
from bgm_portal.core.database import transaction
from bgm_portal.core.errors import Refused
from bgm_portal.identity.access import requires, visitor
from bgm_portal.identity.permissions import Permission
from bgm_portal.participation import door, policy, queries, rules, sheet
from bgm_portal.participation.errors import DateMissing, NotSignedUp
from bgm_portal.participation.forms import CodeForm

bp = Blueprint("door", __name__)


@bp.get("/planung/<uuid:activity_id>/anwesenheit/code")
@requires(Permission.COORDINATE)
def code(activity_id: UUID) -> ResponseReturnValue:
    """Show the code with which people check in themselves."""
    activity = activities.activity(activity_id)
    policy.ensure_ticks(visitor().person_id, activity)
    wanted = request.args.get("termin", type=UUID)
    if wanted is None:
        raise DateMissing
    occurrence = queries.date_of(activity_id, wanted)
    at = clock.now()
    return render_template(
        "participation/code.html",
        activity_id=activity_id,
        title=sheet.title(activity),
        occurrence=occurrence,
        opens_at=occurrence.starts_at - rules.DOOR_BEFORE,
        closes_at=occurrence.ends_at + rules.DOOR_AFTER,
        shown=door.shown(occurrence.id, at=at)
        if rules.door(occurrence, at=at) is rules.Door.OPEN
        else None,
        at=at,
    )


@bp.get("/einchecken", endpoint="form")
@requires(Permission.TAKE_PART)
def show_form() -> ResponseReturnValue:
    """Ask for the code; the picture at the door brings it along."""
    form = CodeForm(formdata=None, data={"code": request.args.get("code", "")[:40]})
    return render_template("participation/check_in.html", form=form, may_confirm=False)


@bp.post("/einchecken")
@requires(Permission.TAKE_PART)
def check_in() -> ResponseReturnValue:
    """Check in."""
    form = CodeForm()
    may_confirm = False
    if form.validate():
        try:
            with transaction():
                arrived = door.check_in(
                    form.typed,
                    by=visitor().person_id,
                    at=clock.now(),
                    without_place=form.without_place.data == "ja",
                )
        except Refused as refused:
            may_confirm = isinstance(refused, NotSignedUp)
            form.form_errors.append(refused.message)
        else:
            flash(_arrived(arrived))
            return redirect(url_for("home.mine"))
    return render_template("participation/check_in.html", form=form, may_confirm=may_confirm), 422


def _arrived(arrived: door.Arrived) -> str:
    if arrived.is_new:
        return str(
            _("Schön, dass Sie da sind. Sie sind eingecheckt: %(title)s.", title=arrived.title)
        )
    return str(_("Sie waren schon eingecheckt: %(title)s.", title=arrived.title))
