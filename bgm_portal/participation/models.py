"""Attendance, one row for a person and a date, and the numbers that remain of it."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bgm_portal.core.database import Base, Identified, UtcDateTime, enum_by_value

from .states import AttendanceState


class Attendance(Identified, Base):
    """A person's attendance on one date."""

    __tablename__ = "attendance"

    occurrence_id: Mapped[UUID] = mapped_column(ForeignKey("occurrence.id"))
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    state: Mapped[AttendanceState] = mapped_column(
        enum_by_value(AttendanceState, "attendance_state")
    )
    walked_in: Mapped[bool] = mapped_column(default=False)  # came without a registration
    marked_at: Mapped[datetime] = mapped_column(UtcDateTime)
    marked_by: Mapped[UUID] = mapped_column(ForeignKey("person.id"))

    __table_args__ = (UniqueConstraint("occurrence_id", "person_id"),)


class AttendanceNumbers(Base):
    """How many were at a date, kept when the names are erased. It names nobody."""

    __tablename__ = "attendance_numbers"

    occurrence_id: Mapped[UUID] = mapped_column(
        ForeignKey("occurrence.id", ondelete="CASCADE"), primary_key=True
    )
    present: Mapped[int]
    absent: Mapped[int]
    excused: Mapped[int] = mapped_column(server_default="0")
    walked_in: Mapped[int]  # of those who were there
