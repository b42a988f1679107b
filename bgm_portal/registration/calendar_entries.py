"""Entries for calendars about a registration, or about an activity for those who have none.

What is discreet has no name there either (RFC 5545, RFC 5546).
"""

from datetime import datetime, timedelta

from flask_babel import gettext as _

from bgm_portal.activities import ical
from bgm_portal.core.i18n import in_words
from bgm_portal.mail.message import CalendarPart

from .occasion import Booking, Occasion, is_discreet


def invitation(occasion: Occasion, booking: Booking, *, at: datetime) -> CalendarPart:
    """Return the entry for the calendar of somebody who takes part."""
    return ical.request(occasion.dates, **_entry(occasion, booking, at=at))


def withdrawal(occasion: Occasion, booking: Booking, *, at: datetime) -> CalendarPart:
    """Return what takes the entry out of a calendar again."""
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
    alarm = booking.to.alarm_minutes
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
        discreet=is_discreet(occasion, booking),
        alarm=timedelta(minutes=alarm) if alarm else None,
    )
