"""What may be done on these pages: reporting a barrier."""

from datetime import datetime

from bgm_portal.core.database import db
from bgm_portal.mail import outbox

from . import messages, queries, rules
from .errors import TooManyReports
from .models import BarrierReport


def report_barrier(*, page: str | None, message: str, contact: str | None, at: datetime) -> None:
    """Keep the report of a barrier and tell the contact of the house.

    Nobody is noted as its author: naming oneself is voluntary, and so is signing in.
    """
    if not rules.takes_another_report(lately=queries.reports_since(at - rules.REPORT_WINDOW)):
        raise TooManyReports

    report = BarrierReport(received_at=at, page=page, message=message, contact=contact)
    db.session.add(report)
    db.session.flush()
    notification = messages.barrier(report.id, page=page, message=message, contact=contact, at=at)
    if notification is not None:
        outbox.enqueue(notification, at=at)
