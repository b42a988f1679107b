"""What happens to attendance by the clock."""

from datetime import datetime

from flask_babel import lazy_gettext as _l

from bgm_portal.core.database import transaction
from bgm_portal.core.jobs import Job, one_by_one

from . import retention

AN_HOUR = 60 * 60


def erase_attendance(now: datetime) -> int:
    """Forget who was where a fortnight ago, one date a transaction; return how many rows."""
    with transaction():
        dates = retention.due(at=now)
    return one_by_one(dates, lambda date: retention.forget_date(date, at=now))


JOBS = (
    Job(
        name="erase-attendance",
        every_seconds=AN_HOUR,
        run=erase_attendance,
        description=_l("Löscht 14 Tage nach einem Termin, wer da war, außer im eigenen Rückblick."),
    ),
)
