"""The rules for a module: what would keep somebody from reading, answering or understanding it."""

import re
from datetime import date
from difflib import get_close_matches

from . import contact_links, media_checks, quiz_checks, text_checks
from .document import Document
from .findings import Finding, Notebook, Rule
from .vocabulary import Part

REQUIRED = ("id", "title_de", "teaser_de", "duration_min", "pass_percent")
FIELDS = (
    *REQUIRED,
    "order",
    "slug",
    "title_en",
    "teaser_en",
    "facts_as_of",
    "review_after",
    "tags",
    "content_note_de",
    "content_note_en",
    "version",
    "change",
    "change_note",
    "renewal_months",
    "responsible",
    "contact",
    "skip",
)
NUMBERS = {
    "duration_min": (1, 240),
    "pass_percent": (1, 100),
    "renewal_months": (1, 120),
    "order": (0, 9999),
}
DAYS = ("facts_as_of", "review_after")
CHANGES = ("editorial", "content", "renew")
ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def check(document: Document) -> list[Finding]:
    """Return all that is wrong with a module in one language, in the order of its lines."""
    find = Notebook(document.file)
    _check_head(document, find)
    _check_sections(document, find)
    text_checks.check(document, find)
    media_checks.check(document, find)
    contact_links.check_numbers(document, find)
    quiz_checks.check(document, find)
    return sorted(find.findings, key=lambda finding: (finding.line, finding.rule))


def compare(original: Document, translation: Document) -> list[Finding]:
    """Return where a translation has other parts, questions or right answers than the original."""
    find = Notebook(translation.file)
    different = _ids(original) ^ _ids(translation)
    in_order = [q.key for q in original.questions] == [q.key for q in translation.questions]
    if different or not in_order:
        names = ", ".join(sorted(different)) or ", ".join(q.key for q in translation.questions)
        find(Rule.OTHER_IDS, 1, names=names)
    asked = {question.key: question for question in original.questions}
    for question in translation.questions:
        twin = asked.get(question.key)
        if twin is not None and quiz_checks.shape(question) != quiz_checks.shape(twin):
            find(Rule.OTHER_ANSWERS, question.line, name=question.key)
    return find.findings


def _ids(document: Document) -> set[str]:
    return {s.key for s in document.sections} | {q.key for q in document.questions}


def _check_head(document: Document, find: Notebook) -> None:
    head = document.head
    if not head.values:
        return  # said already, and once is enough
    _check_names(document, find)
    _check_values(document, find)
    known = {s.key for s in document.lessons} | {q.key for q in document.questions}
    for name in head.names("skip"):
        if name not in known:
            find(Rule.BAD_SKIP, head.line("skip"), name=name)


def _check_names(document: Document, find: Notebook) -> None:
    head = document.head
    for name in unknown(document):
        near = get_close_matches(name, FIELDS, n=1, cutoff=0)
        find(Rule.UNKNOWN_FIELD, head.line(name), name=name, suggestion=near[0])
    for name in REQUIRED:
        if not head.text(name):
            find(Rule.MISSING_FIELD, head.line(name), name=name)
    if document.key and not ID.fullmatch(document.key):
        find(Rule.BAD_ID, head.line("id"), name=document.key)


def _check_values(document: Document, find: Notebook) -> None:
    head = document.head
    for name, (least, most) in NUMBERS.items():
        if head.text(name) and not least <= head.number(name, -1) <= most:
            find(Rule.BAD_NUMBER, head.line(name), name=head.text(name), least=least, most=most)
    for name in DAYS:
        if head.text(name) and day(head.text(name)) is None:
            find(Rule.BAD_DAY, head.line(name), name=head.text(name))
    if head.text("change") and head.text("change") not in CHANGES:
        find(Rule.BAD_CHANGE, head.line("change"))


def _check_sections(document: Document, find: Notebook) -> None:
    if not document.lessons:
        find(Rule.NO_LESSON, 1)
    for section in document.sections:
        if section.part is Part.LESSON and not ID.fullmatch(section.key):
            find(Rule.BAD_ID, section.line, name=section.key)
        if section.part is not Part.STRAY and not (section.body.strip() or section.takeaway):
            find(Rule.EMPTY_SECTION, section.line - 1, name=section.title)


def unknown(document: Document) -> list[str]:
    """Return the names of details that nobody knows."""
    return [name for name in document.head.values if name not in FIELDS]


def day(text: str) -> date | None:
    """Return the day that is written as 2027-01-31, or the first of a month written as 2027-01."""
    if not re.fullmatch(r"\d{4}-\d{2}(-\d{2})?", text):
        return None
    try:
        return date.fromisoformat(text if len(text) > len("2027-01") else f"{text}-01")
    except ValueError:
        return None
