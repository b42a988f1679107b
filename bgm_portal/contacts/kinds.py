"""What contact points are for, and how far they reach."""

from enum import StrEnum


class ContactKind(StrEnum):
    """What a contact point is for, in the order of the directory; the value is in the address."""

    HOUSE = "haus"
    WORK = "arbeit"
    ADVICE = "beratung"
    COMMUNICATION = "verstaendigung"
    MOVEMENT = "bewegung"
    HEALTH = "gesundheit"
    RIGHTS = "rechte"


class ContactScope(StrEnum):
    """For whom it is there; the value is in the address."""

    INTERNAL = "intern"
    REGIONAL = "region"
    NATIONAL = "bundesweit"
