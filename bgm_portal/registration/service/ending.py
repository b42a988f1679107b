"""How a registration ends, whoever ends it and why: nobody is asked for a reason."""

from datetime import datetime
from uuid import UUID

from bgm_portal.accommodations import service as accommodations
from bgm_portal.activities import service as activity_service
from bgm_portal.audit import service as audit
from bgm_portal.audit.events import Event
from bgm_portal.core.database import db
from bgm_portal.identity import queries as identity
from bgm_portal.mail import outbox
from bgm_portal.privacy import service as privacy
from bgm_portal.privacy.kinds import ConsentCode
from bgm_portal.registration import messages, queries, rules, sign_up_queries
from bgm_portal.registration.errors import RegistrationRefused
from bgm_portal.registration.models import Registration
from bgm_portal.registration.states import RegistrationState

from . import slots
from .occasions import booking_of
from .places import move_up, release

CONSENTS = (
    ConsentCode.ORGANISER,
    ConsentCode.PHOTO_INTRANET,
    ConsentCode.PHOTO_PUBLIC,
    ConsentCode.RESULT_LIST,
)


def cancel(registration_id: UUID, *, by: UUID, at: datetime) -> Registration:
    """Give a place or a place in the queue back; whoever waits longest moves up at once."""
    return _leave(registration_id, event=Event.CANCELLED, by=by, at=at)


def decline_offer(registration_id: UUID, *, by: UUID, at: datetime) -> Registration:
    """Let a place that was kept go on to the next in the queue."""
    activity_service.lock(queries.registration(registration_id).activity_id)
    registration = queries.registration(registration_id)
    refusal = rules.refuse_answer_to_offer(registration.state, registration.offer_expires_at, at=at)
    if refusal is not None:
        raise RegistrationRefused(refusal)
    return _leave(registration_id, event=Event.OFFER_DECLINED, by=by, at=at)


def _leave(registration_id: UUID, *, event: Event, by: UUID, at: datetime) -> Registration:
    seats = activity_service.lock(queries.registration(registration_id).activity_id)
    registration = queries.registration(registration_id)
    refusal = rules.refuse_to_end(registration.state, over_at=seats.ends_at, at=at)
    if refusal is not None:
        raise RegistrationRefused(refusal)
    occasion = slots.told(sign_up_queries.occasion(seats.activity_id), registration)
    seats = release(seats, [registration])
    had_place = registration.state == RegistrationState.CONFIRMED
    end(registration, event=event, by=by, at=at)
    booking = booking_of(registration, identity.person(registration.person_id))
    outbox.enqueue(
        messages.cancelled(occasion, booking, had_place=had_place, at=at),
        at=at,
    )
    move_up(seats, by=by, at=at)
    return registration


def end(registration: Registration, *, event: Event | None, by: UUID | None, at: datetime) -> None:
    """Close a registration with everything that hangs on it: mails, needs, consents, offer.

    Messages that were not sent yet have lost their sense; the calendar entry needs a new number.
    """
    registration.state = RegistrationState.CANCELLED
    registration.offer_expires_at = None
    registration.ended_at = at
    registration.ended_by = by
    registration.calendar_sequence += 1
    outbox.void(context_id=registration.id, spared=messages.TRUE_AFTER_THE_END)
    accommodations.withdraw_needs(
        person_id=registration.person_id, activity_id=registration.activity_id, by=by, at=at
    )
    privacy.withdraw_each(
        person_id=registration.person_id,
        codes=CONSENTS,
        scope=str(registration.activity_id),
        by=by,
        at=at,
    )
    if event is not None:
        audit.record(event, at=at, by=by, subject=registration.person_id, object_id=registration.id)
    db.session.flush()
