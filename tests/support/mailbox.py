"""What people find in their mailbox. `mailbox.deliver()` sends everything that is due now.

    def test_…(mailbox, …):
        …
        [mail] = mailbox.deliver()
        assert mail.subject == "Ihre Anmeldung"

`mailbox.letters` holds what was delivered so far, in order.
"""

from __future__ import annotations

from dataclasses import dataclass
from email.message import EmailMessage

import pytest
from bs4 import BeautifulSoup
from flask import Flask

from bgm_portal.core import clock
from bgm_portal.core.database import db
from bgm_portal.mail import jobs


@dataclass(frozen=True)
class Letter:
    """A delivered message, opened."""

    message: EmailMessage

    @property
    def to(self) -> str:
        return str(self.message["To"])

    @property
    def subject(self) -> str:
        return str(self.message["Subject"])

    @property
    def text(self) -> str:
        return self._part("text/plain").get_content().replace("\r\n", "\n")

    @property
    def html(self) -> str:
        return self._part("text/html").get_content()

    @property
    def soup(self) -> BeautifulSoup:
        return BeautifulSoup(self.html, "html.parser")

    @property
    def calendar(self) -> str:
        return self._part("text/calendar").get_content()

    @property
    def calendar_method(self) -> str:
        return str(self._part("text/calendar").get_param("method"))

    @property
    def links(self) -> list[str]:
        return [str(link["href"]) for link in self.soup.select("a[href^=http]")]

    def _part(self, kind: str) -> EmailMessage:
        found = [part for part in self.message.walk() if part.get_content_type() == kind]
        assert found, f"no {kind} in {self.subject!r}"
        return found[0]


class Mailbox:
    """Everything that left the house."""

    def __init__(self, app: Flask) -> None:
        self._messages: list[EmailMessage] = app.extensions["mailbox"]
        self._messages.clear()

    @property
    def letters(self) -> list[Letter]:
        return [Letter(message) for message in self._messages]

    def deliver(self) -> list[Letter]:
        """Send what is due at the present moment of the test; return what is new."""
        before = len(self._messages)
        db.session.commit()
        jobs.deliver(clock.now())
        return self.letters[before:]

    def to(self, address: str) -> list[Letter]:
        """Return what this address received."""
        return [letter for letter in self.letters if letter.to == address]


@pytest.fixture
def mailbox(app: Flask) -> Mailbox:
    """An empty mailbox."""
    return Mailbox(app)
