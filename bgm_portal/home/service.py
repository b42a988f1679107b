"""What may be done on these pages: reporting a barrier, and forgetting the report in time."""

from datetime import datetime
from typing import Any, cast
from uuid import UUID

from sqlalchemy import CursorResult, delete

from bgm_portal.core.database import db
from bgm_portal.mail import outbox

from . import messages, rules
from .errors import TooManyReports
from .models import BarrierReport
from .queries import barriers


def report_barrier(*, page: str | None, message: str, contact: str | None, at: datetime) -> None:
    """Keep the report of a barrier and tell the contact of the house.

    Nobody is noted as its author: naming oneself is voluntary, and so is signing in.
    """
    if not rules.takes_another_report(lately=barriers.reports_since(at - rules.REPORT_WINDOW)):
        raise TooManyReports

    report = BarrierReport(received_at=at, page=page, message=message, contact=contact)
    db.session.add(report)
    db.session.flush()
    notification = messages.barrier(report.id, page=page, message=message, contact=contact, at=at)
    if notification is not None:
        outbox.enqueue(notification, at=at)


def mark_answered(*, report_id: UUID, at: datetime) -> None:
    """Note that a report was dealt with; the first time counts."""
    report = barriers.report(report_id)
    report.answered_at = report.answered_at or at


def erase_old_reports(*, at: datetime) -> int:
    """Erase every report that was kept long enough; return how many."""
    erased = db.session.execute(
        delete(BarrierReport)
        .where(BarrierReport.received_at <= rules.reports_kept_since(at))
        .execution_options(synchronize_session=False)
    )
    return cast("CursorResult[Any]", erased).rowcount
