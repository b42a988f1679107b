"""What happens by the clock: old reports of barriers are erased."""

from datetime import datetime

from flask_babel import lazy_gettext as _l

from bgm_portal.core.database import transaction
from bgm_portal.core.jobs import Job

from . import service

A_DAY = 24 * 60 * 60


def erase_old_reports(now: datetime) -> int:
    """Erase the reports of barriers whose time is over; return how many."""
    with transaction():
        return service.erase_old_reports(at=now)


JOBS = (
    Job(
        name="erase-barrier-reports",
        every_seconds=A_DAY,
        run=erase_old_reports,
        description=_l("Löscht Meldungen von Barrieren 12 Monate nach dem Eingang."),
    ),
)
