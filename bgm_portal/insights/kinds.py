"""What the steering group can aim at in a year, and the parts of the yearly report in words."""

from enum import StrEnum


class Goal(StrEnum):
    """What can be aimed at, in per cent."""

    REACH = "reach"  # of the staff, in each half-year: the lowest number of a band of five
    ACCESSIBLE = "accessible"  # of the offers, without an obstacle
    ALTERNATIVE = "alternative"  # of the offers, possible seated or online


class Part(StrEnum):
    """The words of a yearly report, in the order of reading."""

    SUMMARY = "summary"
    WENT_WELL = "went_well"
    WILL_CHANGE = "will_change"


class Progress(StrEnum):
    """How far a goal is reached, as far as what is published says so."""

    REACHED = "reached"
    NOT_YET = "not_yet"
    PERHAPS = "perhaps"  # the goal lies inside the band
    UNTOLD = "untold"  # there is a star, or no report yet
