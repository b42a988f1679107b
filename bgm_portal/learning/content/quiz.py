"""Reading the quiz: questions with stable ids, and options that may bring their own words."""

import hashlib
import re
from difflib import get_close_matches

from .document import Option, Question
from .findings import Finder, Rule
from .vocabulary import QuestionKind, Vocabulary

HEADING = re.compile(r"###[ \t]+(.+?)[ \t]*$")
MARK = re.compile(r"<!--\s*id:\s*([^\s|>]+)\s*(?:\|\s*type:\s*([^\s|>]+)\s*)?-->")
CHOICE = re.compile(r"- \[([ xX])\] (.*)")
ITEM = re.compile(r"(?:- |\d{1,3}\. )(.*)")
OPTION_MARK = re.compile(r"\s*<!--\s*(id|goto):\s*([^\s|>]+)\s*-->")
FEEDBACK = re.compile(r"[ \t]{2,}>[ \t]?(.*)")
GAP = re.compile(r"\[\[(.+?)\]\]")
ARROW = "→"
LETTERS = "abcdefghijklmnopqrstuvwxyz"


def read(lines: list[str], first: int, words: Vocabulary, find: Finder) -> list[Question]:
    """Return the questions under the heading of the quiz; `first` is the number of its line."""
    questions: list[Question] = []
    start: int | None = None
    for place in range(len(lines) + 1):
        heading = HEADING.fullmatch(lines[place]) if place < len(lines) else None
        if not heading and place < len(lines):
            continue
        if start is not None:
            block = lines[start + 1 : place]
            questions.append(_question(block, first + start, len(questions) + 1, words, find))
        start = place if heading else None
        if heading and words.question_heading(heading[1]) is None:
            find(
                Rule.UNKNOWN_HEADING,
                first + place,
                name=heading[1],
                suggestion=f"{words.question} {len(questions) + 1}",
            )
    return questions


def _question(
    lines: list[str], line: int, number: int, words: Vocabulary, find: Finder
) -> Question:
    """Read one question; `line` is the number of its heading."""
    key, kind = _named(lines, line, find)
    explanation = _explanation(lines, words)
    reader = _READERS.get(kind, _choices)
    options, rest = reader(lines, line + 1, key)
    text = "\n".join(rest).strip()
    return Question(
        key=key or f"frage-{number}",
        kind=kind,
        number=number,
        text=text,
        options=tuple(options),
        explanation=explanation,
        line=line,
    )


def _named(lines: list[str], line: int, find: Finder) -> tuple[str, QuestionKind]:
    place = next((n for n, text in enumerate(lines) if text.strip()), None)
    found = MARK.fullmatch(lines[place].strip()) if place is not None else None
    if place is None or found is None:
        find(Rule.NO_QUESTION_ID, line)
        return "", QuestionKind.SINGLE
    lines[place] = ""
    named = found[2] or QuestionKind.SINGLE.value
    if named not in set(QuestionKind):
        near = get_close_matches(named, list(QuestionKind), n=1, cutoff=0)
        find(Rule.UNKNOWN_KIND, line + 1 + place, name=named, suggestion=near[0])
        return found[1], QuestionKind.SINGLE
    return found[1], QuestionKind(named)


def _explanation(lines: list[str], words: Vocabulary) -> str:
    """Take the explanation out of the lines of a question and return it."""
    mark = f"> **{words.explanation}:**"
    begin = next((n for n, line in enumerate(lines) if line.startswith(mark)), None)
    if begin is None:
        return ""
    end = begin
    while end < len(lines) and lines[end].startswith(">"):
        end += 1
    said = " ".join(line.removeprefix(">").strip() for line in lines[begin:end])
    lines[begin:end] = [""] * (end - begin)
    return said.removeprefix(mark.removeprefix("> ")).strip()


def _items(
    lines: list[str], first: int, pattern: re.Pattern[str]
) -> tuple[list[tuple[re.Match[str], int, str]], list[str]]:
    """Return the items of a list with line and feedback, and the lines that are none."""
    items: list[tuple[re.Match[str], int, str]] = []
    rest: list[str] = []
    for place, line in enumerate(lines):
        found, said = pattern.fullmatch(line), FEEDBACK.fullmatch(line)
        if found:
            items.append((found, first + place, ""))
        elif said and items:
            match, where, before = items[-1]
            items[-1] = (match, where, f"{before} {said[1]}".strip())
        else:
            rest.append(line)
    return items, rest


def _marks(text: str) -> tuple[str, dict[str, str]]:
    """Part the words of an option from the marks behind them."""
    marks = dict(OPTION_MARK.findall(text))
    return OPTION_MARK.sub("", text).strip(), marks


def _choices(lines: list[str], first: int, _key: str) -> tuple[list[Option], list[str]]:
    items, rest = _items(lines, first, CHOICE)
    options = []
    for number, (found, line, said) in enumerate(items):
        text, marks = _marks(found[2])
        options.append(
            Option(
                key=marks.get("id", _letter(number)),
                text=text,
                line=line,
                right=found[1] in "xX",
                feedback=said,
                leads_to=marks.get("goto", ""),
                is_by_place="id" not in marks,
            )
        )
    return options, rest


def _pairs(lines: list[str], first: int, _key: str) -> tuple[list[Option], list[str]]:
    items, rest = _items(lines, first, ITEM)
    options = []
    for number, (found, line, said) in enumerate(items):
        text, marks = _marks(found[1])
        left, _arrow, right = text.partition(ARROW)
        options.append(
            Option(
                key=marks.get("id", _letter(number)),
                text=left.strip(),
                line=line,
                match=right.strip(),
                feedback=said,
                is_by_place="id" not in marks,
            )
        )
    return options, rest


def _steps(lines: list[str], first: int, key: str) -> tuple[list[Option], list[str]]:
    """Return the steps in their right order. Their keys tell nothing about it."""
    items, rest = _items(lines, first, ITEM)
    options = []
    for number, (found, line, said) in enumerate(items):
        text, marks = _marks(found[1])
        hidden = marks.get("id", shuffled_key(key, number))
        options.append(
            Option(
                key=hidden,
                text=text,
                line=line,
                feedback=said,
                is_by_place="id" not in marks,
            )
        )
    return options, rest


def _gaps(lines: list[str], first: int, _key: str) -> tuple[list[Option], list[str]]:
    options: list[Option] = []
    for place, line in enumerate(lines):
        for found in GAP.finditer(line):
            key = _letter(len(options))
            options.append(Option(key=key, text=found[1], line=first + place))
    return options, lines


_READERS = {
    QuestionKind.MATCHING: _pairs,
    QuestionKind.ORDERING: _steps,
    QuestionKind.GAP: _gaps,
}


def _letter(number: int) -> str:
    return LETTERS[number % len(LETTERS)] + ("" if number < len(LETTERS) else str(number))


def shuffled_key(question: str, number: int) -> str:
    """Return a short key that is always the same and does not tell which number it stands for."""
    return hashlib.sha256(f"{question}/{number}".encode()).hexdigest()[:8]
