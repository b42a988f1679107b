"""The names of the cells in which people are counted."""

from uuid import UUID

NEED_STATED = "need:stated"
NEED_MISSED = "need:missed"  # not everything was arranged in time
NEED_LATE = "need:late"  # not everything was arranged a week before the activity


def topic(field: str, quarter: int) -> str:
    """Return the cell of a prevention field in a quarter."""
    return f"topic:{field}:{quarter}"


def field_and_quarter(cell: str) -> tuple[str, int]:
    """Return the field and the quarter of a topic."""
    _table, field, quarter = cell.split(":")
    return field, int(quarter)


def activity(activity_id: UUID) -> str:
    """Return the cell of an activity."""
    return f"activity:{activity_id}"
