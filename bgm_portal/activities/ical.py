"""Calendar entries as text (RFC 5545, 5546). Pure: no database, no request, no clock.

Times stand in German wall time with their rules of summer time, so that a calendar shows 18:00 in
any month. Entries are private: colleagues who share a calendar see "busy" and no more.
"""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import NotRequired, TypedDict, Unpack

from flask_babel import gettext as _

from bgm_portal.core.clock import local
from bgm_portal.mail.message import CalendarPart, Recipient

UID_DOMAIN = "bgm-portal.invalid"  # RFC 2606: a name that can never be somebody's
LINE_OCTETS = 75
TIMEZONE = (
    "BEGIN:VTIMEZONE",
    "TZID:Europe/Berlin",
    "BEGIN:DAYLIGHT",
    "DTSTART:19810329T020000",
    "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU",
    "TZOFFSETFROM:+0100",
    "TZOFFSETTO:+0200",
    "TZNAME:CEST",
    "END:DAYLIGHT",
    "BEGIN:STANDARD",
    "DTSTART:19961027T030000",
    "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU",
    "TZOFFSETFROM:+0200",
    "TZOFFSETTO:+0100",
    "TZNAME:CET",
    "END:STANDARD",
    "END:VTIMEZONE",
)
OPENING = ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//BGM-Portal//DE", "CALSCALE:GREGORIAN")
#: What every calendar begins with; written once, because each of its lines is short enough.
_ZONE = "".join(f"{line}\r\n" for line in TIMEZONE)
_OPENING = "".join(f"{line}\r\n" for line in OPENING)

REFRESH = "PT4H"  # how often a calendar may look again, where it asks us
MINUTE = timedelta(minutes=1)

Dates = tuple[datetime, datetime]
Entries = Sequence[Dates]


class Status(StrEnum):
    """How a date stands."""

    CONFIRMED = "CONFIRMED"
    TENTATIVE = "TENTATIVE"
    CANCELLED = "CANCELLED"


class Details(TypedDict):
    """What a calendar entry says besides its dates.

    `uid` stays the same for the life of a registration and `sequence` rises with every change, so
    that calendars replace the entry instead of adding another; each date keeps its number.
    A discreet activity says neither what it is nor why.
    """

    uid: object
    sequence: int
    summary: str
    location: str
    description: str
    organizer_name: str
    organizer_email: str
    attendee: Recipient | None
    at: datetime
    discreet: NotRequired[bool]
    numbers: NotRequired[Sequence[int]]  # of the dates; counted from 1 where they are not given
    status: NotRequired[Status]
    alarm: NotRequired[timedelta | None]  # how long before a calendar rings, where that is wished


def request(entries: Entries, **details: Unpack[Details]) -> CalendarPart:
    """Ask the recipient's calendar to enter these dates, or to change them."""
    return _calendar("REQUEST", entries, details)


def cancel(entries: Entries, **details: Unpack[Details]) -> CalendarPart:
    """Ask the recipient's calendar to take these dates out."""
    return _calendar("CANCEL", entries, details)


def publish(entries: Entries, **details: Unpack[Details]) -> CalendarPart:
    """Offer these dates for download; nobody is invited."""
    return _calendar("PUBLISH", entries, details)


def feed(name: str, entries: Iterable[tuple[int, Dates, Details]]) -> CalendarPart:
    """Publish many dates as one calendar that is fetched again and again."""
    head = (
        f"NAME:{_text(name)}",
        f"X-WR-CALNAME:{_text(name)}",
        f"REFRESH-INTERVAL;VALUE=DURATION:{REFRESH}",
        f"X-PUBLISHED-TTL:{REFRESH}",
    )
    events = (
        line
        for number, dates, details in entries
        for line in _event("PUBLISH", number, dates, details)
    )
    return _written("PUBLISH", events, head="".join(_folded(line) for line in head))


def _calendar(method: str, entries: Entries, details: Details) -> CalendarPart:
    lines: list[str] = []
    numbers = details.get("numbers") or range(1, len(entries) + 1)
    for number, dates in zip(numbers, entries, strict=True):
        lines += _event(method, number, dates, details)
    return _written(method, lines)


def _written(method: str, lines: Iterable[str], *, head: str = "") -> CalendarPart:
    opening = f"{_OPENING}METHOD:{method}\r\n{head}{_ZONE}"
    body = "".join(_folded(line) for line in lines)
    return CalendarPart(method=method, text=f"{opening}{body}END:VCALENDAR\r\n")


def _event(method: str, number: int, dates: Dates, details: Details) -> Iterable[str]:
    discreet = details.get("discreet", False)
    usual = Status.CANCELLED if method == "CANCEL" else Status.CONFIRMED
    status = details.get("status", usual)
    summary = _summary(details, is_gone=method == "PUBLISH" and status is Status.CANCELLED)
    yield "BEGIN:VEVENT"
    yield f"UID:{details['uid']}-{number}@{UID_DOMAIN}"
    yield f"SEQUENCE:{details['sequence']}"
    yield f"DTSTAMP:{details['at'].astimezone(UTC):%Y%m%dT%H%M%SZ}"
    yield _moment("DTSTART", dates[0])
    yield _moment("DTEND", dates[1])
    yield f"SUMMARY:{_text(summary)}"
    if details["location"]:
        yield f"LOCATION:{_text(details['location'])}"
    if details["description"] and not discreet:
        yield f"DESCRIPTION:{_text(details['description'])}"
    yield f"STATUS:{status}"
    yield "CLASS:PRIVATE"
    yield f"TRANSP:{'TRANSPARENT' if status is Status.CANCELLED else 'OPAQUE'}"
    if details["organizer_email"]:  # a draft may have no contact yet
        name = _quoted(details["organizer_name"])
        yield f"ORGANIZER;CN={name}:mailto:{details['organizer_email']}"
    attendee = details["attendee"]
    if attendee is not None and method != "PUBLISH":
        name = _quoted(attendee.name)
        yield (
            f"ATTENDEE;CN={name};ROLE=REQ-PARTICIPANT;PARTSTAT=ACCEPTED;RSVP=FALSE"
            f":mailto:{attendee.address}"
        )
    yield from _alarm(details, summary, status)
    yield "END:VEVENT"


def _summary(details: Details, *, is_gone: bool) -> str:
    """Return what an entry is called; where calendars go on showing it, that it was cancelled."""
    words = str(_("Termin")) if details.get("discreet", False) else details["summary"]
    return str(_("Abgesagt: %(what)s", what=words)) if is_gone else words


def _alarm(details: Details, summary: str, status: Status) -> Iterable[str]:
    before = details.get("alarm")
    if before is not None and status is Status.CONFIRMED:
        yield "BEGIN:VALARM"
        yield "ACTION:DISPLAY"
        yield f"DESCRIPTION:{_text(summary)}"
        yield f"TRIGGER:-PT{before // MINUTE}M"
        yield "END:VALARM"


def _moment(name: str, at: datetime) -> str:
    """Write wall time; in the hour that comes twice, UTC: not all calendars take the first one."""
    wall = local(at)
    if wall.utcoffset() != wall.replace(fold=1 - wall.fold).utcoffset():
        return f"{name}:{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    return f"{name};TZID=Europe/Berlin:{wall:%Y%m%dT%H%M%S}"


def _text(value: str) -> str:
    escaped = value.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return escaped.replace("\r\n", "\\n").replace("\n", "\\n").replace("\r", "\\n")


def _quoted(value: str) -> str:
    """Quote a parameter; it can hold neither quotes nor line breaks (RFC 5545, 3.2)."""
    plain = "".join(character for character in value if character >= " " and character != '"')
    return f'"{plain}"'


def _folded(line: str) -> str:
    """Break a line after 75 octets, between characters, as RFC 5545 asks (3.1)."""
    if len(line.encode()) <= LINE_OCTETS:
        return f"{line}\r\n"
    parts, part, size = [], "", 0
    for character in line:
        octets = len(character.encode())
        if size + octets > LINE_OCTETS:
            parts.append(part)
            part, size = " ", 1
        part += character
        size += octets
    return "\r\n".join([*parts, part]) + "\r\n"
