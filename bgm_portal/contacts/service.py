"""Keeping the directory: adding, changing, checking, taking out and back in, forgetting."""

from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select, update

from bgm_portal.audit import service as audit
from bgm_portal.audit.events import Event
from bgm_portal.core.clock import local_day
from bgm_portal.core.database import db

from . import queries
from .errors import KeyTaken, Retired
from .models import ContactPoint

#: What a form may write, so that it can never reach further.
COLUMNS = frozenset(
    {
        "kind",
        "scope",
        "name_de",
        "name_en",
        "helps_de",
        "helps_en",
        "when_de",
        "when_en",
        "phone",
        "email",
        "website",
        "channels_de",
        "channels_en",
        "address",
        "access_de",
        "access_en",
        "hours_de",
        "hours_en",
        "languages_de",
        "languages_en",
        "source",
        "checked_on",
        "checked_by",
    }
)
CHECKED_BY = "BGM-Koordination"  # who presses the button


def create(key: str, values: Mapping[str, Any], *, by: UUID, at: datetime) -> UUID:
    """Add a contact point under a key of its own."""
    if queries.is_taken(key):
        raise KeyTaken
    contact = ContactPoint(key=key)
    _write(contact, values)
    db.session.add(contact)
    db.session.flush()
    audit.record(Event.CONTACT_CREATED, at=at, by=by, object_id=contact.id)
    return contact.id


def hold(contact_id: UUID) -> None:
    """Hold a contact point until the commit, so that nobody else writes it down meanwhile."""
    _held(contact_id)


def change(contact_id: UUID, values: Mapping[str, Any], *, by: UUID, at: datetime) -> None:
    """Write what is known about a contact point now; its key stays."""
    _write(_held(contact_id), values)
    audit.record(Event.CONTACT_CHANGED, at=at, by=by, object_id=contact_id)
    db.session.flush()


def confirm(contact_id: UUID, *, by: UUID, at: datetime) -> None:
    """Note that all of it was checked today and is right."""
    contact = _held(contact_id)
    if contact.retired_at is not None:
        raise Retired
    _check(contact, local_day(at))
    contact.checked_by = CHECKED_BY
    audit.record(Event.CONTACT_CHECKED, at=at, by=by, object_id=contact_id)
    db.session.flush()


def retire(contact_id: UUID, *, by: UUID, at: datetime) -> None:
    """Take a contact point out of the directory; the first time counts."""
    contact = _held(contact_id)
    if contact.retired_at is not None:
        return
    contact.retired_at = at
    audit.record(Event.CONTACT_RETIRED, at=at, by=by, object_id=contact_id)
    db.session.flush()


def take_back(contact_id: UUID, *, by: UUID, at: datetime) -> None:
    """Take a contact point back into the directory."""
    contact = _held(contact_id)
    if contact.retired_at is None:
        return
    contact.retired_at = None
    audit.record(Event.CONTACT_TAKEN_BACK, at=at, by=by, object_id=contact_id)
    db.session.flush()


def mark_reminded(contact_ids: Collection[UUID], *, at: datetime) -> None:
    """Note that the coordinators were told of these."""
    db.session.execute(
        update(ContactPoint).where(ContactPoint.id.in_(contact_ids)).values(reminded_at=at)
    )


def erase(contact_id: UUID, *, at: datetime) -> None:
    """Erase a contact point that was taken out long ago, with everything that names it."""
    db.session.delete(_held(contact_id))
    audit.record(Event.CONTACT_ERASED, at=at, by=None, object_id=contact_id)
    db.session.flush()


def _held(contact_id: UUID) -> ContactPoint:
    """Hold a contact point until the commit: one person after the other."""
    db.session.execute(
        select(ContactPoint.id).where(ContactPoint.id == contact_id).with_for_update()
    )
    return queries.contact(contact_id)


def _write(contact: ContactPoint, values: Mapping[str, Any]) -> None:
    for name in sorted(COLUMNS & values.keys() - {"checked_on"}):
        setattr(contact, name, values[name])
    if "checked_on" in values:
        _check(contact, values["checked_on"])


def _check(contact: ContactPoint, day: date) -> None:
    """Note the day of a check; a new one lets the coordinators be reminded again."""
    if contact.checked_on != day:
        contact.checked_on = day
        contact.reminded_at = None
