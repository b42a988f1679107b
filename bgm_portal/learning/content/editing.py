"""Changing a document: each change gives a new one."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import replace

from .document import Document, Head, Option, Question, Section
from .quiz import GAP, LETTERS, shuffled_key
from .vocabulary import VOCABULARIES, Part, QuestionKind

ONCE = (Part.GOALS, Part.PLAIN, Part.SUMMARY, Part.SOURCES)
LONGEST_KEY = 40


def slug(title: str) -> str:
    """Return a name for addresses that is made of a title."""
    replaced = title.lower()
    for letter, letters in (("ä", "ae"), ("ö", "oe"), ("ü", "ue"), ("ß", "ss")):
        replaced = replaced.replace(letter, letters)
    plain = unicodedata.normalize("NFKD", replaced).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:LONGEST_KEY].strip("-") or "modul"


def fresh(key: str, taken: Sequence[str]) -> str:
    """Return a key that is not taken yet."""
    number, found = 2, key
    while found in taken:
        found, number = f"{key}-{number}", number + 1
    return found


def new(head: Mapping[str, str], *, language: str = "de") -> Document:
    """Return a module to begin with: goals, one lesson, a summary, and nothing in them."""
    words = VOCABULARIES[language]
    titles = {Part.GOALS: words.goals, Part.PLAIN: words.plain, Part.SUMMARY: words.summary}
    sections = [_empty(part, title) for part, title in titles.items()]
    return Document(
        file="",
        language=language,
        head=Head(values=dict(head), lines={}),
        title=head[f"title_{language}"],
        sections=tuple(sections),
        questions=(),
    )


def _empty(part: Part, title: str) -> Section:
    return Section(key=str(part), part=part, number=0, title=title, body="", takeaway="", line=0)


def with_head(document: Document, values: Mapping[str, str | tuple[str, ...]]) -> Document:
    """Return the document with other details; empty ones are left out."""
    merged = {**document.head.values, **values}
    kept = {name: value for name, value in merged.items() if value}
    head = Head(values=kept, lines={})
    return replace(document, head=head, title=head.in_language("title", document.language))


def with_section(document: Document, key: str, *, title: str, body: str, takeaway: str) -> Document:
    """Return the document with other words in a section."""
    return replace(
        document,
        sections=tuple(
            replace(
                one,
                title=title if one.part is Part.LESSON and title else one.title,
                body=body,
                takeaway=takeaway,
            )
            if one.key == key
            else one
            for one in document.sections
        ),
    )


def with_new_lesson(document: Document, title: str) -> Document:
    """Return the document with one more lesson at the end."""
    taken = document.keys
    key = fresh(slug(title), taken)
    lesson = Section(key=key, part=Part.LESSON, number=0, title=title, body="", takeaway="", line=0)
    return _numbered(replace(document, sections=(*document.sections, lesson)))


def with_part(document: Document, part: Part) -> Document:
    """Return the document with a part that was missing."""
    if part not in ONCE or document.section(part) is not None:
        return document
    title = getattr(VOCABULARIES[document.language], str(part))
    return replace(document, sections=(*document.sections, _empty(part, title)))


def without(document: Document, key: str) -> Document:
    """Return the document without a section or question."""
    return _numbered(
        replace(
            document,
            sections=tuple(one for one in document.sections if one.key != key),
            questions=tuple(one for one in document.questions if one.key != key),
        )
    )


def moved(document: Document, key: str, *, up: bool) -> Document:
    """Return the document with a lesson or question a place higher or lower."""
    lessons = _swapped([one.key for one in document.lessons], key, up=up)
    questions = _swapped([one.key for one in document.questions], key, up=up)
    by_key = {one.key: one for one in document.lessons}
    asked = {one.key: one for one in document.questions}
    others = [one for one in document.sections if one.part is not Part.LESSON]
    return _numbered(
        replace(
            document,
            sections=(*others, *(by_key[one] for one in lessons)),
            questions=tuple(asked[one] for one in questions),
        )
    )


def _swapped(keys: list[str], key: str, *, up: bool) -> list[str]:
    if key not in keys:
        return keys
    place = keys.index(key)
    other = max(0, place - 1) if up else min(len(keys) - 1, place + 1)
    keys[place], keys[other] = keys[other], keys[place]
    return keys


def _numbered(document: Document) -> Document:
    """Count lessons and questions anew."""
    number = 0
    sections = []
    for section in document.sections:
        number += section.part is Part.LESSON
        is_lesson = section.part is Part.LESSON
        sections.append(replace(section, number=number) if is_lesson else section)
    questions = [replace(one, number=n) for n, one in enumerate(document.questions, start=1)]
    return replace(document, sections=tuple(sections), questions=tuple(questions))


def with_question(document: Document, question: Question) -> Document:
    """Return the document with a question changed, or added at the end."""
    if any(one.key == question.key for one in document.questions):
        changed = tuple(question if o.key == question.key else o for o in document.questions)
        return _numbered(replace(document, questions=changed))
    sections = document.sections
    if document.section(Part.QUIZ) is None:
        sections = (*sections, _empty(Part.QUIZ, VOCABULARIES[document.language].quiz))
    questions = (*document.questions, question)
    return _numbered(replace(document, sections=sections, questions=questions))


def question_key(document: Document) -> str:
    """Return a key for a new question, which no question has now."""
    taken = document.keys
    return fresh(f"{document.key}-q{len(document.questions) + 1}", taken)


def options_of(
    kind: QuestionKind, question: str, text: str, lines: Sequence[Mapping[str, str]]
) -> tuple[Option, ...]:
    """Return the options that a form holds; lines without words are left out.

    An option keeps its key, so that answers which were given stay with it.
    """
    if kind is QuestionKind.GAP:
        found = GAP.findall(text)
        return tuple(
            Option(key=LETTERS[n % 26], text=words, line=0) for n, words in enumerate(found)
        )
    filled = [line for line in lines if line["text"]]
    taken = [line["key"] for line in filled if line["key"]]
    options = []
    for number, line in enumerate(filled):
        made = (
            shuffled_key(question, number)
            if kind is QuestionKind.ORDERING
            else LETTERS[number % 26]
        )
        key = line["key"] or fresh(made, taken)
        taken.append(key)
        options.append(
            Option(
                key=key,
                text=line["text"],
                line=0,
                right=bool(line["right"]) and kind is not QuestionKind.SCENARIO,
                match=line["match"],
                feedback=line["feedback"],
                leads_to=line["leads_to"],
            )
        )
    return tuple(options)


def in_language(document: Document, language: str) -> Document:
    """Return the document as a translation begins: the same words under headings of its own."""
    before, after = VOCABULARIES[document.language], VOCABULARIES[language]
    titles = {str(part): heading for heading, part in after.headings().items()}

    def translated(section: Section) -> Section:
        body = section.body.replace(f'"{before.decorative}"', f'"{after.decorative}"')
        body = body.replace(f'"{before.description}:', f'"{after.description}:')
        return replace(section, title=titles.get(section.key, section.title), body=body)

    return replace(
        document,
        language=language,
        title=document.head.in_language("title", language),
        sections=tuple(translated(section) for section in document.sections),
    )
