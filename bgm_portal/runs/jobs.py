"""What happens by the clock: what belongs to a run is forgotten when its time is over."""

from datetime import datetime

from flask_babel import lazy_gettext as _l

from bgm_portal.core.database import transaction
from bgm_portal.core.jobs import Job, one_by_one

from .service import entries as service
from .service import teams


def erase_emergency_contacts(now: datetime) -> int:
    """Forget whom to call, one activity a transaction."""
    with transaction():
        over = service.over(at=now)
    return one_by_one(
        over, lambda activity_id: service.forget_emergency_contacts(activity_id, at=now)
    )


def erase_teams(now: datetime) -> int:
    """Forget the names of teams in which nobody is any more, one activity a transaction."""
    with transaction():
        over = teams.over(at=now)
    return one_by_one(over, teams.forget_empty)


JOBS: tuple[Job, ...] = (
    Job(
        name="erase-emergency-contacts",
        every_seconds=3600,
        run=erase_emergency_contacts,
        description=_l("Löscht Notfallkontakte einen Tag nach dem Ende des Angebots."),
    ),
    Job(
        name="erase-teams",
        every_seconds=24 * 3600,
        run=erase_teams,
        description=_l("Löscht Teams, in denen nach dem Ende des Angebots niemand mehr ist."),
    ),
)
