"""What the pages of the quiz show: the question, what was answered, and what of it is right."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from flask import url_for
from flask_babel import gettext
from markupsafe import Markup

from bgm_portal.contacts.pages import Entry

from . import words
from .content import rendering
from .content.document import Question
from .content.quiz import GAP, unguarded
from .content.vocabulary import QuestionKind
from .courses import Course
from .errors import SectionMissing
from .learner_pages import at_start
from .models import Answer
from .quiz_lines import Line, lines_of, pieces_of, solution
from .rules import grading
from .rules import progress as rules
from .texts import Helpers

NOTHING: Mapping[str, Any] = {}


def _(text: str, **values: object) -> str:
    return str(gettext(text, **values))


@dataclass(frozen=True, kw_only=True)
class QuestionPage:
    """A question as one person sees it."""

    key: str
    kind: str
    kicker: str
    heading: str
    body: Markup
    lines: list[Line]
    pieces: list[tuple[Markup, str]]
    order: str
    revision: int
    checked: bool
    solved: bool
    skipped: bool
    verdict: str
    explanation: Markup
    may_skip: bool
    may_see_solution: bool
    solution: list[str]
    leads_to: str
    following: str
    helpers: list[Entry]


@dataclass(frozen=True, kw_only=True)
class QuizLine:
    """A question in the list of all."""

    heading: str
    href: str
    word: str
    tone: str


def asked(one: Course, key: str) -> Question:
    """Return a question in the language of the page, or raise SectionMissing."""
    found = next((q for q in one.document.questions if q.key == key), None)
    if found is None:
        raise SectionMissing
    return found


def overview(one: Course) -> list[QuizLine]:
    """Return all questions with how far they are."""
    return [
        QuizLine(
            heading=heading(question),
            href=url_for("quiz.question", key=one.key, question=question.key),
            word=word,
            tone=tone,
        )
        for question in one.document.questions
        for word, tone in [_how_far(one, question)]
    ]


def _how_far(one: Course, question: Question) -> tuple[str, str]:
    answer = one.own.answers.get(question.key)
    if question.key in one.own.progress.solved:
        return _("gelöst"), "ok"
    if answer is not None and answer.skipped:
        return _("übersprungen"), "plain"
    if answer is not None and answer.checked:
        is_scenario = question.kind is QuestionKind.SCENARIO
        return (_("angesehen"), "plain") if is_scenario else (_("noch nicht gelöst"), "wait")
    return _("noch offen"), "plain"


def heading(question: Question) -> str:
    """Return the question in one line, as the heading of its page."""
    first = unguarded(question.text).partition("\n\n")[0]
    if GAP.search(first):
        return _("Ergänzen Sie den Text")
    return re.sub(r"[*_`]", "", " ".join(first.split()))


def page(one: Course, key: str) -> QuestionPage:
    """Return a question with what was answered so far."""
    question = asked(one, key)
    answer = one.own.answers.get(key)
    given = answer.given if answer else NOTHING
    found = one.edition.grade(question, given)
    checked = bool(answer and answer.checked)
    shown = bool(answer and (answer.solution_shown or answer.solved))
    helpers = Helpers(one.document, today=one.today)
    draw = partial(rendering.inline, contact=helpers.address)
    _first, _blank, rest = question.text.partition("\n\n")
    return QuestionPage(
        key=key,
        kind=str(question.kind),
        kicker=_kicker(one, question),
        heading=heading(question),
        body=_body(one, "" if question.kind is QuestionKind.GAP else rest, helpers),
        lines=lines_of(question, given, found if checked else None, draw),
        pieces=pieces_of(question),
        order=",".join(grading.order_of(question, given)),
        revision=answer.revision if answer else 0,
        checked=checked,
        solved=bool(answer and answer.solved),
        skipped=bool(answer and answer.skipped),
        verdict=words.verdict(question, found) if checked else "",
        explanation=draw(question.explanation) if checked else Markup(),
        may_skip=key in rules.skippable(one.edition.base),
        may_see_solution=_may_see(answer),
        solution=solution(question) if shown and answer and not answer.solved else [],
        leads_to=_leads_to(one, question, given) if checked else "",
        following=_following(one, key),
        helpers=helpers.list,
    )


def _may_see(answer: Answer | None) -> bool:
    return bool(
        answer
        and answer.misses >= grading.MISSES_BEFORE_SOLUTION
        and not answer.solved
        and not answer.solution_shown
    )


def _kicker(one: Course, question: Question) -> str:
    return _(
        "Frage %(n)s von %(all)s, %(kind)s",
        n=question.number,
        all=len(one.document.questions),
        kind=words.KINDS[question.kind],
    )


def _body(one: Course, text: str, helpers: Helpers) -> Markup:
    setting = rendering.Setting(
        language=one.document.language,
        title=one.title,
        table=_("Tabelle"),
        captions=_("Untertitel"),
        transcript=_("Text zum Nachlesen"),
        address=one.address,
        contact=helpers.address,
    )
    return rendering.html(text, setting) if text.strip() else Markup()


def _leads_to(one: Course, question: Question, given: grading.Given) -> str:
    """Return the situation that follows from what was chosen in a scenario."""
    chosen = grading.chosen_of(question, given)
    target = next((o.leads_to for o in question.options if o.key in chosen and o.leads_to), "")
    return at_start(url_for("quiz.question", key=one.key, question=target)) if target else ""


def _following(one: Course, key: str) -> str:
    """Return the question after this one that is still open, or the list of all."""
    keys = [question.key for question in one.document.questions]
    place = keys.index(key)
    done = one.own.progress.solved | one.own.progress.skipped_questions
    later = [other for other in keys[place + 1 :] + keys[:place] if other not in done]
    if later:
        return at_start(url_for("quiz.question", key=one.key, question=later[0]))
    return at_start(url_for("quiz.overview", key=one.key))
