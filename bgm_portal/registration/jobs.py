"""What happens by the clock: offers run out, drafts are forgotten."""

from datetime import datetime

from flask_babel import lazy_gettext as _l

from bgm_portal.core.database import transaction
from bgm_portal.core.jobs import Job

from . import queue_queries
from .service import drafts, offers


def expire_offers(now: datetime) -> int:
    """End offers that nobody answered and give the places on, one activity a transaction."""
    ended = 0
    for activity_id in queue_queries.activities_with_expired_offers(at=now):
        with transaction():
            ended += offers.expire(activity_id, at=now)
    return ended


def delete_drafts(now: datetime) -> int:
    """Forget the sign-ups that were begun and left for too long."""
    with transaction():
        return drafts.delete_expired(at=now)


JOBS: tuple[Job, ...] = (
    Job(
        name="expire-offers",
        every_seconds=60,
        run=expire_offers,
        description=_l("Gibt Plätze weiter, deren Angebot abgelaufen ist."),
    ),
    Job(
        name="delete-drafts",
        every_seconds=3600,
        run=delete_drafts,
        description=_l("Löscht begonnene Anmeldungen, die 14 Tage liegen geblieben sind."),
    ),
)
