"""Writing the questions of a sign-up. How many people have answered is said by `registration`."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from bgm_portal.audit import service as audit
from bgm_portal.audit.events import Event
from bgm_portal.core.database import db

from . import planning_service, queries
from .errors import NeededByAnother, UnknownQuestion
from .models import Question
from .question_rules import (
    Wording,
    depending_on,
    is_another_question,
    may_stand_before,
    values_of,
)
from .sections import Section

#: What the page of a question may write, so that a form can never reach further.
COLUMNS = (
    "label_de",
    "label_en",
    "hint_de",
    "hint_en",
    "purpose_de",
    "purpose_en",
    "kind",
    "options",
    "required",
    "for_organiser",
    "keep_days",
    "role_codes",
    "shown_if_code",
    "shown_if_values",
    "not_health",
)


def add(activity_id: UUID, values: Mapping[str, Any], *, by: UUID, at: datetime) -> UUID:
    """Ask for something more, after what is asked already."""
    planning_service.editable(activity_id)
    known = db.session.execute(
        select(Question.code, Question.position).where(Question.activity_id == activity_id)
    ).all()
    question = Question(
        activity_id=activity_id,
        code=planning_service.free_code(
            str(values["label_de"]), [code for code, _position in known]
        ),
        position=max((position for _code, position in known), default=-1) + 1,
        **_written(values),
    )
    db.session.add(question)
    _note(question, activity_id, by=by, at=at, cleared=question.not_health)
    return question.id


def change(
    question_id: UUID, values: Mapping[str, Any], *, answered: int, by: UUID, at: datetime
) -> bool:
    """Change a question; tell whether it became a new version because answers no longer fit."""
    question = _held(question_id)
    written = _written(values)
    cleared = bool(written.get("not_health")) and not question.not_health
    before, after = _wording(question), _wording(question, written)
    anew = answered > 0 and is_another_question(before, after)
    _ensure_not_needed(question, values=set(before.options) - set(after.options))
    if anew:
        question = _next_version(question, written, at=at)
    else:
        for name, value in written.items():
            setattr(question, name, value)
    _note(question, question.activity_id, by=by, at=at, cleared=cleared)
    return anew


def remove(question_id: UUID, *, answered: int, by: UUID, at: datetime) -> None:
    """Ask no longer. What was answered stays with its question until its day of erasure."""
    question = _held(question_id)
    _ensure_not_needed(question)
    if answered:
        question.retired_at = at
    else:
        db.session.delete(question)
    planning_service.note(question.activity_id, Section.QUESTIONS, by=by, at=at)


def move_up(question_id: UUID, *, by: UUID, at: datetime) -> bool:
    """Ask one place earlier, but never before the question that this one depends on."""
    question = _held(question_id)
    asked = queries.questions(question.activity_id)
    position = asked.index(question)
    if not may_stand_before(asked, position):
        return False
    asked[position - 1], asked[position] = asked[position], asked[position - 1]
    for number, one in enumerate(asked):
        one.position = number
    planning_service.note(question.activity_id, Section.QUESTIONS, by=by, at=at)
    return True


def _held(question_id: UUID) -> Question:
    activity_id = db.session.scalar(select(Question.activity_id).where(Question.id == question_id))
    if activity_id is None:
        raise UnknownQuestion
    planning_service.editable(activity_id)
    question = db.session.get_one(Question, question_id, populate_existing=True)
    if question.retired_at is not None:
        raise UnknownQuestion
    return question


def _ensure_not_needed(question: Question, *, values: Collection[str] | None = None) -> None:
    """Refuse while another question waits for an answer to this one, or for one of these."""
    others = depending_on(queries.questions(question.activity_id), question.code)
    for other in others:
        if values is None or set(values) & set(other.shown_if_values):
            raise NeededByAnother(other.label_de)


def _next_version(question: Question, written: Mapping[str, Any], *, at: datetime) -> Question:
    latest = db.session.scalar(
        select(func.max(Question.version)).where(
            Question.activity_id == question.activity_id, Question.code == question.code
        )
    )
    question.retired_at = at
    following = Question(
        activity_id=question.activity_id,
        code=question.code,
        position=question.position,
        version=(latest or question.version) + 1,
        **{name: getattr(question, name) for name in COLUMNS} | dict(written),
    )
    db.session.add(following)
    return following


def _wording(question: Question, written: Mapping[str, Any] | None = None) -> Wording:
    said = {name: getattr(question, name) for name in ("kind", "label_de", "options")} | dict(
        written or {}
    )
    return Wording(
        kind=said["kind"],
        label_de=said["label_de"],
        options=values_of(said["kind"], said["options"]),
    )


def _written(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: values[name] for name in COLUMNS if name in values}


def _note(question: Question, activity_id: UUID, *, by: UUID, at: datetime, cleared: bool) -> None:
    """Note the change; who said that a question asks for no health is remembered apart."""
    planning_service.note(activity_id, Section.QUESTIONS, by=by, at=at)
    if cleared:
        audit.record(Event.QUESTION_CLEARED, at=at, by=by, object_id=question.id)
