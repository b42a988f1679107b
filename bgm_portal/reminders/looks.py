"""When it was last asked who is owed a reminder, so that no date of a long downtime is skipped."""

from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite

from bgm_portal.core.database import db

from .models import ReminderLook
from .rules import since

ONE = 1
_INSERT: dict[str, Any] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}


def back_to(*, at: datetime) -> datetime:
    """Return from which dates on reminders may be owed that nobody made."""
    last = db.session.scalar(select(ReminderLook.looked_at).where(ReminderLook.id == ONE))
    return since(last, at=at)


def note(*, at: datetime) -> None:
    """Note that all that was owed by now is made."""
    values = {"id": ONE, "looked_at": at}
    insert = _INSERT[db.session.connection().dialect.name](ReminderLook).values(values)
    db.session.execute(
        insert.on_conflict_do_update(index_elements=["id"], set_={"looked_at": at}),
        execution_options={"synchronize_session": False},
    )
