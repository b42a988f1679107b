"""Where a device sends what was ticked without a network, as often as it likes."""

from uuid import UUID

from flask import Blueprint, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from bgm_portal.core import clock
from bgm_portal.core.database import transaction
from bgm_portal.core.errors import Refused
from bgm_portal.identity.access import requires, visitor
from bgm_portal.identity.permissions import Permission
from bgm_portal.participation import late, service

from .sheet import SHEET, asked_for

bp = Blueprint("late_ticks", __name__)


@bp.post(f"{SHEET}/nachtragen")
@requires(Permission.COORDINATE)
def catch_up(activity_id: UUID) -> ResponseReturnValue:
    """Note what was ticked meanwhile; say where somebody else was first."""
    occurrence, at = asked_for(activity_id), clock.now()
    ticks = late.ticks_from(request.get_json(silent=True))
    if ticks is None:
        return {"refused": _("Das haben wir nicht verstanden. Laden Sie die Liste neu.")}, 422
    try:
        with transaction():
            found = service.catch_up(
                occurrence_id=occurrence.id, ticks=ticks, by=visitor().person_id, at=at
            )
    except Refused as refused:
        return {"refused": refused.message}, refused.status
    return late.answer(found, at=at)
