"""What can be answered, as codes."""

from enum import StrEnum


class Satisfaction(StrEnum):
    """How satisfied somebody was, on five steps."""

    VERY = "5"
    RATHER = "4"
    PARTLY = "3"
    LITTLE = "2"
    NOT = "1"


class AsWished(StrEnum):
    """Whether somebody could take part the way they wanted to."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"
    NOT_THERE = "not_there"


class FactsRight(StrEnum):
    """Whether what the portal said about place, way and course was right."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"
    UNKNOWN = "unknown"


class Again(StrEnum):
    """Whether somebody would take part again."""

    YES = "yes"
    PERHAPS = "perhaps"
    NO = "no"
