"""Keeping an activity in mind, and letting it go.

Nothing of it is written into the audit log: what interests somebody is nobody's business.
"""

from collections.abc import Collection
from datetime import datetime
from typing import Any, cast
from uuid import UUID

from sqlalchemy import CursorResult, Table, delete
from sqlalchemy.dialects import postgresql, sqlite

from bgm_portal.core.database import db

from .models import Bookmark


def keep(activity_id: UUID, *, by: UUID, at: datetime) -> None:
    """Keep an activity in mind; twice is once, since the first time."""
    dialect = postgresql if db.engine.dialect.name == "postgresql" else sqlite
    db.session.execute(
        dialect.insert(cast("Table", Bookmark.__table__))
        .values(person_id=by, activity_id=activity_id, kept_at=at)
        .on_conflict_do_nothing()
    )


def let_go(activity_id: UUID, *, by: UUID) -> None:
    """Do not keep it in mind any longer."""
    db.session.execute(
        delete(Bookmark).where(Bookmark.person_id == by, Bookmark.activity_id == activity_id)
    )


def forget(activity_ids: Collection[UUID]) -> int:
    """Erase what people kept in mind about these activities; return how many."""
    done = db.session.execute(
        delete(Bookmark)
        .where(Bookmark.activity_id.in_(activity_ids))
        .execution_options(synchronize_session=False)
    )
    return cast("CursorResult[Any]", done).rowcount
