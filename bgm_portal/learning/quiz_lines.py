"""The parts of a question as its page shows them, and answers in words."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from flask_babel import gettext
from markupsafe import Markup

from .content import rendering
from .content.document import Option, Question
from .content.quiz import GAP
from .content.vocabulary import QuestionKind
from .rules import grading
from .rules.grading import Verdict


def _(text: str, **values: object) -> str:
    return str(gettext(text, **values))


@dataclass(frozen=True, kw_only=True)
class Line:
    """One option, pair, step or gap. `tone` is empty until it was judged."""

    key: str
    text: Markup
    chosen: str = ""
    tone: str = ""
    verdict: str = ""
    feedback: Markup = field(default_factory=Markup)
    matches: list[tuple[str, str]] = field(default_factory=list)
    place: str = ""


Draw = Callable[[str], Markup]


def lines_of(
    question: Question, given: grading.Given, found: Verdict | None, draw: Draw = rendering.inline
) -> list[Line]:
    """Return the options of a question, judged where it was checked; `draw` draws the replies."""
    match question.kind:
        case QuestionKind.MATCHING:
            return [_pair(question, option, given, found, draw) for option in question.options]
        case QuestionKind.ORDERING:
            return _steps(question, given, found, draw)
        case QuestionKind.GAP:
            return [_gap(option, given, found, draw) for option in question.options]
        case _:
            return [_choice(question, option, given, found, draw) for option in question.options]


def _choice(
    question: Question, option: Option, given: grading.Given, found: Verdict | None, draw: Draw
) -> Line:
    chosen = option.key in grading.chosen_of(question, given)
    judged = found is not None and chosen
    is_scenario = question.kind is QuestionKind.SCENARIO
    word, tone = _judged(right=option.right) if judged and not is_scenario else ("", "")
    return Line(
        key=option.key,
        text=rendering.inline(option.text),
        chosen="checked" if chosen else "",
        verdict=word,
        tone=tone,
        feedback=draw(option.feedback) if judged else Markup(),
    )


def _pair(
    question: Question, option: Option, given: grading.Given, found: Verdict | None, draw: Draw
) -> Line:
    word, tone = _judged(right=option.key in found.right) if found else ("", "")
    return Line(
        key=option.key,
        text=rendering.inline(option.text),
        chosen=str(given.get("filled", {}).get(option.key, "")),
        verdict=word,
        tone=tone,
        feedback=draw(option.feedback) if found else Markup(),
        matches=[(one.key, one.match) for one in grading.offered_matches(question)],
    )


def _steps(
    question: Question, given: grading.Given, found: Verdict | None, draw: Draw
) -> list[Line]:
    options = {option.key: option for option in question.options}
    order = grading.order_of(question, given)
    return [
        Line(
            key=key,
            text=rendering.inline(options[key].text),
            verdict=word,
            tone=tone,
            feedback=draw(options[key].feedback) if found else Markup(),
            place=_("Platz %(n)s von %(all)s", n=number, all=len(order)),
        )
        for number, key in enumerate(order, start=1)
        for word, tone in [_judged(right=key in found.right) if found else ("", "")]
    ]


def moved_words(lines: list[Line], key: str) -> str:
    """Say where a step stands now that it was moved; nothing if there is no such step."""
    line = next((one for one in lines if one.key == key and one.place), None)
    if line is None:
        return ""
    said = gettext(
        "„%(text)s“ steht jetzt auf %(place)s.", text=line.text.striptags(), place=line.place
    )
    return str(said)


def _gap(option: Option, given: grading.Given, found: Verdict | None, draw: Draw) -> Line:
    word, tone = _judged(right=option.key in found.right) if found else ("", "")
    return Line(
        key=option.key,
        text=Markup(),
        chosen=str(given.get("filled", {}).get(option.key, "")),
        verdict=word,
        tone=tone,
        feedback=draw(option.feedback) if found else Markup(),
    )


def _judged(*, right: bool) -> tuple[str, str]:
    return (_("Das stimmt."), "ok") if right else (_("Das stimmt nicht."), "wait")


def pieces_of(question: Question) -> list[tuple[Markup, str]]:
    """Return the text of a gap question in pieces: words, and the key of the gap after them.

    Words before the first gap in a paragraph of their own are the heading of the page.
    """
    if question.kind is not QuestionKind.GAP:
        return []
    first, _blank, rest = question.text.partition("\n\n")
    text = question.text if GAP.search(first) else rest
    keys = [option.key for option in question.options]
    parts = [rendering.inline(one) for one in GAP.split(text)[::2]]
    return list(zip(parts, [*keys, ""], strict=False))


def solution(question: Question) -> list[str]:
    """Return what is right, in words."""
    match question.kind:
        case QuestionKind.MATCHING:
            return [f"{option.text} → {option.match}" for option in question.options]
        case QuestionKind.ORDERING:
            return [option.text for option in question.options]
        case QuestionKind.GAP:
            return [option.text.partition("|")[0] for option in question.options]
        case _:
            return [option.text for option in question.options if option.right]


def in_words(question: Question, given: grading.Given) -> list[str]:
    """Return an answer in words, for the page that asks which of two counts."""
    texts = {option.key: option.text for option in question.options}
    matches = {option.key: option.match for option in question.options}
    filled: Mapping[str, str] = given.get("filled", {})
    match question.kind:
        case QuestionKind.MATCHING:
            return [f"{texts[k]} → {matches.get(v, '')}" for k, v in filled.items() if k in texts]
        case QuestionKind.GAP:
            return [str(value) for value in filled.values()]
        case QuestionKind.ORDERING:
            return [texts[key] for key in grading.order_of(question, given)]
        case _:
            chosen = grading.chosen_of(question, given)
            return [option.text for option in question.options if option.key in chosen]
