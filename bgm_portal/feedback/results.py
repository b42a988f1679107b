"""What a coordinator reads about how it was: counts in words, and sentences without names."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from babel.numbers import format_decimal
from flask_babel import LazyString
from flask_babel import gettext as _

from bgm_portal.core.i18n import language, per_cent

from . import queries, rules, service, words


@dataclass(frozen=True, kw_only=True)
class Question:
    """One question with how often which answer was given."""

    code: str
    text: str
    total: int
    rows: list[tuple[str, int, str]]  # answer, how often, share; empty when too few answered


@dataclass(frozen=True, kw_only=True)
class Results:
    """The page of results."""

    is_open: bool
    last_day: date | None
    answers: int  # nothing is shown below the smallest number
    figures: list[tuple[str, str]]
    questions: list[Question]
    sentences: tuple[str, ...]


def of(activity: Any, *, at: datetime) -> Results:
    """Return the results as they may be seen now: only when nobody can answer any more."""
    window = service.window(activity, at=at)
    last_day = rules.last_day(service.ended_on(activity)) if activity.ends_at else None
    summary = rules.summary(queries.said(activity.id)) if window is rules.Window.CLOSED else None
    if summary is None:
        return Results(
            is_open=window is not rules.Window.CLOSED,
            last_day=last_day,
            answers=0,
            figures=[],
            questions=[],
            sentences=(),
        )
    return Results(
        is_open=False,
        last_day=last_day,
        answers=summary.answers,
        figures=figures(summary),
        questions=_questions(summary),
        sentences=summary.words,
    )


def figures(summary: rules.Summary) -> list[tuple[str, str]]:
    """Return the two figures that sum an activity up."""
    wished = rules.could_take_part(summary)
    return [
        (_("Antworten"), str(summary.answers)),
        (_("Zufriedenheit, von 1 bis 5"), _number(summary.mean)),
        (
            _("Konnten so teilnehmen, wie sie wollten"),
            per_cent(wished)
            if wished is not None
            else _("zu wenige oder lauter gleiche Antworten"),
        ),
    ]


def _number(mean: float | None) -> str:
    if mean is None:
        return str(_("zu wenige oder lauter gleiche Antworten"))
    return str(format_decimal(round(mean, 1), locale=language()))


def _questions(summary: rules.Summary) -> list[Question]:
    return [
        _question("zufrieden", words.SATISFACTION, words.STEPS, summary.satisfaction),
        _question("wunsch", words.AS_WISHED, words.WISHES, summary.as_wished),
        _question("angaben", words.FACTS_RIGHT, words.FACTS, summary.facts_right),
        _question("wieder", words.AGAIN, words.RETURNING, summary.again),
    ]


def _question(
    code: str,
    text: LazyString,
    answers: Mapping[Any, LazyString],
    counted: rules.Counted,
) -> Question:
    return Question(
        code=code,
        text=str(text),
        total=counted.total,
        rows=[
            (str(label), count_of(counted, answer), _share(counted, answer))
            for answer, label in answers.items()
            if counted.counts
        ],
    )


def count_of(counted: rules.Counted, answer: StrEnum) -> int:
    """Return how often an answer was given."""
    return (counted.counts or {}).get(answer.value, 0)


def _share(counted: rules.Counted, answer: StrEnum) -> str:
    return per_cent(counted.share(answer.value))
