"""What happens to counting by the clock."""

from datetime import datetime

from flask_babel import lazy_gettext as _l

from bgm_portal.core.database import transaction
from bgm_portal.core.jobs import Job

from . import service

AN_HOUR = 60 * 60


def keep_roster(now: datetime) -> int:
    """Note who works here in this half-year; return how many are new."""
    with transaction():
        return service.keep_roster(at=now)


JOBS = (
    Job(
        name="counting.roster",
        every_seconds=AN_HOUR,
        run=keep_roster,
        description=_l(
            "Merkt sich für den Bericht des Halbjahres, wie viele in welcher Einheit arbeiten,"
            " ohne Namen."
        ),
    ),
)
