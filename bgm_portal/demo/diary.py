"""Katrin's diary: a good part of a year, in no hurry, with days of rest."""

from datetime import datetime, timedelta
from random import Random
from uuid import UUID

from bgm_portal.core.clock import local_day
from bgm_portal.core.database import transaction
from bgm_portal.diary import nudge, service
from bgm_portal.diary.rules import Entry
from bgm_portal.mail import preferences
from bgm_portal.mail.preferences import Preference
from bgm_portal.mail.states import Channel
from bgm_portal.privacy import service as privacy
from bgm_portal.privacy.kinds import ConsentCode

DAYS = 150
MINUTES = (15, 20, 20, 30, 30, 45, 60)
WRITES, RESTS = 0.55, 0.15


def keep(person_id: UUID, random: Random, *, now: datetime) -> None:
    """Let somebody keep a diary through the last months, plan a day of rest, be asked weekly."""
    begun = now - timedelta(days=DAYS)
    with transaction():
        privacy.give(person_id=person_id, code=ConsentCode.DIARY, by=person_id, at=begun)
        for number in range(DAYS):
            at = begun + timedelta(days=number)
            chance = random.random()
            if chance < WRITES:
                entry = Entry(day=local_day(at), minutes=random.choice(MINUTES))
            elif chance < WRITES + RESTS:
                entry = Entry(day=local_day(at), minutes=0, rest=True)
            else:
                continue
            service.write(entry, by=person_id, at=at)
        rest = Entry(day=local_day(now + timedelta(days=3)), minutes=0, rest=True)
        service.write(rest, by=person_id, at=now)
        preferences.keep(person_id, {nudge.KIND: Preference(channel=Channel.PORTAL)})
