"""Whoever left: a row without a name is kept, because activities and others point to it."""

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import select

from bgm_portal.audit.events import Event
from bgm_portal.audit.service import record
from bgm_portal.core.database import db

from . import queries
from .models import Person

AFTER = timedelta(days=7)  # long enough to take back what was done by mistake
NAMELESS = "geloescht.invalid"  # a domain that never exists (RFC 2606)
FIRST_NAME, LAST_NAME = "Ehemals", "beschäftigt"


def due(*, at: datetime) -> list[UUID]:
    """Return those who left long enough ago and still have a name."""
    return list(
        db.session.scalars(
            select(Person.id)
            .where(Person.deactivated_at < at - AFTER, Person.email.not_like(f"%@{NAMELESS}"))
            .order_by(Person.deactivated_at, Person.id)
        )
    )


def is_due(person_id: UUID, *, at: datetime) -> bool:
    """Tell whether somebody is still among them; holds the account until the commit."""
    person = db.session.get(Person, person_id, with_for_update=True, populate_existing=True)
    return (
        person is not None
        and person.deactivated_at is not None
        and person.deactivated_at < at - AFTER
    )


def is_nameless(person: Person) -> bool:
    """Tell whether nothing of an account is left but its row."""
    return person.email.endswith(f"@{NAMELESS}")


def nameless(person_id: UUID) -> dict[str, str | None]:
    """Return what an account holds after its name was taken away."""
    return {
        "first_name": FIRST_NAME,
        "last_name": LAST_NAME,
        "email": f"{person_id}@{NAMELESS}",
        "phone": None,
        "house_subject": None,
        "line_manager_id": None,
        "site_id": None,
        "password_hash": None,
    }


def take_name_away(person_id: UUID, *, at: datetime) -> None:
    """Leave nothing of an account but its row."""
    person = queries.person(person_id)
    for name, value in nameless(person_id).items():
        setattr(person, name, value)
    record(Event.PERSON_ERASED, at=at, by=None, subject=person_id)
