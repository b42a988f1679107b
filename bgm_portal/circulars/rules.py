"""When a circular may leave, and what can still be done with it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from bgm_portal.registration.states import RegistrationState

LONGEST_WAIT = timedelta(days=365)


class Refusal(StrEnum):
    """Why a circular does not leave like this."""

    NOBODY = "nobody"
    IN_THE_PAST = "in_the_past"
    TOO_LATE = "too_late"


class Stage(StrEnum):
    """How far a circular is."""

    PLANNED = "planned"
    SENT = "sent"
    STOPPED = "stopped"


@dataclass(frozen=True, kw_only=True)
class Audience:
    """Who of the people on an activity is written to; nothing chosen means everybody."""

    state: RegistrationState | None = None
    role_id: UUID | None = None
    occurrence_id: UUID | None = None
    team_id: UUID | None = None
    bus_id: UUID | None = None
    site_id: UUID | None = None


def refuse(
    *, people: int, send_at: datetime | None, erased_then: bool, at: datetime
) -> Refusal | None:
    """Say why a circular may not leave at this moment, or nothing when it may.

    A planned circular may have nobody yet, because people sign up until then; `erased_then` says
    that nobody on the activity will be named any more.
    """
    if send_at is None:
        return None if people else Refusal.NOBODY
    if send_at <= at:
        return Refusal.IN_THE_PAST
    if erased_then or send_at - at > LONGEST_WAIT:
        return Refusal.TOO_LATE
    return None


def stage(*, sent_at: datetime | None, stopped_at: datetime | None) -> Stage:
    """Say how far a circular is."""
    if sent_at is not None:
        return Stage.SENT
    return Stage.PLANNED if stopped_at is None else Stage.STOPPED
