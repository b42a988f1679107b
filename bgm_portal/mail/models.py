"""The outbox, one row a message, and what people wish about their messages."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index, text
from sqlalchemy.orm import Mapped, mapped_column

from bgm_portal.core.database import Base, Identified, UtcDateTime, enum_by_value

from .states import Channel, DeliveryPolicy, MailState

#: What lets somebody in and still stands in its message.
LINKS = text("policy = 'at_most_once' AND text <> ''")


class OutgoingMail(Identified, Base):
    """A message that is to be sent once."""

    __tablename__ = "outgoing_mail"

    key: Mapped[str] = mapped_column(unique=True)  # makes a second one impossible
    kind: Mapped[str]
    person_id: Mapped[UUID | None]
    context_id: Mapped[UUID | None]  # the registration, need or token that gave the reason
    activity_id: Mapped[UUID | None]
    recipient: Mapped[str]
    language: Mapped[str]
    subject: Mapped[str]
    text: Mapped[str]
    html: Mapped[str]
    reply_to: Mapped[str | None]
    calendar: Mapped[str | None]  # the .ics as text
    calendar_method: Mapped[str | None]
    message_id: Mapped[str] = mapped_column(unique=True)  # every copy carries the same one
    policy: Mapped[DeliveryPolicy] = mapped_column(enum_by_value(DeliveryPolicy, "mail_policy"))
    state: Mapped[MailState] = mapped_column(enum_by_value(MailState, "mail_state"))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    next_attempt_at: Mapped[datetime] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    voided: Mapped[bool] = mapped_column(default=False)  # its reason went away, perhaps too late
    attempts: Mapped[int] = mapped_column(default=0)
    lease_owner: Mapped[str | None]
    lease_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    data_started_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    sent_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    last_error: Mapped[str | None]
    read_at: Mapped[datetime | None] = mapped_column(UtcDateTime)  # by its reader, in the portal

    __table_args__ = (
        Index("ix_outgoing_mail_ready", "state", "next_attempt_at"),
        Index("ix_outgoing_mail_context", "context_id"),
        Index("ix_outgoing_mail_activity", "activity_id", "created_at"),
        Index("ix_outgoing_mail_created", "created_at"),
        Index("ix_outgoing_mail_kind", "kind", "created_at"),
        Index("ix_outgoing_mail_reader", "person_id", "read_at"),
        Index("ix_outgoing_mail_links", "created_at", sqlite_where=LINKS, postgresql_where=LINKS),
    )


class RefusedAddress(Base):
    """An address that refused messages for good, one after the other.

    Once it is marked, messages to it wait in the portal alone. The first one that is taken, or a
    word of its owner, ends it.
    """

    __tablename__ = "refused_address"

    address: Mapped[str] = mapped_column(primary_key=True)
    refusals: Mapped[int]
    refused_at: Mapped[datetime] = mapped_column(UtcDateTime)  # for the last time
    marked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class MailPreference(Base):
    """How somebody wants a kind of message, where that differs from what is usual."""

    __tablename__ = "mail_preference"

    person_id: Mapped[UUID] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(primary_key=True)
    channel: Mapped[Channel] = mapped_column(enum_by_value(Channel, "mail_channel"))
    lead: Mapped[int | None]  # how long before, in the unit of the kind; nothing: as usual
