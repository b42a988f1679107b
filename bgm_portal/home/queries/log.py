"""What the auditor reads: how often something happened. Never to whom, never by whom."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from sqlalchemy import and_, case, func, select

from bgm_portal.accommodations.models import Need
from bgm_portal.activities.models import Activity
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


@dataclass(frozen=True, kw_only=True)
class Looks:
    """How needs were looked at in a span of time: how often, how many, how many very often."""

    times: int
    needs: int
    often: int
    afterwards: int  # looks at a need whose activity was over


def looks(*, since: datetime, often: int) -> Looks:
    """Count the looks at needs, with two statements."""
    each = (
        select(func.count().label("times"))
        .where(AuditEntry.event == Event.NEED_OPENED, AuditEntry.at >= since)
        .group_by(AuditEntry.object_id)
        .subquery()
    )
    times, needs, many = db.session.execute(
        select(
            func.coalesce(func.sum(each.c.times), 0),
            func.count(each.c.times),
            func.count(case((each.c.times > often, 1))),
        )
    ).one()
    late = (
        select(func.count())
        .select_from(AuditEntry)
        .join(Need, Need.id == AuditEntry.object_id)
        .join(Activity, Activity.id == Need.activity_id)
        .where(AuditEntry.event == Event.NEED_OPENED, AuditEntry.at >= since)
        .where(AuditEntry.at > func.coalesce(Activity.ended_at, Activity.ends_at))
    )
    return Looks(times=times, needs=needs, often=many, afterwards=db.session.scalar(late) or 0)
