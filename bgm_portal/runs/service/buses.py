"""Buses: planned by coordinators, places taken and given back. The activity is held first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time
from uuid import UUID, uuid4

from sqlalchemy import delete, select

from bgm_portal.activities import service as activity_service
from bgm_portal.audit import service as audit
from bgm_portal.audit.events import Event
from bgm_portal.core.database import db
from bgm_portal.mail import outbox
from bgm_portal.privacy import ledger
from bgm_portal.registration import queries as registrations
from bgm_portal.registration import sign_up_queries
from bgm_portal.registration.models import Registration
from bgm_portal.registration.service.occasions import booking_of
from bgm_portal.registration.states import RegistrationState
from bgm_portal.runs import messages, rules
from bgm_portal.runs.errors import BusRefused
from bgm_portal.runs.models import Bus, BusPlace
from bgm_portal.runs.queries import buses as queries
from bgm_portal.runs.rules import BusRefusal, Room


@dataclass(frozen=True, kw_only=True)
class BusPlan:
    """A bus as it was typed; without an id it is a new one."""

    id: UUID | None
    stop_de: str
    stop_en: str | None
    leaves_at: time
    back_at: time | None
    seats: int
    step_free_places: int


@dataclass(frozen=True, kw_only=True)
class Wish:
    """What somebody wants on a bus."""

    bus_id: UUID
    step_free: bool = False
    companion: bool = False
    goes_back: bool = True


def hold(activity_id: UUID) -> None:
    """Hold the buses of an activity until the commit, so that nobody else changes them."""
    activity_service.lock(activity_id)


def plan(activity_id: UUID, plans: Sequence[BusPlan], *, by: UUID, at: datetime) -> None:
    """Write the buses of an activity; nobody who has a place loses it."""
    activity_service.lock(activity_id)
    _sweep(activity_id)
    known = {ride.bus.id: ride for ride in queries.rides(activity_id)}
    kept = {plan.id for plan in plans if plan.id in known}
    for id_, ride in known.items():
        if id_ not in kept:
            if ride.passengers:
                raise BusRefused(BusRefusal.IN_USE)
            db.session.delete(ride.bus)
    for one in plans:
        room = Room(seats=one.seats, step_free=one.step_free_places)
        present = known.get(one.id) if one.id else None
        if present is not None and not room.holds(present.taken):
            raise BusRefused(BusRefusal.TOO_SMALL)
        bus = present.bus if present else Bus(activity_id=activity_id)
        for name in ("stop_de", "stop_en", "leaves_at", "back_at", "seats", "step_free_places"):
            setattr(bus, name, getattr(one, name))
        db.session.add(bus)
    audit.record(Event.BUSES_PLANNED, at=at, by=by, object_id=activity_id)
    db.session.flush()


def take(registration_id: UUID, wish: Wish, *, by: UUID, at: datetime) -> None:
    """Take a place on a bus, or another one than before; nobody is ever counted twice."""
    registration = _held(registration_id, at=at)
    rides = {ride.bus.id: ride for ride in queries.rides(registration.activity_id)}
    ride = rides.get(wish.bus_id)
    if ride is None:
        raise BusRefused(BusRefusal.UNKNOWN)
    wanted = rules.wanted_room(step_free=wish.step_free, companion=wish.companion)
    refusal = rules.refuse_ride(ride.whole, ride.without(registration_id), wanted)
    if refusal is not None:
        raise BusRefused(refusal)
    held = queries.place_of(registration_id)
    place = held[0] if held else BusPlace(registration_id=registration_id)
    place.bus_id, place.step_free, place.companion = wish.bus_id, wish.step_free, wish.companion
    place.goes_back = wish.goes_back and ride.bus.back_at is not None
    db.session.add(place)
    _note(Event.BUS_TAKEN, registration, by=by, at=at)


def give_back(registration_id: UUID, *, by: UUID, at: datetime) -> None:
    """Give the place on a bus to others."""
    registration = _held(registration_id, at=at)
    db.session.execute(delete(BusPlace).where(BusPlace.registration_id == registration_id))
    ledger.note(BusPlace.__tablename__, [{"registration_id": registration_id}], at=at)
    _note(Event.BUS_GIVEN_BACK, registration, by=by, at=at)


def seat(registration_id: UUID, wish: Wish | None, *, by: UUID, at: datetime) -> None:
    """Give somebody who called a place on a bus, or none, and tell them."""
    if wish is None:
        give_back(registration_id, by=by, at=at)
    else:
        take(registration_id, wish, by=by, at=at)
    outbox.void(context_id=registration_id, kinds=(messages.BUS,))
    registration = registrations.registration(registration_id)
    _row, person = registrations.on_activity(registration_id, activity_id=registration.activity_id)
    held = queries.place_of(registration_id)
    note = messages.seated(held[1] if held else None, key=uuid4().hex)
    occasion = sign_up_queries.occasion(registration.activity_id)
    outbox.enqueue(messages.note(note, occasion, booking_of(registration, person)), at=at)


def _held(registration_id: UUID, *, at: datetime) -> Registration:
    seats = activity_service.lock(registrations.registration(registration_id).activity_id)
    registration = registrations.registration(registration_id)
    if registration.state is not RegistrationState.CONFIRMED:
        raise BusRefused(BusRefusal.NOT_CONFIRMED)
    if seats.starts_at is not None and seats.starts_at <= at:
        raise BusRefused(BusRefusal.TOO_LATE)
    _sweep(registration.activity_id)
    return registration


def _sweep(activity_id: UUID) -> None:
    """Take those off who do not take part any more."""
    gone = select(Registration.id).where(
        Registration.activity_id == activity_id,
        Registration.state != RegistrationState.CONFIRMED,
    )
    db.session.execute(delete(BusPlace).where(BusPlace.registration_id.in_(gone)))


def _note(event: Event, registration: Registration, *, by: UUID, at: datetime) -> None:
    audit.record(event, at=at, by=by, subject=registration.person_id, object_id=registration.id)
    db.session.flush()
