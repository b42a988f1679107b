"""The audit log. No foreign keys, so that erasing a person never fails on it."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, Index
from sqlalchemy.orm import Mapped, mapped_column

from bgm_portal.core.database import Base, Identified, UtcDateTime


class AuditEntry(Identified, Base):
    """One thing that somebody did."""

    __tablename__ = "audit_entry"

    at: Mapped[datetime] = mapped_column(UtcDateTime)
    event: Mapped[str]
    actor_id: Mapped[UUID | None]  # nothing when the portal itself acted
    subject_id: Mapped[UUID | None]  # the person concerned, if any
    object_id: Mapped[UUID | None]  # what was touched
    facts: Mapped[dict[str, Any]] = mapped_column(JSON)

    __table_args__ = (
        Index("ix_audit_entry_subject", "subject_id", "at"),
        Index("ix_audit_entry_object", "object_id", "at"),
        Index("ix_audit_entry_event", "event", "at"),
    )
