"""What is counted by the clock."""

from datetime import datetime

from flask_babel import lazy_gettext as _l

from bgm_portal.core.database import transaction
from bgm_portal.core.jobs import Job, one_by_one

from . import queries, service

AN_HOUR = 60 * 60


def freeze(now: datetime) -> int:
    """Count what is over since yesterday, an activity a transaction."""
    with transaction():
        ended = queries.due(at=now)
    return one_by_one(ended, service.freeze)


JOBS = (
    Job(
        name="count-activities",
        every_seconds=AN_HOUR,
        run=freeze,
        description=_l("Zählt ein Angebot am Tag nach dem Ende, bevor Namen gelöscht werden."),
    ),
)
