"""The rules for a module by name, and how much each weighs."""

from dataclasses import dataclass
from enum import StrEnum

from flask_babel import LazyString


class Severity(StrEnum):
    """Errors block publishing, warnings need a reason, hints are only said."""

    ERROR = "error"
    WARNING = "warning"
    HINT = "hint"


class Rule(StrEnum):
    """What is looked for."""

    NO_FRONT_MATTER = "no_front_matter"
    NO_FRONT_MATTER_END = "no_front_matter_end"
    NOT_YAML = "not_yaml"
    REFERENCE = "reference"
    DOUBLE_KEY = "double_key"
    NOT_PLAIN = "not_plain"
    UNKNOWN_FIELD = "unknown_field"
    MISSING_FIELD = "missing_field"
    BAD_ID = "bad_id"
    BAD_NUMBER = "bad_number"
    BAD_DAY = "bad_day"
    BAD_CHANGE = "bad_change"
    BAD_SKIP = "bad_skip"
    NO_TITLE = "no_title"
    LOOSE_TEXT = "loose_text"
    UNKNOWN_HEADING = "unknown_heading"
    DOUBLE_HEADING = "double_heading"
    SKIPPED_LEVEL = "skipped_level"
    LESSON_NUMBER = "lesson_number"
    NO_LESSON = "no_lesson"
    EMPTY_SECTION = "empty_section"
    RAW_HTML = "raw_html"
    NO_ALT = "no_alt"
    MISSING_FILE = "missing_file"
    FOREIGN_FILE = "foreign_file"
    NO_CAPTIONS = "no_captions"
    BROKEN_CAPTIONS = "broken_captions"
    NO_TRANSCRIPT = "no_transcript"
    NO_DESCRIPTION = "no_description"
    DOUBLE_ID = "double_id"
    NO_QUESTION_ID = "no_question_id"
    UNKNOWN_KIND = "unknown_kind"
    NO_QUESTION_TEXT = "no_question_text"
    TOO_FEW_OPTIONS = "too_few_options"
    NO_RIGHT_OPTION = "no_right_option"
    TOO_MANY_RIGHT = "too_many_right"
    NOTHING_WRONG = "nothing_wrong"
    NOT_EXPLAINED = "not_explained"
    NO_MATCH = "no_match"
    DOUBLE_OPTION = "double_option"
    DEAD_END = "dead_end"
    OTHER_IDS = "other_ids"
    OTHER_ANSWERS = "other_answers"
    LONG_SECTION = "long_section"
    MANY_SECTIONS = "many_sections"
    LONG_READING = "long_reading"
    EMPTY_LINK = "empty_link"
    NO_PLAIN = "no_plain"
    HARD_TO_READ = "hard_to_read"
    NO_KEY_POINT = "no_key_point"
    PHONE_NUMBER = "phone_number"
    UNKNOWN_CONTACT = "unknown_contact"
    RETIRED_CONTACT = "retired_contact"


@dataclass(frozen=True)
class Wording:
    """How a rule is told."""

    severity: Severity
    what: LazyString
    remedy: LazyString


def error(what: LazyString, remedy: LazyString) -> Wording:
    """Word what blocks publishing."""
    return Wording(Severity.ERROR, what, remedy)


def warning(what: LazyString, remedy: LazyString) -> Wording:
    """Word what needs a reason."""
    return Wording(Severity.WARNING, what, remedy)


def hint(what: LazyString, remedy: LazyString) -> Wording:
    """Word what is only said."""
    return Wording(Severity.HINT, what, remedy)
