"""From stored words to a message of the internet (RFC 5322, MIME). Pure: no clock, no database."""

import re
from binascii import b2a_qp
from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address, HeaderRegistry
from email.message import EmailMessage
from email.policy import SMTP, EmailPolicy
from email.utils import format_datetime
from functools import lru_cache
from typing import Any, cast

from .message import CalendarPart

CALENDAR_FILE = "termin.ics"
#: Between the parts. "=_" stands in no text that is written as quoted-printable or Base64
#: (RFC 2045, 6.7), so no message has to be searched for it.
ALTERNATIVES = "=_one-of-these"
ATTACHED = "=_and-this"
#: Headers that we write in plain letters and that stand in one line, however long it is.
PLAIN = frozenset(
    {
        "date",
        "message-id",
        "auto-submitted",
        "x-auto-response-suppress",
        "list-unsubscribe",
        "list-unsubscribe-post",
        "mime-version",
        "content-language",
        "content-transfer-encoding",
    }
)
#: Headers that many messages of a round have in common.
COMMON = frozenset({"from", "reply-to", "subject", "content-type", "content-disposition"})
#: An address as nearly all are: dots and letters that mean nothing else (RFC 5322, 3.2.3), a name
#: of the internet behind the "@". Whatever else there is goes through the reader of addresses.
_ATEXT = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
SIMPLE_ADDRESS = re.compile(
    rf"(?=.{{1,200}}\Z){_ATEXT}(?:\.{_ATEXT})*@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*", re.ASCII
)


class _Simple(str):
    """An address that was seen to be simple, and stands in its header as it is."""

    __slots__ = ()


class _Wire(EmailPolicy):
    """Writes headers as they go over the line.

    Python's own policy turns a word that is longer than a line into an encoded one. The address in
    List-Unsubscribe is such a word, and no mail program decodes it there (RFC 2047, 5). Lines may
    be 998 letters long (RFC 5322, 2.1.1), and leaving these headers alone is quick, too.

    What many messages have in common (kinds of parts, sender, often the subject) is read and
    written once.
    """

    def header_store_parse(self, name: str, value: Any) -> tuple[str, Any]:
        """Take a header; what is plain must be one line of ASCII."""
        if type(value) is _Simple:
            return name, value
        if name.lower() not in PLAIN:
            # Whatever is no plain text was read already, or is an address that one message has.
            is_new = type(value) is str
            return (name, _read(name, value)) if is_new else super().header_store_parse(name, value)
        if not value.isascii() or value.splitlines() != [value]:
            message = "a plain header is one line of ASCII"
            raise ValueError(message)
        return name, value

    def header_fetch_parse(self, name: str, value: Any) -> Any:
        """Hand a header out."""
        return value if name.lower() in PLAIN else super().header_fetch_parse(name, value)

    def fold_binary(self, name: str, value: Any) -> bytes:
        """Write a header."""
        if name.lower() in PLAIN or type(value) is _Simple:
            return f"{name}: {value}{self.linesep}".encode("ascii")
        return _written(name, value) if name.lower() in COMMON else super().fold_binary(name, value)


class _Headers(HeaderRegistry):
    """Knows the kinds of headers; Python's own makes a new class for every header it meets."""

    def __init__(self) -> None:
        super().__init__()
        self._made: dict[str, Any] = {}

    def __getitem__(self, name: str) -> Any:
        """Return the kind of a header."""
        if name not in self._made:
            self._made[name] = super().__getitem__(name)
        return self._made[name]


WIRE = _Wire(linesep=SMTP.linesep, header_factory=_Headers())
_UNREMEMBERED = EmailPolicy(linesep=SMTP.linesep, header_factory=WIRE.header_factory)


@lru_cache(maxsize=256)
def _read(name: str, value: str) -> Any:
    return _UNREMEMBERED.header_store_parse(name, value)[1]


@lru_cache(maxsize=256)
def _written(name: str, value: Any) -> bytes:
    return _UNREMEMBERED.fold_binary(name, value)


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
    message = EmailMessage(policy=WIRE)
    message["From"] = _header("From", head.sender, name=head.name)
    message["To"] = _recipient(letter.recipient)
    message["Reply-To"] = _header("Reply-To", letter.reply_to or head.reply_to or head.sender)
    message["Subject"] = letter.subject
    message["Date"] = format_datetime(at)
    message["Message-ID"] = letter.message_id
    message["Auto-Submitted"] = "auto-generated"  # RFC 3834: holiday notices stay at home
    message["X-Auto-Response-Suppress"] = "All"  # the same for Exchange
    if letter.unsubscribe is not None:
        message["List-Unsubscribe"] = f"<{letter.unsubscribe}>"
        message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"  # RFC 8058
    message["MIME-Version"] = "1.0"
    message["Content-Language"] = letter.language
    message["Content-Type"] = f'multipart/alternative; boundary="{ALTERNATIVES}"'
    message.attach(_words("plain", letter.text))
    message.attach(_words("html", letter.html))
    if letter.calendar is not None:
        _add_calendar(message, letter.calendar)
    return message


def on_the_wire(message: EmailMessage) -> bytes:
    """Write a message as `as_bytes` does, which also provides for messages of any other making."""
    lines = [WIRE.fold_binary(name, value) for name, value in message.raw_items()]
    lines.append(b"\r\n")
    if message.is_multipart():
        between = b"--" + str(message.get_boundary()).encode("ascii")
        for part in message.iter_parts():
            lines += between, b"\r\n", on_the_wire(cast("EmailMessage", part)), b"\r\n"
        lines += between, b"--\r\n"
    else:
        text = cast("str", message.get_payload())
        lines.append("\r\n".join(text.split("\n")).encode("ascii"))
    return b"".join(lines)


def _words(subtype: str, text: str) -> EmailMessage:
    """Write a part as quoted-printable, which people can still read; the C of it is quick."""
    part = EmailMessage(policy=WIRE)
    part["Content-Type"] = f'text/{subtype}; charset="utf-8"'
    part["Content-Transfer-Encoding"] = "quoted-printable"
    lines = b"\n".join(text.encode().splitlines()) + b"\n"
    part.set_payload(b2a_qp(lines, istext=True).decode("ascii"))
    return part


@lru_cache(maxsize=64)
def _header(header: str, address: str, *, name: str = "") -> Any:
    """Build a header that many messages have in common."""
    return WIRE.header_factory(header, _address(address, name=name))


def _recipient(address: str) -> str | Address:
    return _Simple(address) if SIMPLE_ADDRESS.fullmatch(address) else _address(address)


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
    message.make_mixed(boundary=ATTACHED)
    message.add_attachment(
        calendar.text.encode(),
        maintype="application",
        subtype="ics",
        filename=CALENDAR_FILE,
    )
