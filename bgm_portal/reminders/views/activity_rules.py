"""The page on which those who look after an activity choose its reminders."""

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from bgm_portal.activities import policy
from bgm_portal.activities import queries as activities
from bgm_portal.core import clock
from bgm_portal.core.database import transaction
from bgm_portal.core.i18n import in_words
from bgm_portal.identity.access import requires, visitor
from bgm_portal.identity.permissions import Permission
from bgm_portal.reminders import activity_rules as reminders
from bgm_portal.reminders.errors import ReminderRefused
from bgm_portal.reminders.forms import ActivityRemindersForm

bp = Blueprint("activity_reminders", __name__)

PAGE = "/planung/<uuid:activity_id>/erinnerungen"


@bp.get(PAGE)
@requires(Permission.PLAN_ACTIVITIES)
def edit(activity_id: UUID) -> ResponseReturnValue:
    """Show which reminders an activity has."""
    title = _ensured(activity_id)
    form = ActivityRemindersForm.of(reminders.chosen(activity_id))
    return _page(activity_id, title, form)


@bp.post(PAGE)
@requires(Permission.PLAN_ACTIVITIES)
def save(activity_id: UUID) -> ResponseReturnValue:
    """Keep what was chosen; it goes for everything that is not due yet."""
    title, form = _ensured(activity_id), ActivityRemindersForm()
    if not form.validate():
        return _page(activity_id, title, form), 422
    try:
        with transaction():
            reminders.choose(activity_id, form.chosen, by=visitor().person_id, at=clock.now())
    except ReminderRefused as refused:
        form.extra_at.errors = [refused.message]
        return _page(activity_id, title, form), 422
    flash(_("Die Erinnerungen sind gespeichert. Sie gelten für alles, was noch nicht fällig war."))
    return redirect(url_for("planning.hub", activity_id=activity_id), 303)


def _ensured(activity_id: UUID) -> str:
    activity = activities.activity(activity_id)
    policy.ensure_assigned(visitor().person_id, activity)
    return in_words(activity.title_de, activity.title_en)


def _page(activity_id: UUID, title: str, form: ActivityRemindersForm) -> str:
    return render_template(
        "activity_reminders/edit.html", activity_id=activity_id, activity_title=title, form=form
    )
