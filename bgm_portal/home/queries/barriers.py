"""Reports of barriers: how many there are lately, and which ones wait for an answer."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select

from bgm_portal.core.database import db
from bgm_portal.core.paging import Page
from bgm_portal.home.models import BarrierReport

PAGE_SIZE = 25


def reports_since(since: datetime) -> int:
    """Count the reports of barriers since a moment."""
    count = db.session.scalar(
        select(func.count()).select_from(BarrierReport).where(BarrierReport.received_at > since)
    )
    return count or 0


def report(report_id: UUID) -> BarrierReport:
    """Return one report, or raise NoResultFound."""
    return db.session.get_one(BarrierReport, report_id)


def page(number: int) -> Page[BarrierReport]:
    """Return a page of reports: those without an answer first, the oldest at the top."""
    total = db.session.scalar(select(func.count()).select_from(BarrierReport)) or 0
    last = max(1, -(-total // PAGE_SIZE))
    number = min(max(1, number), last)
    rows = db.session.scalars(
        select(BarrierReport)
        .order_by(
            BarrierReport.answered_at.is_not(None), BarrierReport.received_at, BarrierReport.id
        )
        .limit(PAGE_SIZE)
        .offset((number - 1) * PAGE_SIZE)
    )
    return Page(rows=list(rows), number=number, size=PAGE_SIZE, total=total)
