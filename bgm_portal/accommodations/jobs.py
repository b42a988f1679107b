"""What happens to needs by the clock. Every job may run twice, late, or on two machines."""

from datetime import datetime, time, timedelta
from uuid import UUID

from flask_babel import lazy_gettext as _l

from bgm_portal.core.clock import LOCAL, local, local_day
from bgm_portal.core.database import transaction
from bgm_portal.core.jobs import Job, one_by_one
from bgm_portal.mail import outbox
from bgm_portal.privacy import key_care

from . import keys, messages, queries, rules, service, words
from .errors import NeedMissing, NobodyToAsk

DIGEST_TIME = time(7, 30)
A_WEEK_AT_LEAST = timedelta(days=rules.DAYS_KEPT_AFTER_EVENT - 1)  # the rules know the day


def send_digests(now: datetime) -> int:
    """Tell everybody who looks after needs, once a day from half past seven, what waits."""
    if local(now).time() < DIGEST_TIME:
        return 0
    with transaction():
        owners = queries.owners()
    sent = 0
    for owner_id in owners:
        with transaction():
            sent += _send_digest(owner_id, now)
    return sent


def erase_what_is_over(now: datetime) -> int:
    """Erase the needs whose time is over, one at a time."""
    today = local_day(now)
    with transaction():
        rows = queries.ended_or_declined(ended_before=now - A_WEEK_AT_LEAST)
    erased = 0
    for row in rows:
        if words.erased_on(row) <= today:
            with transaction():
                erased += service.erase_over(need_id=row.id, at=now)
    return erased


def destroy_keys(now: datetime) -> int:
    """Destroy the keys of events that seal nothing any more, or whose time is over anyhow.

    Their file loses them at once, so that no backup can be opened with it from now on.
    """
    with transaction():
        over = keys.over(at=now)
        unused = set(key_care.unused()) - over
    destroyed = one_by_one(
        sorted(over), lambda one: key_care.destroy(one, at=now, even_if_used=True)
    )
    destroyed += one_by_one(
        sorted(unused), lambda one: key_care.destroy(one, at=now, even_if_used=False)
    )
    if destroyed:
        with transaction():
            key_care.copy_out()
    return destroyed


def find_owners(now: datetime) -> int:
    """Give to somebody else what its owner may not or can not answer any more."""
    with transaction():
        orphaned = queries.without_owner()
    given = 0
    for need_id in orphaned:
        with transaction():
            given += _find_owner(need_id, now)
    return given


def _send_digest(owner_id: UUID, now: datetime) -> bool:
    """Write the digest of this morning, at whatever time it is written."""
    day = local_day(now)
    morning = datetime.combine(day, DIGEST_TIME, tzinfo=LOCAL)
    needs = queries.desk(owner_id)
    counts = rules.digest(needs, until=morning, today=day)
    if not counts.is_worth_a_message:
        return False
    if not outbox.enqueue(messages.digest(owner_id, counts, day=day), at=now):
        return False
    service.mark_told([need.id for need in needs if rules.is_news(need, morning)])
    return True


def _find_owner(need_id: UUID, now: datetime) -> bool:
    try:
        return service.give_to_somebody_who_may(need_id=need_id, at=now)
    except (NeedMissing, NobodyToAsk):
        return False  # withdrawn meanwhile, or nobody is there: the next run asks again


JOBS = (
    Job(
        name="needs.digest",
        every_seconds=5 * 60,
        run=send_digests,
        description=_l("Schreibt den Zuständigen morgens, wie viele Bedarfe auf sie warten."),
    ),
    Job(
        name="needs.owners",
        every_seconds=15 * 60,
        run=find_owners,
        description=_l("Sucht für Bedarfe ohne zuständige Person eine neue."),
    ),
    Job(
        name="needs.erase",
        every_seconds=60 * 60,
        run=erase_what_is_over,
        description=_l("Löscht Bedarfe eine Woche nach dem Ende des Angebots."),
    ),
    Job(
        name="destroy-event-keys",
        every_seconds=60 * 60,
        run=destroy_keys,
        description=_l(
            "Zerstört den Schlüssel eines Angebots, sobald er nichts mehr versiegelt, spätestens"
            " 8 Tage nach dem Ende. Danach öffnet auch keine Sicherung mehr, was er versiegelt hat."
        ),
    ),
)
