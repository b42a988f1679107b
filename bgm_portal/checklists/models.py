"""Tasks of an activity. When one is due follows from the day of the activity."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bgm_portal.core.database import Base, Identified, UtcDateTime


class ChecklistTask(Identified, Base):
    """Something to do, so many days before or after the day of the activity."""

    __tablename__ = "checklist_task"

    activity_id: Mapped[UUID] = mapped_column(ForeignKey("activity.id", ondelete="CASCADE"))
    code: Mapped[str]  # of the template, or one of its own
    title_de: Mapped[str]
    title_en: Mapped[str | None]
    offset_days: Mapped[int]  # less than nothing: before the day
    assigned_to: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"), index=True)
    done_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    done_by: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))

    __table_args__ = (
        UniqueConstraint("activity_id", "code"),
        CheckConstraint("(done_at IS NULL) = (done_by IS NULL)", name="done_by_somebody"),
    )
