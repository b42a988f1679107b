"""What happens by the clock: emergency contacts are forgotten the day after."""

from datetime import datetime

from flask_babel import lazy_gettext as _l

from bgm_portal.core.database import transaction
from bgm_portal.core.jobs import Job, one_by_one

from . import service


def erase_emergency_contacts(now: datetime) -> int:
    """Forget whom to call, one activity a transaction."""
    with transaction():
        over = service.over(at=now)
    return one_by_one(
        over, lambda activity_id: service.forget_emergency_contacts(activity_id, at=now)
    )


JOBS: tuple[Job, ...] = (
    Job(
        name="erase-emergency-contacts",
        every_seconds=3600,
        run=erase_emergency_contacts,
        description=_l("Löscht Notfallkontakte einen Tag nach dem Ende des Angebots."),
    ),
)
