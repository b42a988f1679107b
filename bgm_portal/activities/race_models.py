"""What the organiser of a race lays down, beside the activity itself."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from bgm_portal.core.database import Base, UtcDateTime


class Race(Base):
    """The organiser's facts about a race, and how teams are formed for it."""

    __tablename__ = "race"

    activity_id: Mapped[UUID] = mapped_column(
        ForeignKey("activity.id", ondelete="CASCADE"), primary_key=True
    )
    names_until: Mapped[datetime | None] = mapped_column(UtcDateTime)  # then names are passed on
    length_de: Mapped[str | None]
    length_en: Mapped[str | None]
    time_limit_de: Mapped[str | None]
    time_limit_en: Mapped[str | None]
    wheels_de: Mapped[str | None]  # wheelchairs and handbikes: what the organiser allows
    wheels_en: Mapped[str | None]
    pick_up_de: Mapped[str | None]  # where and when there are start numbers
    pick_up_en: Mapped[str | None]
    fee_de: Mapped[str | None]
    fee_en: Mapped[str | None]
    reached_at: Mapped[str | None]  # how coordinators reach the organiser; not for participants
    has_teams: Mapped[bool] = mapped_column(default=False)
    team_size: Mapped[int | None]  # nothing: as many as want

    __table_args__ = (
        CheckConstraint("team_size IS NULL OR team_size >= 2", name="team_is_several"),
    )
