"""What was written and has no place in a module. Nothing of it is lost: it stays, and is found.

Text before the first part, before the first question, or under an unknown heading is a part of its
own that keeps the module from appearing until somebody makes a lesson of it, or deletes it.
"""

from collections.abc import Collection, Sequence
from dataclasses import replace

from .document import Question, Section
from .findings import Finder, Rule
from .keys import fresh, slug
from .vocabulary import Part

LOOSE = "loose-text"
LOOSE_IN_QUIZ = "loose-quiz"
SHOWN = 60


def loose(lines: Sequence[str], first: int, find: Finder, *, key: str = LOOSE) -> list[Section]:
    """Return text without a heading as a part; `first` is the number of its first line."""
    place = next((n for n, line in enumerate(lines) if line.strip()), None)
    if place is None:
        return []
    find(Rule.LOOSE_TEXT, first + place, name=lines[place].strip()[:SHOWN])
    return [_stray(key, "", lines, first)]


def is_loose(section: Section) -> bool:
    """Tell whether a part has no heading at all."""
    return section.part is Part.STRAY and not section.title and section.key.startswith("loose-")


def unknown(title: str, lines: Sequence[str], first: int, taken: Collection[str]) -> Section:
    """Return what stands under an unknown heading as a part."""
    return _stray(fresh(slug(title), taken), title, lines, first)


def _stray(key: str, title: str, lines: Sequence[str], first: int) -> Section:
    return Section(
        key=key,
        part=Part.STRAY,
        number=0,
        title=title,
        body="\n".join(lines),
        takeaway="",
        line=first,
    )


def known_apart(
    questions: Sequence[Question], taken: Collection[str], find: Finder
) -> list[Question]:
    """Return questions that can be told apart: a key that was there already gets a number."""
    known = set(taken)
    found = []
    for question in questions:
        if question.key in known:
            find(Rule.DOUBLE_ID, question.line, name=question.key)
        key = fresh(question.key, known)
        known.add(key)
        found.append(replace(question, key=key))
    return found
