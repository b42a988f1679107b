"""What leaves the portal: how the columns are called for whom, and what left when."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bgm_portal.core.database import Base, Identified, UtcDateTime, enum_by_value

from .kinds import FileKind, Profile


class Layout(Identified, Base):
    """The columns of a profile for an organiser, in order, with the headings that they want."""

    __tablename__ = "export_layout"

    organiser: Mapped[str]  # as the activity names it; empty for the house itself
    profile: Mapped[Profile] = mapped_column(enum_by_value(Profile, "export_layout_profile"))
    columns: Mapped[list[dict[str, Any]]] = mapped_column(JSON)  # [{"code", "heading"}]

    __table_args__ = (UniqueConstraint("organiser", "profile"),)


class Export(Identified, Base):
    """A file that left: by whom, what for, how many rows, and until when it may be kept."""

    __tablename__ = "export"

    activity_id: Mapped[UUID] = mapped_column(ForeignKey("activity.id"))
    by_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    profile: Mapped[Profile] = mapped_column(enum_by_value(Profile, "export_profile"))
    kind: Mapped[FileKind] = mapped_column(enum_by_value(FileKind, "export_kind"))
    purpose: Mapped[str]
    rows: Mapped[int]
    keep_until: Mapped[date]
    deleted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    __table_args__ = (Index("ix_export_activity", "activity_id", "at"),)
