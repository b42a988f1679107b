"""A calendar as the text that calendar programs fetch."""

import hashlib
from datetime import datetime, timedelta

from flask_babel import gettext as _

from bgm_portal.activities import ical
from bgm_portal.activities.ical import Details, Status
from bgm_portal.core.i18n import in_language, in_words

from . import queries
from .kinds import FeedKind
from .queries import Date, Feed

LOOKS_BACK = timedelta(days=60)
STAMP = "DTSTAMP:"


def text(feed: Feed, *, at: datetime) -> str:
    """Return the calendar as it stands now, in the language of its owner."""
    since = at - LOOKS_BACK
    if feed.kind is FeedKind.OWN:
        dates = queries.own_dates(feed.person_id, since=since)
    else:
        dates = queries.dates_in_care(feed.person_id, since=since)
    with in_language(feed.language):
        name = _("BGM-Portal") if feed.kind is FeedKind.OWN else _("BGM-Portal: Betreuung")
        entries = [
            (date.number, (date.starts_at, date.ends_at), _details(date, feed, at))
            for date in dates
        ]
        return ical.feed(str(name), entries).text


def fingerprint(calendar: str) -> str:
    """Return what stays the same as long as nothing changed but the moment of asking."""
    lines = (line for line in calendar.split("\r\n") if not line.startswith(STAMP))
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def _details(date: Date, feed: Feed, at: datetime) -> Details:
    alarm = feed.alarm_minutes
    return Details(
        uid=date.uid,
        sequence=date.sequence,
        summary=in_words(date.title_de, date.title_en),
        location=in_words(date.place_de, date.place_en),
        description=_description(date),
        organizer_name=date.contact_name,
        organizer_email=date.contact_email,
        attendee=None,
        at=at,
        discreet=date.discreet or feed.neutral,
        status=_status(date),
        alarm=timedelta(minutes=alarm) if alarm else None,
    )


def _status(date: Date) -> Status:
    if date.is_cancelled:
        return Status.CANCELLED
    return Status.TENTATIVE if date.is_draft else Status.CONFIRMED


def _description(date: Date) -> str:
    if date.is_draft:
        return str(_("Entwurf, noch nicht veröffentlicht"))
    if date.reference:
        return str(_("Ihre Nummer: %(reference)s", reference=date.reference))
    return ""
