"""Questions of other platforms: GIFT in, with a preview of what was understood, and GIFT out.

GIFT is the plain text in which Moodle and ILIAS exchange questions. What has no counterpart here
(essays, numbers) is named and left out.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from flask_babel import gettext as _

from .document import Option, Question
from .quiz import GAP, unguarded
from .vocabulary import CHOOSING, QuestionKind

LARGEST = 200_000
MOST = 200
NAME = re.compile(r"::((?:\\.|[^:\\]|:(?!:))*)::", re.DOTALL)
FORMAT = re.compile(r"\[(?:html|moodle|plain|markdown)\]")
ANSWER = re.compile(r"(?<!\\)\{((?:\\.|[^}\\])*)(?<!\\)\}", re.DOTALL)
PART = re.compile(r"(?<!\\)([=~])")
WEIGHT = re.compile(r"%(-?[\d.,]+)%")
TRUE = {"T", "TRUE"}
FALSE = {"F", "FALSE"}
LETTERS = "abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True, kw_only=True)
class Understood:
    """What was read: questions, and what was left out with the reason."""

    questions: list[Question] = field(default_factory=list)
    left_out: list[tuple[str, str]] = field(default_factory=list)


def read(text: str, *, prefix: str) -> Understood:
    """Return the questions of a GIFT text; their keys begin with `prefix`."""
    found = Understood()
    for number, raw in enumerate(_entries(text[:LARGEST]), start=1):
        name, stem, answer, after = _taken_apart(raw)
        if number > MOST:
            reason = _("Wir lesen höchstens %(number)s Fragen auf einmal.", number=MOST)
            found.left_out.append((name or _plain(stem)[:80], reason))
            continue
        question = _question(f"{prefix}{number}", number, (stem, answer, after))
        if isinstance(question, Question):
            found.questions.append(question)
        else:
            found.left_out.append((name or _plain(stem)[:80], question))
    return found


def _entries(text: str) -> Iterator[str]:
    lines = [
        line
        for line in text.replace("\r\n", "\n").split("\n")
        if not line.lstrip().startswith(("//", "$CATEGORY"))
    ]
    block: list[str] = []
    depth = 0
    for line in [*lines, ""]:
        bare = re.sub(r"\\.", "", line)
        depth += bare.count("{") - bare.count("}")
        if line.strip() or depth > 0:
            block.append(line)
        elif block:
            yield "\n".join(block)
            block = []
            depth = 0
    if block:
        yield "\n".join(block)


def _taken_apart(raw: str) -> tuple[str, str, str | None, str]:
    """Return name, words before the answer, the answer, and words after it."""
    named = NAME.match(raw.strip())
    name = _plain(named[1]) if named else ""
    rest = raw.strip()[named.end() :] if named else raw.strip()
    rest = FORMAT.sub("", rest, count=1)
    answer = ANSWER.search(rest)
    if answer is None:
        return name, rest, None, ""
    return name, rest[: answer.start()], answer[1].strip(), rest[answer.end() :]


def _question(key: str, number: int, said: tuple[str, str | None, str]) -> Question | str:
    stem, answer, after = said
    if answer is None:
        return str(_("Das ist eine Beschreibung ohne Antworten."))
    if not answer:
        return str(_("Freie Texte kann niemand von selbst prüfen."))
    if answer.startswith("#"):
        return str(_("Fragen nach Zahlen gibt es hier nicht."))
    answer, _separator, general = answer.partition("####")
    explanation = _plain(general)
    if _plain(_first(answer)).upper() in TRUE | FALSE:
        return _true_false(key, number, stem, answer, explanation)
    return _with_parts(key, number, (stem, after), _parts(answer), explanation)


def _with_parts(
    key: str,
    number: int,
    around: tuple[str, str],
    parts: list[tuple[str, str, str]],
    explanation: str,
) -> Question:
    """Tell the kinds apart by the signs of their answers."""
    stem, after = around
    only_right = all(sign == "=" for sign, _text, _said in parts)
    if parts and only_right and all("->" in text for _sign, text, _said in parts):
        return _matching(key, number, stem, parts, explanation)
    if only_right:
        return _gap(key, number, around, parts, explanation)
    whole = f"{stem} … {after}" if after.strip() else stem
    return _choice(key, number, _plain(whole), parts, explanation)


def _first(answer: str) -> str:
    return re.split(r"(?<!\\)#", answer, maxsplit=1)[0]


def _parts(answer: str) -> list[tuple[str, str, str]]:
    """Return sign, words and reply of each answer."""
    pieces = PART.split(answer)[1:]
    found = []
    for sign, text in zip(pieces[::2], pieces[1::2], strict=True):
        words, *reply = re.split(r"(?<!\\)#", text, maxsplit=1)
        found.append((sign, words.strip(), _plain(reply[0]) if reply else ""))
    return found


def _true_false(key: str, number: int, stem: str, answer: str, explanation: str) -> Question:
    is_true = _plain(_first(answer)).upper() in TRUE
    replies = [_plain(one) for one in re.split(r"(?<!\\)#", answer)[1:]]
    said = explanation or " ".join(reply for reply in replies if reply)
    options = (
        Option(key="a", text=str(_("Das stimmt")), line=0, right=is_true),
        Option(key="b", text=str(_("Das stimmt nicht")), line=0, right=not is_true),
    )
    return _made(key, QuestionKind.TRUE_FALSE, number, _plain(stem), options, said)


def _matching(
    key: str, number: int, stem: str, parts: Sequence[tuple[str, str, str]], explanation: str
) -> Question:
    pairs = [text.partition("->") for _sign, text, _said in parts]
    options = tuple(
        Option(key=LETTERS[n % 26], text=_plain(left), match=_plain(right), line=0)
        for n, (left, _arrow, right) in enumerate(pairs)
        if _plain(left)
    )
    return _made(key, QuestionKind.MATCHING, number, _plain(stem), options, explanation)


def _gap(
    key: str,
    number: int,
    around: tuple[str, str],
    parts: Sequence[tuple[str, str, str]],
    explanation: str,
) -> Question:
    words = "|".join(_plain(WEIGHT.sub("", text)).replace("|", "/") for _s, text, _said in parts)
    stem, after = _plain(around[0]), _plain(around[1])
    text = f"{stem} [[{words}]] {after}".strip() if after else f"{stem}\n\n[[{words}]]"
    said = " ".join(dict.fromkeys(said for _sign, _text, said in parts if said))
    gap = Option(key="a", text=words, line=0, feedback=said)
    return _made(key, QuestionKind.GAP, number, text, (gap,), explanation)


def _choice(
    key: str, number: int, stem: str, parts: Sequence[tuple[str, str, str]], explanation: str
) -> Question:
    options = []
    for place, (sign, text, said) in enumerate(parts):
        weight = WEIGHT.match(text)
        right = sign == "=" or (weight is not None and not weight[1].startswith("-")
                                and weight[1].strip("0.,") != "")  # fmt: skip
        words = _plain(WEIGHT.sub("", text, count=1))
        options.append(
            Option(key=LETTERS[place % 26], text=words, right=right, feedback=said, line=0)
        )
    many = sum(option.right for option in options) > 1
    kind = QuestionKind.MULTIPLE if many else QuestionKind.SINGLE
    return _made(key, kind, number, stem, tuple(options), explanation)


def _made(
    key: str,
    kind: QuestionKind,
    number: int,
    text: str,
    options: tuple[Option, ...],
    explanation: str,
) -> Question:
    return Question(
        key=key,
        kind=kind,
        number=number,
        text=text,
        options=options,
        explanation=explanation,
        line=0,
    )


def _plain(text: str) -> str:
    """Return words without marks of another platform: escapes, tags, blanks."""
    without_tags = re.sub(r"<[^>]*>", " ", text)
    unescaped = re.sub(r"\\([~=#{}:\\])", r"\1", without_tags.replace("\\n", " "))
    return " ".join(unescaped.split())


def write(questions: Sequence[Question]) -> str:
    """Return the questions as GIFT; comments name those that have no counterpart there."""
    return "\n".join(
        _written(question) if _has_counterpart(question) else _left_out(question)
        for question in questions
    )


def _has_counterpart(question: Question) -> bool:
    return question.kind in CHOOSING | {QuestionKind.MATCHING, QuestionKind.GAP} and (
        question.kind is not QuestionKind.GAP or len(question.options) == 1
    )


def _left_out(question: Question) -> str:
    words = _plain(question.text)
    return f"// {_('Ausgelassen, in GIFT gibt es das nicht: %(question)s', question=words)}\n"


def _written(question: Question) -> str:
    said = f"\n####{_escaped(question.explanation)}" if question.explanation else ""
    match question.kind:
        case QuestionKind.GAP:
            stem, _gap_words, after = GAP.split(unguarded(question.text))[:3]
            gap = question.options[0]
            answers = [f"={_escaped(word)}{_reply(gap)}" for word in gap.text.split("|")]
            return _entry(question, stem.strip(), answers, said, after.strip())
        case QuestionKind.MATCHING:
            answers = [
                f"={_escaped(one.text)} -> {_escaped(one.match)}" for one in question.options
            ]
        case QuestionKind.MULTIPLE:
            answers = [_weighted(question, one) for one in question.options]
        case _:
            answers = [
                f"{'=' if one.right else '~'}{_escaped(one.text)}{_reply(one)}"
                for one in question.options
            ]
    return _entry(question, unguarded(question.text), answers, said, "")


def _weighted(question: Question, option: Option) -> str:
    share = round(100 / max(1, len(question.right)), 5)
    weight = f"%{share:g}%" if option.right else "%-100%"
    return f"~{weight}{_escaped(option.text)}{_reply(option)}"


def _reply(option: Option) -> str:
    return f" #{_escaped(option.feedback)}" if option.feedback else ""


def _entry(question: Question, stem: str, answers: Sequence[str], said: str, after: str) -> str:
    lines = "\n".join(f"  {answer}" for answer in answers)
    tail = f" {_escaped(after)}" if after else ""
    return f"::{question.key}::{_escaped(stem)} {{\n{lines}{said}\n}}{tail}\n"


def _escaped(text: str) -> str:
    return re.sub(r"([~=#{}:\\])", r"\\\1", " ".join(text.split()))
