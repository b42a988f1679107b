"""Giving places that became free to whoever came first, and keeping the counters true.

Every function here expects the row of the activity to be held (`draw_ticket` or `lock`), so that
nobody else hands out places at the same time.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from uuid import UUID

from bgm_portal.activities import service as activity_service
from bgm_portal.activities.kinds import Times
from bgm_portal.activities.rules import Seats
from bgm_portal.audit import service as audit
from bgm_portal.audit.events import Event
from bgm_portal.core.database import db
from bgm_portal.mail import outbox
from bgm_portal.registration import messages, queue_queries, rules, sign_up_queries
from bgm_portal.registration.models import Registration
from bgm_portal.registration.rules import MoveUp
from bgm_portal.registration.states import RegistrationState

from . import slots
from .occasions import booking_of
from .telling import tell


def release(seats: Seats, ended: Sequence[Registration]) -> Seats:
    """Take registrations that are about to end out of the counters; return the seats left."""
    if seats.times is not Times.NONE:
        slots.give_back(seats, ended)
        seats = activity_service.lock(seats.activity_id)
    shares = [rules.places(r.state, takes_place=r.takes_place) for r in ended]
    taken = sum(share[0] for share in shares)
    waiting = sum(share[1] for share in shares)
    activity_service.settle(seats.activity_id, taken=-taken, waiting=-waiting)
    return replace(seats, taken=seats.taken - taken, waiting=seats.waiting - waiting)


def move_up(seats: Seats, *, by: UUID | None, at: datetime) -> int:
    """Give every free place to whoever came first; return how many moved up."""
    wanted = slots.most_to_give(seats, rules.places_to_give(seats, at=at), at=at)
    if not wanted:
        return 0
    db.session.flush()
    rows = queue_queries.head_of_queue(seats.activity_id, limit=wanted)
    occasion = sign_up_queries.occasion(seats.activity_id)
    for registration, person in rows:
        step = rules.decide_promotion(registration.promotion, starts_at=seats.starts_at, at=at)
        _take_step(registration, step, by=by, at=at)
        slots.take_first_free(seats, registration, at=at)
        booking = booking_of(registration, person)
        now = slots.told(occasion, registration)
        if step.offer_expires_at is None:
            write = partial(messages.promoted, now, booking, at=at)
            tell("registration.promoted", booking, write, about=now, at=at)
        else:
            write = partial(messages.offered, now, booking, until=step.offer_expires_at)
            tell("registration.offered", booking, write, about=now, at=at)
    activity_service.settle(seats.activity_id, taken=len(rows), waiting=-len(rows))
    return len(rows)


def _take_step(registration: Registration, step: MoveUp, *, by: UUID | None, at: datetime) -> None:
    registration.state = step.state
    registration.offer_expires_at = step.offer_expires_at
    outbox.void(context_id=registration.id, kinds=("registration.waiting",))
    if step.state == RegistrationState.CONFIRMED:
        registration.confirmed_at = at
    audit.record(
        Event.PROMOTED if step.state == RegistrationState.CONFIRMED else Event.OFFERED,
        at=at,
        by=by,
        subject=registration.person_id,
        object_id=registration.id,
    )
