"""Modules for everybody: the list, lessons, and the way to the end. Nobody else sees the way."""

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from bgm_portal.core import clock
from bgm_portal.core.database import transaction
from bgm_portal.core.i18n import month_year
from bgm_portal.identity.access import requires, visitor
from bgm_portal.identity.permissions import Permission
from bgm_portal.learning import audience, courses, own_queries, queries, texts
from bgm_portal.learning import learner_pages as pages
from bgm_portal.learning.content.vocabulary import Part
from bgm_portal.learning.rules import progress as rules
from bgm_portal.learning.service import reading

bp = Blueprint("learning", __name__)

SKIP = "auslassen"
A_YEAR = 365 * 24 * 60 * 60


@bp.get("/lernen")
@requires(Permission.TAKE_PART)
def overview() -> ResponseReturnValue:
    """Show all modules, and how far one is."""
    seen = courses.courses(visitor().person_id, today=clock.local_today())
    wishes = audience.for_unit(visitor().unit_id)
    cards = [pages.card(one, wishes) for one in seen]
    return render_template("learning/overview.html", cards=cards)


@bp.get("/lernen/<key>")
@requires(Permission.TAKE_PART)
def module(key: str) -> ResponseReturnValue:
    """Show what a module is about, and where to begin or go on."""
    course = _course(key)
    return render_template(
        "learning/module.html",
        course=course,
        contents=pages.contents(course, ""),
        texts=texts.texts_of(course, Part.GOALS, Part.PLAIN, Part.SOURCES, deeper=1),
        next_step=pages.next_step(course),
        checked=pages.facts_day(course, month_year),
    )


@bp.get("/lernen/<key>/lektion/<section>")
@requires(Permission.TAKE_PART)
def lesson(key: str, section: str) -> ResponseReturnValue:
    """Show a lesson to read."""
    course = _course(key)
    shown = course.lesson(section)
    before = [one for one in course.document.lessons if one.number == shown.number - 1]
    return render_template(
        "learning/lesson.html",
        course=course,
        contents=pages.contents(course, section),
        lesson=shown,
        text=texts.text_of(course, shown, texts.notes_for(course)),
        before=before[0] if before else None,
        may_skip=section in rules.skippable(course.edition.base),
        checked=pages.facts_day(course, month_year),
    )


@bp.post("/lernen/<key>/lektion/<section>")
@requires(Permission.TAKE_PART)
def confirm(key: str, section: str) -> ResponseReturnValue:
    """Note that a lesson was read or skipped, and go on."""
    with transaction():
        completed = reading.confirm(
            key=key,
            section=section,
            by=visitor().person_id,
            at=clock.now(),
            skip=request.form.get("tat") == SKIP,
        )
    if completed:
        return redirect(pages.at_start(url_for(".done", key=key)))
    return redirect(pages.at_start(_after(key, section)))


def _after(key: str, section: str) -> str:
    """Return what follows a lesson: the next one, else what is still to be done."""
    course = _course(key)
    keys = [one.key for one in course.document.lessons]
    later = keys[keys.index(section) + 1 :]
    if later:
        return url_for(".lesson", key=key, section=later[0])
    return pages.next_page(course)


@bp.get("/lernen/<key>/druck")
@requires(Permission.TAKE_PART)
def print_view(key: str) -> ResponseReturnValue:
    """Show the whole module on one page, as it goes on paper."""
    course = _course(key)
    parts = (Part.GOALS, Part.PLAIN, Part.LESSON, Part.SUMMARY, Part.SOURCES)
    return render_template(
        "learning/print.html",
        course=course,
        texts=texts.texts_of(course, *parts, deeper=1),
        checked=pages.facts_day(course, month_year),
    )


@bp.get("/lernen/<key>/medien/<int:number>/<name>")
@requires(Permission.TAKE_PART)
def medium(key: str, number: int, name: str) -> ResponseReturnValue:
    """Give a picture, a film or captions of a version; what it holds never changes."""
    shelved = queries.shelved(key)
    edition = queries.version_by_number(shelved.module.id, min(number, 1_000_000))
    found = queries.medium(edition, name)
    answer = Response(found.content, mimetype=found.media_type)
    answer.headers["Cache-Control"] = f"private, max-age={A_YEAR}, immutable"
    return answer.make_conditional(request, accept_ranges=True, complete_length=len(found.content))


@bp.get("/lernen/<key>/abschluss")
@requires(Permission.TAKE_PART)
def done(key: str) -> ResponseReturnValue:
    """Show that a module is completed, until when that counts, and what one can do with it."""
    course = _course(key)
    if course.own.completion is None:
        return redirect(url_for(".module", key=key))
    return render_template(
        "learning/done.html",
        course=course,
        contents=pages.contents(course, ""),
        texts=texts.texts_of(course, Part.SUMMARY, deeper=1),
        until=pages.until_words(course),
        erased=pages.ends_by_erasure(course),
        has_certificate=_has_certificate(course),
    )


@bp.post("/lernen/<key>/auffrischen")
@requires(Permission.TAKE_PART)
def renew(key: str) -> ResponseReturnValue:
    """Begin a new cycle."""
    with transaction():
        reading.renew(key=key, by=visitor().person_id, at=clock.now())
    flash(_("Die Auffrischung hat begonnen. Sie können auch gleich mit den Fragen beginnen."))
    return redirect(url_for(".module", key=key))


@bp.post("/lernen/<key>/neue-fassung")
@requires(Permission.TAKE_PART)
def switch(key: str) -> ResponseReturnValue:
    """Go on with the newer version."""
    with transaction():
        reading.switch(key=key, by=visitor().person_id, at=clock.now())
    return redirect(url_for(".module", key=key))


def _has_certificate(course: courses.Course) -> bool:
    return own_queries.certificate_of(visitor().person_id, course.shelved.module.id) is not None


def _course(key: str) -> courses.Course:
    return courses.course(key, visitor().person_id, today=clock.local_today())
