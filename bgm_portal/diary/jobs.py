"""What happens to diaries by the clock."""

from datetime import datetime

from flask_babel import lazy_gettext as _l

from bgm_portal.core.database import transaction
from bgm_portal.core.jobs import Job

from . import nudge, service

A_DAY = 24 * 60 * 60
HALF_AN_HOUR = 30 * 60


def erase(now: datetime) -> int:
    """Erase the days of the year before last; return how many."""
    with transaction():
        return service.erase_old(at=now)


def ask(now: datetime) -> int:
    """Ask those who want it about their week, on Fridays; return how many."""
    with transaction():
        return nudge.send(at=now)


JOBS = (
    Job(
        name="ask-diary",
        every_seconds=HALF_AN_HOUR,
        run=ask,
        description=_l("Fragt alle, die das möchten, freitags nach ihrer Woche im Tagebuch."),
    ),
    Job(
        name="erase-diary",
        every_seconds=A_DAY,
        run=erase,
        description=_l("Löscht Einträge im Tagebuch am Ende des folgenden Jahres."),
    ),
)
