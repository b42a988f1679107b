"""Questions about start numbers, results and emergency contacts. Reads only."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import func, select

from bgm_portal.core.database import db
from bgm_portal.identity.models import Person
from bgm_portal.registration.models import Registration
from bgm_portal.registration.states import RegistrationState
from bgm_portal.runs.models import EmergencyContact, Entry


def entry(registration_id: UUID) -> Entry | None:
    """Return the start number and sealed result of a registration."""
    return db.session.get(Entry, registration_id)


def entries(registration_ids: Collection[UUID]) -> dict[UUID, Entry]:
    """Return the entries of some registrations."""
    rows = db.session.scalars(select(Entry).where(Entry.registration_id.in_(registration_ids)))
    return {row.registration_id: row for row in rows}


def with_results(activity_id: UUID) -> list[Entry]:
    """Return the entries of an activity that hold a result, still sealed."""
    held = select(Entry).where(Entry.activity_id == activity_id, Entry.sealed_result.is_not(None))
    return list(db.session.scalars(held.order_by(Entry.registration_id)))


def result_count(activity_id: UUID) -> int:
    """Count the results of an activity; nobody but their people reads them."""
    counted = select(func.count()).where(
        Entry.activity_id == activity_id, Entry.sealed_result.is_not(None)
    )
    return db.session.scalar(counted) or 0


def emergency_contact(registration_id: UUID) -> EmergencyContact | None:
    """Return whom to call for a registration, still sealed."""
    return db.session.get(EmergencyContact, registration_id)


def emergency_contacts(activity_id: UUID) -> list[tuple[EmergencyContact, Person]]:
    """Return whom to call for everybody who takes part, still sealed, by name."""
    rows = db.session.execute(
        select(EmergencyContact, Person)
        .join(Registration, Registration.id == EmergencyContact.registration_id)
        .join(Person, Person.id == Registration.person_id)
        .where(
            EmergencyContact.activity_id == activity_id,
            Registration.state == RegistrationState.CONFIRMED,
        )
        .order_by(Person.last_name, Person.first_name, Person.id)
    )
    return [(contact, person) for contact, person in rows]


def emergency_count(activity_id: UUID) -> int:
    """Count the emergency contacts of an activity."""
    counted = select(func.count()).where(EmergencyContact.activity_id == activity_id)
    return db.session.scalar(counted) or 0
