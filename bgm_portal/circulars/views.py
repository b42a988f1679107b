"""Writing to the people on an activity, and reading what was written to oneself."""

from typing import Any
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from bgm_portal.activities import policy
from bgm_portal.activities import queries as activities
from bgm_portal.circulars import forms, pages, queries, service
from bgm_portal.circulars.forms import CircularForm
from bgm_portal.circulars.messages import paragraphs
from bgm_portal.circulars.service import Letter
from bgm_portal.core import clock
from bgm_portal.core.database import transaction
from bgm_portal.core.errors import Refused
from bgm_portal.core.i18n import in_words, language
from bgm_portal.identity.access import requires, signed_in, visitor
from bgm_portal.identity.permissions import Permission

bp = Blueprint("circulars", __name__)

ALL = "/planung/<uuid:activity_id>/nachrichten"
SEND, TEST, CHANGE = "senden", "test", "aendern"


@bp.get(ALL)
@requires(Permission.COORDINATE)
def overview(activity_id: UUID) -> ResponseReturnValue:
    """Show what was written to the people on an activity, and what is planned."""
    activity = _activity(activity_id)
    return render_template(
        "circulars/overview.html", lines=pages.lines(activity), **_frame(activity)
    )


@bp.get(f"{ALL}/neu")
@requires(Permission.COORDINATE)
def write_form(activity_id: UUID) -> ResponseReturnValue:
    """Ask for the words, the readers and the time."""
    activity = _activity(activity_id)
    service.ensure_open(activity, at=clock.now())
    form = pages.offer(forms.fresh(), activity, at=clock.now())
    return render_template("circulars/write.html", form=form, **_frame(activity))


@bp.post(f"{ALL}/neu")
@requires(Permission.COORDINATE)
def write(activity_id: UUID) -> ResponseReturnValue:
    """Show what would leave and to how many; on the next step send it, or a test to oneself."""
    activity = _activity(activity_id)
    form = pages.offer(CircularForm(), activity, at=clock.now())
    step = request.form.get("step", "")
    sound = form.validate()
    if step == CHANGE or not sound:
        page = render_template("circulars/write.html", form=form, **_frame(activity))
        return page, 200 if step == CHANGE else 422
    if step == TEST:
        _rehearse(activity_id, form)
        activity = _activity(activity_id)
    try:
        if step != SEND:
            return _check_page(activity, form)
        told = _send(activity_id, form)
    except Refused as refused:
        activity = _activity(activity_id)
        form.form_errors.append(refused.message)
        form.renew()
        return render_template("circulars/write.html", form=form, **_frame(activity)), 409
    flash(_sent(form, told))
    return redirect(url_for(".overview", activity_id=activity_id), 303)


@bp.post(f"{ALL}/<uuid:circular_id>/anhalten")
@requires(Permission.COORDINATE)
def stop(activity_id: UUID, circular_id: UUID) -> ResponseReturnValue:
    """Let a planned circular stay."""
    _activity(activity_id)
    with transaction():
        service.stop(circular_id, activity_id, by=visitor().person_id, at=clock.now())
    flash(_("Angehalten. Diese Nachricht geht nicht hinaus."))
    return redirect(url_for(".overview", activity_id=activity_id), 303)


@bp.get("/nachrichten/<uuid:circular_id>")
@signed_in
def read(circular_id: UUID) -> ResponseReturnValue:
    """Show a circular to whoever got it."""
    circular = queries.received(circular_id, person_id=visitor().person_id)
    words = service.words_of(circular)
    activity = activities.activity(circular.activity_id)
    return render_template(
        "circulars/read.html",
        subject=in_words(words.subject_de, words.subject_en),
        paragraphs=paragraphs(in_words(words.text_de, words.text_en)),
        spoken=words.language(language()),
        sent_at=circular.sent_at,
        activity=activity,
        activity_title=in_words(activity.title_de, activity.title_en),
    )


def _activity(activity_id: UUID) -> Any:
    activity = pages.activity_of(activity_id)
    policy.ensure_assigned(visitor().person_id, activity)
    return activity


def _frame(activity: Any) -> dict[str, Any]:
    return {
        "activity": activity,
        "activity_title": in_words(activity.title_de, activity.title_en),
    }


def _check_page(activity: Any, form: CircularForm) -> str:
    people, words = queries.count(activity.id, form.audience), form.words
    service.ensure_may_leave(activity, form.send_at, people=people, at=clock.now())
    return render_template(
        "circulars/check.html",
        form=form,
        consequence=pages.consequence(form, people),
        audience=pages.audience_in_words(activity, form.audience),
        texts=[
            (code, subject, paragraphs(text))
            for code, subject, text in (
                ("de", words.subject_de, words.text_de),
                ("en", words.subject_en, words.text_en),
            )
            if text
        ],
        **_frame(activity),
    )


def _rehearse(activity_id: UUID, form: CircularForm) -> None:
    with transaction():
        service.rehearse(activity_id, form.words, person_id=visitor().person_id, at=clock.now())
    flash(_("Die Probe ist an Sie unterwegs."))


def _send(activity_id: UUID, form: CircularForm) -> int:
    letter = Letter(
        id=form.id_on(activity_id),
        words=form.words,
        audience=form.audience,
        send_at=form.send_at,
    )
    with transaction():
        return service.write(activity_id, letter, by=visitor().person_id, at=clock.now())


def _sent(form: CircularForm, told: int) -> str:
    if form.send_at is not None:
        return str(_("Die Nachricht ist geplant. Sie können sie bis dahin anhalten."))
    return str(
        ngettext(
            "Die Nachricht ist an eine Person unterwegs.",
            "Die Nachricht ist an %(num)s Personen unterwegs.",
            told,
        )
    )
