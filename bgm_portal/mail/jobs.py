"""What the post office does by the clock."""

import os
import random
import socket
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from functools import lru_cache

from flask import Flask, current_app
from flask_babel import lazy_gettext as _l

from bgm_portal.core import clock
from bgm_portal.core.database import transaction
from bgm_portal.core.house import house
from bgm_portal.core.jobs import Job
from bgm_portal.core.tokens import new_token

from . import addresses, delivery, outbox, queries, transports
from .assembly import Letterhead
from .courier import Courier, Terms


def deliver(now: datetime) -> int:
    """Send what is due; where much is due, over several lines at once.

    Each line is as good as a worker of its own: it claims what it sends, and nobody else has it.
    """
    courier = _courier()
    with transaction():
        is_much = queries.due(at=now) > courier.terms.batch
    if not is_much or courier.transport.at_once == 1:
        return delivery.deliver(courier)
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]  # noqa: SLF001

    def send(_line: int) -> int:
        with app.app_context():
            return delivery.deliver(courier)

    with ThreadPoolExecutor(courier.transport.at_once) as lines:
        return sum(lines.map(send, range(courier.transport.at_once)))


def forget(now: datetime) -> int:
    """Erase old messages, and links that have lost their use."""
    with transaction():
        return outbox.forget(at=now) + addresses.forget(at=now)


def _courier() -> Courier:
    told = house()
    return Courier(
        transport=transports.transport(),
        head=Letterhead(
            name=told.name,
            sender=current_app.config["MAIL"].sender,
            reply_to=told.contact_email,
        ),
        owner=f"{socket.gethostname()}:{_this_process(os.getpid())}",
        now=clock.now,
        chance=random.random,
        terms=current_app.extensions.get("mail_terms", Terms()),
    )


@lru_cache(maxsize=1)
def _this_process(number: int) -> str:
    """Tell this process from one that had the same number before it."""
    return f"{number}:{new_token()[:8]}"


JOBS = (
    Job(
        name="deliver-mail",
        every_seconds=5,
        longest_seconds=15 * 60,
        run=deliver,
        description=_l("Verschickt die Nachrichten, die an der Reihe sind."),
    ),
    Job(
        name="forget-mail",
        every_seconds=60 * 60,
        run=forget,
        description=_l("Löscht alte Nachrichten und verbrauchte Einmal-Links."),
    ),
)
