"""Messages in the outbox, and a courier whose way out of the house a test chooses."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from flask import Flask

from bgm_portal.core import clock
from bgm_portal.core.database import db
from bgm_portal.mail import outbox
from bgm_portal.mail.assembly import Letterhead
from bgm_portal.mail.courier import Courier, Terms
from bgm_portal.mail.message import Message, Recipient
from bgm_portal.mail.models import OutgoingMail
from bgm_portal.mail.transports import Transport

EVEN_CHANCE = 0.5

HEAD = Letterhead(
    name="BGM-Portal", sender="bgm@jobcenter.example", reply_to="hilfe@jobcenter.example"
)


def message(**values: Any) -> Message:
    """Return a message to Katrin Albers about nothing in particular."""
    defaults: dict[str, Any] = {
        "key": f"test:{uuid4()}",
        "kind": "identity.notice",
        "to": Recipient(
            person_id=None, address="albers@jobcenter.example", language="de", name="Katrin Albers"
        ),
        "subject": "Ein Hinweis",
        "text": "Guten Tag Katrin Albers,\n",
        "html": "<!DOCTYPE html>\n<html lang='de'><body><h1>Ein Hinweis</h1></body></html>\n",
    }
    return Message(**defaults | values)


@pytest.fixture
def make_mail(app: Flask) -> Callable[..., OutgoingMail]:
    """Return a function that puts a message into the outbox: `make_mail(expires_at=…)`."""

    def _make(**values: Any) -> OutgoingMail:
        new = message(**values)
        outbox.enqueue(new, at=clock.now())
        db.session.commit()
        return db.session.query(OutgoingMail).filter_by(key=new.key).one()

    return _make


def courier(transport: Transport, *, owner: str = "one", **terms: Any) -> Courier:
    """Return a courier with an even chance and a lease of ten minutes."""
    return Courier(
        transport=transport,
        head=HEAD,
        owner=owner,
        now=clock.now,
        chance=lambda: EVEN_CHANCE,
        terms=Terms(
            **{"lease": timedelta(minutes=10), "first_delay": timedelta(minutes=1)} | terms
        ),
    )
