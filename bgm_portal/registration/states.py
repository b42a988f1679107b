"""The states of a registration, and how somebody on the waiting list wants to move up."""

from enum import StrEnum


class RegistrationState(StrEnum):
    """What a registered person holds."""

    CONFIRMED = "confirmed"
    WAITING = "waiting"
    OFFERED = "offered"  # a place is kept for this person until the offer expires
    CANCELLED = "cancelled"


class Promotion(StrEnum):
    """What happens when a place becomes free for somebody who waits."""

    AUTOMATIC = "automatic"  # "give it to me at once"
    ASK = "ask"  # "offer it to me, I shall answer"
