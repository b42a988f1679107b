"""Reading the quiz: questions with stable ids, and options that may bring their own words."""

import hashlib
import re
from dataclasses import replace
from difflib import get_close_matches

from .document import Option, Question
from .findings import Finder, Rule
from .vocabulary import CHOOSING, QuestionKind, Vocabulary

HEADING = re.compile(r"###[ \t]+(.+?)[ \t]*$")
MARK = re.compile(r"<!--\s*id:\s*([^\s|>]+)\s*(?:\|\s*type:\s*([^\s|>]+)\s*)?-->")
CHOICE = re.compile(r"- \[([ xX])\] (.*)")
ITEM = re.compile(r"(?:- |\d{1,3}\. )(.*)")
OPTION_MARK = re.compile(r"\s*<!--\s*(id|goto):\s*([^\s|>]+)\s*-->")
FEEDBACK = re.compile(r"[ \t]{2,}>[ \t]?(.*)")
GAP = re.compile(r"\[\[(.+?)\]\]")
STRUCTURE = re.compile(r"#{1,3}[ \t]|> \*\*")
FENCE = re.compile(r"[ ]{0,3}(```|~~~)")
FIRST_SIGN = re.compile(r"^(\d*)(\S)")
ITEMS = dict.fromkeys((*CHOOSING, QuestionKind.SCENARIO), (CHOICE,)) | dict.fromkeys(
    (QuestionKind.MATCHING, QuestionKind.ORDERING), (ITEM,)
)
ARROW = "→"
LETTERS = "abcdefghijklmnopqrstuvwxyz"


def guarded(kind: QuestionKind, text: str) -> str:
    """Return the words of a question so that no line of them is taken for something else."""
    lines = text.split("\n")
    is_open = sum(bool(FENCE.match(line)) for line in lines) % 2
    patterns = [STRUCTURE, FEEDBACK, *ITEMS.get(kind, ())] + [FENCE] * is_open
    return "\n".join(
        FIRST_SIGN.sub(r"\1\\\2", line.lstrip()) if any(p.match(line) for p in patterns) else line
        for line in lines
    )


def unguarded(text: str) -> str:
    """Return the words of a question as people type and read them."""
    return re.sub(r"(?m)^(\d{0,3})\\([-#>.`~])", r"\1\2", text)


def first_heading(lines: list[str]) -> int:
    """Return the place of the first heading of a question; without one, the end of the lines."""
    places = (place for place, line in enumerate(lines) if HEADING.fullmatch(line))
    return next(places, len(lines))


def read(lines: list[str], first: int, words: Vocabulary, find: Finder) -> list[Question]:
    """Return the questions under the heading of the quiz; `first` is the number of its line.

    A heading that is none of a question stays as words of the question under it.
    """
    questions: list[Question] = []
    place = first_heading(lines)
    while place < len(lines):
        title = lines[place].removeprefix("###").strip()
        following = place + 1 + first_heading(lines[place + 1 :])
        block = lines[place + 1 : following]
        number = len(questions) + 1
        question = _question(block, first + place, number, words, find)
        if words.question_heading(title) is None:
            suggestion = f"{words.question} {number}"
            find(Rule.UNKNOWN_HEADING, first + place, name=title, suggestion=suggestion)
            question = replace(question, text=f"{title}\n\n{question.text}".strip())
        questions.append(question)
        place = following
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
    """Take what explains the answer out of the lines of a question and return it."""
    mark = f"> **{words.explanation}:**"
    said: list[str] = []
    for begin, line in enumerate(lines):
        if not line.startswith(mark):
            continue
        end = begin
        while end < len(lines) and lines[end].startswith(">"):
            end += 1
        said += [one.removeprefix(mark).removeprefix(">").strip() for one in lines[begin:end]]
        lines[begin:end] = [""] * (end - begin)
    return " ".join(one for one in said if one)


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
    """Return the gaps. Of the replies, the first is for the first gap, and so on."""
    options: list[Option] = []
    replies: list[str] = []
    rest: list[str] = []
    for place, line in enumerate(lines):
        said = FEEDBACK.fullmatch(line)
        if said:
            replies.append(said[1].strip())
            continue
        rest.append(line)
        for found in GAP.finditer(line):
            key = _letter(len(options))
            options.append(Option(key=key, text=found[1], line=first + place))
    if not options:
        return options, lines
    last = len(options) - 1
    said_to = [*replies[:last], " ".join(replies[last:]).strip()]
    said_to += [""] * (len(options) - len(said_to))
    return [replace(one, feedback=f) for one, f in zip(options, said_to, strict=True)], rest


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
