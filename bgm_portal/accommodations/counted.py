"""What is counted of a need when it is erased: that it was there, if it was met, and how early."""

from datetime import datetime

from bgm_portal.core.clock import local_day
from bgm_portal.counting import cells
from bgm_portal.counting import service as counting

from . import rules
from .queries import CaseRow


def note(row: CaseRow, *, arranged_at: datetime | None, at: datetime) -> None:
    """Count a need whose time is over in the year of its activity.

    What was withdrawn never comes here, and what became pointless by a cancellation is left out.
    """
    if row.closed_at is not None:
        return
    arranged_on = local_day(arranged_at) if arranged_at else None
    met = rules.was_met(row.status, arranged_on=arranged_on, due_on=row.due_on)
    early = rules.was_early(row.status, arranged_on=arranged_on, starts_on=row.starts_on)
    missed = [] if met else [cells.NEED_MISSED]
    late = [] if early else [cells.NEED_LATE]
    counting.note_in_year(
        person_id=row.person_id,
        where=[cells.NEED_STATED, *missed, *late],
        year=local_day(row.ends_at or row.stated_at).year,
        at=at,
    )
