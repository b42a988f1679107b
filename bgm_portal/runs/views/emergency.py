"""Whom to call for those who take part: on the day, by the named contact, on paper if wanted."""

from uuid import UUID

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from bgm_portal.activities import policy
from bgm_portal.activities import queries as activities
from bgm_portal.core import clock
from bgm_portal.core.database import transaction
from bgm_portal.identity import queries as identity
from bgm_portal.identity.access import requires, visitor
from bgm_portal.identity.permissions import Permission
from bgm_portal.registration import words
from bgm_portal.runs import rules
from bgm_portal.runs.queries import entries as queries
from bgm_portal.runs.service import entries as service

bp = Blueprint("emergency", __name__)

LIST = "/planung/<uuid:activity_id>/notfallkontakte"


@bp.get(LIST)
@requires(Permission.COORDINATE, lately=True)
def closed(activity_id: UUID) -> ResponseReturnValue:
    """Say how many there are, and when and by whom they can be opened."""
    return _page(activity_id, opened=None)


@bp.post(LIST)
@requires(Permission.COORDINATE, lately=True)
def open_all(activity_id: UUID) -> ResponseReturnValue:
    """Open them: it is noted who did, and the page is there to be printed."""
    policy.ensure_assigned(visitor().person_id, activities.activity(activity_id))
    with transaction():
        opened = service.open_emergency_contacts(
            activity_id, by=visitor().person_id, at=clock.now()
        )
    return _page(activity_id, opened=opened)


def _page(activity_id: UUID, *, opened: list[service.CallThem] | None) -> str:
    activity = activities.activity(activity_id)
    policy.ensure_assigned(visitor().person_id, activity)
    at = clock.now()
    return render_template(
        "runs/emergency.html",
        activity=activity,
        activity_title=words.title_of(activity),
        count=queries.emergency_count(activity_id),
        opened=opened,
        is_the_day=rules.is_the_day(activity.starts_at, activity.ends_at, at=at),
        is_contact=activity.contact_id == visitor().person_id,
        contact=identity.person(activity.contact_id) if activity.contact_id else None,
    )
