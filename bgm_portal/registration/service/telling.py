"""Telling people one after the other: a message that cannot be written keeps nobody else's back."""

from collections.abc import Callable
from datetime import datetime

from bgm_portal.mail import outbox
from bgm_portal.mail.message import Message, unwritten
from bgm_portal.mail.rendering import written
from bgm_portal.registration import messages
from bgm_portal.registration.occasion import Booking, Occasion


def tell(
    kind: str,
    booking: Booking,
    write: Callable[[], Message],
    *,
    about: Occasion,
    at: datetime,
    again: int | str | None = None,
) -> bool:
    """Put a message into the outbox, or the note that it could not be written."""
    failed = unwritten(
        key=messages.key(kind, booking, again=again),
        kind=kind,
        to=booking.to,
        context_id=booking.registration_id,
        activity_id=about.activity_id,
    )
    return outbox.enqueue(written(write, otherwise=failed), at=at)
