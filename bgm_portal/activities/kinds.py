"""The words of the field, as codes: kinds of activities, prevention fields, questions, answers."""

from enum import StrEnum


class ActivityKind(StrEnum):
    """What an activity is like to take part in."""

    RUN_EVENT = "run_event"
    COURSE = "course"
    DROP_IN = "drop_in"
    WORKSHOP = "workshop"
    SLOTS = "slots"
    HEALTH_DAY = "health_day"
    CHALLENGE = "challenge"


class Times(StrEnum):
    """What people choose when they sign up."""

    NONE = "none"  # the activity with all its dates
    ONE = "one"  # a time for each person
    STATIONS = "stations"  # the day, and times at stations if they like
    DATES = "dates"  # all dates of a series, or single ones


#: Where everybody holds what they chose, and is expected then and at no other time.
BY_TIME = frozenset({Times.ONE, Times.DATES})


class PreventionField(StrEnum):
    """The fields of the GKV-Leitfaden Prävention, and two of our own (medical, inclusion)."""

    MOVEMENT = "movement"
    STRESS = "stress"
    NUTRITION = "nutrition"
    ADDICTION = "addiction"
    WORK_DESIGN = "work_design"
    NETWORK = "network"
    MEDICAL = "medical"
    INCLUSION = "inclusion"


class ActivityState(StrEnum):
    """Where an activity stands."""

    DRAFT = "draft"
    PUBLISHED = "published"
    CANCELLED = "cancelled"
    COMPLETED = "completed"


class Moved(StrEnum):
    """What of a published activity was changed."""

    TIME = "time"
    PLACE = "place"
    BOTH = "both"


class Answer(StrEnum):
    """An honest answer about access. Unknown is an answer; silence is not."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class AccessQuestion(StrEnum):
    """The seven questions that must be answered before an activity is published."""

    STEP_FREE = "step_free"
    ACCESSIBLE_TOILET = "accessible_toilet"
    HEARING_SUPPORT = "hearing_support"
    QUIET_SPACE = "quiet_space"
    INTENSITY = "intensity"  # can everybody choose how hard it is?
    SEATED_ALTERNATIVE = "seated_alternative"
    CONTACT_ON_SITE = "contact_on_site"


class VenueFactCode(StrEnum):
    """What is measured and noted about a place (after DIN 18040-1)."""

    STEP_FREE = "step_free"
    DOORS = "doors"
    LIFT = "lift"
    ACCESSIBLE_TOILET = "accessible_toilet"
    HEARING_SYSTEM = "hearing_system"
    REST_PLACE = "rest_place"
    QUIET_ROOM = "quiet_room"
    DISABLED_PARKING = "disabled_parking"
    PUBLIC_TRANSPORT = "public_transport"


class WorktimeRule(StrEnum):
    """How much of the time counts as working time. The two employers may differ."""

    NONE = "none"
    FULL = "full"
    HALF = "half"
    CAPPED_WEEK = "capped_week"
    CAPPED_YEAR = "capped_year"
    BREAK = "break"


class Insurance(StrEnum):
    """What is said about statutory accident insurance."""

    LEISURE = "leisure"  # as a rule not covered (LSG NRW, L 17 U 155/20)
    OFFICIAL = "official"  # working time, covered like work
    ASK = "ask"  # not settled: ask before taking part


class QuestionKind(StrEnum):
    """How a question of an activity is answered."""

    CHOICE = "choice"
    SEVERAL = "several"
    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    YES_NO = "yes_no"


class SharingEnd(StrEnum):
    """Why a draft is shared with somebody no longer."""

    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"
    DELETED = "deleted"
