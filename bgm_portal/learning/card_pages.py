"""How a question and the details of a module will look while somebody still writes them."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask_babel import gettext
from markupsafe import Markup

from . import draft_pages, quiz_pages, words
from .author_pages import Hub
from .content import readable, rendering
from .content.document import Option, Question
from .content.quiz import GAP
from .content.vocabulary import QuestionKind
from .rules import grading

GAP_SHOWN = "______"


def _(text: str, **values: object) -> str:
    return str(gettext(text, **values))


@dataclass(frozen=True, kw_only=True)
class Card:
    """A question as learners will meet it, what they read after checking, and how it sounds."""

    heading: str
    kind_words: str
    body: Markup
    choices: list[Markup]
    after: list[str]
    explanation: Markup
    heard: list[str]


@dataclass(frozen=True, kw_only=True)
class Cover:
    """What learners see of a module before they begin, in one language."""

    language: str
    title: str
    teaser: str
    note: str


def card(hub: Hub, question: Question) -> Card:
    """Draw a question that is being written."""
    heading = quiz_pages.heading(question)
    kind = str(words.KINDS[question.kind])
    choices = _choices(question)
    return Card(
        heading=heading,
        kind_words=kind,
        body=_body(hub, question),
        choices=[rendering.inline(one) for one in choices],
        after=readable.option_lines(question),
        explanation=rendering.inline(question.explanation),
        heard=[kind, _("Überschrift: %(words)s", words=heading), *_heard(question, choices)],
    )


def _body(hub: Hub, question: Question) -> Markup:
    first, _blank, rest = question.text.partition("\n\n")
    if question.kind is QuestionKind.GAP:
        rest = GAP.sub(GAP_SHOWN.replace("_", r"\\_"), question.text if GAP.search(first) else rest)
    return draft_pages.preview(hub.key, rest, hub.document).body if rest.strip() else Markup()


def _choices(question: Question) -> list[str]:
    """Return what can be chosen, in the order in which learners see it."""
    options: dict[str, Option] = {one.key: one for one in question.options}
    match question.kind:
        case QuestionKind.GAP:
            return []
        case QuestionKind.ORDERING:
            return [options[key].text for key in grading.shuffled(question)]
        case QuestionKind.MATCHING:
            offered = " / ".join(one.match for one in grading.offered_matches(question))
            return [f"{one.text}: {offered}" for one in question.options]
        case _:
            return [one.text for one in question.options]


def _heard(question: Question, choices: list[str]) -> list[str]:
    """Return what a screen reader says about the ways to answer."""
    number = len(question.options)
    match question.kind:
        case QuestionKind.GAP:
            places = range(1, number + 1)
            return [_("Eingabefeld, Lücke %(n)s von %(all)s", n=n, all=number) for n in places]
        case QuestionKind.ORDERING:
            return [
                _("Platz %(n)s von %(all)s: %(words)s", n=n, all=number, words=one)
                for n, one in enumerate(choices, start=1)
            ]
        case QuestionKind.MATCHING:
            return [_("Auswahlliste, %(words)s", words=one.text) for one in question.options]
        case _:
            said = (
                _("Kontrollfeld") if question.kind is QuestionKind.MULTIPLE else _("Auswahlknopf")
            )
            return [f"{said}, {one}" for one in choices]


def covers(values: Mapping[str, str]) -> list[Cover]:
    """Return what learners will see first, in each language that has a title."""
    return [
        Cover(
            language=code,
            title=values[f"title_{code}"],
            teaser=values[f"teaser_{code}"] or values["teaser_de"],
            note=values[f"content_note_{code}"] or values["content_note_de"],
        )
        for code in ("de", "en")
        if values[f"title_{code}"]
    ]
