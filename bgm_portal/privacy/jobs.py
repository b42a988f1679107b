"""What happens to consents by the clock."""

from datetime import datetime

from flask_babel import lazy_gettext as _l

from bgm_portal.core.database import transaction
from bgm_portal.core.jobs import Job

from . import service

A_DAY = 24 * 60 * 60


def erase_withdrawn(now: datetime) -> int:
    """Erase the consents that were withdrawn long ago; return how many."""
    with transaction():
        return service.erase_withdrawn(at=now)


JOBS = (
    Job(
        name="erase-consents",
        every_seconds=A_DAY,
        run=erase_withdrawn,
        description=_l("Löscht Einwilligungen 3 Jahre nach dem Widerruf."),
    ),
)
