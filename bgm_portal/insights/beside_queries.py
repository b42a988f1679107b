"""Exact numbers beside attendance, for freezing and previews alone: answers, completions, money."""

from collections.abc import Mapping
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, and_, case, distinct, func, select

from bgm_portal.activities.budget_models import BudgetLine
from bgm_portal.activities.kinds import ActivityState
from bgm_portal.activities.models import Activity
from bgm_portal.core.clock import midnight
from bgm_portal.core.database import db
from bgm_portal.counting.rules import CLOSED_AFTER, HalfYear
from bgm_portal.feedback.kinds import AsWished, Satisfaction
from bgm_portal.feedback.models import FeedbackAnswer
from bgm_portal.learning import queries as learning
from bgm_portal.learning.models import Completion

from . import beside
from .disclosure.bands import judge
from .document import AnswersLine, CostLine, ModuleLine

CONTENT = (Satisfaction.VERY, Satisfaction.RATHER)
MONTHS_IN_A_QUARTER = 3


def modules(half_year: HalfYear, *, staff: int, today: date) -> tuple[ModuleLine, ...]:
    """Return how many people completed each module in each quarter, as bands of the whole house.

    Every module is listed, so that nobody completing anything looks like somebody doing so. Months
    count when they are over, for a preview of every day would tell who was the last to complete.
    """
    counted = _completions(half_year, until=today.replace(day=1))
    return tuple(
        ModuleLine(
            title_de=one.newest.base.title,
            title_en=one.newest.document("en").title,
            quarter=quarter,
            completed=judge(staff, counted.get((one.module.id, quarter), 0)),
        )
        for one in learning.shelf()
        for quarter in half_year.quarters
    )


def answers(half_year: HalfYear, *, today: date) -> AnswersLine | None:
    """Return what was said about everything that ended in a half-year, taken together.

    Activities about which people can still speak are left out, as on their own page: a preview
    of every day would tell what was said last. When a report is frozen, none is left.
    """
    still_open = midnight(today - CLOSED_AFTER + timedelta(days=1))
    said = db.session.execute(
        select(
            func.count(FeedbackAnswer.satisfaction),
            func.count(case((FeedbackAnswer.satisfaction.in_(CONTENT), 1))),
            func.count(case((FeedbackAnswer.as_wished == AsWished.YES, 1))),
        )
        .join(Activity, Activity.id == FeedbackAnswer.activity_id)
        .where(_ended_in(half_year), Activity.ends_at < still_open)
    ).one()
    told = beside.answers(*said)
    if told is None:
        return None
    whole, (content, as_wished) = told
    return AnswersLine(answers=whole, content=content, as_wished=as_wished)


def costs(half_year: HalfYear) -> CostLine | None:
    """Return what everything that ended in a half-year cost, as far as somebody wrote it down."""
    each = (
        select(
            func.sum(BudgetLine.actual_cents).label("cents"),
            func.sum(case((BudgetLine.for_access, BudgetLine.actual_cents), else_=0)).label(
                "access_cents"
            ),
        )
        .join(Activity, Activity.id == BudgetLine.activity_id)
        .where(_ended_in(half_year), BudgetLine.actual_cents.is_not(None))
        .group_by(BudgetLine.activity_id)
        .subquery()
    )
    offers, cents, with_access_cost, access_cents = db.session.execute(
        select(
            func.count(),
            func.coalesce(func.sum(each.c.cents), 0),
            func.count(case((each.c.access_cents > 0, 1))),
            func.coalesce(func.sum(each.c.access_cents), 0),
        ).select_from(each)
    ).one()
    if not offers:
        return None
    return CostLine(
        offers=offers,
        euros=beside.euros(int(cents or 0)),
        access_euros=beside.cost_of_access(int(access_cents or 0), offers=with_access_cost),
    )


def _completions(half_year: HalfYear, *, until: date) -> Mapping[tuple[UUID, int], int]:
    """Count the people behind each module and quarter: who completes it twice counts once."""
    first, second = half_year.quarters
    turn = date(half_year.year, second * MONTHS_IN_A_QUARTER - 2, 1)
    spans = ((first, half_year.first_day, turn), (second, turn, half_year.day_after))
    return {
        (module_id, quarter): people
        for quarter, since, end in spans
        for module_id, people in db.session.execute(
            select(Completion.module_id, func.count(distinct(Completion.person_id)))
            .where(Completion.completed_on >= since, Completion.completed_on < min(end, until))
            .group_by(Completion.module_id)
            .order_by(Completion.module_id)
        )
    }


def _ended_in(half_year: HalfYear) -> ColumnElement[bool]:
    return and_(
        Activity.state.in_((ActivityState.PUBLISHED, ActivityState.COMPLETED)),
        Activity.ends_at >= midnight(half_year.first_day),
        Activity.ends_at < midnight(half_year.day_after),
    )
