"""Answering: check at any time, as often as one likes. Solved stays solved."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast
from uuid import UUID, uuid4

from sqlalchemy import CursorResult, Table, func, select, update
from sqlalchemy.dialects import postgresql, sqlite

from bgm_portal.core.database import db
from bgm_portal.learning import queries
from bgm_portal.learning.content.document import Question
from bgm_portal.learning.content.vocabulary import QuestionKind
from bgm_portal.learning.errors import (
    NothingAnswered,
    NotSkippable,
    SectionMissing,
    Stale,
    TooEarlyForSolution,
)
from bgm_portal.learning.library import Edition
from bgm_portal.learning.models import Answer, Attempt, Enrolment
from bgm_portal.learning.rules import grading
from bgm_portal.learning.rules import progress as rules

from . import completing, reading


@dataclass(frozen=True, kw_only=True)
class Sent:
    """What came from the page: the answer, and the revision that it was made on."""

    given: dict[str, Any]
    revision: int


@dataclass(frozen=True, kw_only=True)
class Where:
    """The question of a module, and who is asked when."""

    key: str
    question: str
    by: UUID
    at: datetime


def check(where: Where, sent: Sent) -> bool:
    """Check an answer and keep it; tell whether the module is complete now."""
    enrolment, edition, asked = _asked(where)
    if grading.is_empty(asked, sent.given):
        raise NothingAnswered
    answer = _held(enrolment, asked, at=where.at)
    if answer.solved:
        return completing.complete(enrolment, edition, at=where.at)
    solved = edition.grade(asked, sent.given).solved
    counts = asked.kind is not QuestionKind.SCENARIO
    _write(
        answer,
        sent,
        checked=True,
        solved=solved,
        misses=answer.misses + int(counts and not solved),
        skipped=False,
        changed_at=where.at,
    )
    return completing.complete(enrolment, edition, at=where.at)


def move(where: Where, sent: Sent) -> None:
    """Keep a new order without checking it."""
    enrolment, _edition, asked = _asked(where)
    answer = _held(enrolment, asked, at=where.at)
    if not answer.solved:
        _write(answer, sent, checked=False, changed_at=where.at)


def skip(where: Where) -> None:
    """Put a question off for good, where the module allows it."""
    enrolment, edition, asked = _asked(where)
    if asked.key not in rules.skippable(edition.base):
        raise NotSkippable
    answer = _held(enrolment, asked, at=where.at)
    answer.skipped, answer.changed_at = not answer.solved, where.at


def show_solution(where: Where) -> None:
    """Show what would have been right, after the second miss."""
    enrolment, _edition, asked = _asked(where)
    answer = _held(enrolment, asked, at=where.at)
    if answer.misses < grading.MISSES_BEFORE_SOLUTION:
        raise TooEarlyForSolution
    answer.solution_shown, answer.changed_at = True, where.at


def begin_anew(*, key: str, by: UUID, at: datetime) -> None:
    """Walk through all questions again. What was solved before stays solved."""
    enrolment, _edition = reading.enrol(queries.shelved(key), by=by, at=at)
    attempt = _open_attempt(enrolment, at=at)
    attempt.closed_at = at
    db.session.flush()
    _open_attempt(enrolment, at=at)


def _asked(where: Where) -> tuple[Enrolment, Edition, Question]:
    shelved = queries.shelved(where.key)
    enrolment, edition = reading.enrol(shelved, by=where.by, at=where.at)
    asked = next((one for one in edition.base.questions if one.key == where.question), None)
    if asked is None:
        raise SectionMissing
    return enrolment, edition, asked


def _write(answer: Answer, sent: Sent, **values: object) -> None:
    """Write an answer if nobody has changed it since the page was drawn.

    The same answer sent twice, by a double click or by going back, is one answer.
    """
    if answer.revision == sent.revision + 1 and answer.given == sent.given:
        return
    written = db.session.execute(
        update(Answer)
        .where(Answer.id == answer.id, Answer.revision == sent.revision)
        .values(given=sent.given, revision=sent.revision + 1, **values)
        .execution_options(synchronize_session=False)
    )
    if not cast("CursorResult[Any]", written).rowcount:
        raise Stale(stored=answer.given, typed=sent.given, revision=answer.revision)
    db.session.expire(answer)


def _held(enrolment: Enrolment, question: Question, *, at: datetime) -> Answer:
    """Return the answer to a question in the open attempt, made empty if there is none."""
    attempt = _open_attempt(enrolment, at=at)
    found = _answer(attempt.id, question.key)
    if found is None:
        found = Answer(
            attempt_id=attempt.id,
            question_key=question.key,
            given={},
            revision=0,
            checked=False,
            solved=False,
            misses=0,
            solution_shown=False,
            skipped=False,
            changed_at=at,
        )
        db.session.add(found)
        db.session.flush()
    return found


def _answer(attempt_id: UUID, question_key: str) -> Answer | None:
    return db.session.scalar(
        select(Answer)
        .where(Answer.attempt_id == attempt_id, Answer.question_key == question_key)
        .execution_options(populate_existing=True)
    )


def _open_attempt(enrolment: Enrolment, *, at: datetime) -> Attempt:
    """Return the open attempt. The partial unique key sees to it that there is only one."""
    last = db.session.scalar(
        select(func.max(Attempt.number)).where(Attempt.enrolment_id == enrolment.id)
    )
    table = cast("Table", Attempt.__table__)
    dialect = postgresql if db.engine.dialect.name == "postgresql" else sqlite
    values = {
        "id": uuid4(),
        "enrolment_id": enrolment.id,
        "number": (last or 0) + 1,
        "opened_at": at,
    }
    db.session.execute(dialect.insert(table).values(**values).on_conflict_do_nothing())
    return db.session.scalars(
        select(Attempt).where(Attempt.enrolment_id == enrolment.id, Attempt.closed_at.is_(None))
    ).one()
