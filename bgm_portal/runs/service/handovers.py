"""Places that go to a colleague by name, once the organiser has the names.

Whoever waits comes first: a place goes by name only where nobody else waits for it. The activity is
held first, so that a place never goes to two.
"""

from datetime import datetime
from uuid import UUID, uuid4

from bgm_portal.activities import audience_queries, race_queries
from bgm_portal.activities import queries as activities
from bgm_portal.activities import service as activity_service
from bgm_portal.activities.rules import Seats
from bgm_portal.audit import service as audit
from bgm_portal.audit.events import Event
from bgm_portal.core.database import db
from bgm_portal.core.tokens import new_reference
from bgm_portal.identity import queries as identity
from bgm_portal.identity.models import Person
from bgm_portal.mail import outbox
from bgm_portal.privacy import service as privacy
from bgm_portal.privacy.kinds import ConsentCode
from bgm_portal.registration import messages as registration_messages
from bgm_portal.registration import queries as registrations
from bgm_portal.registration import queue_queries, sign_up_queries
from bgm_portal.registration.models import Registration
from bgm_portal.registration.service.ending import end
from bgm_portal.registration.service.occasions import booking_of
from bgm_portal.registration.service.places import release
from bgm_portal.registration.states import Promotion, RegistrationState
from bgm_portal.runs import messages, rules
from bgm_portal.runs.errors import HandoverRefused
from bgm_portal.runs.models import Handover
from bgm_portal.runs.queries import entries
from bgm_portal.runs.queries import handovers as queries
from bgm_portal.runs.rules import HandoverRefusal, Passing


def propose(registration_id: UUID, *, email: str, by: UUID, at: datetime) -> None:
    """Propose a colleague, who is asked; an earlier proposal that was not answered gives way."""
    seats = activity_service.lock(registrations.registration(registration_id).activity_id)
    registration = registrations.registration(registration_id)
    person = identity.person_by_email(email)
    others = [row for row, _person in queue_queries.queue(seats.activity_id)]
    _ensure(registration, seats, others, to=person, at=at)
    if person is None or not _may_take_over(person, seats.activity_id):
        raise HandoverRefused(HandoverRefusal.NOT_THIS_PERSON)
    _forget(registration_id)
    handover = Handover(
        registration_id=registration_id, to_person_id=person.id, proposed_by=by, proposed_at=at
    )
    db.session.add(handover)
    _note(Event.HANDOVER_PROPOSED, registration, by=by, at=at)
    occasion = sign_up_queries.occasion(seats.activity_id)
    giver = identity.person(registration.person_id)
    outbox.enqueue(
        messages.handover_proposed(
            occasion, handover.id, giver=giver.name, to=identity.recipient(person)
        ),
        at=at,
    )


def accept(handover_id: UUID, *, agrees: bool, by: UUID, at: datetime) -> UUID:
    """Take the place over: name, start number and start class; return the new registration."""
    known, _registration, _giver = queries.handover(handover_id, to=by)
    activity_id = registrations.registration(known.registration_id).activity_id
    seats = activity_service.draw_ticket(activity_id)
    handover, old, _giver = queries.handover(handover_id, to=by)
    person = identity.person(by)
    others = [row for row, _person in queue_queries.queue(activity_id)]
    _ensure(old, seats, others, to=person, at=at)
    if not _may_take_over(person, activity_id):
        raise HandoverRefused(HandoverRefusal.GONE)
    activity = activities.activity(activity_id)
    if activity.organiser and not agrees:
        raise HandoverRefused(HandoverRefusal.CONSENT)
    waiting = registrations.active(by, activity_id)
    if waiting is not None:
        release(seats, [waiting])
        end(waiting, event=None, by=by, at=at)
    occasion = sign_up_queries.occasion(activity_id)
    end(old, event=Event.HANDED_OVER, by=by, at=at)
    new = Registration(
        id=uuid4(),
        reference=new_reference(),
        activity_id=activity_id,
        person_id=by,
        role_id=old.role_id,
        takes_place=old.takes_place,
        state=RegistrationState.CONFIRMED,
        ticket=seats.ticket,
        promotion=Promotion.ASK,
        registered_at=at,
        confirmed_at=at,
        calendar_sequence=0,
    )
    db.session.add(new)
    db.session.flush()
    handover.successor_id = new.id
    _pass_on_number(old.id, new.id)
    if activity.organiser:
        privacy.give(person_id=by, code=ConsentCode.ORGANISER, scope=str(activity_id), by=by, at=at)
    _note(Event.HANDOVER_ACCEPTED, new, by=by, at=at)
    leaver = booking_of(old, identity.person(old.person_id))
    ended = registration_messages.cancelled(
        occasion, leaver, had_place=True, handed_over=True, at=at
    )
    outbox.enqueue(ended, at=at)
    outbox.enqueue(registration_messages.confirmed(occasion, booking_of(new, person), at=at), at=at)
    outbox.enqueue(messages.note(messages.handover_accepted(person.name), occasion, leaver), at=at)
    return new.id


def decline(handover_id: UUID, *, by: UUID, at: datetime) -> None:
    """Say no, without a reason; whoever holds the place is told."""
    handover, registration, _giver = queries.handover(handover_id, to=by)
    activity_service.lock(registration.activity_id)
    person = identity.person(by)
    db.session.delete(handover)
    _note(Event.HANDOVER_DECLINED, registration, by=by, at=at)
    occasion = sign_up_queries.occasion(registration.activity_id)
    booking = booking_of(registration, identity.person(registration.person_id))
    note = messages.handover_declined(person.name, key=str(handover_id))
    outbox.enqueue(messages.note(note, occasion, booking), at=at)


def withdraw(registration_id: UUID, *, by: UUID, at: datetime) -> None:
    """Keep the place after all; a question that was not sent yet is taken back."""
    registration = registrations.registration(registration_id)
    activity_service.lock(registration.activity_id)
    _forget(registration_id)
    _note(Event.HANDOVER_DECLINED, registration, by=by, at=at)


def _ensure(
    registration: Registration,
    seats: Seats,
    waiting: list[Registration],
    *,
    to: Person | None,
    at: datetime,
) -> None:
    race = race_queries.race(seats.activity_id)
    first = waiting[0].person_id if waiting else None
    passing = Passing(
        has_place=registration.state is RegistrationState.CONFIRMED and registration.takes_place,
        names_until=race.names_until if race else None,
        starts_at=seats.starts_at,
        others_wait=bool(waiting) and (to is None or first != to.id),
    )
    refusal = rules.refuse_handover(passing, at=at)
    if refusal is not None:
        raise HandoverRefused(refusal)


def _may_take_over(person: Person, activity_id: UUID) -> bool:
    """Tell whether somebody is in the house, has no place there yet and is one of those it is for.

    All other cases get the same answer, so that nobody learns who takes part.
    """
    registration = registrations.active(person.id, activity_id)
    waits = registration is None or registration.state is RegistrationState.WAITING
    inside = waits and (
        registration is not None or audience_queries.is_for_person(activity_id, person.id)
    )
    return person.deactivated_at is None and inside


def _pass_on_number(old_id: UUID, new_id: UUID) -> None:
    entry = entries.entry(old_id)
    if entry is not None:
        entry.key_name, entry.sealed_result = None, None
        entry.registration_id = new_id


def _forget(registration_id: UUID) -> None:
    found = queries.of_registration(registration_id)
    if found is not None:
        outbox.void(context_id=found[0].id)
        db.session.delete(found[0])
        db.session.flush()


def _note(event: Event, registration: Registration, *, by: UUID, at: datetime) -> None:
    audit.record(event, at=at, by=by, subject=registration.person_id, object_id=registration.id)
    db.session.flush()
