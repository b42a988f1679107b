"""What happens to the notebook by the clock."""

from datetime import datetime

from flask_babel import lazy_gettext as _l

from bgm_portal.core.database import transaction
from bgm_portal.core.jobs import Job, piece_by_piece

from . import service

A_MINUTE = 60
A_DAY = 24 * 60 * 60


def seal(_now: datetime) -> int:
    """Tie the entries of the last minute to the chain; return how many."""
    return piece_by_piece(service.seal)


def check(now: datetime) -> int:
    """Verify the whole notebook; return the number of flaws."""
    with transaction():
        return service.check(at=now)


def count_days(now: datetime) -> int:
    """Count what happened on days that are over, for the auditor; return how many days."""
    return piece_by_piece(lambda: service.count_days(at=now))


def erase_old(now: datetime) -> int:
    """Erase the entries whose time is over; return how many."""
    return piece_by_piece(lambda: service.erase_old(at=now))


JOBS = (
    Job(
        name="seal-audit-log",
        every_seconds=A_MINUTE,
        run=seal,
        description=_l("Versiegelt neue Einträge im Protokoll, damit Änderungen auffallen."),
    ),
    Job(
        name="check-audit-log",
        every_seconds=A_DAY,
        run=check,
        description=_l("Prüft, ob das Protokoll unverändert ist; zählt die Mängel."),
    ),
    Job(
        name="count-audit-entries",
        every_seconds=60 * A_MINUTE,
        run=count_days,
        description=_l("Zählt, was an vergangenen Tagen im Protokoll steht, für die Prüfung."),
    ),
    Job(
        name="erase-audit-entries",
        every_seconds=A_DAY,
        run=erase_old,
        description=_l(
            "Löscht Einträge im Protokoll nach 12 Monaten, An- und Abmeldungen nach 90 Tagen."
        ),
    ),
)
