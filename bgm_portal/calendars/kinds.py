"""Which calendars there are."""

from enum import StrEnum


class FeedKind(StrEnum):
    """What a calendar shows. The values stand in addresses."""

    OWN = "termine"  # what somebody takes part in
    CARE = "betreuung"  # what somebody looks after as a coordinator
