"""A message as a value. Features build it; the outbox stores it; delivery sends it."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID, uuid4

from .states import DeliveryPolicy


@dataclass(frozen=True, kw_only=True)
class Recipient:
    """Whom a message goes to. One recipient a message, always."""

    person_id: UUID | None
    address: str
    language: str
    name: str
    neutral: bool = False  # never says what it is about, as if everything were discreet
    alarm_minutes: int | None = None  # how long before a date an entry that is mailed rings


@dataclass(frozen=True, kw_only=True)
class CalendarPart:
    """An entry for the recipient's calendar: the .ics text and what it asks for (RFC 5546)."""

    method: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Message:
    """What is written to a person.

    `key` names the reason: the same reason gives the same key and is sent once. `context_id` is
    the registration (or need, or token) whose end makes an unsent message pointless.
    `expires_at` is when sending it would no longer make sense. `failure` says why it could not be
    written: then it has no words, and is kept as a failure that people see. `id` is known from the
    beginning, so that a message can hold the link that ends its kind.
    """

    key: str
    kind: str
    to: Recipient
    subject: str
    text: str
    html: str
    context_id: UUID | None = None
    activity_id: UUID | None = None
    reply_to: str | None = None
    calendar: CalendarPart | None = None
    not_before: datetime | None = None
    expires_at: datetime | None = None
    policy: DeliveryPolicy = DeliveryPolicy.AT_LEAST_ONCE
    failure: str = ""
    id: UUID = field(default_factory=uuid4)


def unwritten(
    *,
    key: str,
    kind: str,
    to: Recipient,
    context_id: UUID | None = None,
    activity_id: UUID | None = None,
) -> Message:
    """Return what is kept of a message that cannot be written: everything but its words."""
    return Message(
        key=key,
        kind=kind,
        to=to,
        subject="",
        text="",
        html="",
        context_id=context_id,
        activity_id=activity_id,
    )
