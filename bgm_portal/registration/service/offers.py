"""Places that are kept for somebody until they answer."""

from datetime import datetime
from functools import partial
from uuid import UUID

from bgm_portal.activities import service as activity_service
from bgm_portal.audit import service as audit
from bgm_portal.audit.events import Event
from bgm_portal.identity import queries as identity
from bgm_portal.mail import outbox
from bgm_portal.registration import messages, queries, queue_queries, rules, sign_up_queries
from bgm_portal.registration.errors import RegistrationRefused
from bgm_portal.registration.models import Registration
from bgm_portal.registration.states import RegistrationState

from . import slots
from .ending import end
from .occasions import booking_of
from .places import move_up, release
from .telling import tell


def accept_offer(registration_id: UUID, *, by: UUID, at: datetime) -> Registration:
    """Take the place that was kept."""
    activity_service.lock(queries.registration(registration_id).activity_id)
    registration = queries.registration(registration_id)
    refusal = rules.refuse_answer_to_offer(registration.state, registration.offer_expires_at, at=at)
    if refusal is not None:
        raise RegistrationRefused(refusal)
    registration.state = RegistrationState.CONFIRMED
    registration.offer_expires_at = None
    registration.confirmed_at = at
    audit.record(
        Event.PROMOTED, at=at, by=by, subject=registration.person_id, object_id=registration.id
    )
    outbox.void(context_id=registration.id, kinds=("registration.offered", "reminder.offer"))
    occasion = slots.told(sign_up_queries.occasion(registration.activity_id), registration)
    booking = booking_of(registration, identity.person(registration.person_id))
    outbox.enqueue(messages.promoted(occasion, booking, at=at), at=at)
    return registration


def remind(registration_id: UUID, *, at: datetime) -> int:
    """Remind somebody of a place that is kept for them, once; return how many are told."""
    registration = queries.registration(registration_id)
    until = registration.offer_expires_at
    if registration.state != RegistrationState.OFFERED or until is None or until <= at:
        return 0
    occasion = slots.told(sign_up_queries.occasion(registration.activity_id), registration)
    booking = booking_of(registration, identity.person(registration.person_id))
    write = partial(messages.offer_ends, occasion, booking, until=until)
    again = messages.again_before(until, occasion)
    return tell("reminder.offer", booking, write, about=occasion, at=at, again=again)


def expire(activity_id: UUID, *, at: datetime) -> int:
    """End the offers of an activity that nobody answered in time; return how many."""
    seats = activity_service.lock(activity_id)
    rows = queue_queries.expired_offers(activity_id, at=at)
    if not rows:
        return 0
    seats = release(seats, [registration for registration, _person in rows])
    occasion = sign_up_queries.occasion(activity_id)
    for registration, person in rows:
        end(registration, event=Event.OFFER_EXPIRED, by=None, at=at)
        booking = booking_of(registration, person)
        write = partial(messages.offer_expired, occasion, booking)
        tell("registration.offer_expired", booking, write, about=occasion, at=at)
    move_up(seats, by=None, at=at)
    return len(rows)
