"""What happens by the clock: the log of exports is forgotten after a year."""

from datetime import datetime

from flask_babel import lazy_gettext as _l

from bgm_portal.core.database import transaction
from bgm_portal.core.jobs import Job

from . import service


def erase_exports(now: datetime) -> int:
    """Forget old lines of the log."""
    with transaction():
        return service.erase_old(at=now)


JOBS: tuple[Job, ...] = (
    Job(
        name="erase-exports",
        every_seconds=24 * 3600,
        run=erase_exports,
        description=_l("Löscht 12 Monate nach einem Export, wer ihn gemacht hat."),
    ),
)
