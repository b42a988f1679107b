"""What the pages of a module show beside its text: cards, contents, and what comes next."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from flask import url_for
from flask_babel import gettext

from bgm_portal.core.i18n import short_date

from . import audience
from .content.checks import day
from .content.vocabulary import Part
from .courses import Course
from .models import Recommendation
from .rules import progress as rules

START = "anfang"  # the heading of a page of a module


def _(text: str, **values: object) -> str:
    return str(gettext(text, **values))


@dataclass(frozen=True, kw_only=True)
class Card:
    """A module in the list of all."""

    key: str
    title: str
    teaser: str
    lang: str
    minutes: int
    standing: str
    tone: str
    label: str
    href: str
    wish: str


@dataclass(frozen=True, kw_only=True)
class Stop:
    """A line in the contents of a module. sign: "check", "here" or "ring"."""

    label: str
    href: str
    sign: str
    said: str
    current: bool


def card(one: Course, wishes: Mapping[UUID, Recommendation]) -> Card:
    """Return a module as a line of the list. Who has completed it is reminded of nothing."""
    wish = wishes.get(one.shelved.module.id)
    label, href = next_step(one)
    return Card(
        key=one.key,
        title=one.title,
        teaser=one.document.head.in_language("teaser", one.document.language),
        lang=one.document.language,
        minutes=one.minutes,
        standing=one.standing_words,
        tone=one.tone,
        label=label,
        href=href,
        wish=one.withdrawn_words or _wish(one, wish),
    )


def _wish(one: Course, wish: Recommendation | None) -> str:
    return audience.in_words(wish, today=one.today) if wish and not one.is_done else ""


def next_step(one: Course) -> tuple[str, str]:
    """Return what comes next in a module, as the words and the target of a link.

    What counts no longer is to be renewed: the page of the module asks for that with a button.
    """
    if one.is_over and one.may_renew:
        return _("Wissen auffrischen"), url_for("learning.module", key=one.key)
    if one.own.completion and not one.own.begun:
        return _("Abschluss ansehen"), url_for("learning.done", key=one.key)
    if not one.may_be_learnt:
        return _("Alles auf einer Seite"), url_for("learning.print_view", key=one.key)
    href = next_page(one)
    return _("Weiterlernen") if one.own.enrolment else _("Beginnen"), at_start(href)


def at_start(address: str) -> str:
    """Return where a page begins, so that whoever goes on need not pass menu and contents again."""
    return f"{address}#{START}"


def next_page(one: Course) -> str:
    """Return the address of what is to be done next."""
    if one.left.next_lesson:
        return url_for("learning.lesson", key=one.key, section=one.left.next_lesson)
    if one.left.next_question and not one.left.quiz_is_met:
        return url_for("quiz.question", key=one.key, question=one.left.next_question)
    if one.document.questions and not one.own.completion:
        return url_for("quiz.overview", key=one.key)
    return url_for("learning.done", key=one.key)


def contents(one: Course, here: str) -> list[Stop]:
    """Return the contents of a module; `here` is the key of the present section, or "quiz"."""
    progress = one.own.progress
    stops = []
    for lesson in one.document.lessons:
        done, skipped = lesson.key in progress.read, lesson.key in progress.skipped
        said = _(", gelesen") if done else (_(", übersprungen") if skipped else _(", noch offen"))
        href = at_start(url_for("learning.lesson", key=one.key, section=lesson.key))
        stops.append(_stop(lesson.title, href, said, done=done, current=here == lesson.key))
    if one.document.questions:
        label = _("Fragen")
        if one.left.solved:
            label = _("Fragen, %(n)s von %(all)s gelöst", n=one.left.solved, all=one.left.questions)
        is_over = one.is_done and not one.own.begun  # answers may be deleted by now
        said = "" if one.left.solved or is_over else _(", noch offen")
        href = at_start(url_for("quiz.overview", key=one.key))
        done = is_over or (one.left.quiz_is_met and one.left.questions > 0)
        stops.append(_stop(label, href, said, done=done, current=here == Part.QUIZ))
    return stops


def _stop(label: str, href: str, said: str, *, done: bool, current: bool) -> Stop:
    sign = "here" if current else ("check" if done else "ring")
    return Stop(label=label, href=href, sign=sign, said=said, current=current)


def facts_day(one: Course, wording: Callable[[date], str]) -> str:
    """Return when the facts were checked, in words."""
    checked = day(one.facts_as_of)
    return wording(checked) if checked else ""


def until_words(one: Course) -> str:
    """Return the last day on which the completion counts, in words."""
    completion = one.own.completion
    return short_date(rules.last_day(completion.completed_on, one.until)) if completion else ""


def ends_by_erasure(one: Course) -> bool:
    """Tell whether the completion is erased before it ends by itself."""
    completion = one.own.completion
    last = rules.last_day(completion.completed_on, one.until) if completion else None
    return last is not None and (one.until is None or last < one.until)
