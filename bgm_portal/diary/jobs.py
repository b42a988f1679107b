"""What happens to diaries by the clock."""

from datetime import datetime

from flask_babel import lazy_gettext as _l

from bgm_portal.core.database import transaction
from bgm_portal.core.jobs import Job

from . import service

A_DAY = 24 * 60 * 60


def erase(now: datetime) -> int:
    """Erase the days of the year before last; return how many."""
    with transaction():
        return service.erase_old(at=now)


JOBS = (
    Job(
        name="erase-diary",
        every_seconds=A_DAY,
        run=erase,
        description=_l("Löscht Einträge im Tagebuch am Ende des folgenden Jahres."),
    ),
)
