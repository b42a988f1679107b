"""What we write to people about their registration. Values; the outbox stores them.

A discreet activity appears in no subject and in no calendar; what it is stands behind the sign-in.
What somebody needs stands in none of these messages.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, TypedDict
from uuid import UUID

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from bgm_portal.activities import ical
from bgm_portal.activities.kinds import Moved, Times
from bgm_portal.core.i18n import in_language, in_words, moment, span, time_range
from bgm_portal.mail.message import CalendarPart, Message, Recipient
from bgm_portal.mail.rendering import compose
from bgm_portal.web.urls import absolute_url

#: Messages that name the time, and are wrong when it changes.
ABOUT_THE_TIME = ("reminder.week", "reminder.day", "reminder.hours", "registration.time_swapped")
#: What a message about a moved activity is called.
HEADINGS = {
    Moved.TIME: _l("Neuer Termin"),
    Moved.PLACE: _l("Neuer Ort"),
    Moved.BOTH: _l("Neuer Termin und neuer Ort"),
}


@dataclass(frozen=True, kw_only=True)
class Occasion:
    """The activity as a message tells of it."""

    activity_id: UUID
    discreet: bool
    title_de: str
    title_en: str | None
    place_de: str
    place_en: str | None
    online_de: str | None = None  # the room on the net beside the place, if there are both
    online_en: str | None = None
    dates: tuple[tuple[datetime, datetime], ...]
    numbers: tuple[int, ...] = ()  # by which a calendar knows the dates; else counted from 1
    schedule_version: int
    contact_name: str
    contact_email: str
    times: Times = Times.NONE
    stations: tuple[tuple[datetime, datetime, str | None, str | None], ...] = ()

    def only(self, number: int) -> "Occasion":
        """Return the same with one of its dates alone."""
        which = self.numbers.index(number)
        return replace(self, dates=(self.dates[which],), numbers=(number,))

    @property
    def over_at(self) -> datetime | None:
        """Return when the last date is over."""
        return max((ends_at for _start, ends_at in self.dates), default=None)


@dataclass(frozen=True, kw_only=True)
class Booking:
    """A registration as a message tells of it."""

    registration_id: UUID
    reference: str
    sequence: int
    to: Recipient


class Headers(TypedDict):
    """What all messages about a registration have in common."""

    to: Recipient
    context_id: UUID
    activity_id: UUID
    reply_to: str


def confirmed(occasion: Occasion, booking: Booking, *, at: datetime) -> Message:
    """Tell that somebody has a place, with the entry for the calendar."""
    with in_language(booking.to.language):
        return compose(
            template="registration/confirmed",
            kind="registration.confirmed",
            key=f"registration.confirmed:{booking.registration_id}:{booking.sequence}",
            subject=_subject(occasion, booking, _("Sie sind angemeldet")),
            facts=_facts(occasion, booking),
            calendar=invitation(occasion, booking, at=at),
            expires_at=occasion.over_at,
            **_headers(occasion, booking),
        )


def registered_for_you(
    occasion: Occasion, booking: Booking, *, actor: str, position: int | None, at: datetime
) -> Message:
    """Tell that a coordinator signed somebody up, how to undo it, and what only they can say."""
    with in_language(booking.to.language):
        return compose(
            template="registration/registered_for_you",
            kind="registration.registered_for_you",
            key=f"registration.registered_for_you:{booking.registration_id}",
            subject=_subject(occasion, booking, _("Sie wurden angemeldet")),
            facts=_facts(occasion, booking) | {"actor": actor, "position": position},
            calendar=invitation(occasion, booking, at=at) if position is None else None,
            expires_at=occasion.over_at,
            **_headers(occasion, booking),
        )


def waiting(occasion: Occasion, booking: Booking, *, position: int) -> Message:
    """Tell that somebody waits, and at which position."""
    with in_language(booking.to.language):
        return compose(
            template="registration/waiting",
            kind="registration.waiting",
            key=f"registration.waiting:{booking.registration_id}",
            subject=_subject(occasion, booking, _("Sie stehen auf der Warteliste")),
            facts=_facts(occasion, booking) | {"position": position},
            expires_at=occasion.over_at,
            **_headers(occasion, booking),
        )


def offered(occasion: Occasion, booking: Booking, *, until: datetime) -> Message:
    """Tell that a place is kept, and until when one must answer."""
    with in_language(booking.to.language):
        return compose(
            template="registration/offered",
            kind="registration.offered",
            key=f"registration.offered:{booking.registration_id}",
            subject=_subject(occasion, booking, _("Ein Platz ist für Sie frei")),
            facts=_facts(occasion, booking) | {"until": moment(until)},
            expires_at=until,
            **_headers(occasion, booking),
        )


def promoted(occasion: Occasion, booking: Booking, *, at: datetime) -> Message:
    """Tell somebody who waited that they have a place, with the entry for the calendar."""
    with in_language(booking.to.language):
        return compose(
            template="registration/promoted",
            kind="registration.promoted",
            key=f"registration.promoted:{booking.registration_id}",
            subject=_subject(occasion, booking, _("Sie haben jetzt einen Platz")),
            facts=_facts(occasion, booking),
            calendar=invitation(occasion, booking, at=at),
            expires_at=occasion.over_at,
            **_headers(occasion, booking),
        )


def offer_expired(occasion: Occasion, booking: Booking) -> Message:
    """Tell that the time to answer is over and the place went on."""
    with in_language(booking.to.language):
        return compose(
            template="registration/offer_expired",
            kind="registration.offer_expired",
            key=f"registration.offer_expired:{booking.registration_id}",
            subject=_subject(occasion, booking, _("Ihr Platz ging an die nächste Person")),
            facts=_facts(occasion, booking),
            expires_at=occasion.over_at,
            **_headers(occasion, booking),
        )


def cancelled(occasion: Occasion, booking: Booking, *, had_place: bool, at: datetime) -> Message:
    """Confirm that somebody no longer takes part; whoever had a date loses it in the calendar."""
    with in_language(booking.to.language):
        return compose(
            template="registration/cancelled",
            kind="registration.cancelled",
            key=f"registration.cancelled:{booking.registration_id}",
            subject=_subject(occasion, booking, _("Ihre Anmeldung ist beendet")),
            facts=_facts(occasion, booking) | {"had_place": had_place},
            calendar=_withdrawal(occasion, booking, at=at) if had_place else None,
            **_headers(occasion, booking),
        )


def time_swapped(occasion: Occasion, booking: Booking, *, at: datetime) -> Message:
    """Tell the new time, with the changed entry for the calendar."""
    with in_language(booking.to.language):
        return compose(
            template="registration/time_swapped",
            kind="registration.time_swapped",
            key=f"registration.time_swapped:{booking.registration_id}:{booking.sequence}",
            subject=_subject(occasion, booking, _("Ihre neue Zeit")),
            facts=_facts(occasion, booking),
            calendar=invitation(occasion, booking, at=at),
            expires_at=occasion.over_at,
            **_headers(occasion, booking),
        )


def moved(
    occasion: Occasion,
    booking: Booking,
    *,
    what: Moved,
    before: Occasion,
    has_place: bool,
    at: datetime,
) -> Message:
    """Tell the new dates or place beside the old ones, with the changed entry for the calendar."""
    with in_language(booking.to.language):
        return compose(
            template="activity/moved",
            kind="activity.moved",
            key=f"activity.moved:{booking.registration_id}:{occasion.schedule_version}",
            subject=_subject(occasion, booking, str(HEADINGS[what])),
            facts=_facts(occasion, booking)
            | {
                "heading": str(HEADINGS[what]),
                "what": what.value,
                "place": _whereabouts(occasion),
                "before": _dates(before),
                "place_before": _whereabouts(before),
                "has_place": has_place,
            },
            calendar=invitation(occasion, booking, at=at) if has_place else None,
            expires_at=occasion.over_at,
            **_headers(occasion, booking),
        )


def activity_cancelled(
    occasion: Occasion, booking: Booking, *, note: str, had_place: bool, at: datetime
) -> Message:
    """Tell that it does not take place, in the words of those who planned it."""
    with in_language(booking.to.language):
        return compose(
            template="activity/cancelled",
            kind="activity.cancelled",
            key=f"activity.cancelled:{booking.registration_id}",
            subject=_subject(occasion, booking, _("Abgesagt")),
            facts=_facts(occasion, booking)
            | {"note": "" if _is_discreet(occasion, booking) else note, "had_place": had_place},
            calendar=_withdrawal(occasion, booking, at=at) if had_place else None,
            **_headers(occasion, booking),
        )


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
    with in_language(booking.to.language):
        return compose(
            template="activity/date_cancelled",
            kind="activity.date_cancelled",
            key=(
                f"activity.date_cancelled:{booking.registration_id}:{gone.numbers[0]}"
                f":{occasion.schedule_version}"
            ),
            subject=_subject(occasion, booking, _("Ein Termin fällt aus")),
            facts=_facts(occasion, booking)
            | {
                "gone": _dates(gone)[0],
                "note": "" if _is_discreet(occasion, booking) else note,
                "has_place": has_place,
            },
            calendar=_withdrawal(gone, booking, at=at) if has_place else None,
            expires_at=occasion.over_at,
            **_headers(occasion, booking),
        )


def goes_ahead(occasion: Occasion, booking: Booking, *, has_place: bool) -> Message:
    """Tell that an activity with a minimum number takes place."""
    with in_language(booking.to.language):
        return compose(
            template="activity/goes_ahead",
            kind="activity.goes_ahead",
            key=f"activity.goes_ahead:{booking.registration_id}",
            subject=_subject(occasion, booking, _("Findet statt")),
            facts=_facts(occasion, booking) | {"has_place": has_place},
            expires_at=occasion.over_at,
            **_headers(occasion, booking),
        )


def invitation(occasion: Occasion, booking: Booking, *, at: datetime) -> CalendarPart:
    """Return the entry for the calendar of somebody who takes part."""
    return ical.request(occasion.dates, **_entry(occasion, booking, at=at))


def _withdrawal(occasion: Occasion, booking: Booking, *, at: datetime) -> CalendarPart:
    return ical.cancel(occasion.dates, **_entry(occasion, booking, at=at))


def entry(occasion: Occasion, booking: Booking, *, at: datetime) -> CalendarPart:
    """Return the same entry as a file to download: the same UID, so that nothing is doubled."""
    return ical.publish(occasion.dates, **_entry(occasion, booking, at=at))


def open_entry(occasion: Occasion, *, at: datetime) -> CalendarPart:
    """Return the dates for somebody who is not registered."""
    return ical.publish(
        occasion.dates,
        uid=occasion.activity_id,
        numbers=occasion.numbers,
        sequence=occasion.schedule_version,
        summary=in_words(occasion.title_de, occasion.title_en),
        location=in_words(occasion.place_de, occasion.place_en),
        description="",
        organizer_name=occasion.contact_name,
        organizer_email=occasion.contact_email,
        attendee=None,
        at=at,
        discreet=occasion.discreet,
    )


def _entry(occasion: Occasion, booking: Booking, *, at: datetime) -> ical.Details:
    return ical.Details(
        uid=booking.registration_id,
        numbers=occasion.numbers,
        sequence=booking.sequence,
        summary=in_words(occasion.title_de, occasion.title_en),
        location=in_words(occasion.place_de, occasion.place_en),
        description=_("Ihre Nummer: %(reference)s", reference=booking.reference),
        organizer_name=occasion.contact_name,
        organizer_email=occasion.contact_email,
        attendee=booking.to,
        at=at,
        discreet=_is_discreet(occasion, booking),
    )


def _headers(occasion: Occasion, booking: Booking) -> Headers:
    return Headers(
        to=booking.to,
        context_id=booking.registration_id,
        activity_id=occasion.activity_id,
        reply_to=occasion.contact_email,
    )


def _is_discreet(occasion: Occasion, booking: Booking) -> bool:
    """Tell whether to keep quiet about what it is: for everybody, or for whoever wishes it so."""
    return occasion.discreet or booking.to.neutral


def _subject(occasion: Occasion, booking: Booking, words: str) -> str:
    if _is_discreet(occasion, booking):
        return str(_("Ihr Termin im BGM-Portal"))
    title = in_words(occasion.title_de, occasion.title_en)
    return " ".join(_("%(what)s: %(title)s", what=words, title=title).split())


def _facts(occasion: Occasion, booking: Booking) -> dict[str, Any]:
    title = in_words(occasion.title_de, occasion.title_en)
    return {
        "title": _("Ihr Termin") if _is_discreet(occasion, booking) else title,
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
    if _is_discreet(occasion, booking):
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
