"""What we write to people about their registration. Values; the outbox stores them.

A discreet activity appears in no subject and in no calendar; what it is stands behind the sign-in.
What somebody needs stands in none of these messages.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from bgm_portal.activities.kinds import Moved
from bgm_portal.core.i18n import in_language, in_words, moment, span, time_range
from bgm_portal.mail.message import CalendarPart, Message
from bgm_portal.mail.rendering import compose
from bgm_portal.web.urls import absolute_url

from .calendar_entries import invitation, withdrawal
from .occasion import Booking, Occasion, is_discreet

#: Messages that name the time, and are wrong when it changes.
ABOUT_THE_TIME = (
    "reminder.week",
    "reminder.day",
    "reminder.hours",
    "reminder.extra",
    "registration.time_swapped",
    "reminder.offer",
)
#: What a message about a move takes the place of. Everything else says what that one does not say,
#: and no reason gives a second message: it is sent, and a calendar keeps the higher number.
REPLACED_BY_A_MOVE = (*ABOUT_THE_TIME, "registration.confirmed", "activity.moved")
#: What stays true when a registration ends: the entry of that date must still leave the calendar.
TRUE_AFTER_THE_END = ("activity.date_cancelled", "registration.date_given_back")
NEVER = datetime.max.replace(tzinfo=UTC)
P = ParamSpec("P")
#: What a message about a moved activity is called.
HEADINGS = {
    Moved.TIME: _l("Neuer Termin"),
    Moved.PLACE: _l("Neuer Ort"),
    Moved.BOTH: _l("Neuer Termin und neuer Ort"),
}


@dataclass(frozen=True)
class Letter:
    """What tells one of these messages from the others.

    A registration gets a kind once; where it may come again, `again` says which time it is. It is
    not sent after the last date, unless it says otherwise.
    """

    kind: str
    subject: str
    again: int | str | None = field(default=None, kw_only=True)
    expires_at: datetime | None = field(default=None, kw_only=True)


def key(kind: str, booking: Booking, *, again: int | str | None = None) -> str:
    """Return the reason of a message."""
    once = f"{kind}:{booking.registration_id}"
    return once if again is None else f"{once}:{again}"


def again_without(gone: Occasion, occasion: Occasion) -> str:
    """Return which time it is that a registration loses a date."""
    return f"{gone.numbers[0]}:{occasion.schedule_version}"


def _in_the_language_of_the_reader(
    write: Callable[Concatenate[Occasion, Booking, P], Message],
) -> Callable[Concatenate[Occasion, Booking, P], Message]:
    @wraps(write)
    def _write_it(
        occasion: Occasion, booking: Booking, /, *args: P.args, **details: P.kwargs
    ) -> Message:
        with in_language(booking.to.language):
            return write(occasion, booking, *args, **details)

    return _write_it


def _write(
    letter: Letter,
    occasion: Occasion,
    booking: Booking,
    *,
    calendar: CalendarPart | None = None,
    **facts: Any,
) -> Message:
    until = letter.expires_at or occasion.over_at
    return compose(
        template=letter.kind.replace(".", "/"),
        kind=letter.kind,
        key=key(letter.kind, booking, again=letter.again),
        to=booking.to,
        subject=_subject(occasion, booking, letter.subject),
        facts=_facts(occasion, booking) | facts,
        context_id=booking.registration_id,
        activity_id=occasion.activity_id,
        reply_to=occasion.contact_email,
        calendar=calendar,
        expires_at=None if until == NEVER else until,
    )


@_in_the_language_of_the_reader
def confirmed(occasion: Occasion, booking: Booking, *, at: datetime) -> Message:
    """Tell that somebody has a place, with the entry for the calendar."""
    letter = Letter("registration.confirmed", _("Sie sind angemeldet"), again=booking.sequence)
    return _write(letter, occasion, booking, calendar=invitation(occasion, booking, at=at))


@_in_the_language_of_the_reader
def registered_for_you(
    occasion: Occasion, booking: Booking, *, actor: str, position: int | None, at: datetime
) -> Message:
    """Tell that a coordinator signed somebody up, how to undo it, and what only they can say."""
    has_place = position is None
    heading = _("Sie wurden angemeldet") if has_place else _("Sie stehen auf der Warteliste")
    return _write(
        Letter("registration.registered_for_you", heading),
        occasion,
        booking,
        calendar=invitation(occasion, booking, at=at) if has_place else None,
        heading=heading,
        actor=actor,
        position=position,
    )


@_in_the_language_of_the_reader
def waiting(occasion: Occasion, booking: Booking, *, position: int) -> Message:
    """Tell that somebody waits, and at which position."""
    letter = Letter("registration.waiting", _("Sie stehen auf der Warteliste"))
    return _write(letter, occasion, booking, position=position)


@_in_the_language_of_the_reader
def offered(
    occasion: Occasion, booking: Booking, *, until: datetime, again: int | None = None
) -> Message:
    """Tell that a place is kept, and until when one must answer."""
    letter = Letter(
        "registration.offered", _("Ein Platz ist für Sie frei"), again=again, expires_at=until
    )
    return _write(letter, occasion, booking, until=moment(until))


@_in_the_language_of_the_reader
def offer_ends(occasion: Occasion, booking: Booking, *, until: datetime) -> Message:
    """Remind somebody who did not answer that a place is kept for them, and until when."""
    again = again_before(until, occasion)
    words = _("Ein Platz ist noch für Sie frei")
    letter = Letter("reminder.offer", words, again=again, expires_at=until)
    return _write(letter, occasion, booking, until=moment(until))


def again_before(until: datetime, occasion: Occasion) -> str:
    """Return which time it is that somebody is reminded of an offer: another end is another one."""
    return f"{until.astimezone(UTC):%Y%m%dT%H%M}:{occasion.schedule_version}"


@_in_the_language_of_the_reader
def promoted(occasion: Occasion, booking: Booking, *, at: datetime) -> Message:
    """Tell somebody who waited that they have a place, with the entry for the calendar."""
    letter = Letter("registration.promoted", _("Sie haben jetzt einen Platz"))
    return _write(letter, occasion, booking, calendar=invitation(occasion, booking, at=at))


@_in_the_language_of_the_reader
def offer_expired(occasion: Occasion, booking: Booking) -> Message:
    """Tell that the time to answer is over and the place went on."""
    letter = Letter("registration.offer_expired", _("Ihr Platz ging an die nächste Person"))
    return _write(letter, occasion, booking)


@_in_the_language_of_the_reader
def cancelled(
    occasion: Occasion,
    booking: Booking,
    *,
    had_place: bool,
    handed_over: bool = False,
    at: datetime,
) -> Message:
    """Confirm that somebody no longer takes part; whoever had a date loses it in the calendar.

    A place that was handed over goes to nobody else, and nobody can simply take it once more.
    """
    letter = Letter("registration.cancelled", _("Ihre Anmeldung ist beendet"), expires_at=NEVER)
    entry = withdrawal(occasion, booking, at=at) if had_place else None
    facts = {"had_place": had_place, "handed_over": handed_over}
    return _write(letter, occasion, booking, calendar=entry, **facts)


@_in_the_language_of_the_reader
def time_swapped(occasion: Occasion, booking: Booking, *, at: datetime) -> Message:
    """Tell the new time, with the changed entry for the calendar."""
    letter = Letter("registration.time_swapped", _("Ihre neue Zeit"), again=booking.sequence)
    return _write(letter, occasion, booking, calendar=invitation(occasion, booking, at=at))


@_in_the_language_of_the_reader
def date_given_back(gone: Occasion, booking: Booking, *, at: datetime) -> Message:
    """Confirm that somebody gave one date of a series back, and take it out of the calendar."""
    again = f"{booking.sequence}:{gone.numbers[0]}"
    letter = Letter("registration.date_given_back", _("Termin abgegeben"), again=again)
    return _write(letter, gone, booking, calendar=withdrawal(gone, booking, at=at))


@_in_the_language_of_the_reader
def moved(
    occasion: Occasion,
    booking: Booking,
    *,
    what: Moved,
    before: Occasion,
    has_place: bool,
    at: datetime,
) -> Message:
    """Tell the new dates or place beside the old ones, with the changed entry for the calendar.

    Whoever was offered a place is told again until when, because a move may shorten it.
    """
    heading = str(HEADINGS[what])
    return _write(
        Letter("activity.moved", heading, again=occasion.schedule_version),
        occasion,
        booking,
        calendar=invitation(occasion, booking, at=at) if has_place else None,
        heading=heading,
        what=what.value,
        place=_whereabouts(occasion),
        before=_dates(before),
        place_before=_whereabouts(before),
        has_place=has_place,
        until=moment(booking.offered_until) if booking.offered_until else None,
    )


@_in_the_language_of_the_reader
def activity_cancelled(
    occasion: Occasion, booking: Booking, *, note: str, had_place: bool, at: datetime
) -> Message:
    """Tell that it does not take place, in the words of those who planned it."""
    return _write(
        Letter("activity.cancelled", _("Abgesagt"), expires_at=NEVER),
        occasion,
        booking,
        calendar=withdrawal(occasion, booking, at=at) if had_place else None,
        note="" if is_discreet(occasion, booking) else note,
        had_place=had_place,
    )


@_in_the_language_of_the_reader
def date_cancelled(
    occasion: Occasion,
    booking: Booking,
    *,
    gone: Occasion,
    note: str,
    has_place: bool,
    at: datetime,
) -> Message:
    """Tell that one date of several does not take place, and take it out of the calendar."""
    again = again_without(gone, occasion)
    return _write(
        Letter("activity.date_cancelled", _("Ein Termin fällt aus"), again=again),
        occasion,
        booking,
        calendar=withdrawal(gone, booking, at=at) if has_place else None,
        gone=_dates(gone)[0],
        note="" if is_discreet(occasion, booking) else note,
        has_place=has_place,
    )


@_in_the_language_of_the_reader
def goes_ahead(occasion: Occasion, booking: Booking, *, has_place: bool) -> Message:
    """Tell that an activity with a minimum number takes place."""
    letter = Letter("activity.goes_ahead", _("Findet statt"))
    return _write(letter, occasion, booking, has_place=has_place)


def _subject(occasion: Occasion, booking: Booking, words: str) -> str:
    if is_discreet(occasion, booking):
        return str(_("Ihr Termin im BGM-Portal"))
    title = in_words(occasion.title_de, occasion.title_en)
    return " ".join(_("%(what)s: %(title)s", what=words, title=title).split())


def _facts(occasion: Occasion, booking: Booking) -> dict[str, Any]:
    title = in_words(occasion.title_de, occasion.title_en)
    return {
        "title": _("Ihr Termin") if is_discreet(occasion, booking) else title,
        "dates": _dates(occasion) + _stations(occasion, booking),
        "place": in_words(occasion.place_de, occasion.place_en),
        "reference": booking.reference,
        "contact": occasion.contact_name,
        "own_page": absolute_url("registrations.detail", registration_id=booking.registration_id),
        "activity_page": absolute_url("catalogue.detail", activity_id=occasion.activity_id),
    }


def _whereabouts(occasion: Occasion) -> str:
    place = in_words(occasion.place_de, occasion.place_en)
    if not occasion.online_de:
        return place
    online = in_words(occasion.online_de, occasion.online_en)
    return str(_("%(place)s oder online: %(online)s", place=place, online=online))


def _stations(occasion: Occasion, booking: Booking) -> list[str]:
    """Return the times at stations; what is done there is nobody's business in a discreet one."""
    if is_discreet(occasion, booking):
        return [time_range(starts_at, ends_at) for starts_at, ends_at, *_name in occasion.stations]
    return [
        str(
            _(
                "%(hours)s: %(station)s",
                hours=time_range(starts_at, ends_at),
                station=in_words(german or "", english) or _("Ihre Zeit"),
            )
        )
        for starts_at, ends_at, german, english in occasion.stations
    ]


def _dates(occasion: Occasion) -> list[str]:
    return [span(starts_at, ends_at) for starts_at, ends_at in occasion.dates]
