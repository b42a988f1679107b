"""The dates of an activity as a file for one's calendar."""

from uuid import UUID

from flask import Blueprint, Response
from flask.typing import ResponseReturnValue

from bgm_portal.core import clock
from bgm_portal.identity.access import requires, visitor
from bgm_portal.identity.permissions import Permission
from bgm_portal.registration import calendar_files

bp = Blueprint("calendar", __name__)

FILE_NAME = "termin.ics"  # says nothing about the activity: downloads lie about on shared computers


@bp.get(f"/angebote/<uuid:activity_id>/{FILE_NAME}")
@requires(Permission.TAKE_PART)
def entry(activity_id: UUID) -> ResponseReturnValue:
    """Offer the dates; who is registered gets the same entry that the confirmation brought."""
    text = calendar_files.entry(activity_id, person_id=visitor().person_id, at=clock.now())
    answer = Response(text, content_type="text/calendar; charset=utf-8; method=PUBLISH")
    answer.headers.set("Content-Disposition", "attachment", filename=FILE_NAME)
    return answer
