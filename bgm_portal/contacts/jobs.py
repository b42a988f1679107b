"""What happens to the directory by the clock. Every job may run twice, late, or on two machines."""

from datetime import date, datetime, timedelta

from flask_babel import lazy_gettext as _l

from bgm_portal.core.clock import local_day
from bgm_portal.core.database import transaction
from bgm_portal.core.jobs import Job
from bgm_portal.identity import queries as identity
from bgm_portal.identity.permissions import Role
from bgm_portal.mail import outbox

from . import messages, queries, rules, service

AN_HOUR = 60 * 60
ALMOST_A_YEAR = timedelta(days=364)  # the rules know the day


def remind(now: datetime) -> int:
    """Tell all coordinators, in one message each, what nobody checked for a year; once."""
    with transaction():
        return _remind(now, today=local_day(now))


def _remind(now: datetime, *, today: date) -> int:
    due = [
        contact
        for contact in queries.to_be_reminded(checked_until=today - ALMOST_A_YEAR)
        if rules.is_unchecked(contact.checked_on, today=today)
    ]
    coordinators = identity.active_people_with_role(Role.COORDINATOR)
    if not due or not coordinators:
        return 0
    sent = sum(
        outbox.enqueue(messages.unchecked(due, coordinator.id), at=now)
        for coordinator in coordinators
    )
    service.mark_reminded([contact.id for contact in due], at=now)
    return sent


def erase(now: datetime) -> int:
    """Erase what was taken out of the directory a year ago."""
    today = local_day(now)
    with transaction():
        over = [
            contact_id
            for contact_id, retired_at in queries.retired_until(now - ALMOST_A_YEAR)
            if rules.is_forgotten(local_day(retired_at), today=today)
        ]
        for contact_id in over:
            service.erase(contact_id, at=now)
    return len(over)


JOBS = (
    Job(
        name="contacts.remind",
        every_seconds=AN_HOUR,
        run=remind,
        description=_l("Erinnert die Koordination an Kontakte, die ein Jahr ungeprüft sind."),
    ),
    Job(
        name="contacts.erase",
        every_seconds=AN_HOUR,
        run=erase,
        description=_l("Löscht Kontakte 12 Monate nach dem Herausnehmen."),
    ),
)
