"""What reminders do by the clock."""

from datetime import datetime

from flask_babel import lazy_gettext as _l

from bgm_portal.core.database import db, transaction
from bgm_portal.core.jobs import Job, stop_requested

from . import service

AT_ONCE = 50  # a short transaction: others want to write, too


def remind(now: datetime) -> int:
    """Make the reminders that should exist by now and do not."""
    with transaction():
        service.take_back_pointless()
    owed = service.owed(at=now)
    made = 0
    for start in range(0, len(owed), AT_ONCE):
        if stop_requested.is_set():
            break
        written = service.write(owed[start : start + AT_ONCE], at=now)
        db.session.rollback()  # what was read is not held while others want to write
        with transaction():
            made += service.put_out(written, at=now)
    return made


JOBS = (
    Job(
        name="remind",
        every_seconds=60,
        run=remind,
        description=_l("Legt die Erinnerungen an, die jetzt fällig sind."),
    ),
)
