"""Questions about what activities cost. Reads only."""

from uuid import UUID

from sqlalchemy import select

from bgm_portal.core.database import db

from .budget_models import BudgetLine
from .budget_rules import Line, Sums, sums


def lines(activity_id: UUID) -> list[Line]:
    """Return what an activity costs, line by line."""
    rows = db.session.scalars(
        select(BudgetLine)
        .where(BudgetLine.activity_id == activity_id)
        .order_by(BudgetLine.position, BudgetLine.id)
    )
    return [
        Line(
            name=row.name,
            planned_cents=row.planned_cents,
            actual_cents=row.actual_cents,
            for_access=row.for_access,
            source=row.source,
        )
        for row in rows
    ]


def sums_of(activity_id: UUID) -> Sums:
    """Return what an activity costs altogether."""
    return sums(lines(activity_id))
