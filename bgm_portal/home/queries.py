"""Questions of the start pages. Reads only; every list has an order."""

from datetime import datetime

from sqlalchemy import func, select

from bgm_portal.core.database import db

from .models import BarrierReport


def reports_since(since: datetime) -> int:
    """Count the reports of barriers since a moment."""
    count = db.session.scalar(
        select(func.count()).select_from(BarrierReport).where(BarrierReport.received_at > since)
    )
    return count or 0
