"""What happens to challenges by the clock."""

from datetime import datetime

from flask_babel import lazy_gettext as _l

from bgm_portal.core.database import transaction
from bgm_portal.core.jobs import Job, one_by_one

from . import queries, service

AN_HOUR = 60 * 60
A_DAY = 24 * AN_HOUR


def freeze(now: datetime) -> int:
    """Write down the shares of teams for weeks that are closed, a challenge a transaction."""
    with transaction():
        known = [challenge.id for challenge in queries.challenges()]
    return one_by_one(known, lambda challenge_id: service.freeze(challenge_id, at=now))


def erase(now: datetime) -> int:
    """Forget who took part in what is over for three months."""
    with transaction():
        return service.forget_members(at=now)


JOBS = (
    Job(
        name="freeze-challenges",
        every_seconds=AN_HOUR,
        run=freeze,
        description=_l("Hält bei Aktionen den Anteil der Teams fest, wenn eine Woche schließt."),
    ),
    Job(
        name="erase-challenges",
        every_seconds=A_DAY,
        run=erase,
        description=_l("Löscht 92 Tage nach einer Aktion, wer mitgemacht hat."),
    ),
)
