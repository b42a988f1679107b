"""What happens to reports by the clock."""

from datetime import datetime

from flask_babel import lazy_gettext as _l

from bgm_portal.core.clock import local_day
from bgm_portal.core.database import transaction
from bgm_portal.core.jobs import Job, one_by_one
from bgm_portal.counting import queries as counting
from bgm_portal.counting.errors import CountedAlready
from bgm_portal.counting.rules import HalfYear
from bgm_portal.participation import jobs as participation

from . import service

AN_HOUR = 60 * 60


def freeze_reports(now: datetime) -> int:
    """Freeze what is due, the oldest half-year first; return how many reports."""
    with transaction():
        due = [one for one in counting.open_half_years() if one.freezes_on <= local_day(now)]
    if not due:
        return 0
    participation.erase_attendance(now)  # what is not closed yet is not counted yet
    return one_by_one(due, lambda half_year: _freeze(half_year, now))


def _freeze(half_year: HalfYear, now: datetime) -> int:
    try:
        service.freeze(half_year, at=now)
    except CountedAlready:
        return 0  # another worker was quicker
    return 1


JOBS = (
    Job(
        name="reports.freeze",
        every_seconds=AN_HOUR,
        run=freeze_reports,
        description=_l(
            "Friert 14 Tage nach einem Halbjahr seinen Bericht ein und vernichtet, woraus gezählt"
            " wurde."
        ),
    ),
)
