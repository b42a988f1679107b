"""Keeping an activity in mind from its page."""

from uuid import UUID

from flask import Blueprint, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from bgm_portal.activities import queries
from bgm_portal.bookmarks import service
from bgm_portal.core import clock
from bgm_portal.core.database import transaction
from bgm_portal.identity.access import requires, visitor
from bgm_portal.identity.permissions import Permission

bp = Blueprint("bookmarks", __name__)


@bp.post("/angebote/<uuid:activity_id>/merken")
@requires(Permission.TAKE_PART)
def keep(activity_id: UUID) -> ResponseReturnValue:
    """Keep an activity in mind."""
    queries.published_activity(activity_id)
    with transaction():
        service.keep(activity_id, by=visitor().person_id, at=clock.now())
    flash(_("Gemerkt. Sie finden es in „Mein Bereich“."))
    return redirect(url_for("catalogue.detail", activity_id=activity_id), 303)


@bp.post("/angebote/<uuid:activity_id>/nicht-mehr-merken")
@requires(Permission.TAKE_PART)
def let_go(activity_id: UUID) -> ResponseReturnValue:
    """Let it go again."""
    queries.published_activity(activity_id)
    with transaction():
        service.let_go(activity_id, by=visitor().person_id)
    flash(_("Nicht mehr gemerkt."))
    return redirect(url_for("catalogue.detail", activity_id=activity_id), 303)
