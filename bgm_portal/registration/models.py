"""Registrations, their answers, and drafts of them."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from bgm_portal.core.database import Base, Identified, UtcDateTime, enum_by_value

from .states import Promotion, RegistrationState


class Registration(Identified, Base):
    """A person's registration for an activity, with all its dates.

    `ticket` is the order of arrival. A person has at most one registration that is not cancelled
    for an activity, whatever is clicked twice: the partial unique key has the last word.
    """

    __tablename__ = "registration"

    reference: Mapped[str] = mapped_column(unique=True)  # can be read out on the telephone
    activity_id: Mapped[UUID] = mapped_column(ForeignKey("activity.id"))
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    role_id: Mapped[UUID | None] = mapped_column(ForeignKey("activity_role.id"))
    takes_place: Mapped[bool]
    state: Mapped[RegistrationState] = mapped_column(
        enum_by_value(RegistrationState, "registration_state")
    )
    ticket: Mapped[int]
    promotion: Mapped[Promotion] = mapped_column(enum_by_value(Promotion, "promotion"))
    offer_expires_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    registered_at: Mapped[datetime] = mapped_column(UtcDateTime)
    registered_by: Mapped[UUID | None] = mapped_column(  # a coordinator on behalf of the person
        ForeignKey("person.id")
    )
    confirmed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ended_by: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    calendar_sequence: Mapped[int] = mapped_column(default=0)  # rises with every change (RFC 5545)

    __table_args__ = (
        Index(
            "uq_registration_active",
            "activity_id",
            "person_id",
            unique=True,
            sqlite_where=text("state <> 'cancelled'"),
            postgresql_where=text("state <> 'cancelled'"),
        ),
        Index("ix_registration_queue", "activity_id", "state", "ticket"),
        CheckConstraint(
            "(state = 'cancelled') = (ended_at IS NOT NULL)", name="ended_when_cancelled"
        ),
        CheckConstraint(
            "(state = 'offered') = (offer_expires_at IS NOT NULL)", name="offer_with_deadline"
        ),
    )


class RegistrationSlot(Base):
    """A time that belongs to a registration; a longer time is two of them in a row."""

    __tablename__ = "registration_slot"

    registration_id: Mapped[UUID] = mapped_column(
        ForeignKey("registration.id", ondelete="CASCADE"), primary_key=True
    )
    slot_id: Mapped[UUID] = mapped_column(ForeignKey("slot.id"), primary_key=True, index=True)


class RegistrationAnswer(Base):
    """What a person answered to a question of the activity."""

    __tablename__ = "registration_answer"

    registration_id: Mapped[UUID] = mapped_column(
        ForeignKey("registration.id", ondelete="CASCADE"), primary_key=True
    )
    question_id: Mapped[UUID] = mapped_column(ForeignKey("question.id"), primary_key=True)
    value: Mapped[str]


class RegistrationDraft(Identified, Base):
    """A registration somebody has begun. Sealed whole, because it may hold needs."""

    __tablename__ = "registration_draft"

    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    activity_id: Mapped[UUID] = mapped_column(ForeignKey("activity.id"))
    key_name: Mapped[str]
    sealed: Mapped[bytes]
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)

    __table_args__ = (UniqueConstraint("person_id", "activity_id"),)
