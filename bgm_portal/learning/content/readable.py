"""A module in lines that people read, without marks: what two versions are compared by."""

import re
from collections.abc import Iterator, Sequence

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from markdown_it.token import Token

from . import blocks, picture_marks
from .blocks import Block, BlockKind
from .contact_links import SCHEME
from .document import Document, Question, Section
from .picture_marks import Definitions, picture_of
from .quiz import GAP, unguarded
from .vocabulary import VOCABULARIES, Part, QuestionKind

BOLD = re.compile(r"(\*\*|\*)(.+?)\1")
#: What is compared of the details of a module, in this order, whatever the order in the file.
HEAD = {
    "title_de": _l("Titel"),
    "title_en": _l("Titel auf Englisch"),
    "teaser_de": _l("Worum es geht"),
    "teaser_en": _l("Worum es geht, auf Englisch"),
    "duration_min": _l("Dauer in Minuten"),
    "pass_percent": _l("Zu lösende Fragen in Prozent"),
    "renewal_months": _l("Aufzufrischen nach Monaten"),
    "content_note_de": _l("Vorab zum Inhalt"),
    "content_note_en": _l("Vorab zum Inhalt, auf Englisch"),
    "facts_as_of": _l("Stand der Fakten"),
    "review_after": _l("Wieder prüfen ab"),
    "responsible": _l("Verantwortliche Stelle"),
    "contact": _l("Ansprechstelle bei Fragen"),
}


def _(text: str, **values: object) -> str:
    return str(gettext(text, **values))


def lines(document: Document) -> list[str]:
    """Return all that a module says."""
    found = [
        f"{words}: {document.head.text(name)}"
        for name, words in HEAD.items()
        if document.head.text(name)
    ]
    for section in document.sections:
        if section.part is not Part.QUIZ:
            found += _section(document, section)
    for question in document.questions:
        found += _question(document, question)
    return found


def part_lines(document: Document, key: str) -> list[str]:
    """Return what one section or question says."""
    section = next((one for one in document.sections if one.key == key), None)
    if section is not None:
        return list(_section(document, section))
    question = next((one for one in document.questions if one.key == key), None)
    return list(_question(document, question)) if question is not None else []


def _section(document: Document, section: Section) -> Iterator[str]:
    words = VOCABULARIES[document.language]
    is_lesson = section.part is Part.LESSON
    yield f"{words.lesson} {section.number}: {section.title}" if is_lesson else section.title
    known = picture_marks.definitions(section.body)
    for block in blocks.split(section.body):
        yield from block_lines(block, known)
    if section.takeaway:
        yield f"{words.key_point}: {section.takeaway}"


def block_lines(block: Block, known: Definitions | None = None) -> list[str]:
    """Return what a block says, line by line."""
    sign = "• " if block.kind in {BlockKind.LIST, BlockKind.STEPS} else ""
    text = "\n".join(row.strip("> ") for row in block.text.split("\n"))
    said = "".join(_pieces(picture_marks.words(text, known)))
    return [f"{sign}{row.strip()}" for row in said.split("\n") if row.strip()]


def _pieces(tokens: Sequence[Token]) -> Iterator[str]:
    """Return the words of a text; behind those of a link, where it leads."""
    target = ""
    for token in tokens:
        match token.type:
            case "softbreak" | "hardbreak":
                yield "\n"
            case "image":
                picture = picture_of(token)
                said = picture.alt or _("nur Schmuck")
                yield _("Datei %(name)s: %(words)s", name=picture.name, words=said)
            case "link_open":
                target = str(token.attrs.get("href", ""))
            case "link_close":
                yield _leads(target)
            case _:
                yield token.content


def _leads(target: str) -> str:
    if target.startswith(SCHEME):
        return _("%(words)s (Kontakt: %(key)s)", words="", key=target.removeprefix(SCHEME))
    return _("%(words)s (Link: %(address)s)", words="", address=target)


def _question(document: Document, question: Question) -> Iterator[str]:
    words = VOCABULARIES[document.language]
    yield f"{words.question} {question.number}: {asked(question)}"
    yield from (f"• {line}" for line in option_lines(question))
    if question.explanation:
        yield f"{words.explanation}: {question.explanation}"


def asked(question: Question) -> str:
    """Return the words of a question in one line; a gap is called a gap."""
    gaps = GAP.sub(f"({_('Lücke')})", unguarded(question.text))
    return BOLD.sub(r"\2", " ".join(gaps.split()))


def option_lines(question: Question) -> list[str]:
    """Return what can be chosen, matched or filled in, line by line, and what of it is right."""
    if question.kind is QuestionKind.GAP:
        alone = len(question.options) == 1
        either = f" {_('oder')} "
        return [
            _("Lösung: %(words)s", words=either.join(one.text.split("|")))
            if alone
            else _("Lücke %(n)s: %(words)s", n=number, words=either.join(one.text.split("|")))
            for number, one in enumerate(question.options, start=1)
        ]
    found = []
    for option in question.options:
        mark = f" ({_('richtig')})" if option.right else ""
        match = f" → {option.match}" if option.match else ""
        said = f" – {option.feedback}" if option.feedback else ""
        found.append(f"{option.text}{match}{mark}{said}")
    return found
