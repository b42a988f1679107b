"""Feedback: the questions for whoever took part, and the results for whoever looks after it."""

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from bgm_portal.activities import queries as activities
from bgm_portal.core import clock
from bgm_portal.core.database import transaction
from bgm_portal.core.i18n import in_words
from bgm_portal.identity.access import requires, visitor
from bgm_portal.identity.permissions import Permission

from . import policy, results, rules, service
from .forms import AnswerForm

bp = Blueprint("feedback", __name__)

OWN = "/angebote/<uuid:activity_id>/rueckmeldung"


@bp.get(OWN, endpoint="form")
@requires(Permission.TAKE_PART)
def show_form(activity_id: UUID) -> ResponseReturnValue:
    """Ask how it was."""
    return _questions(activity_id, AnswerForm())


@bp.post(OWN)
@requires(Permission.TAKE_PART)
def answer(activity_id: UUID) -> ResponseReturnValue:
    """Keep how it was, apart from who said it."""
    form = AnswerForm()
    if not form.validate():
        return _questions(activity_id, form), 422
    with transaction():
        service.answer(activity_id, form.said, by=visitor().person_id, at=clock.now())
    flash(_("Danke. Ihre Antworten sind gespeichert, ohne Ihren Namen."))
    return redirect(url_for("home.mine"))


@bp.get("/planung/<uuid:activity_id>/rueckmeldungen")
@requires(Permission.COORDINATE)
def summary(activity_id: UUID) -> ResponseReturnValue:
    """Show what was said about an activity."""
    activity = activities.activity(activity_id)
    policy.ensure_reads(visitor().person_id, activity)
    return render_template(
        "feedback/summary.html",
        activity_id=activity_id,
        title=in_words(activity.title_de, activity.title_en),
        smallest=rules.SMALLEST,
        results=results.of(activity, at=clock.now()),
    )


def _questions(activity_id: UUID, form: AnswerForm) -> str:
    activity = service.ensure_open(activity_id, person_id=visitor().person_id, at=clock.now())
    return render_template(
        "feedback/form.html",
        form=form,
        title=in_words(activity.title_de, activity.title_en),
        last_day=rules.last_day(service.ended_on(activity)),
        smallest=rules.SMALLEST,
    )
