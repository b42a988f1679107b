"""A circular as it was written: to whom, when, and whether it left."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from bgm_portal.core.database import Base, Identified, UtcDateTime, enum_by_value
from bgm_portal.registration.states import RegistrationState


class Circular(Identified, Base):
    """A message to the people on an activity. Who they are is looked up when it leaves."""

    __tablename__ = "circular"

    activity_id: Mapped[UUID] = mapped_column(ForeignKey("activity.id"))
    by_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    subject_de: Mapped[str]
    subject_en: Mapped[str | None]
    text_de: Mapped[str]
    text_en: Mapped[str | None]
    state: Mapped[RegistrationState | None] = mapped_column(  # nothing: whatever they hold
        enum_by_value(RegistrationState, "circular_registration_state")
    )
    role_id: Mapped[UUID | None] = mapped_column(ForeignKey("activity_role.id"))
    occurrence_id: Mapped[UUID | None] = mapped_column(ForeignKey("occurrence.id"))
    #: No foreign keys: a team, bus or site that is gone leaves nobody to write to, not everybody.
    team_id: Mapped[UUID | None]
    bus_id: Mapped[UUID | None]
    site_id: Mapped[UUID | None]
    send_at: Mapped[datetime] = mapped_column(UtcDateTime)
    sent_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    told: Mapped[int | None]  # how many people it went to
    stopped_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    __table_args__ = (
        Index("ix_circular_activity", "activity_id", "created_at"),
        Index("ix_circular_due", "sent_at", "stopped_at", "send_at"),
        CheckConstraint("(sent_at IS NULL) = (told IS NULL)", name="sent_to_a_number"),
        CheckConstraint("sent_at IS NULL OR stopped_at IS NULL", name="sent_or_stopped"),
    )
