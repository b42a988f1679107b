"""What counting for a report may read. Whatever is not named here, the database refuses.

Learning is one day for each completion: no answer, no try and no score can be reached from here.
"""

from contextlib import AbstractContextManager

from bgm_portal.core import limited
from bgm_portal.core.limited import Reader

REPORTS = Reader(
    role="bgm_reports",
    columns={
        "access_answer": frozenset({"activity_id", "question", "answer"}),
        "activity": frozenset(
            {
                "id",
                "title_de",
                "title_en",
                "field",
                "state",
                "ends_at",
                "ended_at",
                "venue_id",
                "online_venue_id",
            }
        ),
        "budget_line": frozenset({"activity_id", "actual_cents", "for_access"}),
        "completion": frozenset({"module_id", "person_id", "completed_on"}),
        "counted_mark": frozenset({"scope", "cell"}),
        "counted_person": frozenset({"scope", "unit_id", "reached"}),
        "counted_visit": frozenset({"scope", "activity_id", "topic"}),
        "feedback_answer": frozenset({"activity_id", "satisfaction", "as_wished"}),
        "learning_module": frozenset({"id", "key", "position", "created_at", "withdrawn_at"}),
        "module_version": frozenset(
            {
                "id",
                "module_id",
                "number",
                "change",
                "change_note",
                "texts",
                "media",
                "based_on",
                "hash",
                "published_at",
                "written_by",
                "released_by",
            }
        ),
        "occurrence": frozenset({"id", "activity_id", "starts_at", "ends_at", "cancelled_at"}),
        "reporting_unit": frozenset({"year", "unit_id", "reported_as", "name"}),
        "venue": frozenset({"id", "is_online"}),
        "year_goal": frozenset({"year", "goal", "target"}),
    },
)


def reading() -> AbstractContextManager[None]:
    """Read with the rights of reports alone."""
    return limited.reading(REPORTS)
