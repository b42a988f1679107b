"""A module in lines that people read, without marks: what two versions are compared by."""

import re
from collections.abc import Iterator

from flask_babel import gettext

from . import blocks
from .blocks import Block, BlockKind
from .contact_links import SCHEME
from .document import Document, Question, Section
from .media_checks import REFERENCE
from .vocabulary import VOCABULARIES, Part

LINK = re.compile(r"\[([^\]]+)\]\(([^)\s]+)\)")
LEFT_OUT = ("id", "slug", "order", "version", "change", "change_note", "tags", "skip")


def _(text: str, **values: object) -> str:
    return str(gettext(text, **values))


def lines(document: Document) -> list[str]:
    """Return all that a module says."""
    found = [
        f"{name}: {document.head.text(name)}"
        for name in document.head.values
        if name not in LEFT_OUT
    ]
    for section in document.sections:
        if section.part is not Part.QUIZ:
            found += _section(document, section)
    for question in document.questions:
        found += _question(document, question)
    return found


def _section(document: Document, section: Section) -> Iterator[str]:
    words = VOCABULARIES[document.language]
    is_lesson = section.part is Part.LESSON
    yield f"{words.lesson} {section.number}: {section.title}" if is_lesson else section.title
    for block in blocks.split(section.body):
        yield from block_lines(block)
    if section.takeaway:
        yield f"{words.key_point}: {section.takeaway}"


def block_lines(block: Block) -> list[str]:
    """Return what a block says, line by line."""
    if block.kind is BlockKind.FILE:
        found = REFERENCE.fullmatch(block.text)
        alt, name = (found[1], found[2]) if found else ("", block.text)
        said = alt or _("nur Schmuck")
        return [_("Datei %(name)s: %(words)s", name=name.rpartition("/")[2], words=said)]
    sign = "• " if block.kind in {BlockKind.LIST, BlockKind.STEPS} else ""
    rows = (line.strip("> ").replace("**", "").replace("*", "") for line in block.text.split("\n"))
    return [f"{sign}{LINK.sub(_link, row)}" for row in rows if row]


def _link(found: re.Match[str]) -> str:
    words, target = found[1], found[2]
    if target.startswith(SCHEME):
        return _("%(words)s (Kontakt: %(key)s)", words=words, key=target.removeprefix(SCHEME))
    return _("%(words)s (Link: %(address)s)", words=words, address=target)


def _question(document: Document, question: Question) -> Iterator[str]:
    words = VOCABULARIES[document.language]
    yield f"{words.question} {question.number}: {' '.join(question.text.split())}"
    for option in question.options:
        mark = f" ({_('richtig')})" if option.right else ""
        match = f" → {option.match}" if option.match else ""
        said = f" – {option.feedback}" if option.feedback else ""
        yield f"• {option.text}{match}{mark}{said}"
    if question.explanation:
        yield f"{words.explanation}: {question.explanation}"
