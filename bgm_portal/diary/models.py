"""The diary: a row a day. Neither what somebody did nor how hard it was is asked for."""

from datetime import date
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from bgm_portal.core.database import Base, Identified


class DiaryEntry(Identified, Base):
    """A person's day: active minutes, or a day of rest."""

    __tablename__ = "diary_entry"

    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    day: Mapped[date]
    minutes: Mapped[int]
    rest: Mapped[bool] = mapped_column(default=False)

    __table_args__ = (
        Index("uq_diary_entry_person_day", "person_id", "day", unique=True),
        CheckConstraint("minutes BETWEEN 0 AND 1440", name="minutes_of_a_day"),
        CheckConstraint("rest = (minutes = 0)", name="rest_or_minutes"),
    )
