"""Writing down what an activity is to cost and did cost, also when it is long over."""

from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete

from bgm_portal.audit import service as audit
from bgm_portal.audit.events import Event
from bgm_portal.core.database import db

from . import budget_queries, service
from .budget_models import BudgetLine
from .budget_rules import Line

SECTION = "budget"


def write(activity_id: UUID, lines: Sequence[Line], *, by: UUID, at: datetime) -> None:
    """Replace all lines by these."""
    service.lock(activity_id)
    db.session.execute(delete(BudgetLine).where(BudgetLine.activity_id == activity_id))
    _add(activity_id, lines)
    audit.record(Event.ACTIVITY_CHANGED, at=at, by=by, object_id=activity_id, section=SECTION)
    db.session.flush()


def copy(activity_id: UUID, *, to: UUID) -> None:
    """Plan the same for another activity; what was paid stays where it was paid."""
    _add(to, [replace(line, actual_cents=None) for line in budget_queries.lines(activity_id)])
    db.session.flush()


def _add(activity_id: UUID, lines: Sequence[Line]) -> None:
    db.session.add_all(
        BudgetLine(activity_id=activity_id, position=position, **asdict(line))
        for position, line in enumerate(lines)
    )
