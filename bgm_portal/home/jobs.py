"""What happens by the clock: reports of barriers and people who left are erased."""

from datetime import datetime

from flask_babel import lazy_gettext as _l

from bgm_portal.core.database import transaction
from bgm_portal.core.jobs import Job, one_by_one
from bgm_portal.identity import leavers

from . import erasure, service

A_DAY = 24 * 60 * 60


def erase_old_reports(now: datetime) -> int:
    """Erase the reports of barriers whose time is over; return how many."""
    with transaction():
        return service.erase_old_reports(at=now)


def erase_leavers(now: datetime) -> int:
    """Erase what is held about those who left a week ago; return how many people."""
    return one_by_one(leavers.due(at=now), lambda one: erasure.erase_leaver(one, at=now))


JOBS = (
    Job(
        name="erase-leavers",
        every_seconds=A_DAY,
        run=erase_leavers,
        description=_l("Löscht Konten 7 Tage, nachdem jemand ausgeschieden ist."),
    ),
    Job(
        name="erase-barrier-reports",
        every_seconds=A_DAY,
        run=erase_old_reports,
        description=_l("Löscht Meldungen von Barrieren 12 Monate nach dem Eingang."),
    ),
)
