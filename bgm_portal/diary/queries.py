"""Questions about the diary, always of one person. Reads only; every list has an order."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from sqlalchemy import select

from bgm_portal.core.database import db
from bgm_portal.identity.models import Person
from bgm_portal.mail import preferences
from bgm_portal.mail.states import Channel
from bgm_portal.privacy import queries as consents
from bgm_portal.privacy.kinds import ConsentCode

from .models import DiaryEntry
from .rules import Entry


def is_kept(person_id: UUID) -> bool:
    """Tell whether somebody keeps a diary."""
    return consents.has(person_id, ConsentCode.DIARY)


def people_to_nudge(kind: str) -> list[Person]:
    """Return who wants to be asked about the week, keeps a diary, and still works here."""
    wishes = preferences.of_everybody((kind,))
    wanting = {id_ for (id_, _kind), one in wishes.items() if one.channel is not Channel.OFF}
    keeping = consents.holders(wanting, ConsentCode.DIARY)
    return list(
        db.session.scalars(
            select(Person)
            .where(Person.id.in_(keeping), Person.deactivated_at.is_(None))
            .order_by(Person.id)
        )
    )


def entries(person_id: UUID) -> list[Entry]:
    """Return a whole diary, the latest day first."""
    rows = db.session.scalars(
        select(DiaryEntry).where(DiaryEntry.person_id == person_id).order_by(DiaryEntry.day.desc())
    )
    return [Entry(day=row.day, minutes=row.minutes, rest=row.rest) for row in rows]


def days_with_entry(person_id: UUID, days: Collection[date]) -> set[date]:
    """Return which of these days are written."""
    return set(
        db.session.scalars(
            select(DiaryEntry.day)
            .where(DiaryEntry.person_id == person_id, DiaryEntry.day.in_(days))
            .order_by(DiaryEntry.day)
        )
    )
