"""Which questions are asked of whom, when one becomes a new version, which ones touch health. Pure.

A question may depend on an earlier one of the same activity and on the way somebody takes part.
"""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol, TypeVar

from .kinds import QuestionKind

BETWEEN = "\n"  # between several answers to one question
LISTED = frozenset({QuestionKind.CHOICE, QuestionKind.SEVERAL})
#: Kinds whose answers come from a list, so that another question can depend on them.
DECIDING = LISTED | {QuestionKind.YES_NO}

#: Beginnings of words that speak of health: what somebody needs is asked in its own step.
HEALTH_STEMS = (
    "allerg",
    "anfall",
    "arzneimittel",
    "asthma",
    "attest",
    "barriere",
    "bedarf",
    "behinder",
    "beeinträchtig",
    "beschwerden",
    "blind",
    "blutdruck",
    "bmi",
    "depress",
    "diabet",
    "diagnos",
    "einschränkung",
    "epilep",
    "erkrank",
    "gdb",
    "gehörlos",
    "gesundheit",
    "gewicht",
    "glutenfrei",
    "herz",
    "hilfsmittel",
    "hörgerät",
    "impf",
    "intoleran",
    "krank",
    "kurzatmig",
    "laktose",
    "medikament",
    "medizin",
    "nuss",
    "operation",
    "prothese",
    "puls",
    "reha",
    "rollstuhl",
    "schmerz",
    "schwanger",
    "schwerbehind",
    "schwerhörig",
    "sehbehind",
    "therap",
    "unverträglich",
    "verletz",
    "vorerkrank",
)
_WORDS = re.compile(r"[^\W\d_]+")


class Asked(Protocol):
    """A question as far as it decides whether it is asked."""

    @property
    def code(self) -> str:
        """Return the short name that other questions know it by."""

    @property
    def role_codes(self) -> Collection[str]:
        """Return the ways to take part that are asked; nobody named means everybody."""

    @property
    def shown_if_code(self) -> str | None:
        """Return the question that this one depends on."""

    @property
    def shown_if_values(self) -> Collection[str]:
        """Return the answers to it after which this one is asked."""


Q = TypeVar("Q", bound=Asked)


def shown(questions: Iterable[Q], *, role_code: str, answers: Mapping[str, str]) -> list[Q]:
    """Return the questions that are asked of somebody; `answers` go by the code of the question."""
    found: dict[str, Q] = {}
    for question in questions:
        if question.role_codes and role_code not in question.role_codes:
            continue
        if question.shown_if_code is not None:
            given = answers.get(question.shown_if_code, "").split(BETWEEN)
            known = question.shown_if_code in found
            if not known or not set(given) & set(question.shown_if_values):
                continue
        found[question.code] = question
    return list(found.values())


@dataclass(frozen=True, kw_only=True)
class Wording:
    """What gives a question its meaning."""

    kind: QuestionKind
    label_de: str
    options: tuple[str, ...]  # their values


def is_another_question(before: Wording, after: Wording) -> bool:
    """Tell whether given answers would no longer fit: other words, another kind, an answer gone.

    A further answer to choose from, a better hint or an English text change no meaning.
    """
    return (
        before.kind is not after.kind
        or before.label_de != after.label_de
        or not set(before.options) <= set(after.options)
    )


def words_of_health(texts: Iterable[str | None]) -> list[str]:
    """Return the words that speak of health, as they were typed and each once."""
    typed = [word for text in texts for word in _WORDS.findall(text or "")]
    found = [word for word in typed if word.lower().startswith(HEALTH_STEMS)]
    return list(dict.fromkeys(found))


def may_stand_before(questions: Sequence[Asked], position: int) -> bool:
    """Tell whether a question may change places with the one before: never past its condition."""
    if position < 1:
        return False
    return questions[position].shown_if_code != questions[position - 1].code


def depending_on(questions: Iterable[Q], code: str) -> list[Q]:
    """Return the questions that are asked only after an answer to this one."""
    return [question for question in questions if question.shown_if_code == code]


def fits(kind: QuestionKind, options: Iterable[Mapping[str, Any]], value: str) -> bool:
    """Tell whether this is an answer to such a question: an older draft may hold another."""
    if kind is QuestionKind.DATE:
        return day_in(value) is not None
    if kind is QuestionKind.NUMBER:
        return value.isascii() and value.isdigit()
    known = values_of(kind, options)
    return not known or set(value.split(BETWEEN)) <= set(known)


def day_in(value: str) -> date | None:
    """Return the day that was stored, or nothing where the answer is none."""
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None


def values_of(kind: QuestionKind, options: Iterable[Mapping[str, Any]]) -> tuple[str, ...]:
    """Return the answers that can be given to a question with a list."""
    if kind is QuestionKind.YES_NO:
        return ("ja", "nein")
    return tuple(str(option["value"]) for option in options) if kind in LISTED else ()
