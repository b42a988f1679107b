"""What happens by the clock: offers run out; drafts, registrations and consents are forgotten."""

from datetime import datetime

from flask_babel import lazy_gettext as _l

from bgm_portal.activities import queries as activities
from bgm_portal.core.database import transaction
from bgm_portal.core.jobs import Job, one_by_one

from . import queue_queries, rules
from .service import dates, drafts, offers, questions, retention


def expire_offers(now: datetime) -> int:
    """End offers that nobody answered and give the places on, one activity a transaction."""
    with transaction():
        due = queue_queries.activities_with_expired_offers(at=now)
    return one_by_one(due, lambda activity_id: offers.expire(activity_id, at=now))


def remind_of_offers(now: datetime) -> int:
    """Remind those who were offered a place and did not answer, before it goes on."""
    with transaction():
        due = [
            registration_id
            for registration_id, until, told_at in queue_queries.unanswered(at=now)
            if rules.is_offer_ending(until, told_at=told_at, at=now)
        ]
    return one_by_one(due, lambda registration_id: offers.remind(registration_id, at=now))


def decide_minimum(now: datetime) -> int:
    """Say of activities with a minimum number whether they take place, one a transaction."""
    with transaction():
        due = activities.undecided(at=now)
    return one_by_one(due, lambda activity_id: dates.decide(activity_id, at=now))


def delete_drafts(now: datetime) -> int:
    """Forget the sign-ups that were begun and left for too long."""
    with transaction():
        return drafts.delete_expired(at=now)


def erase_registrations(now: datetime) -> int:
    """Forget who took part in what is over for a fortnight, one activity a transaction."""
    with transaction():
        over = retention.due(at=now)
    return one_by_one(over, lambda activity_id: retention.forget(activity_id, at=now))


def erase_answers(now: datetime) -> int:
    """Forget answers on the day that stood beside their question, one activity a transaction."""
    with transaction():
        over = questions.due(at=now)
    return one_by_one(over, lambda due: questions.forget(*due, at=now))


def erase_consents(now: datetime) -> int:
    """Forget what people agreed to for activities long ago, one activity a transaction."""
    with transaction():
        over = retention.over_for_years(at=now)
    return one_by_one(over, retention.forget_consents)


JOBS: tuple[Job, ...] = (
    Job(
        name="expire-offers",
        every_seconds=60,
        run=expire_offers,
        description=_l("Gibt angebotene Plätze weiter, deren Frist abgelaufen ist."),
    ),
    Job(
        name="remind-offers",
        every_seconds=300,
        run=remind_of_offers,
        description=_l("Erinnert an angebotene Plätze, bevor sie verfallen."),
    ),
    Job(
        name="decide-minimum",
        every_seconds=300,
        run=decide_minimum,
        description=_l("Entscheidet am genannten Tag über Angebote mit Mindestzahl."),
    ),
    Job(
        name="delete-drafts",
        every_seconds=3600,
        run=delete_drafts,
        description=_l("Löscht begonnene Anmeldungen, die 14 Tage liegen geblieben sind."),
    ),
    Job(
        name="erase-registrations",
        every_seconds=3600,
        run=erase_registrations,
        description=_l("Löscht Anmeldungen 14 Tage nach dem Ende oder der Absage des Angebots."),
    ),
    Job(
        name="erase-answers",
        every_seconds=3600,
        run=erase_answers,
        description=_l("Löscht Antworten an dem Tag, der bei der Frage steht."),
    ),
    Job(
        name="erase-activity-consents",
        every_seconds=24 * 3600,
        run=erase_consents,
        description=_l("Löscht Einwilligungen zu einem Angebot 3 Jahre nach seinem Ende."),
    ),
)
