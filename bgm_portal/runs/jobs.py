"""What happens by the clock: what belongs to a run is forgotten when its time is over."""

from datetime import datetime

from flask_babel import lazy_gettext as _l

from bgm_portal.core.database import transaction
from bgm_portal.core.jobs import Job, one_by_one

from .queries import pairs as pair_queries
from .service import entries as service
from .service import pairs, teams


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


def untie_pairs(now: datetime) -> int:
    """Undo pairs of which one does not take part any more, each in its own transaction."""
    with transaction():
        broken = pair_queries.broken()
    return one_by_one(broken, lambda runner_id: pairs.untie(runner_id, at=now))


JOBS: tuple[Job, ...] = (
    Job(
        name="erase-emergency-contacts",
        every_seconds=3600,
        run=erase_emergency_contacts,
        description=_l("Löscht Notfallkontakte einen Tag nach dem Ende des Angebots."),
    ),
    Job(
        name="untie-pairs",
        every_seconds=60,
        run=untie_pairs,
        description=_l("Löst Paare, von denen eine Person abgesagt hat, und sagt es der anderen."),
    ),
    Job(
        name="erase-teams",
        every_seconds=24 * 3600,
        run=erase_teams,
        description=_l("Löscht Teams, in denen nach dem Ende des Angebots niemand mehr ist."),
    ),
)
