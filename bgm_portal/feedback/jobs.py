"""What happens to feedback by the clock."""

from datetime import datetime

from flask_babel import lazy_gettext as _l

from bgm_portal.core.database import transaction
from bgm_portal.core.jobs import Job, one_by_one

from . import queries, service

TEN_MINUTES = 10 * 60
AN_HOUR = 60 * 60


def invite(now: datetime) -> int:
    """Ask those who took part how it was, an activity a transaction; return how many letters."""
    with transaction():
        ended = [activity.id for activity in queries.open_activities(at=now)]
    return one_by_one(ended, lambda activity_id: service.invite(activity_id, at=now))


def erase(now: datetime) -> int:
    """Forget who answered once nobody can any more, and the answers after the next year."""
    with transaction():
        return service.forget_markers(at=now) + service.forget_answers(at=now)


JOBS = (
    Job(
        name="invite-feedback",
        every_seconds=TEN_MINUTES,
        run=invite,
        description=_l("Fragt am Tag nach einem Angebot einmal, wie es war."),
    ),
    Job(
        name="erase-feedback",
        every_seconds=AN_HOUR,
        run=erase,
        description=_l(
            "Löscht, wer geantwortet hat, sobald die Fragen geschlossen sind, und die Antworten"
            " am Ende des folgenden Jahres."
        ),
    ),
)
