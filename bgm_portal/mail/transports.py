"""How messages leave the house: by SMTP, as files, or into a list for tests.

A transport opens a line once for many messages. On the line each message is announced first (the
server may refuse the recipient) and handed over second; between the two, delivery notes that the
message may be on its way.
"""

import os
import smtplib
import socket
import ssl
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from datetime import datetime
from email.message import EmailMessage
from pathlib import Path
from typing import Protocol
from uuid import UUID

from flask import Flask, current_app

from . import rules
from .assembly import SIMPLE_ADDRESS, on_the_wire
from .errors import NotDelivered, OutOfReach

PERMANENT = 500  # SMTP answers from here on will not change (RFC 5321, 4.2.1)
REASON_LENGTH = 300


class Settings(Protocol):
    """What a transport is told; the configuration of the portal fits."""

    @property
    def transport(self) -> str: ...  # noqa: D102
    @property
    def sender(self) -> str: ...  # noqa: D102
    @property
    def folder(self) -> Path: ...  # noqa: D102
    @property
    def host(self) -> str: ...  # noqa: D102
    @property
    def port(self) -> int: ...  # noqa: D102
    @property
    def user(self) -> str: ...  # noqa: D102
    @property
    def password(self) -> str: ...  # noqa: D102
    @property
    def security(self) -> str: ...  # noqa: D102
    @property
    def timeout_seconds(self) -> float: ...  # noqa: D102
    @property
    def lines(self) -> int: ...  # noqa: D102


class Line(Protocol):
    """An open way out of the house."""

    def announce(self, *, recipient: str) -> None:
        """Ask whether a message to this address is taken; raise NotDelivered if not."""

    def call_off(self) -> None:
        """Take the announcement back: the message is not sent after all."""

    def hand_over(self, content: EmailMessage, *, name: str) -> None:
        """Send the announced message; raise NotDelivered if it is not taken."""


class Transport(Protocol):
    """A way out of the house."""

    at_once: int  # so many lines are opened where there is much to send

    def open(self) -> AbstractContextManager[Line]:
        """Open a line for many messages; raise OutOfReach if there is none."""

    def check(self) -> None:
        """Raise OutOfReach when messages could not leave the house now."""

    def kept(self, name: str) -> bytes | None:
        """Return a message as it left the house, if this way keeps copies."""


def init_app(app: Flask, settings: Settings) -> None:
    """Choose the way out of the house."""
    if settings.transport == "memory":
        app.extensions["mailbox"] = []
        app.extensions["mail_transport"] = MemoryTransport(app.extensions["mailbox"])
    elif settings.transport == "files":
        app.extensions["mail_transport"] = FileTransport(settings.folder)
    else:
        app.extensions["mail_transport"] = SmtpTransport(settings)


def transport() -> Transport:
    """Return the way out of this house."""
    chosen: Transport = current_app.extensions["mail_transport"]
    return chosen


def file_name(mail_id: UUID, *, created_at: datetime) -> str:
    """Return the name under which a message is kept: the same one however often it is written."""
    return f"{created_at:%Y-%m-%dT%H-%M-%SZ}-{mail_id}"


class MemoryTransport:
    """Keeps messages in a list that tests read."""

    at_once = 1

    def __init__(self, mailbox: list[EmailMessage]) -> None:
        self._mailbox = mailbox
        self._by_name: dict[str, EmailMessage] = {}

    @contextmanager
    def open(self) -> Iterator[Line]:
        """Hand out itself: there is no line to open."""
        yield self

    def announce(self, *, recipient: str) -> None:
        """Take messages to everybody."""

    def call_off(self) -> None:
        """Have nothing to take back."""

    def hand_over(self, content: EmailMessage, *, name: str) -> None:
        """Keep the message."""
        self._mailbox.append(content)
        self._by_name[name] = content

    def check(self) -> None:
        """Be there."""

    def kept(self, name: str) -> bytes | None:
        """Return what was handed over under this name."""
        content = self._by_name.get(name)
        return content.as_bytes() if content else None


class FileTransport:
    """Writes each message into a folder, as `.eml` that mail programs open."""

    at_once = 1

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @contextmanager
    def open(self) -> Iterator[Line]:
        """Make the folder if it is not there yet."""
        self.check()
        yield self

    def announce(self, *, recipient: str) -> None:
        """Take messages to everybody."""

    def call_off(self) -> None:
        """Have nothing to take back."""

    def hand_over(self, content: EmailMessage, *, name: str) -> None:
        """Write the file whole or not at all."""
        unfinished = self.folder / f".{name}.{os.getpid()}"
        try:
            with unfinished.open("wb") as file:
                file.write(content.as_bytes())
                file.flush()
                os.fsync(file.fileno())
            unfinished.replace(self.folder / f"{name}.eml")
        except OSError as error:
            raise NotDelivered(_reason(error)) from error

    def check(self) -> None:
        """Raise OutOfReach when the folder cannot be written."""
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise OutOfReach(_reason(error)) from error
        if not os.access(self.folder, os.W_OK):
            raise OutOfReach(f"{self.folder} cannot be written")

    def kept(self, name: str) -> bytes | None:
        """Return a message as it was written, or nothing."""
        try:
            return (self.folder / f"{name}.eml").read_bytes()
        except FileNotFoundError:
            return None


class SmtpTransport:
    """Speaks to the mail server of the house. Certificates are verified, always."""

    def __init__(self, settings: Settings) -> None:
        self._settings, self.at_once = settings, settings.lines

    @contextmanager
    def open(self) -> Iterator["_SmtpLine"]:
        """Connect, encrypt, sign in; say goodbye at the end, whatever happened."""
        server = self._connect()
        try:
            yield _SmtpLine(server, self._settings.sender)
        finally:
            with suppress(OSError, smtplib.SMTPException):
                server.quit()
            server.close()

    def check(self) -> None:
        """Connect, sign in, and ask the server to do nothing."""
        with self.open() as line:
            line.greet()

    def kept(self, name: str) -> bytes | None:
        """Keep nothing: what was sent belongs to its reader."""
        return None

    def _connect(self) -> smtplib.SMTP:
        settings = self._settings
        host, port, timeout = settings.host, settings.port, settings.timeout_seconds
        name = socket.gethostname()
        try:
            if settings.security == "tls":
                trusted = ssl.create_default_context()
                server: smtplib.SMTP = smtplib.SMTP_SSL(
                    host, port, local_hostname=name, timeout=timeout, context=trusted
                )
            else:
                server = smtplib.SMTP(host, port, local_hostname=name, timeout=timeout)
            self._secure(server)
        except (OSError, smtplib.SMTPException) as error:
            raise OutOfReach(_reason(error)) from error
        return server

    def _secure(self, server: smtplib.SMTP) -> None:
        try:
            if self._settings.security == "starttls":
                server.starttls(context=ssl.create_default_context())
            if self._settings.user:
                server.login(self._settings.user, self._settings.password)
            server.ehlo_or_helo_if_needed()
        except BaseException:
            server.close()
            raise


class _SmtpLine:
    """A connection on which one message after the other is sent."""

    def __init__(self, server: smtplib.SMTP, sender: str) -> None:
        self._server = server
        self._sender = smtplib.quoteaddr(sender)

    def greet(self) -> None:
        """Ask for an answer to nothing."""
        code, answer = self._server.noop()
        if code >= PERMANENT:
            raise OutOfReach(_words(code, answer))

    def announce(self, *, recipient: str) -> None:
        """Name sender and recipient."""
        try:
            code, answer = self._server.docmd("MAIL", f"FROM:{self._sender}")
            if code >= 400:  # noqa: PLR2004 - of whatever kind: the sender is ours to mend
                self.call_off()
                raise NotDelivered(_words(code, answer))
            code, answer = self._server.docmd("RCPT", f"TO:{_angled(recipient)}")
            if code >= 400:  # noqa: PLR2004 - refused, for now or for good
                self.call_off()
                reason = _words(code, answer).replace(recipient, "…")
                is_over = code >= PERMANENT
                # a server of ours that may not relay says no to every address
                unknown = is_over and rules.reason(reason) is rules.Reason.NOBODY
                raise NotDelivered(reason, permanent=is_over, of_address=unknown)
        except (OSError, smtplib.SMTPException) as error:
            raise OutOfReach(_reason(error)) from error

    def hand_over(self, content: EmailMessage, *, name: str) -> None:
        """Send the message and wait for the server's word that it has it."""
        try:
            code, answer = self._server.data(on_the_wire(content))
        except smtplib.SMTPDataError as error:
            self.call_off()
            reason = _words(error.smtp_code, error.smtp_error)
            raise NotDelivered(reason, permanent=error.smtp_code >= PERMANENT) from error
        except (OSError, smtplib.SMTPException) as error:
            raise NotDelivered(_reason(error), unclear=True) from error
        if code >= 400:  # noqa: PLR2004 - refused after reading it
            raise NotDelivered(_words(code, answer), permanent=code >= PERMANENT)

    def call_off(self) -> None:
        """Begin anew, for the next message."""
        with suppress(OSError, smtplib.SMTPException):
            self._server.rset()


def _angled(address: str) -> str:
    """Write an address as SMTP wants it; one that is plain to see is not parsed for that."""
    return f"<{address}>" if SIMPLE_ADDRESS.fullmatch(address) else smtplib.quoteaddr(address)


def _words(code: int, answer: bytes | str) -> str:
    said = answer.decode("utf-8", "replace") if isinstance(answer, bytes) else answer
    return f"{code} {said}"[:REASON_LENGTH]


def _reason(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"[:REASON_LENGTH]
