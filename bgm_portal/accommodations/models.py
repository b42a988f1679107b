"""Needs and their way. What is needed stands only in sealed columns."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from bgm_portal.core.database import Base, Identified, UtcDateTime, enum_by_value

from .states import NeedStatus


class Need(Identified, Base):
    """One thing that one person needs at one activity.

    `sealed` holds the code of the catalogue, the person's own words and how they want to be spoken
    to. Nothing in the clear says what is needed; `due_on` is when it must be arranged.
    `news_since` is when something happened that its owner has neither seen nor been told.
    """

    __tablename__ = "need"

    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    activity_id: Mapped[UUID] = mapped_column(ForeignKey("activity.id"))
    owner_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    status: Mapped[NeedStatus] = mapped_column(enum_by_value(NeedStatus, "need_status"))
    due_on: Mapped[date]
    stated_at: Mapped[datetime] = mapped_column(UtcDateTime)
    arranged_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    news_since: Mapped[datetime | None] = mapped_column(UtcDateTime)
    key_name: Mapped[str]
    sealed: Mapped[bytes]

    __table_args__ = (
        Index("ix_need_person_activity", "person_id", "activity_id"),
        Index("ix_need_activity", "activity_id"),
        CheckConstraint("person_id <> owner_id", name="nobody_owns_their_own"),
    )


class NeedStep(Identified, Base):
    """A step on the way of a need, with the answer given, sealed like the need itself."""

    __tablename__ = "need_step"

    need_id: Mapped[UUID] = mapped_column(ForeignKey("need.id", ondelete="CASCADE"), index=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    by_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    status: Mapped[NeedStatus] = mapped_column(enum_by_value(NeedStatus, "need_step_status"))
    key_name: Mapped[str | None]
    sealed: Mapped[bytes | None]  # {"message": …, "alternative": …}

    __table_args__ = (
        CheckConstraint("(key_name IS NULL) = (sealed IS NULL)", name="sealed_with_key"),
    )
