"""Reading contact points. Every list has the order of the directory: kind by kind, by name."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import case, func, select

from bgm_portal.core.database import db

from .errors import UnknownContact
from .kinds import ContactKind
from .models import ContactPoint

_BY_KIND = case(
    {kind: position for position, kind in enumerate(ContactKind)}, value=ContactPoint.kind
)
ORDER = (_BY_KIND, func.lower(ContactPoint.name_de), ContactPoint.id)


@dataclass(frozen=True, kw_only=True)
class Reference:
    """What a key stands for: enough to link to it."""

    id: UUID
    key: str
    name_de: str
    name_en: str | None
    is_retired: bool


@dataclass(frozen=True, kw_only=True)
class Due:
    """A contact point that nobody checked for long."""

    id: UUID
    name_de: str
    name_en: str | None
    checked_on: date


def contacts(*, with_retired: bool = False) -> Sequence[ContactPoint]:
    """Return everything in the directory, and what was taken out of it if it is asked for."""
    statement = select(ContactPoint).order_by(*ORDER)
    if not with_retired:
        statement = statement.where(ContactPoint.retired_at.is_(None))
    return db.session.scalars(statement).all()


def contact(contact_id: UUID) -> ContactPoint:
    """Return a contact point, retired or not."""
    found = db.session.get(ContactPoint, contact_id, populate_existing=True)
    if found is None:
        raise UnknownContact
    return found


def is_taken(key: str) -> bool:
    """Tell whether a contact point has this key, a retired one included."""
    return db.session.scalar(select(ContactPoint.id).where(ContactPoint.key == key)) is not None


def references(keys: Collection[str]) -> dict[str, Reference]:
    """Return what these keys stand for, with one statement; unknown keys are left out.

    Whoever links by key compares the two sets: a key that is missing here is a finding for the
    author, never a crash for the reader.
    """
    if not keys:
        return {}
    rows = db.session.execute(
        select(
            ContactPoint.id,
            ContactPoint.key,
            ContactPoint.name_de,
            ContactPoint.name_en,
            ContactPoint.retired_at,
        )
        .where(ContactPoint.key.in_(set(keys)))
        .order_by(ContactPoint.key)
    )
    return {
        row.key: Reference(
            id=row.id,
            key=row.key,
            name_de=row.name_de,
            name_en=row.name_en,
            is_retired=row.retired_at is not None,
        )
        for row in rows
    }


def by_keys(keys: Collection[str]) -> dict[str, ContactPoint]:
    """Return the contact points of these keys that are in the directory now."""
    if not keys:
        return {}
    rows = db.session.scalars(
        select(ContactPoint)
        .where(ContactPoint.key.in_(set(keys)), ContactPoint.retired_at.is_(None))
        .order_by(*ORDER)
    )
    return {row.key: row for row in rows}


def to_be_reminded(*, checked_until: date) -> list[Due]:
    """Return what was last checked by then and nobody was reminded of, held until the commit."""
    statement = (
        select(ContactPoint)
        .where(
            ContactPoint.retired_at.is_(None),
            ContactPoint.reminded_at.is_(None),
            ContactPoint.checked_on <= checked_until,
        )
        .order_by(*ORDER)
        .with_for_update(skip_locked=True)
    )
    return [
        Due(id=one.id, name_de=one.name_de, name_en=one.name_en, checked_on=one.checked_on)
        for one in db.session.scalars(statement)
    ]


def retired_until(moment: datetime) -> list[tuple[UUID, datetime]]:
    """Return what was taken out by then, and when."""
    rows = db.session.execute(
        select(ContactPoint.id, ContactPoint.retired_at)
        .where(ContactPoint.retired_at <= moment)
        .order_by(ContactPoint.retired_at, ContactPoint.id)
    )
    return [(contact_id, retired_at) for contact_id, retired_at in rows if retired_at is not None]
