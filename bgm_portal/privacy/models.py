"""Consents: which text was agreed to, by whom, when, and until when."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from bgm_portal.core.database import Base, Identified, UtcDateTime, enum_by_value

from .kinds import ConsentCode


class Consent(Identified, Base):
    """One agreement. `scope` is the activity's id, or "portal" for what holds everywhere."""

    __tablename__ = "consent"

    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    code: Mapped[ConsentCode] = mapped_column(enum_by_value(ConsentCode, "consent_code"))
    scope: Mapped[str]
    text_version: Mapped[int]
    text_hash: Mapped[str]
    given_at: Mapped[datetime] = mapped_column(UtcDateTime)
    withdrawn_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    __table_args__ = (
        Index(
            "uq_consent_standing",
            "person_id",
            "code",
            "scope",
            unique=True,
            sqlite_where=text("withdrawn_at IS NULL"),
            postgresql_where=text("withdrawn_at IS NULL"),
        ),
        Index("ix_consent_scope", "scope"),
        Index("ix_consent_person", "person_id"),
    )


class Erasure(Identified, Base):
    """That a row was erased because somebody wished it, so that no backup brings it back.

    `whose` is a fingerprint: it says nothing to whoever does not hold the row.
    """

    __tablename__ = "erasure"

    at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    what: Mapped[str]  # the table, or "person" for all that is erased on wish
    whose: Mapped[str]


class ErasureRun(Identified, Base):
    """What a job of retention erased in one run: proof for the auditor."""

    __tablename__ = "erasure_run"

    at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    job: Mapped[str]
    count: Mapped[int]


class EventKey(Identified, Base):
    """The key of one activity, wrapped by a key of the house; the row goes when it is destroyed.

    What it sealed names it as "event:" and this id. No table points here, because a backup holds
    those rows and never these.
    """

    __tablename__ = "event_key"

    activity_id: Mapped[UUID] = mapped_column(ForeignKey("activity.id"), unique=True)
    key_name: Mapped[str]
    wrapped: Mapped[bytes]
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
