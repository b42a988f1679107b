"""The way of a need."""

from enum import StrEnum


class NeedStatus(StrEnum):
    """The way of a need."""

    STATED = "stated"
    IN_PROGRESS = "in_progress"
    ARRANGED = "arranged"
    CONFIRMED_BY_PERSON = "confirmed_by_person"
    NOT_POSSIBLE = "not_possible"
