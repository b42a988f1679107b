"""What happens by the clock: in the morning coordinators read what is due."""

from datetime import datetime, time
from uuid import UUID

from flask_babel import lazy_gettext as _l

from bgm_portal.core.clock import LOCAL, local_day
from bgm_portal.core.database import transaction
from bgm_portal.core.jobs import Job, one_by_one
from bgm_portal.identity import queries as identity
from bgm_portal.mail import outbox

from . import messages, queries, rules

MORNING = time(7, 30)


def remind(now: datetime) -> int:
    """Remind everybody for whom something is due, once a morning."""
    if now < datetime.combine(local_day(now), MORNING, tzinfo=LOCAL):
        return 0
    with transaction():
        people = queries.people_with_open_tasks()
    return one_by_one(people, lambda person_id: _remind(person_id, now))


def _remind(person_id: UUID, now: datetime) -> int:
    today = local_day(now)
    due = queries.open_of(person_id, until=today)
    if not rules.worth_a_message((one.on for one in due), today=today):
        return 0
    to = identity.recipient(identity.person(person_id))
    return int(outbox.enqueue(messages.due(to, due, day=today), at=now))


JOBS: tuple[Job, ...] = (
    Job(
        name="checklists.remind",
        every_seconds=15 * 60,
        run=remind,
        description=_l("Erinnert die Koordination morgens an Aufgaben, die heute fällig sind."),
    ),
)
