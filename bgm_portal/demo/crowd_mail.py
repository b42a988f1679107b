"""What the house to measure by has written to people, as far back as messages are kept."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from random import Random
from uuid import UUID

from bgm_portal.activities.kinds import ActivityState
from bgm_portal.mail.outbox import KEPT
from bgm_portal.mail.states import DeliveryPolicy, MailState
from bgm_portal.registration.states import RegistrationState

from .bulk import Row
from .crowd import Crowd
from .crowd_life import Held

#: About as long as the messages of the portal are; one is below what the database folds up.
TEXT = "Guten Tag, Sie haben einen Platz. Wir freuen uns auf Sie. " * 8
HTML = "<p style='margin:0'>Guten Tag, Sie haben einen Platz.</p>" * 16
READ = 0.7
#: How messages fared, in thousandths.
FARED = ((970, MailState.SENT), (990, MailState.PORTAL), (997, MailState.OBSOLETE))


def messages(crowd: Crowd, held: Held, random: Random) -> Iterator[Row]:
    """Draw what was written about an activity and is still kept."""
    oldest = crowd.now - KEPT
    for kind, about, at in _reasons(held):
        if oldest <= at < crowd.now:
            yield _message(crowd, random, kind, held.activity["id"], about, at)


def _reasons(held: Held) -> Iterator[tuple[str, Row, datetime]]:
    cancelled = held.activity["state"] is ActivityState.CANCELLED
    for one in held.registrations:
        waits = one["state"] is RegistrationState.WAITING
        yield f"registration.{'waiting' if waits else 'confirmed'}", one, one["registered_at"]
        if one["ended_at"] is not None:
            kind = "activity.cancelled" if cancelled else "registration.cancelled"
            yield kind, one, one["ended_at"]
        if one["state"] is not RegistrationState.CONFIRMED:
            continue
        yield "reminder.week", one, held.dates[0]["starts_at"] - timedelta(days=7)
        for date in held.dates:
            yield "reminder.day", one, date["starts_at"] - timedelta(days=1)


def _message(
    crowd: Crowd, random: Random, kind: str, activity_id: UUID, about: Row, at: datetime
) -> Row:
    mail_id = UUID(int=random.getrandbits(128), version=4)
    drawn = random.randrange(1000)
    state = next((state for bound, state in FARED if drawn < bound), MailState.FAILED)
    person_id = about["person_id"]
    return {
        "id": mail_id,
        "key": f"{kind}:{mail_id}",
        "kind": kind,
        "person_id": person_id,
        "context_id": about["id"],
        "activity_id": activity_id,
        "recipient": crowd.address(person_id),
        "language": "de",
        "subject": "Ihr Platz im BGM-Portal",
        "text": TEXT,
        "html": HTML,
        "message_id": f"<{mail_id}@{crowd.mark}.example>",
        "policy": DeliveryPolicy.AT_LEAST_ONCE,
        "state": state,
        "created_at": at,
        "next_attempt_at": at,
        "voided": state is MailState.OBSOLETE,
        "attempts": 1,
        "sent_at": at if state is MailState.SENT else None,
        "read_at": at + timedelta(hours=3) if random.random() < READ else None,
    }
