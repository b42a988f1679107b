"""The secret addresses behind which calendars stand."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bgm_portal.core.database import Base, Identified, UtcDateTime, enum_by_value

from .kinds import FeedKind


class CalendarFeed(Identified, Base):
    """An address that shows one person's dates to whoever knows it: 256 random bits, hashed here.

    A person has one of each kind. A new one takes the place of the old one, which is dead at once.
    """

    __tablename__ = "calendar_feed"

    token_hash: Mapped[str] = mapped_column(unique=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    kind: Mapped[FeedKind] = mapped_column(enum_by_value(FeedKind, "feed_kind"))
    neutral: Mapped[bool]  # says "Termin" and no more, as if everything were discreet
    alarm_minutes: Mapped[int | None]  # how long before each date the calendar rings
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)

    __table_args__ = (
        UniqueConstraint("person_id", "kind"),
        CheckConstraint("alarm_minutes IS NULL OR alarm_minutes > 0", name="alarm_before"),
    )
