"""What happens by the clock: planned circulars leave, old ones are forgotten."""

from datetime import datetime

from flask_babel import lazy_gettext as _l

from bgm_portal.core.database import transaction
from bgm_portal.core.jobs import Job, one_by_one

from . import queries, service


def send(now: datetime) -> int:
    """Send the circulars whose time has come, each in a transaction of its own."""
    with transaction():
        due = queries.due(at=now)
    return one_by_one(due, lambda one: service.deliver(*one, at=now))


def erase(now: datetime) -> int:
    """Forget what was written a year ago."""
    with transaction():
        return service.erase_old(at=now)


JOBS: tuple[Job, ...] = (
    Job(
        name="send-circulars",
        every_seconds=60,
        run=send,
        description=_l("Verschickt geplante Nachrichten an Teilnehmende."),
    ),
    Job(
        name="erase-circulars",
        every_seconds=24 * 3600,
        run=erase,
        description=_l("Löscht Nachrichten an Teilnehmende nach 12 Monaten."),
    ),
)
