"""From stored words to a message of the internet (RFC 5322, MIME). Pure: no clock, no database."""

from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from .message import CalendarPart

CALENDAR_FILE = "termin.ics"


@dataclass(frozen=True, kw_only=True)
class Letterhead:
    """From whom messages come, and who reads an answer when the message names nobody."""

    name: str
    sender: str
    reply_to: str


@dataclass(frozen=True, kw_only=True)
class Letter:
    """What the outbox holds of a message."""

    message_id: str
    recipient: str
    language: str
    subject: str
    text: str
    html: str
    reply_to: str | None
    calendar: CalendarPart | None
    unsubscribe: str | None = None  # the address that ends this kind of message with one click


def assemble(letter: Letter, head: Letterhead, *, at: datetime) -> EmailMessage:
    """Build the message; raise ValueError when an address is none or a header has two lines."""
    message = EmailMessage(policy=SMTP)
    message["From"] = _address(head.sender, name=head.name)
    message["To"] = _address(letter.recipient)
    message["Reply-To"] = _address(letter.reply_to or head.reply_to or head.sender)
    message["Subject"] = letter.subject
    message["Date"] = format_datetime(at)
    message["Message-ID"] = letter.message_id
    message["Auto-Submitted"] = "auto-generated"  # RFC 3834: holiday notices stay at home
    message["X-Auto-Response-Suppress"] = "All"  # the same for Exchange
    if letter.unsubscribe is not None:
        message["List-Unsubscribe"] = f"<{letter.unsubscribe}>"
        message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"  # RFC 8058
    message.set_content(letter.text, cte="quoted-printable")
    message.add_alternative(letter.html, subtype="html", cte="quoted-printable")
    if letter.calendar is not None:
        _add_calendar(message, letter.calendar)
    message["Content-Language"] = letter.language  # last: parts take such headers with them
    return message


def _address(address: str, *, name: str = "") -> Address:
    try:
        return Address(display_name=name, addr_spec=address)
    except (ValueError, IndexError, UnicodeError) as error:  # the parser stumbles in many ways
        message = "not an e-mail address"
        raise ValueError(message) from error


def _add_calendar(message: EmailMessage, calendar: CalendarPart) -> None:
    """Add the entry twice: as an alternative that Outlook acts on, and as a file for the rest."""
    message.add_alternative(
        calendar.text,
        subtype="calendar",
        params={"method": calendar.method},
        cte="base64",
    )
    message.add_attachment(
        calendar.text.encode(),
        maintype="application",
        subtype="ics",
        filename=CALENDAR_FILE,
    )
