"""Contacts that a text names by their key: `[SBV](kontakt:sbv)`. No module holds a number itself.

Numbers change, and nobody would notice in a text. The directory of contacts is checked once a year.
The few numbers that save lives are the same everywhere and may stand in a text.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Protocol

from .document import Document
from .findings import Finding, Notebook, Rule
from .vocabulary import Part

SCHEME = "kontakt:"
NAMED = re.compile(r"\]\(kontakt:([^)\s]*)\)")
NUMBER = re.compile(r"(?<![\w.,§-])(?:\+\d|\(?0\d|11\d)(?:[ /()–-]{0,2}\d){1,14}(?![\w.,-]*\d)")
LEAST_DIGITS = 7  # fewer are a time, a postcode or a paragraph
SAVING = frozenset({"08001110111", "08001110222", "116123", "116117"})
DIGITS = re.compile(r"\D")


class Reference(Protocol):
    """What must be known about a contact that is named."""

    @property
    def is_retired(self) -> bool:
        """Tell whether it was taken out of the directory."""


def link(words: str, key: str) -> str:
    """Return a contact as it stands in a text."""
    return f"[{words.replace('[', '(').replace(']', ')')}]({SCHEME}{key})"


def keys(document: Document) -> list[str]:
    """Return the keys of all contacts that a module names, each once, in the order of the text."""
    return list(dict.fromkeys(key for key, _line in _named(document)))


def named_in(text: str) -> list[str]:
    """Return the keys of the contacts that a text names."""
    return NAMED.findall(text)


def check_numbers(document: Document, find: Notebook) -> None:
    """Note telephone numbers that stand in a text."""
    for number, line in _lines(document):
        for found in NUMBER.finditer(line):
            digits = DIGITS.sub("", found[0])
            if len(digits) >= LEAST_DIGITS and digits not in SAVING:
                find(Rule.PHONE_NUMBER, number, name=found[0].strip())


def check(document: Document, known: Mapping[str, Reference]) -> list[Finding]:
    """Return which contacts a module names that are not in the directory, or no longer."""
    find = Notebook(document.file)
    for key, line in _named(document):
        if key not in known:
            find(Rule.UNKNOWN_CONTACT, line, name=key)
        elif known[key].is_retired:
            find(Rule.RETIRED_CONTACT, line, name=key)
    return find.findings


def _named(document: Document) -> Iterator[tuple[str, int]]:
    return ((found[1], n) for n, line in _lines(document) for found in NAMED.finditer(line))


def _lines(document: Document) -> Iterator[tuple[int, str]]:
    """Return all that learners read, line by line; of a question, the line where it stands."""
    for section in document.sections:
        if section.part is not Part.QUIZ:
            body = section.body.split("\n")
            yield from enumerate(body, start=section.line)
            yield section.line + len(body) - 1, section.takeaway
    for question in document.questions:
        yield question.line, question.text
        for option in question.options:
            yield option.line or question.line, f"{option.text} {option.match}"
            yield option.line or question.line, option.feedback
        yield question.line, question.explanation
