"""Which reminders an activity has, where that differs from what is usual; when it was asked."""

from datetime import datetime, time
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from bgm_portal.core.database import Base, UtcDateTime


class ReminderLook(Base):
    """When all reminders were made that were owed by then: one row, about nobody."""

    __tablename__ = "reminder_look"

    id: Mapped[int] = mapped_column(primary_key=True)
    looked_at: Mapped[datetime] = mapped_column(UtcDateTime)

    __table_args__ = (CheckConstraint("id = 1", name="one_row"),)


class ActivityReminders(Base):
    """What those who look after an activity chose; without a row, everything is as usual."""

    __tablename__ = "activity_reminders"

    activity_id: Mapped[UUID] = mapped_column(
        ForeignKey("activity.id", ondelete="CASCADE"), primary_key=True
    )
    week: Mapped[bool]
    day: Mapped[bool]
    hours: Mapped[bool]
    extra_days: Mapped[int | None]  # before the first date, on the wall in Germany …
    extra_at: Mapped[time | None]  # … at this time
    sentence_de: Mapped[str | None]  # what it says besides
    sentence_en: Mapped[str | None]

    __table_args__ = (
        CheckConstraint(
            "(extra_days IS NULL) = (extra_at IS NULL)"
            " AND (extra_days IS NULL) = (sentence_de IS NULL)",
            name="extra_complete",
        ),
        CheckConstraint("extra_days BETWEEN 0 AND 14", name="extra_in_time"),
    )
