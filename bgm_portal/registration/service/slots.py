"""Times within a registration: taken with it, given back with it, swapped in between.

Every function here expects the row of the activity to be held.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Protocol
from uuid import UUID

from sqlalchemy import delete

from bgm_portal.activities import queries as activities
from bgm_portal.activities import service as activity_service
from bgm_portal.activities import slot_queries as known_times
from bgm_portal.activities import slot_rules, slot_service
from bgm_portal.activities.kinds import BY_TIME, Times
from bgm_portal.activities.rules import Seats
from bgm_portal.audit import service as audit
from bgm_portal.audit.events import Event
from bgm_portal.core.database import db
from bgm_portal.identity import queries as identity
from bgm_portal.mail import outbox
from bgm_portal.registration import messages, queries, rules, sign_up_queries, slot_queries
from bgm_portal.registration.errors import RegistrationRefused
from bgm_portal.registration.models import Registration, RegistrationSlot
from bgm_portal.registration.occasion import Occasion
from bgm_portal.registration.rules import Refusal
from bgm_portal.registration.states import RegistrationState

from .occasions import booking_of


class Holder(Protocol):
    """A registration as far as times are concerned: a row, or what was just stored."""

    @property
    def id(self) -> UUID:
        """Return which one it is."""

    @property
    def state(self) -> RegistrationState:
        """Return what the person holds."""


NUMBER = 1  # by which calendars know the one entry of a registration with a time


def take_chosen(
    seats: Seats, registration_id: UUID, chosen: Sequence[UUID], *, longer: bool, at: datetime
) -> None:
    """Take the times that somebody chose, all of them or none."""
    if seats.times is Times.NONE:
        return
    if seats.times in BY_TIME and not chosen:
        raise RegistrationRefused(Refusal.TIME_MISSING)
    _take(seats, registration_id, _wanted(seats, chosen, longer=longer, at=at))


def take_first_free(seats: Seats, registration: Registration, *, at: datetime) -> None:
    """Give whoever moves up the first time that is free."""
    if seats.times in BY_TIME:
        _take(seats, registration.id, [slot_service.first_free(seats.activity_id, at=at)])


def most_to_give(seats: Seats, wanted: int, *, at: datetime) -> int:
    """Return how many who wait can be given a time; free ones that are over help nobody."""
    if seats.times not in BY_TIME or not wanted:
        return wanted
    free = sum(one.free for one in known_times.times(seats.activity_id, after=at))
    return min(wanted, free)


def give_back(seats: Seats, ended: Iterable[Registration]) -> None:
    """Give the times of registrations that are about to end to others."""
    if seats.times is Times.NONE:
        return
    for registration_id, held in slot_queries.held_by([r.id for r in ended]).items():
        _give_back(seats, registration_id, [one.slot_id for one in held])


def swap(
    registration_id: UUID, chosen: Sequence[UUID], *, longer: bool, by: UUID, at: datetime
) -> None:
    """Give times back and take others in one step; nobody is ever without one."""
    activity_id = queries.registration(registration_id).activity_id
    seats = activity_service.lock(activity_id)
    registration = queries.registration(registration_id)
    refusal = rules.refuse_to_change(registration.state, activities.activity(activity_id), at=at)
    if refusal is None and registration.state is not RegistrationState.CONFIRMED:
        refusal = Refusal.NO_LONGER_ACTIVE
    if refusal is not None:
        raise RegistrationRefused(refusal)
    before = sign_up_queries.occasion(activity_id)
    held = slot_queries.held_by([registration_id]).get(registration_id, [])
    ahead = [one for one in held if seats.times is not Times.DATES or one.starts_at > at]
    _give_back(seats, registration_id, [one.slot_id for one in ahead])
    take_chosen(seats, registration_id, chosen, longer=longer, at=at)
    registration.calendar_sequence += 1
    audit.record(
        Event.TIME_SWAPPED,
        at=at,
        by=by,
        subject=registration.person_id,
        object_id=registration_id,
    )
    db.session.flush()
    outbox.void(context_id=registration_id, kinds=messages.ABOUT_THE_TIME)
    occasion = told(sign_up_queries.occasion(activity_id), registration)
    booking = booking_of(registration, identity.person(registration.person_id))
    outbox.enqueue(messages.time_swapped(occasion, booking, at=at), at=at)
    if seats.times is Times.DATES:
        gone = {one.starts_at for one in ahead} - {start for start, _end in occasion.dates}
        for left in _only(before, gone):
            outbox.enqueue(messages.date_given_back(left, booking, at=at), at=at)


def told(occasion: Occasion, registration: Holder) -> Occasion:
    """Return the activity as this registration is told of it: with the times that it holds."""
    if occasion.times is Times.NONE:
        return occasion
    held = slot_queries.held_by([registration.id]).get(registration.id, [])
    if not held:
        nothing = (
            occasion.times is Times.DATES and registration.state is RegistrationState.CONFIRMED
        )
        return replace(occasion, dates=(), numbers=()) if nothing else occasion
    spans = tuple((one.starts_at, one.ends_at) for one in held)
    if occasion.times is Times.DATES:
        mine = list(_only(occasion, {start for start, _end in spans}))
        return replace(
            occasion,
            dates=tuple(one.dates[0] for one in mine),
            numbers=tuple(one.numbers[0] for one in mine),
        )
    if occasion.times is Times.STATIONS:
        stations = tuple(
            (one.starts_at, one.ends_at, one.station_de, one.station_en) for one in held
        )
        return replace(occasion, stations=stations)
    return replace(occasion, dates=((spans[0][0], spans[-1][1]),), numbers=(NUMBER,))


def _only(occasion: Occasion, starts: Collection[datetime]) -> Iterator[Occasion]:
    """Return an occasion of its own for each of its dates that begins at one of these moments."""
    for number, (starts_at, _ends_at) in zip(occasion.numbers, occasion.dates, strict=True):
        if starts_at in starts:
            yield occasion.only(number)


def let_go_of_date(seats: Seats, occurrence_id: UUID) -> set[UUID]:
    """Take a date that is about to be cancelled from everybody who holds it; return whose it was.

    Whoever holds no other date keeps the registration, and chooses another date or cancels.
    """
    whose = slot_queries.holders(occurrence_id)
    for registration_id, slot_id in whose:
        _give_back(seats, registration_id, [slot_id])
        _block(seats, -1)  # they stay, with one time fewer
    return {registration_id for registration_id, _slot_id in whose}


def _wanted(seats: Seats, chosen: Sequence[UUID], *, longer: bool, at: datetime) -> list[UUID]:
    known = known_times.times(seats.activity_id, after=at)
    by_id = {one.id: one for one in known}
    if any(slot_id not in by_id for slot_id in chosen):
        raise RegistrationRefused(Refusal.TIME_TAKEN)
    wanted = [by_id[slot_id] for slot_id in chosen]
    if longer and seats.times is Times.ONE:
        second = slot_rules.longer(wanted[0], known)
        if second is None:
            raise RegistrationRefused(Refusal.NO_LONGER_TIME)
        wanted.append(second)
    if not slot_rules.go_together(seats.times, wanted, at=at):
        raise RegistrationRefused(Refusal.TIMES_OVERLAP)
    return [one.id for one in wanted]


def _take(seats: Seats, registration_id: UUID, slot_ids: Sequence[UUID]) -> None:
    slot_service.take(seats.activity_id, slot_ids)
    db.session.add_all(
        RegistrationSlot(registration_id=registration_id, slot_id=slot_id) for slot_id in slot_ids
    )
    db.session.flush()
    _block(seats, len(slot_ids) - 1)


def _give_back(seats: Seats, registration_id: UUID, slot_ids: Sequence[UUID]) -> None:
    db.session.execute(
        delete(RegistrationSlot).where(
            RegistrationSlot.registration_id == registration_id,
            RegistrationSlot.slot_id.in_(slot_ids),
        )
    )
    slot_service.give_back(slot_ids)
    _block(seats, 1 - len(slot_ids))


def _block(seats: Seats, more: int) -> None:
    if seats.times in BY_TIME:
        slot_service.blocks(seats.activity_id, more)
