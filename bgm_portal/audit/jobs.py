"""What happens to the notebook by the clock."""

from datetime import datetime

from flask_babel import lazy_gettext as _l

from bgm_portal.core.jobs import Job, piece_by_piece

from . import service

A_DAY = 24 * 60 * 60


def erase_old(now: datetime) -> int:
    """Erase the entries whose time is over; return how many."""
    return piece_by_piece(lambda: service.erase_old(at=now))


JOBS = (
    Job(
        name="erase-audit-entries",
        every_seconds=A_DAY,
        run=erase_old,
        description=_l(
            "Löscht Einträge im Protokoll nach 12 Monaten, An- und Abmeldungen nach 90 Tagen."
        ),
    ),
)
