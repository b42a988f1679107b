"""What a house can change without a restart, part by part; the rest is the server's matter."""

from enum import StrEnum


class Part(StrEnum):
    """The parts in which the page shows and changes it."""

    NAME = "name"
    CONTACT = "ansprechperson"
    LOOK = "aussehen"
    TIMES = "zeiten"
    CLOSING = "schliesstage"


LOGO = "logo"
#: The names under which the table and `config.House` know them.
NAMES = {
    Part.NAME: (
        "name",
        "claim",
        "employer_name",
        "employer_address",
        "privacy_contact",
        "enforcement",
    ),
    Part.CONTACT: (
        "contact_name",
        "contact_role",
        "contact_phone",
        "contact_room",
        "contact_email",
    ),
    Part.LOOK: ("lead_light", "lead_dark", "band_light", "band_dark"),
    Part.TIMES: (
        "worktime_ba",
        "worktime_city",
        "worktime_cap_minutes",
        "quiet_from",
        "quiet_until",
    ),
    Part.CLOSING: ("state",),
}
