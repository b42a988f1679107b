"""The messages about one activity: what arrived, what did not and why, and sending it again."""

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from bgm_portal.activities import queries as activities
from bgm_portal.core import clock
from bgm_portal.core.database import transaction
from bgm_portal.core.i18n import in_words
from bgm_portal.identity.access import requires, visitor
from bgm_portal.identity.permissions import Permission
from bgm_portal.registration import policy
from bgm_portal.reminders import activity_post as post

bp = Blueprint("activity_post", __name__)

POST = "/planung/<uuid:activity_id>/post"
ONE = f"{POST}/<uuid:mail_id>"


@bp.get(POST)
@requires(Permission.COORDINATE)
def overview(activity_id: UUID) -> ResponseReturnValue:
    """Show what was written to the people on an activity; numbers alone where names are hidden."""
    activity = activities.activity(activity_id)
    policy.ensure_coordinates(visitor().person_id, activity)
    group = request.args.get("stand", "")
    page = post.page(activity_id, group=group, number=request.args.get("seite", 1, type=int))
    named = policy.may_see_names(activity, at=clock.now())
    return render_template(
        "activity_post/overview.html",
        activity=activity,
        activity_title=in_words(activity.title_de, activity.title_en),
        counts=post.counts(activity_id),
        named=named,
        page=page,
        rows=post.rows(page.rows) if named else [],
        group=group if group in post.GROUPS else "",
    )


@bp.get(ONE)
@requires(Permission.COORDINATE)
def send_again_form(activity_id: UUID, mail_id: UUID) -> ResponseReturnValue:
    """Show why a message did not arrive, and ask whether to send it again."""
    title = _ensure_named(activity_id)
    one = post.envelope(activity_id, mail_id)
    return render_template(
        "activity_post/again.html",
        activity_id=activity_id,
        activity_title=title,
        envelope=one,
        row=post.rows([one])[0],
        facts=post.facts(one),
    )


@bp.post(ONE)
@requires(Permission.COORDINATE)
def send_again(activity_id: UUID, mail_id: UUID) -> ResponseReturnValue:
    """Send it again."""
    _ensure_named(activity_id)
    with transaction():
        post.send_again(activity_id, mail_id, by=visitor().person_id, at=clock.now())
    flash(_("Die Nachricht wird in den nächsten Minuten noch einmal verschickt."))
    return redirect(url_for(".overview", activity_id=activity_id), 303)


def _ensure_named(activity_id: UUID) -> str:
    activity = activities.activity(activity_id)
    policy.ensure_sees_names(visitor().person_id, activity, at=clock.now())
    return in_words(activity.title_de, activity.title_en)
