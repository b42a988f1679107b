"""What the auditor reads: how often something happened. Never to whom, never by whom."""

from collections.abc import Sequence
from datetime import datetime
from itertools import pairwise

from sqlalchemy import and_, case, func, select

from bgm_portal.audit.events import Event
from bgm_portal.audit.models import AuditEntry
from bgm_portal.core.database import db


def counts_between(event: Event, bounds: Sequence[datetime]) -> list[int]:
    """Count an event between each bound and the next one, with one statement."""
    spans = list(pairwise(bounds))
    row = db.session.execute(
        select(
            *(
                func.count(case((and_(AuditEntry.at >= since, AuditEntry.at < until), 1)))
                for since, until in spans
            )
        ).where(AuditEntry.event == event, AuditEntry.at >= bounds[0])
    ).one()
    return list(row)
