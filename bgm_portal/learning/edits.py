"""What a form of a draft changes: the same for a button and for what is kept now and then."""

from collections.abc import Callable
from typing import Any

from flask_babel import gettext as _

from . import drafts
from .content import blocks, editing
from .content.document import Document, Question
from .content.vocabulary import Part, QuestionKind
from .forms import parts as forms

Edit = Callable[[Document], Document]


def of_section(section: str, typed: forms.Typed) -> Edit:
    """Return how a section is changed."""
    body = blocks.join(typed.blocks)
    return lambda document: editing.with_section(
        document, section, title=typed.title, body=body, takeaway=typed.takeaway
    )


def of_parts(key: str, language: str, deed: str, what: str, *, title: str) -> Edit:
    """Return how parts are added, moved, or taken away: the same in all languages of a draft."""
    draft = drafts.draft(key)
    document, taken = drafts.document(draft, language), drafts.taken(draft)
    called = title or str(_("Neue Lektion"))
    lesson = editing.lesson(called, taken)
    stray = next((one for one in document.sections if one.key == what), lesson)
    question = _new_question(editing.question_key(document, taken), what)
    by_deed: dict[str, Edit] = {
        "lektion": lambda one: editing.with_lesson(one, lesson),
        "platz": lambda one: editing.with_lesson(one, editing.as_lesson(stray, called)),
        "teil": lambda one: editing.with_part(one, Part(what)) if what in set(Part) else one,
        "hoch": lambda one: editing.moved(one, what, up=True),
        "runter": lambda one: editing.moved(one, what, up=False),
        "weg": lambda one: editing.without(one, what),
        "angabe": lambda one: editing.without_detail(one, what),
        "frage": lambda one: editing.with_question(one, question),
    }
    return by_deed.get(deed, lambda one: one)


def _new_question(key: str, kind: str) -> Question:
    return Question(
        key=key,
        kind=QuestionKind(kind) if kind in set(QuestionKind) else QuestionKind.SINGLE,
        number=0,
        text=str(_("Neue Frage")),
        options=(),
        explanation="",
        line=0,
    )


def typed_question(one: Question, sent: Any) -> tuple[Question, list[dict[str, str]]]:
    """Return a question as it was sent, and its lines as they stood on the card."""
    text, explanation, lines = forms.typed_question(one, sent)
    changed = Question(
        key=one.key,
        kind=one.kind,
        number=one.number,
        text=text,
        options=editing.options_of(one.kind, one.key, text, lines),
        explanation=explanation,
        line=0,
    )
    return changed, [dict(line) for line in lines]


def of_question(changed: Question) -> Edit:
    """Return how a question is changed."""
    return lambda document: editing.with_question(document, changed)
