"""A question of a draft as learners will meet it. Nothing is written: the address knows it all."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from flask import url_for
from flask_babel import gettext
from markupsafe import Markup

from bgm_portal.contacts import queries as contacts

from . import drafts, quiz_lines, quiz_pages, words
from .author_pages import Hub
from .content import contact_links, rendering
from .content.document import Question
from .content.vocabulary import QuestionKind
from .draft_pages import contact_address, preview, question_of
from .errors import NothingAnswered
from .forms import answers
from .rules import grading

UP, DOWN, SOLUTION = "hoch", "runter", "loesung"
MOST_MISSES = 99


def _(text: str, **values: object) -> str:
    return str(gettext(text, **values))


@dataclass(frozen=True, kw_only=True)
class Rehearsed:
    """A question with what somebody tried, named as on the page of a learner."""

    key: str
    kind: str
    kicker: str
    heading: str
    body: Markup
    lines: list[quiz_lines.Line]
    pieces: list[tuple[Markup, str]]
    order: str
    misses: int
    checked: bool
    solved: bool
    verdict: str
    explanation: Markup
    solution: list[str]
    may_see_solution: bool
    moved: str
    error: str
    leads_to: str
    following: str


def rehearsed(hub: Hub, key: str, sent: Any) -> Rehearsed:
    """Return a question with the verdict on what stands in the address."""
    question = question_of(hub.document, key)
    deed, _colon, what = sent.get("tat", "").partition(":")
    given = answers.sent(question, sent).given
    if deed in {UP, DOWN}:
        order = grading.moved(grading.order_of(question, given), what, up=deed == UP)
        given = {"order": list(order)}
    is_asked = deed not in {"", UP, DOWN}
    is_empty = grading.is_empty(question, given)
    checked = is_asked and not is_empty
    found = grading.grade(_in_all_languages(hub, question), given)
    draw = partial(rendering.inline, contact=_contacts_of(question))
    lines = quiz_lines.lines_of(question, given, found if checked else None, draw)
    misses = _misses(sent, missed=checked and deed != SOLUTION and not found.solved)
    shows_solution = deed == SOLUTION and not found.solved
    return Rehearsed(
        key=key,
        kind=str(question.kind),
        kicker=_(
            "Probelauf, Frage %(n)s von %(all)s: Es wird nichts gespeichert",
            n=question.number,
            all=len(hub.document.questions),
        ),
        heading=quiz_pages.heading(question),
        body=_rest(hub, question),
        lines=lines,
        pieces=quiz_lines.pieces_of(question),
        order=",".join(grading.order_of(question, given)),
        misses=misses,
        checked=checked,
        solved=checked and found.solved,
        verdict=words.verdict(question, found) if checked else "",
        explanation=draw(question.explanation) if checked else Markup(),
        solution=quiz_lines.solution(question) if shows_solution else [],
        may_see_solution=_may_see_solution(question, misses) and not found.solved and checked,
        moved=quiz_lines.moved_words(lines, what) if deed in {UP, DOWN} else "",
        error=str(NothingAnswered().message) if is_asked and is_empty else "",
        leads_to=_leads_to(hub, question, given) if checked else "",
        following=_following(hub, key),
    )


def _in_all_languages(hub: Hub, question: Question) -> Question:
    """Return a question that is judged as it will be: a gap takes the words of every language."""
    documents = [drafts.document(hub.draft, code) for code in sorted(hub.draft.texts)]
    others = [one for some in documents for one in some.questions if one.key == question.key]
    return grading.in_all_languages(question, others)


def _contacts_of(question: Question) -> Callable[[str], str]:
    texts = [question.explanation, *(option.feedback for option in question.options)]
    named = contacts.references(contact_links.named_in("\n".join(texts)))
    return lambda key: contact_address(named.get(key))


def _misses(sent: Any, *, missed: bool) -> int:
    before: int = sent.get("fehlversuche", 0, type=int)
    return max(0, min(before, MOST_MISSES)) + (1 if missed else 0)


def _may_see_solution(question: Question, misses: int) -> bool:
    is_scored = question.kind is not QuestionKind.SCENARIO
    return is_scored and misses >= grading.MISSES_BEFORE_SOLUTION


def _leads_to(hub: Hub, question: Question, given: grading.Given) -> str:
    """Return the situation that follows from what was chosen in a scenario."""
    chosen = grading.chosen_of(question, given)
    target = next((o.leads_to for o in question.options if o.key in chosen and o.leads_to), "")
    return _address(hub, target) if target else ""


def _following(hub: Hub, key: str) -> str:
    keys = [one.key for one in hub.document.questions]
    later = keys[keys.index(key) + 1 :]
    return _address(hub, later[0]) if later else ""


def _address(hub: Hub, question: str) -> str:
    return url_for("drafts.rehearsal", key=hub.key, question=question, sprache=hub.language)


def _rest(hub: Hub, question: Question) -> Markup:
    """Draw what a question says below its first paragraph."""
    _first, _blank, rest = question.text.partition("\n\n")
    is_gap = question.kind is QuestionKind.GAP
    return Markup() if is_gap or not rest.strip() else preview(hub.key, rest, hub.document).body
