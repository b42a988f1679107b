"""The way of a need, and how somebody wants to be spoken to about it."""

from enum import StrEnum


class NeedStatus(StrEnum):
    """The way of a need."""

    STATED = "stated"
    IN_PROGRESS = "in_progress"
    ARRANGED = "arranged"
    CONFIRMED_BY_PERSON = "confirmed_by_person"
    NOT_POSSIBLE = "not_possible"


class Channel(StrEnum):
    """How a person wants to be spoken to about what they need."""

    MAIL = "mail"
    PHONE = "phone"
    CHAT = "chat"
    IN_PERSON = "in_person"
    SBV = "sbv"  # through the representatives of severely disabled staff
