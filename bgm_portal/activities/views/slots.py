"""The timetable of an activity on which people choose times."""

from uuid import UUID

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from bgm_portal.activities import policy, queries, timetable
from bgm_portal.core.i18n import in_words
from bgm_portal.identity.access import requires, visitor
from bgm_portal.identity.permissions import Permission

bp = Blueprint("slots", __name__)


@bp.get("/planung/<uuid:activity_id>/zeitplan", endpoint="timetable")
@requires(Permission.PLAN_ACTIVITIES)
def show_timetable(activity_id: UUID) -> ResponseReturnValue:
    """Show how many come at which time."""
    activity = queries.activity(activity_id)
    policy.ensure_assigned(visitor().person_id, activity)
    return render_template(
        "planning/timetable.html",
        activity_id=activity_id,
        activity_title=in_words(activity.title_de, activity.title_en),
        groups=timetable.groups(activity_id),
    )
