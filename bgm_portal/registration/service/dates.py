"""What happens to an activity with people on it: fewer or more places, other dates, none at all."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from uuid import UUID

from flask_babel import gettext as _

from bgm_portal.activities import queries as activities
from bgm_portal.activities import service as activity_service
from bgm_portal.activities.kinds import BY_TIME, Times
from bgm_portal.activities.service import Places
from bgm_portal.mail import outbox
from bgm_portal.registration import messages, queries, rules, sign_up_queries
from bgm_portal.registration.errors import RegistrationRefused
from bgm_portal.registration.models import Registration
from bgm_portal.registration.occasion import Booking, Occasion
from bgm_portal.registration.rules import Refusal
from bgm_portal.registration.states import RegistrationState

from . import slots
from .ending import end
from .occasions import booking_of
from .places import move_up, release
from .telling import tell

OFFERED = ("registration.offered",)


def change_capacity(activity_id: UUID, capacity: int | None, *, by: UUID, at: datetime) -> int:
    """Change how many can come; give new places to whoever waits, and return to how many.

    Nobody ever loses a place by this.
    """
    seats = activity_service.change_capacity(activity_id, capacity, by=by, at=at)
    return move_up(seats, by=by, at=at)


def move_activity(
    activity_id: UUID,
    dates: Sequence[tuple[datetime, datetime]],
    *,
    places: Places | None = None,
    by: UUID,
    at: datetime,
) -> int:
    """Move an activity to other dates or places and tell everybody on it; return how many.

    A date that falls out with it leaves calendars by a message of its own.
    """
    activity_service.lock(activity_id)
    erased = rules.names_are_erased(activities.activity(activity_id), at=at)
    if erased or max(ends_at for _start, ends_at in dates) <= at:
        raise RegistrationRefused(Refusal.OVER)  # nobody can be told any more, or needs to be
    before = sign_up_queries.occasion(activity_id)
    earlier = {r.id: slots.told(before, r) for r, _person in queries.people_on(activity_id)}
    what = activity_service.move(activity_id, dates, places=places, by=by, at=at)
    occasion = sign_up_queries.occasion(activity_id)
    starts_at = min((date[0] for date in occasion.dates), default=None)
    rows = queries.people_on(activity_id)
    for registration, person in rows:
        _carry_over(registration, starts_at=starts_at)
        outbox.void(context_id=registration.id, kinds=messages.REPLACED_BY_A_MOVE)
        booking = booking_of(registration, person)
        write = partial(
            messages.moved,
            slots.told(occasion, registration),
            booking,
            what=what,
            before=earlier[registration.id],
            has_place=registration.state == RegistrationState.CONFIRMED,
            at=at,
        )
        version = occasion.schedule_version
        tell("activity.moved", booking, write, about=occasion, at=at, again=version)
        _offer_anew(registration, booking, occasion, at=at)
    for number in before.numbers:
        if number not in occasion.numbers:
            told = _expecting(occasion, rows)
            _take_out(occasion, before.only(number), told, note="", at=at)
    return len(rows)


def _offer_anew(
    registration: Registration, booking: Booking, occasion: Occasion, *, at: datetime
) -> None:
    """Write an offer that did not leave yet with the new dates and the new end."""
    until = registration.offer_expires_at
    if until is None or not outbox.void(context_id=registration.id, kinds=OFFERED):
        return
    version = occasion.schedule_version
    write = partial(
        messages.offered,
        slots.told(occasion, registration),
        booking,
        until=until,
        again=version,
    )
    tell("registration.offered", booking, write, about=occasion, at=at, again=version)


def _take_out(
    occasion: Occasion, gone: Occasion, rows: Sequence[queries.Row], *, note: str, at: datetime
) -> None:
    """Tell people of a date that does not take place, and take it out of their calendars."""
    again = messages.again_without(gone, occasion)
    for registration, person in rows:
        booking = booking_of(registration, person)
        write = partial(
            messages.date_cancelled,
            occasion,
            booking,
            gone=gone,
            note=note,
            has_place=registration.state == RegistrationState.CONFIRMED,
            at=at,
        )
        tell("activity.date_cancelled", booking, write, about=occasion, at=at, again=again)


def cancel_date(
    activity_id: UUID, occurrence_id: UUID, *, note: str, by: UUID, at: datetime
) -> int:
    """Cancel one date of several and tell everybody on it; return how many.

    Calendars lose this date alone; reminders of the others are made anew where they are still due.
    """
    seats = activity_service.lock(activity_id)
    before = sign_up_queries.occasion(activity_id)
    gone = activities.held_date(activity_id, occurrence_id)
    holders = (
        slots.let_go_of_date(seats, occurrence_id) if seats.times is Times.DATES else frozenset()
    )
    activity_service.cancel_date(activity_id, occurrence_id, note=note, by=by, at=at)
    occasion = sign_up_queries.occasion(activity_id)
    rows = queries.people_on(activity_id)
    for registration, _person in rows:
        _carry_over(registration, starts_at=occasion.dates[0][0])
    told = _expecting(occasion, rows)
    if seats.times is Times.DATES:
        told = [row for row in rows if row[0].id in holders]
    _take_out(occasion, before.only(gone.number), told, note=note, at=at)
    return len(told)


def _expecting(occasion: Occasion, rows: Sequence[queries.Row]) -> Sequence[queries.Row]:
    """Return whom the end of one date concerns: not whoever has a time of their own elsewhere."""
    if occasion.times not in BY_TIME:
        return rows
    return [row for row in rows if row[0].state != RegistrationState.CONFIRMED]


def go_ahead(activity_id: UUID, *, by: UUID | None, at: datetime) -> int:
    """Tell everybody that an activity takes place, however many there are; return how many."""
    activity_service.lock(activity_id)
    activity_service.go_ahead(activity_id, by=by, at=at)
    occasion = sign_up_queries.occasion(activity_id)
    rows = queries.people_on(activity_id)
    for registration, person in rows:
        booking = booking_of(registration, person)
        write = partial(
            messages.goes_ahead,
            slots.told(occasion, registration),
            booking,
            has_place=registration.state == RegistrationState.CONFIRMED,
        )
        tell("activity.goes_ahead", booking, write, about=occasion, at=at)
    return len(rows)


def decide(activity_id: UUID, *, at: datetime) -> int:
    """Decide on the day that was named: it takes place or not; return how many are told."""
    seats = activity_service.lock(activity_id)
    activity = activities.activity(activity_id)
    if not rules.must_decide(activity, at=at):
        return 0
    minimum = activity.minimum or 0
    if rules.is_enough(seats, minimum=minimum):
        return go_ahead(activity_id, by=None, at=at)
    note = _("Es haben sich weniger als %(minimum)s Personen angemeldet.", minimum=minimum)
    return cancel_activity(activity_id, note=note, by=None, at=at)


def cancel_activity(activity_id: UUID, *, note: str, by: UUID | None, at: datetime) -> int:
    """Cancel an activity, end every registration for it and tell everybody; return how many."""
    seats = activity_service.lock(activity_id)
    activity_service.mark_cancelled(activity_id, note=note, by=by, at=at)
    rows = queries.people_on(activity_id)
    occasion = sign_up_queries.occasion(activity_id)
    mine = {registration.id: slots.told(occasion, registration) for registration, _p in rows}
    release(seats, [registration for registration, _person in rows])
    for registration, person in rows:
        had_place = registration.state == RegistrationState.CONFIRMED
        end(registration, event=None, by=by, at=at)
        booking = booking_of(registration, person)
        write = partial(
            messages.activity_cancelled,
            mine[registration.id],
            booking,
            note=note,
            had_place=had_place,
            at=at,
        )
        tell("activity.cancelled", booking, write, about=occasion, at=at)
    return len(rows)


def _carry_over(registration: Registration, *, starts_at: datetime | None) -> None:
    """Raise the number of the calendar entry; an offer never outlives the new start."""
    registration.calendar_sequence += 1
    if registration.offer_expires_at is not None and starts_at is not None:
        registration.offer_expires_at = min(registration.offer_expires_at, starts_at)
