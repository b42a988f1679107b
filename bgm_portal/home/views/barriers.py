"""Reports of barriers as the administration works through them."""

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from bgm_portal.core import clock
from bgm_portal.core.database import transaction
from bgm_portal.home import barriers, service
from bgm_portal.identity.access import requires
from bgm_portal.identity.permissions import Permission

bp = Blueprint("barriers", __name__)


@bp.get("/barrieren")
@requires(Permission.OPERATE)
def overview() -> ResponseReturnValue:
    """Show what was reported and what still waits for an answer."""
    number = request.args.get("seite", 1, type=int)
    return render_template(
        "barriers/overview.html",
        reports=barriers.reports(number, at=clock.now()),
        url_of=_address,
    )


@bp.post("/barrieren/<uuid:report_id>/beantwortet")
@requires(Permission.OPERATE)
def answered(report_id: UUID) -> ResponseReturnValue:
    """Note that a report was dealt with."""
    with transaction():
        service.mark_answered(report_id=report_id, at=clock.now())
    flash(_("Die Meldung ist als erledigt vermerkt."))
    return redirect(url_for(".overview"))


def _address(number: int) -> str:
    return url_for(".overview", seite=number)
