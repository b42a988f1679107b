"""What may be shown, and until when. Pure."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

MOST_PICTURES = 60
ALT_LENGTH = 300
PLACE_LENGTH = 200


class Refusal(StrEnum):
    """Why an activity has no album."""

    DISCREET = "discreet"
    NOT_HELD = "not_held"
    TOO_EARLY = "too_early"


@dataclass(frozen=True, kw_only=True)
class Occasion:
    """What is known about an activity whose album is asked for."""

    is_held: bool  # it was published and not cancelled
    discreet: bool
    starts_at: datetime | None


def refuse_album(occasion: Occasion, *, at: datetime) -> Refusal | None:
    """Say why there can be no album, or nothing. Nobody sees who was at a discreet activity."""
    if occasion.discreet:
        return Refusal.DISCREET
    if not occasion.is_held:
        return Refusal.NOT_HELD
    if occasion.starts_at is None or at < occasion.starts_at:
        return Refusal.TOO_EARLY
    return None


def without_consent(
    shown: Collection[UUID], agreed: Mapping[UUID, Collection[str]], *, needed: str
) -> list[UUID]:
    """Return who can be recognised and did not agree to this, in the order in which they stand."""
    return [person_id for person_id in shown if needed not in agreed.get(person_id, ())]


def erased_before(today: date) -> date:
    """Return the day since which an activity must have ended for its album to be there still."""
    return date(today.year - 1, 1, 1)
