"""What is forgotten about learning, and when. The day of a completion is kept longest."""

from datetime import datetime
from typing import Any, cast

from sqlalchemy import ColumnElement, CursorResult, and_, delete, func, or_, select

from bgm_portal.core.clock import local_day
from bgm_portal.core.database import db
from bgm_portal.learning.models import Attempt, Completion, Enrolment
from bgm_portal.learning.rules import progress as rules

AT_ONCE = 200


def erase_answers(*, at: datetime) -> int:
    """Erase some attempts, with all answers and tries, 30 days after completion; return how many.

    Whoever goes on answering after that is forgotten at once: nothing is left to reach.
    """
    due = (
        select(Attempt.id)
        .join(Enrolment, Enrolment.id == Attempt.enrolment_id)
        .join(Completion, _of_the_same_cycle())
        .where(Completion.completed_on < local_day(at - rules.ANSWERS_KEPT))
        .order_by(Attempt.id)
        .limit(AT_ONCE)
    )
    return _erase(delete(Attempt).where(Attempt.id.in_(due.scalar_subquery())))


def erase_idle(*, at: datetime) -> int:
    """Erase some ways on which nobody went on for 180 days, and those that ended long ago."""
    done = select(Completion.id).where(_of_the_same_cycle()).exists()
    due = (
        select(Enrolment.id)
        .where(
            or_(
                and_(~done, Enrolment.touched_at < at - rules.IDLE_KEPT),
                and_(done, ~_is_latest(), _has_no_attempt()),
            )
        )
        .order_by(Enrolment.id)
        .limit(AT_ONCE)
    )
    return _erase(delete(Enrolment).where(Enrolment.id.in_(due.scalar_subquery())))


def erase_completions(*, at: datetime) -> int:
    """Erase some completions with their certificates after 36 months; return how many."""
    before = rules.months_later(local_day(at), -rules.COMPLETIONS_KEPT_MONTHS)
    due = (
        select(Completion.id)
        .where(Completion.completed_on < before)
        .order_by(Completion.completed_on, Completion.id)
        .limit(AT_ONCE)
    )
    return _erase(delete(Completion).where(Completion.id.in_(due.scalar_subquery())))


def _of_the_same_cycle() -> ColumnElement[bool]:
    return and_(
        Completion.person_id == Enrolment.person_id,
        Completion.module_id == Enrolment.module_id,
        Completion.cycle == Enrolment.cycle,
    )


def _is_latest() -> ColumnElement[bool]:
    """Tell whether no later cycle was begun; the latest shows what was read."""
    later = Enrolment.__table__.alias("later")
    newest = (
        select(func.max(later.c.cycle))
        .where(later.c.person_id == Enrolment.person_id, later.c.module_id == Enrolment.module_id)
        .scalar_subquery()
    )
    return Enrolment.cycle == newest


def _has_no_attempt() -> ColumnElement[bool]:
    return ~select(Attempt.id).where(Attempt.enrolment_id == Enrolment.id).exists()


def _erase(statement: Any) -> int:
    erased = db.session.execute(statement.execution_options(synchronize_session=False))
    return cast("CursorResult[Any]", erased).rowcount
