"""Numbers, results and emergency contacts: written, opened, forgotten."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast
from uuid import UUID

from sqlalchemy import CursorResult, delete, select

from bgm_portal.activities import queries as activities
from bgm_portal.activities import service as activity_service
from bgm_portal.activities.models import Activity
from bgm_portal.audit import service as audit
from bgm_portal.audit.events import Event
from bgm_portal.core.clock import local_day, midnight
from bgm_portal.core.database import db
from bgm_portal.core.sealed import Keyring, SealBroken, keyring
from bgm_portal.privacy import event_keys, ledger
from bgm_portal.runs import rules
from bgm_portal.runs.errors import NotTheContact, NotTheDay
from bgm_portal.runs.models import EmergencyContact, Entry
from bgm_portal.runs.queries import entries as queries


@dataclass(frozen=True, kw_only=True)
class Result:
    """How somebody ran. Nobody else reads it."""

    time: str
    place: str = ""
    class_name: str = ""


@dataclass(frozen=True, kw_only=True)
class CallThem:
    """Whom to call for somebody."""

    who: str
    name: str
    phone: str

    @property
    def dialled(self) -> str:
        """Return the number as a telephone dials it, so that one press is enough."""
        return rules.dialled(self.phone)


def assign_numbers(
    activity_id: UUID, numbers: Mapping[UUID, str], *, by: UUID, at: datetime
) -> None:
    """Write the start numbers of registrations; what others hold stays."""
    activity_service.lock(activity_id)
    known = queries.entries(numbers)
    db.session.execute(
        delete(Entry).where(Entry.registration_id.in_(numbers), Entry.sealed_result.is_(None))
    )
    db.session.flush()
    for registration_id, number in numbers.items():
        entry = known.get(registration_id)
        if entry is not None and entry.sealed_result is not None:
            entry.start_number = number
        else:
            db.session.add(
                Entry(registration_id=registration_id, activity_id=activity_id, start_number=number)
            )
        db.session.flush()
    audit.record(
        Event.START_NUMBERS_IMPORTED, at=at, by=by, object_id=activity_id, count=len(numbers)
    )


def note_results(
    activity_id: UUID, results: Mapping[UUID, Result], *, by: UUID, at: datetime
) -> None:
    """Seal the results of registrations for their people."""
    activity_service.lock(activity_id)
    known = queries.entries(results)
    for registration_id, result in results.items():
        content = {"time": result.time, "place": result.place, "class": result.class_name}
        entry = known[registration_id]
        entry.key_name, entry.sealed_result = keyring().seal(content, row=registration_id)
    audit.record(Event.RESULTS_IMPORTED, at=at, by=by, object_id=activity_id, count=len(results))
    db.session.flush()


def withdraw_results(activity_id: UUID, *, by: UUID, at: datetime) -> int:
    """Erase every result of an activity, for one that was read in by mistake; return how many.

    Start numbers stay. A restored backup does not bring the results back.
    """
    activity_service.lock(activity_id)
    held = queries.with_results(activity_id)
    if not held:
        return 0
    for entry in held:
        entry.key_name, entry.sealed_result = None, None
    gone = [{"registration_id": entry.registration_id} for entry in held]
    ledger.note("run_entry.sealed_result", gone, at=at)
    audit.record(Event.RESULTS_WITHDRAWN, at=at, by=by, object_id=activity_id, count=len(held))
    db.session.flush()
    return len(held)


def own_result(registration_id: UUID) -> Result | None:
    """Return one's own result. Whoever calls this has made sure that it is one's own."""
    entry = queries.entry(registration_id)
    if entry is None or entry.sealed_result is None or entry.key_name is None:
        return None
    try:
        found = keyring().open(entry.sealed_result, key=entry.key_name, row=registration_id)
    except SealBroken:
        return None
    return Result(time=found["time"], place=found["place"], class_name=found["class"])


def forget_result(registration_id: UUID, *, at: datetime) -> None:
    """Erase one's own result; the start number stays."""
    entry = queries.entry(registration_id)
    if entry is not None:
        entry.key_name, entry.sealed_result = None, None
        ledger.note("run_entry.sealed_result", [{"registration_id": registration_id}], at=at)


def name_emergency_contact(
    registration_id: UUID, *, activity_id: UUID, name: str, phone: str, at: datetime
) -> None:
    """Seal whom to call for somebody; what was named before is replaced."""
    _erase_contact(registration_id)
    db.session.flush()
    ring = event_keys.sealing(activity_id, at=at)
    key_name, sealed = ring.seal({"name": name, "phone": phone}, row=registration_id)
    db.session.add(
        EmergencyContact(
            registration_id=registration_id,
            activity_id=activity_id,
            key_name=key_name,
            sealed=sealed,
            given_at=at,
        )
    )


def forget_emergency_contact(registration_id: UUID, *, at: datetime) -> None:
    """Erase whom to call for somebody, for good."""
    _erase_contact(registration_id)
    ledger.note(EmergencyContact.__tablename__, [{"registration_id": registration_id}], at=at)


def _erase_contact(registration_id: UUID) -> None:
    db.session.execute(
        delete(EmergencyContact).where(EmergencyContact.registration_id == registration_id)
    )


def own_emergency_contact(registration_id: UUID) -> tuple[str, str] | None:
    """Return whom somebody named themselves. Whoever calls this has made sure that it is theirs."""
    contact = queries.emergency_contact(registration_id)
    if contact is None:
        return None
    return _opened(contact, event_keys.opening([contact.key_name]))


def open_emergency_contacts(activity_id: UUID, *, by: UUID, at: datetime) -> list[CallThem]:
    """Open whom to call: only the named contact, only on the day; the log is written first."""
    activity = activities.activity(activity_id)
    if activity.contact_id != by:
        raise NotTheContact
    if not rules.is_the_day(activity.starts_at, activity.ends_at, at=at):
        raise NotTheDay
    found = queries.emergency_contacts(activity_id)
    audit.record(Event.EMERGENCY_OPENED, at=at, by=by, object_id=activity_id, count=len(found))
    db.session.flush()
    ring = event_keys.opening(contact.key_name for contact, _person in found)
    opened = [(person.name_in_list, _opened(contact, ring)) for contact, person in found]
    return [CallThem(who=who, name=said[0], phone=said[1]) for who, said in opened if said]


def _opened(contact: EmergencyContact, ring: Keyring) -> tuple[str, str] | None:
    try:
        said = ring.open(contact.sealed, key=contact.key_name, row=contact.registration_id)
    except SealBroken:
        return None
    return said["name"], said["phone"]


def over(*, at: datetime) -> list[UUID]:
    """Return the activities that ended before yesterday and still hold emergency contacts."""
    since = midnight(rules.emergency_kept_since(local_day(at)))
    held = select(EmergencyContact.activity_id).where(EmergencyContact.activity_id == Activity.id)
    return list(
        db.session.scalars(
            select(Activity.id).where(Activity.ends_at < since, held.exists()).order_by(Activity.id)
        )
    )


def forget_emergency_contacts(activity_id: UUID, *, at: datetime) -> int:
    """Erase the emergency contacts of an activity; return how many."""
    result = db.session.execute(
        delete(EmergencyContact).where(EmergencyContact.activity_id == activity_id)
    )
    erased = cast("CursorResult[Any]", result).rowcount
    audit.record(Event.EMERGENCY_ERASED, at=at, by=None, object_id=activity_id, count=erased)
    return erased


def reseal(*, limit: int, at: datetime) -> int:
    """Seal again what older keys sealed: results with the key of today, contacts with the event's.

    Results outlive their event where somebody wants their history, so they have no part in its key.
    What no key opens any more stays as it is, and is erased with its time.
    """
    ring = keyring()
    older = Entry.key_name.in_([name for name in ring.names if name != ring.current])
    results = select(Entry).where(older).order_by(Entry.registration_id).limit(limit)
    entries = db.session.scalars(results.with_for_update()).all()
    for entry in entries:
        row, sealed = entry.registration_id, entry.sealed_result or b""
        content = ring.open(sealed, key=entry.key_name or "", row=row)
        entry.key_name, entry.sealed_result = ring.seal(content, row=row)
    by_house = EmergencyContact.key_name.in_(ring.names)
    calls = select(EmergencyContact).where(by_house).order_by(EmergencyContact.registration_id)
    contacts = db.session.scalars(calls.limit(limit).with_for_update()).all()
    for contact in contacts:
        said = ring.open(contact.sealed, key=contact.key_name, row=contact.registration_id)
        sealing = event_keys.sealing(contact.activity_id, at=at)
        contact.key_name, contact.sealed = sealing.seal(said, row=contact.registration_id)
    return len(entries) + len(contacts)
