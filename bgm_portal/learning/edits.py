"""What a form of a draft changes: the same for a button and for what is kept now and then."""

from collections.abc import Callable
from typing import Any

from .content import blocks, editing
from .content.document import Document, Question
from .forms import author as forms

Edit = Callable[[Document], Document]


def of_section(section: str, typed: forms.Typed) -> Edit:
    """Return how a section is changed."""
    body = blocks.join(typed.blocks)
    return lambda document: editing.with_section(
        document, section, title=typed.title, body=body, takeaway=typed.takeaway
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
