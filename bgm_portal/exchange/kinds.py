"""The profiles of lists that leave the portal, and the columns that they can have."""

from enum import StrEnum


class Profile(StrEnum):
    """For whom a list is; the value stands in the address and in the name of the file."""

    ORGANISER = "veranstalter"
    CORRECTIONS = "korrekturen"
    SHIRTS = "shirts"
    HANDOUT = "ausgabe"
    BUS = "bus"
    NEEDS = "bedarfe"
    PHOTO = "fotos"
    EMERGENCY = "notfall"
    STATS = "zahlen"


class Column(StrEnum):
    """What can stand in a column besides the answers to questions."""

    COMPANY = "company"
    LAST_NAME = "last_name"
    FIRST_NAME = "first_name"
    NAME = "name"
    EMAIL = "email"
    REFERENCE = "reference"
    ROLE = "role"
    TEAM = "team"
    START_NUMBER = "start_number"
    RESULT_LIST = "result_list"
    PHOTO_INTRANET = "photo_intranet"
    PHOTO_PUBLIC = "photo_public"
    GONE = "gone"
    PARTNER = "partner"
    STOP = "stop"
    STEP_FREE = "step_free"
    COMPANION = "companion"
    BACK = "back"
    RECEIVED = "received"
    STATUS = "status"
    OWNER = "owner"
    CALL = "call"
    PHONE = "phone"
    ANSWER = "answer"
    COUNT = "count"


class FileKind(StrEnum):
    """In which form a list leaves."""

    CSV = "csv"
    XLSX = "xlsx"


QUESTION = "frage:"  # before the code of a question whose answers fill a column
