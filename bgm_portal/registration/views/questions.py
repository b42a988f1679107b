"""Writing what is asked at sign-up, one question a page; answers that exist are respected."""

from typing import Any
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from bgm_portal.activities import policy, question_service
from bgm_portal.activities import service as activity_service
from bgm_portal.activities.errors import QuestionRemoved, UnknownQuestion
from bgm_portal.activities.sections import Section
from bgm_portal.core import clock
from bgm_portal.core.database import transaction
from bgm_portal.core.errors import Refused
from bgm_portal.core.i18n import in_words
from bgm_portal.identity.access import requires, visitor
from bgm_portal.identity.permissions import Permission
from bgm_portal.registration import question_pages
from bgm_portal.registration.service import questions
from bgm_portal.web import gone, versions
from bgm_portal.web.forms import Form, as_stored
from bgm_portal.web.versions import ChangedMeanwhile

bp = Blueprint("questions", __name__)

ALL = "/planung/<uuid:activity_id>/fragen"
ONE = f"{ALL}/<uuid:question_id>"


@bp.get(f"{ALL}/neu")
@requires(Permission.PLAN_ACTIVITIES)
def new_form(activity_id: UUID) -> ResponseReturnValue:
    """Show the form of a new question."""
    activity = _activity(activity_id)
    return _page(activity, None, question_pages.form_for(activity, None))


@bp.post(f"{ALL}/neu")
@requires(Permission.PLAN_ACTIVITIES)
def add(activity_id: UUID) -> ResponseReturnValue:
    """Ask for something more."""
    activity = _activity(activity_id)
    form = question_pages.form_for(activity, None)
    if "weiter" in request.form or not form.validate():
        return _page(activity, None, form), 200 if "weiter" in request.form else 422
    try:
        with transaction():
            question_service.add(activity_id, form.values(), by=visitor().person_id, at=clock.now())
    except Refused as refused:
        form.form_errors.append(refused.message)
        return _page(_activity(activity_id), None, form), 409
    flash(_("Die Frage ist gespeichert."))
    return _back(activity_id)


@bp.get(ONE)
@requires(Permission.PLAN_ACTIVITIES)
def edit(activity_id: UUID, question_id: UUID) -> ResponseReturnValue:
    """Show a question to change it."""
    activity = _activity(activity_id)
    question = question_pages.find(activity, question_id)
    return _page(activity, question, question_pages.form_for(activity, question))


@bp.post(ONE)
@requires(Permission.PLAN_ACTIVITIES)
def save(activity_id: UUID, question_id: UUID) -> ResponseReturnValue:
    """Change a question, or ask it anew where given answers would no longer fit."""
    activity = _activity(activity_id)
    try:
        question = question_pages.newest(activity, question_id)
    except UnknownQuestion as gone_by_now:
        return _gone(activity, gone_by_now)
    form = question_pages.form_for(activity, question)
    if "weiter" in request.form or not form.validate():
        return _page(activity, question, form), 200 if "weiter" in request.form else 422
    by, at = visitor().person_id, clock.now()
    try:
        with transaction():
            activity_service.lock(activity_id)
            _ensure_seen(activity_id, question_id)
            anew = questions.change(activity_id, question_id, form.values(), by=by, at=at)
    except UnknownQuestion as gone_by_now:
        return _gone(_activity(activity_id), gone_by_now)
    except ChangedMeanwhile as changed:
        return _both(activity_id, question_id, form), changed.status
    except Refused as refused:
        activity = _activity(activity_id)
        form.form_errors.append(refused.message)
        return _page(activity, question_pages.newest(activity, question_id), form), 409
    flash(
        _("Die Frage wird ab jetzt in der neuen Fassung gestellt. Frühere Antworten bleiben.")
        if anew
        else _("Die Frage ist gespeichert.")
    )
    return _back(activity_id)


def _ensure_seen(activity_id: UUID, question_id: UUID) -> None:
    """Refuse what was typed against a question that is asked otherwise, or anew, by now."""
    question, stored = _stored(activity_id, question_id)
    if question.id != question_id:
        raise ChangedMeanwhile
    versions.ensure_seen(request.form.get(versions.FIELD), stored)


def _stored(activity_id: UUID, question_id: UUID) -> tuple[Any, Any]:
    activity = _activity(activity_id)
    question = question_pages.newest(activity, question_id)
    with as_stored():
        return question, question_pages.form_for(activity, question)


def _both(activity_id: UUID, question_id: UUID, form: Any) -> str:
    """Show what is stored beside what was typed, and let the person decide."""
    activity = _activity(activity_id)
    question, stored = _stored(activity_id, question_id)
    hub = url_for("planning.hub", activity_id=activity_id)
    return render_template(
        "planning/both.html",
        subject_title=question.label_de,
        part=_("Frage"),
        list_page=(in_words(activity.title_de, activity.title_en), hub),
        keep_page=_all(activity_id),
        edit_page=url_for(".edit", activity_id=activity_id, question_id=question.id),
        **versions.both(stored, form, request.form),
    )


def _gone(activity: Any, error: UnknownQuestion) -> ResponseReturnValue:
    """Show what was typed for a question that somebody removed, to be asked as a new one.

    Nothing is left of a question that nobody answered. That there was one is known from the
    fingerprint of what the page had shown; without it there is nothing but a wrong address.
    """
    if versions.FIELD not in request.form:
        raise error
    return gone.page(
        QuestionRemoved(),
        versions.written(question_pages.form_for(activity, None)),
        back=(_("Fragen"), _all(activity.id)),
        anew=url_for(".add", activity_id=activity.id),
        sent=request.form,
    )


@bp.get(f"{ONE}/entfernen")
@requires(Permission.PLAN_ACTIVITIES)
def remove_form(activity_id: UUID, question_id: UUID) -> ResponseReturnValue:
    """Say what becomes of the answers before a question goes."""
    activity = _activity(activity_id)
    return _removal(activity, question_pages.find(activity, question_id), Form())


@bp.post(f"{ONE}/entfernen")
@requires(Permission.PLAN_ACTIVITIES)
def remove(activity_id: UUID, question_id: UUID) -> ResponseReturnValue:
    """Ask no longer."""
    activity = _activity(activity_id)
    question, form = question_pages.find(activity, question_id), Form()
    try:
        with transaction():
            kept = questions.remove(
                activity_id, question_id, by=visitor().person_id, at=clock.now()
            )
    except Refused as refused:
        activity = _activity(activity_id)
        form.form_errors.append(refused.message)
        question = question_pages.find(activity, question_id)
        return _removal(activity, question, form), 409
    flash(
        ngettext(
            "Die Frage wird nicht mehr gestellt. Eine Antwort bleibt bis zu ihrem Löschtag.",
            "Die Frage wird nicht mehr gestellt. %(num)s Antworten bleiben bis zu ihrem Löschtag.",
            kept,
        )
        if kept
        else _("Die Frage ist gelöscht.")
    )
    return _back(activity_id)


@bp.post(f"{ONE}/frueher")
@requires(Permission.PLAN_ACTIVITIES)
def move_up(activity_id: UUID, question_id: UUID) -> ResponseReturnValue:
    """Ask one place earlier."""
    question_pages.find(_activity(activity_id), question_id)
    with transaction():
        moved = questions.move_up(activity_id, question_id, by=visitor().person_id, at=clock.now())
    flash(
        _("Die Frage steht jetzt weiter oben.")
        if moved
        else _("Weiter oben kann die Frage nicht stehen: Sie hängt von der Frage davor ab.")
    )
    return _back(activity_id)


def _activity(activity_id: UUID) -> Any:
    activity = question_pages.load(activity_id)
    policy.ensure_assigned(visitor().person_id, activity)
    return activity


def _page(activity: Any, question: Any | None, form: Form) -> str:
    return render_template(
        "planning/question.html",
        form=form,
        shown=request.form.get(versions.FIELD) or versions.fingerprint(form),
        **question_pages.facts(activity, question),
    )


def _removal(activity: Any, question: Any, form: Form) -> str:
    return render_template(
        "planning/question_remove.html", form=form, **question_pages.facts(activity, question)
    )


def _all(activity_id: UUID) -> str:
    return url_for("planning.parts.edit", activity_id=activity_id, slug=Section.QUESTIONS)


def _back(activity_id: UUID) -> ResponseReturnValue:
    return redirect(_all(activity_id), 303)
