"""Reading a module: from the lines of a file to a document, with findings about its form."""

import re
from collections.abc import Collection
from dataclasses import dataclass, field, replace
from difflib import get_close_matches

from . import front_matter, quiz, strays
from .document import Document, Question, Section
from .findings import Finder, Finding, Notebook, Rule
from .keys import fresh
from .vocabulary import VOCABULARIES, Part, Vocabulary

HEADING = re.compile(r"(#{1,6})[ \t]+(.*?)(?:[ \t]+#+)?[ \t]*$")
SECTION_ID = re.compile(r"<!--\s*id:\s*([^\s|>]+)\s*-->")


@dataclass
class _Chunk:
    """A heading and the lines under it; `line` is the number of the heading.

    The first of all has none: what stands before every part.
    """

    title: str
    line: int
    lines: list[str] = field(default_factory=list)


def read(
    source: str, *, file: str, language: str, media: Collection[str] = ()
) -> tuple[Document, list[Finding]]:
    """Return the module that a text tells, as far as it can be understood, and what is wrong.

    Line ends are those of any system; the text itself is never changed.
    """
    find = Notebook(file)
    lines = source.removeprefix("\ufeff").split("\n")
    lines = [line.removesuffix("\r") for line in lines]
    head, start = front_matter.read(lines, find)
    words = VOCABULARIES.get(language, VOCABULARIES["de"])
    title, chunks = _chunks(lines, start, find)
    sections, questions = _parts(chunks, words, find)
    document = Document(
        file=file,
        language=language,
        head=head,
        title=title or head.in_language("title", language),
        sections=tuple(sections),
        questions=tuple(questions),
        media=tuple(media),
    )
    return document, find.findings


def _chunks(lines: list[str], start: int, find: Finder) -> tuple[str, list[_Chunk]]:
    """Cut the text at its headings of level one and two, whatever stands in fences.

    A second title is no title; it is kept with what stands under it.
    """
    titles: list[str] = []
    chunks = [_Chunk("", start)]
    fenced, level = False, 0
    for number, line in enumerate(lines[start:], start=start + 1):
        fenced ^= bool(quiz.FENCE.match(line))
        found = None if fenced else HEADING.fullmatch(line)
        if found:
            depth, text = len(found[1]), found[2]
            if depth > level + 1:
                find(Rule.SKIPPED_LEVEL, number, name=text)
            level = depth
            if depth == 1:
                titles.append(text)
                if len(titles) == 1:
                    chunks[-1].lines.append("")  # so that lines keep their numbers
                    continue
            if depth <= 2:  # noqa: PLR2004 - the level of sections
                chunks.append(_Chunk(text, number))
                continue
        chunks[-1].lines.append(line)
    if len(titles) != 1:
        find(Rule.NO_TITLE, start + 1)
    return (titles[0] if titles else ""), chunks


def _parts(
    chunks: list[_Chunk], words: Vocabulary, find: Finder
) -> tuple[list[Section], list[Question]]:
    first, *others = chunks
    sections = strays.loose(first.lines, first.line + 1, find)
    questions: list[Question] = []
    for chunk in others:
        known = [one.key for one in sections]
        section = _placed(chunk, known, words, find)
        sections.append(section)
        if section.part is Part.QUIZ:
            lead = chunk.lines[: quiz.first_heading(chunk.lines)]
            key = fresh(strays.LOOSE_IN_QUIZ, known)
            sections += strays.loose(lead, chunk.line + 1, find, key=key)
            questions.extend(quiz.read(chunk.lines, chunk.line + 1, words, find))
    _number_lessons(sections, find)
    return sections, strays.known_apart(questions, [one.key for one in sections], find)


def _placed(chunk: _Chunk, known: list[str], words: Vocabulary, find: Finder) -> Section:
    """Return what stands under a heading as the part that it is, under a key of its own."""
    lesson = words.lesson_heading(chunk.title)
    part = Part.LESSON if lesson else words.headings().get(chunk.title)
    if part is None:
        find(Rule.UNKNOWN_HEADING, chunk.line, name=chunk.title, suggestion=_near(chunk, words))
        return strays.unknown(chunk.title, chunk.lines, chunk.line + 1, known)
    number = lesson[0] if lesson else 0
    section = _section(chunk, part, number, lesson[1] if lesson else chunk.title, words)
    if section.key not in known:
        return section
    rule = Rule.DOUBLE_ID if lesson else Rule.DOUBLE_HEADING
    find(rule, chunk.line, name=section.key if lesson else chunk.title)
    if lesson or part is Part.QUIZ:
        return replace(section, key=fresh(section.key, known))
    return strays.unknown(chunk.title, chunk.lines, chunk.line + 1, known)


def _section(chunk: _Chunk, part: Part, number: int, title: str, words: Vocabulary) -> Section:
    key = f"lesson-{number}" if part is Part.LESSON else str(part)
    lines = list(chunk.lines)
    for place, line in enumerate(lines):
        named = SECTION_ID.fullmatch(line.strip())
        if named and part is Part.LESSON and not any(lines[:place]):
            key, lines[place] = named[1], ""
    body, takeaway = _take_away(lines, words)
    return Section(
        key=key,
        part=part,
        number=number,
        title=title,
        body=body,
        takeaway=takeaway,
        line=chunk.line + 1,
    )


def _take_away(lines: list[str], words: Vocabulary) -> tuple[str, str]:
    """Part a lesson from its key point, which is the last block; lines keep their numbers."""
    last = next((n for n in range(len(lines) - 1, -1, -1) if lines[n].strip()), None)
    if last is None:
        return "\n".join(lines), ""
    first = last
    while first > 0 and lines[first - 1].startswith(">"):
        first -= 1
    block = " ".join(line.removeprefix(">").strip() for line in lines[first : last + 1])
    mark = f"**{words.key_point}:**"
    if not (lines[first].startswith(">") and block.startswith(mark)):
        return "\n".join(lines), ""
    return "\n".join(lines[:first]), block.removeprefix(mark).strip()


def _number_lessons(sections: list[Section], find: Finder) -> None:
    lessons = [section for section in sections if section.part is Part.LESSON]
    for expected, lesson in enumerate(lessons, start=1):
        if lesson.number != expected:
            find(Rule.LESSON_NUMBER, lesson.line - 1, name=lesson.number, expected=expected)
            return


def _near(chunk: _Chunk, words: Vocabulary) -> str:
    known = [*words.headings(), f"{words.lesson} 1: …"]
    near = get_close_matches(chunk.title, known, n=1, cutoff=0.5)
    return near[0] if near else known[-1]
