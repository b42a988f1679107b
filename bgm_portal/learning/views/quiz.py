"""The questions of a module: check at any time, as often as one likes."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from bgm_portal.core import clock
from bgm_portal.core.database import db, transaction
from bgm_portal.identity.access import requires, visitor
from bgm_portal.identity.permissions import Permission
from bgm_portal.learning import courses, quiz_lines
from bgm_portal.learning import learner_pages as pages
from bgm_portal.learning import quiz_pages as quiz
from bgm_portal.learning.content.vocabulary import Part
from bgm_portal.learning.errors import NothingAnswered, Stale
from bgm_portal.learning.forms import answers as forms
from bgm_portal.learning.rules import grading
from bgm_portal.learning.service import answering

bp = Blueprint("quiz", __name__)

QUESTION = "/lernen/<key>/fragen/<question>"
SHOWN = "geprueft"


@bp.get("/lernen/<key>/fragen")
@requires(Permission.TAKE_PART)
def overview(key: str) -> ResponseReturnValue:
    """Show all questions with what is solved."""
    course = _course(key)
    return render_template(
        "learning/quiz.html",
        course=course,
        contents=pages.contents(course, Part.QUIZ),
        questions=quiz.overview(course),
        next_page=pages.next_page(course),
    )


@bp.post("/lernen/<key>/fragen")
@requires(Permission.TAKE_PART)
def begin_anew(key: str) -> ResponseReturnValue:
    """Walk through all questions again."""
    with transaction():
        answering.begin_anew(key=key, by=visitor().person_id, at=clock.now())
    flash(_("Sie können alle Fragen noch einmal beantworten. Was gelöst war, bleibt gelöst."))
    return redirect(url_for(".overview", key=key))


@bp.get(QUESTION, endpoint="question")
@requires(Permission.TAKE_PART)
def show(key: str, question: str) -> ResponseReturnValue:
    """Show a question, and what was answered so far."""
    return _render(_course(key), question)


@bp.post(QUESTION)
@requires(Permission.TAKE_PART)
def answer(key: str, question: str) -> ResponseReturnValue:
    """Check an answer, or do what else the buttons of a question do."""
    course = _course(key)
    asked = quiz.asked(course, question)
    sent = forms.sent(asked, request.form)
    deed, _colon, moved = request.form.get("tat", "").partition(":")
    where = answering.Where(key=key, question=question, by=visitor().person_id, at=clock.now())
    try:
        with transaction():
            match deed:
                case "hoch" | "runter":
                    order = grading.moved(sent.given.get("order", ()), moved, up=deed == "hoch")
                    answering.move(where, _with_order(sent, order))
                case "loesung":
                    answering.show_solution(where)
                case "auslassen":
                    answering.skip(where)
                case _:
                    answering.check(where, sent)
    except Stale as stale:
        return _render_stale(course, question, stale), stale.status
    except NothingAnswered as nothing:
        return _render(course, question, error=nothing.message), 422
    return _afterwards(key, question, deed, moved)


def _with_order(sent: answering.Sent, order: tuple[str, ...]) -> answering.Sent:
    return answering.Sent(given={"order": list(order)}, revision=sent.revision)


def _afterwards(key: str, question: str, deed: str, moved: str) -> ResponseReturnValue:
    """Return where to go after a deed: on, or back to the question with what came of it."""
    db.session.expire_all()
    course = _course(key)
    if deed in {"hoch", "runter"}:
        said = quiz_lines.moved_words(quiz.page(course, question).lines, moved)
        if said:
            flash(said)
        return redirect(url_for(".question", key=key, question=question))
    if deed == "auslassen":
        return redirect(quiz.page(course, question).following)
    return redirect(
        url_for(".question", key=key, question=question, stand=SHOWN, _anchor="ergebnis")
    )


def _render(course: courses.Course, question: str, error: str = "") -> str:
    shown = quiz.page(course, question)
    just_checked = request.args.get("stand") == SHOWN and shown.checked
    return render_template(
        "learning/question.html",
        course=course,
        contents=pages.contents(course, Part.QUIZ),
        question=shown,
        error=error,
        form_failed=bool(error),
        just_checked=just_checked,
        is_complete=course.own.completion is not None and not course.own.begun,
    )


def _render_stale(course: courses.Course, question: str, stale: Stale) -> str:
    asked = quiz.asked(course, question)
    return render_template(
        "learning/stale.html",
        course=course,
        heading=quiz.heading(asked),
        message=stale.message,
        stored=quiz_lines.in_words(asked, stale.stored),
        typed=quiz_lines.in_words(asked, stale.typed),
        fields=forms.hidden(asked, stale.typed),
        revision=stale.revision,
        here=url_for(".question", key=course.key, question=question),
    )


def _course(key: str) -> courses.Course:
    return courses.course(key, visitor().person_id, today=clock.local_today())
