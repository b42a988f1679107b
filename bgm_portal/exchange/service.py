"""Letting a list out, and noting that it left."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, cast
from uuid import UUID

from sqlalchemy import CursorResult, delete

from bgm_portal.audit import service as audit
from bgm_portal.audit.events import Event
from bgm_portal.core.clock import local_day
from bgm_portal.core.database import db

from . import queries
from .errors import NothingToExport
from .kinds import FileKind, Profile
from .models import Export, Layout
from .rules import kept
from .tables import Chosen, Table

LOG_KEPT = timedelta(days=365)


@dataclass(frozen=True, kw_only=True)
class Leaving:
    """Which list leaves, in which form, and what for."""

    profile: Profile
    kind: FileKind
    purpose: str


def note(activity: Any, table: Table, leaving: Leaving, *, by: UUID, at: datetime) -> None:
    """Note what leaves: by whom, what for, how many rows, and when it must be deleted."""
    if not table.rows or not table.headings:
        raise NothingToExport
    ends = activity.ends_at or at
    rows = len(table.rows)
    db.session.add(
        Export(
            activity_id=activity.id,
            by_id=by,
            at=at,
            profile=leaving.profile,
            kind=leaving.kind,
            purpose=leaving.purpose,
            rows=rows,
            keep_until=local_day(max(ends, at)) + kept(leaving.profile),
        )
    )
    audit.record(
        Event.EXPORTED,
        at=at,
        by=by,
        object_id=activity.id,
        profile=leaving.profile.value,
        rows=rows,
    )
    db.session.flush()


def mark_deleted(export_id: UUID, *, activity_id: UUID, at: datetime) -> None:
    """Note that a file that left was deleted where it went."""
    queries.export_of(export_id, activity_id=activity_id).deleted_at = at


def arrange(organiser: str, profile: Profile, columns: Sequence[Chosen]) -> None:
    """Remember which columns an organiser wants, in which order, under which headings."""
    layout = queries.layout(organiser, profile)
    if layout is None:
        layout = Layout(organiser=organiser, profile=profile)
        db.session.add(layout)
    layout.columns = [{"code": one.code, "heading": one.heading} for one in columns]
    db.session.flush()


def erase_old(*, at: datetime) -> int:
    """Forget what left more than twelve months ago."""
    result = db.session.execute(delete(Export).where(Export.at < at - LOG_KEPT))
    return cast("CursorResult[Any]", result).rowcount
