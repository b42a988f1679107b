"""What happens by the clock: old sessions, links and counters are forgotten."""

from datetime import datetime, timedelta

from flask_babel import lazy_gettext as _l

from bgm_portal.core.database import transaction
from bgm_portal.core.jobs import Job

from . import credentials, service, throttling

#: Long enough to answer "was that me?", no longer.
SESSIONS_KEPT = timedelta(days=7)
LINKS_KEPT = timedelta(days=7)
COUNTERS_KEPT = timedelta(days=1)


def forget(now: datetime) -> int:
    """Delete what let people in and does so no more; return how many rows."""
    with transaction():
        return (
            service.forget_sessions(before=now - SESSIONS_KEPT)
            + credentials.forget_links(before=now - LINKS_KEPT)
            + throttling.forget_old(before=now - COUNTERS_KEPT)
        )


JOBS = (
    Job(
        name="forget-sign-ins",
        every_seconds=3600,
        run=forget,
        description=_l("Löscht alte Sitzungen, abgelaufene Links und Zähler von Fehlversuchen."),
    ),
)
