"""Writing a module: from a document to the text that the reader understands, always the same."""

import json
import re

from . import strays
from .checks import FIELDS
from .document import Document, Head, Option, Question, Section
from .quiz import ARROW
from .vocabulary import VOCABULARIES, Part, QuestionKind, Vocabulary

ORDER = (Part.GOALS, Part.PLAIN, Part.LESSON, Part.SUMMARY, Part.QUIZ, Part.SOURCES)
LISTS = ("tags", "skip")
PLAIN_NAME = re.compile(r"[A-Za-z_][\w-]*")


def write(document: Document) -> str:
    """Return the text of a module. What is read from it is the same document again."""
    words = VOCABULARIES[document.language]
    parts = [_head(document.head), f"# {document.title}\n", *_loose(document, strays.LOOSE)]
    for part in ORDER:
        if part is Part.QUIZ:
            parts += _quiz(document, words)
            continue
        parts += [_section(one, words) for one in document.sections if one.part is part]
    parts += [_section(one, words) for one in _strays(document) if not strays.is_loose(one)]
    return "\n".join(parts)


def _strays(document: Document) -> list[Section]:
    return [one for one in document.sections if one.part is Part.STRAY]


def _loose(document: Document, where: str) -> list[str]:
    found = [one for one in _strays(document) if strays.is_loose(one)]
    return [f"{one.body.strip()}\n" for one in found if one.key.startswith(where)]


def _quiz(document: Document, words: Vocabulary) -> list[str]:
    asked = enumerate(document.questions, start=1)
    written = [_question(one, number, words) for number, one in asked]
    written = [*_loose(document, strays.LOOSE_IN_QUIZ), *written]
    return [f"## {words.quiz}\n", *written] if written else []


def _head(head: Head) -> str:
    unknown = [name for name in head.values if name not in FIELDS]
    names = [name for name in FIELDS if name in head.values] + unknown
    lines = [f"{_name(name)}: {_value(name, head)}" for name in names]
    lines = [*head.comments, *lines]
    return "\n".join(["---", *lines, "---", ""])


def _name(name: str) -> str:
    return name if PLAIN_NAME.fullmatch(name) else json.dumps(name, ensure_ascii=False)


def _value(name: str, head: Head) -> str:
    if name in LISTS or isinstance(head.values[name], tuple):
        words = (json.dumps(word, ensure_ascii=False) for word in head.names(name))
        return f"[{', '.join(words)}]"
    text = head.text(name)
    return text if text.isascii() and text.isdigit() else json.dumps(text, ensure_ascii=False)


def _section(section: Section, words: Vocabulary) -> str:
    title = section.title
    mark = ""
    if section.part is Part.LESSON:
        title = f"{words.lesson} {section.number}: {section.title}"
        mark = f"<!-- id: {section.key} -->\n"
    parts = [f"## {title}\n{mark}", section.body.strip()]
    if section.takeaway:
        parts.append(f"\n> **{words.key_point}:** {section.takeaway}")
    return "\n".join([*parts, ""])


def _question(question: Question, number: int, words: Vocabulary) -> str:
    lines = [
        f"### {words.question} {number}",
        f"<!-- id: {question.key} | type: {question.kind} -->",
        question.text,
        "",
    ]
    if question.kind is QuestionKind.GAP:
        lines += _replies(question)
    else:
        for place, option in enumerate(question.options, start=1):
            lines += _option(question.kind, place, option)
        lines.append("")
    if question.explanation:
        lines += [f"> **{words.explanation}:** {question.explanation}", ""]
    return "\n".join(lines)


def _replies(question: Question) -> list[str]:
    """Return what is said about the gaps, a line for each, if anything is."""
    said = any(option.feedback for option in question.options)
    replies = [f"  > {option.feedback}".rstrip() for option in question.options]
    return [*replies, ""] if said else []


def _option(kind: QuestionKind, place: int, option: Option) -> list[str]:
    goto = f" <!-- goto: {option.leads_to} -->" if option.leads_to else ""
    mark = f"{goto} <!-- id: {option.key} -->"
    match kind:
        case QuestionKind.MATCHING:
            line = f"- {option.text} {ARROW} {option.match}{mark}"
        case QuestionKind.ORDERING:
            line = f"{place}. {option.text}{mark}"
        case _:
            line = f"- [{'x' if option.right else ' '}] {option.text}{mark}"
    return [line, f"  > {option.feedback}"] if option.feedback else [line]
