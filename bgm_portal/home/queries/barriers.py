"""Reports of barriers: how many there are lately."""

from datetime import datetime

from sqlalchemy import func, select

from bgm_portal.core.database import db
from bgm_portal.home.models import BarrierReport


def reports_since(since: datetime) -> int:
    """Count the reports of barriers since a moment."""
    count = db.session.scalar(
        select(func.count()).select_from(BarrierReport).where(BarrierReport.received_at > since)
    )
    return count or 0
