"""Tasks of checklists as they stand on a coordinator's desk."""

from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta
from uuid import UUID

from flask import url_for

from bgm_portal.checklists import queries
from bgm_portal.core.clock import LOCAL, local_day
from bgm_portal.core.i18n import in_words

LOOKING_AHEAD = timedelta(days=7)
END_OF_DAY = time(23, 59)


def due(person_id: UUID, *, at: datetime) -> Iterator[tuple[datetime, str, str, str]]:
    """Return what is late or due within a week: when, the task, the activity, where to tick it."""
    for one in queries.open_of(person_id, until=local_day(at + LOOKING_AHEAD)):
        yield (
            datetime.combine(one.on, END_OF_DAY, tzinfo=LOCAL).astimezone(UTC),
            in_words(one.task.title_de, one.task.title_en),
            in_words(one.activity.title_de, one.activity.title_en),
            url_for("checklists.overview", activity_id=one.activity.id),
        )
