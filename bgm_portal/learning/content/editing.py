"""Changing a document: each change gives a new one."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from . import blocks
from .checks import FIELDS
from .document import Document, Head, Option, Question, Section
from .keys import fresh, slug
from .quiz import GAP, LETTERS, guarded, shuffled_key
from .vocabulary import VOCABULARIES, Part, QuestionKind

ONCE = (Part.GOALS, Part.PLAIN, Part.SUMMARY, Part.SOURCES)


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
    head = replace(document.head, values=kept, lines={})
    before = document.head.in_language("title", document.language)
    title = head.in_language("title", document.language)
    return replace(document, head=head, title=document.title if title == before else title)


def with_section(
    document: Document, key: str, *, title: str, body: str, takeaway: str | None
) -> Document:
    """Return the document with other words in a section; no key point leaves the one it has."""
    return replace(
        document,
        sections=tuple(
            replace(
                one,
                title=title if one.part is Part.LESSON and title else one.title,
                body=blocks.harmless(body),
                takeaway=one.takeaway if takeaway is None else takeaway,
            )
            if one.key == key
            else one
            for one in document.sections
        ),
    )


def lesson(title: str, taken: Collection[str]) -> Section:
    """Return a lesson to begin with, under a key that is not taken in any language."""
    key = fresh(slug(title), taken)
    return Section(key=key, part=Part.LESSON, number=0, title=title, body="", takeaway="", line=0)


def as_lesson(section: Section, title: str) -> Section:
    """Return a part without a place as a lesson."""
    return replace(section, part=Part.LESSON, title=section.title or title)


def with_lesson(document: Document, one: Section) -> Document:
    """Return the document with one more lesson at the end; what had its key becomes it."""
    own = next((each for each in document.sections if each.key == one.key), one)
    others = tuple(each for each in document.sections if each.key != one.key)
    last = as_lesson(own, one.title)
    return _numbered(replace(document, sections=(*others, last)))


def without_detail(document: Document, name: str) -> Document:
    """Return the document without a detail that nobody knows."""
    values = {key: value for key, value in document.head.values.items() if key != name}
    known = name in FIELDS
    return document if known else replace(document, head=replace(document.head, values=values))


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
    question = replace(question, text=guarded(question.kind, question.text))
    if any(one.key == question.key for one in document.questions):
        changed = tuple(question if o.key == question.key else o for o in document.questions)
        return _numbered(replace(document, questions=changed))
    sections = document.sections
    if document.section(Part.QUIZ) is None:
        sections = (*sections, _empty(Part.QUIZ, VOCABULARIES[document.language].quiz))
    questions = (*document.questions, question)
    return _numbered(replace(document, sections=sections, questions=questions))


def question_key(document: Document, taken: Collection[str]) -> str:
    """Return a key for a new question, which nothing has now in any language."""
    return fresh(f"{document.key}-q{len(document.questions) + 1}", taken)


def options_of(
    kind: QuestionKind, question: str, text: str, lines: Sequence[Mapping[str, str]]
) -> tuple[Option, ...]:
    """Return the options that a form holds; lines without words are left out.

    An option keeps its key, so that answers which were given stay with it.
    """
    if kind is QuestionKind.GAP:
        return _gaps(GAP.findall(text), lines)
    filled = [line for line in lines if line["text"]]
    taken = [line["key"] for line in filled if line["key"]]
    options: list[Option] = []
    for number, line in enumerate(filled):
        made = (
            shuffled_key(question, number)
            if kind is QuestionKind.ORDERING
            else LETTERS[number % 26]
        )
        known = {option.key for option in options}
        key = line["key"] if line["key"] and line["key"] not in known else fresh(made, taken)
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


def _gaps(gaps: Sequence[str], lines: Sequence[Mapping[str, str]]) -> tuple[Option, ...]:
    """Return the gaps of a text. A reply stays with its words, or goes to the next new ones."""
    by_words = {line["text"]: line["feedback"] for line in lines}
    spare = [line["feedback"] for line in lines if line["text"] not in gaps and line["feedback"]]
    options = []
    for number, words in enumerate(gaps):
        said = by_words[words] if words in by_words else "".join(spare[:1])
        spare = spare if words in by_words else spare[1:]
        options.append(Option(key=LETTERS[number % 26], text=words, line=0, feedback=said))
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
