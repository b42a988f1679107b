"""The audit log. No foreign keys, so that erasing a person never fails on it.

Triggers on both databases refuse whoever changes or deletes an entry; `chain` shows whether
somebody managed to all the same.
"""

from datetime import date, datetime
from typing import Any, cast
from uuid import UUID

from sqlalchemy import DDL, JSON, CheckConstraint, Index, LargeBinary, Table, event, text
from sqlalchemy.orm import Mapped, mapped_column

from bgm_portal.core.database import Base, Identified, UtcDateTime

UNSEALED = text("number IS NULL")


class AuditEntry(Identified, Base):
    """One thing that somebody did. `number` is its link in the chain, once it is sealed."""

    __tablename__ = "audit_entry"

    at: Mapped[datetime] = mapped_column(UtcDateTime)
    event: Mapped[str]
    actor_id: Mapped[UUID | None]  # nothing when the portal itself acted
    subject_id: Mapped[UUID | None]  # the person concerned, if any
    object_id: Mapped[UUID | None]  # what was touched
    facts: Mapped[dict[str, Any]] = mapped_column(JSON)
    kept_until: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    number: Mapped[int | None] = mapped_column(unique=True)

    __table_args__ = (
        Index("ix_audit_entry_subject", "subject_id", "at"),
        Index("ix_audit_entry_actor", "actor_id"),
        Index("ix_audit_entry_object", "object_id", "at"),
        Index("ix_audit_entry_event", "event", "at"),
        Index("ix_audit_entry_unsealed", "at", sqlite_where=UNSEALED, postgresql_where=UNSEALED),
    )


class AuditLink(Base):
    """One link of the chain. It outlives its entry and tells nothing about it."""

    __tablename__ = "audit_link"

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    digest: Mapped[bytes] = mapped_column(LargeBinary)
    chain: Mapped[bytes] = mapped_column(LargeBinary)
    kept_until: Mapped[datetime] = mapped_column(UtcDateTime)  # its entry may be gone afterwards


class AuditState(Base):
    """One row: whether old entries are being erased just now, and what the last check found."""

    __tablename__ = "audit_state"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    erasing_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    checked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    checked_number: Mapped[int | None]
    checked_chain: Mapped[bytes | None] = mapped_column(LargeBinary)
    flaws: Mapped[int | None]

    __table_args__ = (CheckConstraint("id = 1", name="only_one"),)


class AuditTally(Base):
    """How often something happened on one day of UTC that is over. It names nobody.

    The auditor reads counts alone; without these each look would go through millions of entries.
    """

    __tablename__ = "audit_tally"

    day: Mapped[date] = mapped_column(primary_key=True)
    event: Mapped[str] = mapped_column(primary_key=True)
    times: Mapped[int]


_WORDS = "id, at, event, actor_id, subject_id, object_id, facts, kept_until"
_KEPT = "EXISTS (SELECT 1 FROM audit_state WHERE erasing_until > OLD.kept_until)"

#: What keeps the notebook as it was written, by database.
GUARDS: dict[str, tuple[str, ...]] = {
    "sqlite": (
        (
            f"CREATE TRIGGER audit_entry_is_not_changed BEFORE UPDATE OF {_WORDS} ON audit_entry"
            " BEGIN SELECT RAISE(ABORT, 'the audit log is never changed'); END"
        ),
        (
            "CREATE TRIGGER audit_entry_is_sealed_once BEFORE UPDATE OF number ON audit_entry"
            " WHEN OLD.number IS NOT NULL"
            " BEGIN SELECT RAISE(ABORT, 'the audit log is never changed'); END"
        ),
        (
            "CREATE TRIGGER audit_entry_is_kept BEFORE DELETE ON audit_entry"
            f" WHEN NOT {_KEPT} BEGIN SELECT RAISE(ABORT, 'the audit log is kept'); END"
        ),
        (
            "CREATE TRIGGER audit_link_is_not_changed BEFORE UPDATE ON audit_link"
            " BEGIN SELECT RAISE(ABORT, 'the audit log is never changed'); END"
        ),
        (
            "CREATE TRIGGER audit_link_is_kept BEFORE DELETE ON audit_link"
            f" WHEN NOT {_KEPT} BEGIN SELECT RAISE(ABORT, 'the audit log is kept'); END"
        ),
    ),
    "postgresql": (
        (
            "CREATE FUNCTION audit_log_stays() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
            f" IF TG_OP = 'DELETE' THEN IF {_KEPT} THEN RETURN OLD; END IF; END IF;"
            " RAISE EXCEPTION 'the audit log is never changed'"
            " USING ERRCODE = 'integrity_constraint_violation'; END $$"
        ),
        (
            f"CREATE TRIGGER audit_entry_is_not_changed BEFORE UPDATE OF {_WORDS} ON audit_entry"
            " FOR EACH ROW EXECUTE FUNCTION audit_log_stays()"
        ),
        (
            "CREATE TRIGGER audit_entry_is_sealed_once BEFORE UPDATE OF number ON audit_entry"
            " FOR EACH ROW WHEN (OLD.number IS NOT NULL) EXECUTE FUNCTION audit_log_stays()"
        ),
        (
            "CREATE TRIGGER audit_entry_is_kept BEFORE DELETE ON audit_entry"
            " FOR EACH ROW EXECUTE FUNCTION audit_log_stays()"
        ),
        (
            "CREATE TRIGGER audit_entry_is_not_emptied BEFORE TRUNCATE ON audit_entry"
            " FOR EACH STATEMENT EXECUTE FUNCTION audit_log_stays()"
        ),
        (
            "CREATE TRIGGER audit_link_is_kept BEFORE UPDATE OR DELETE ON audit_link"
            " FOR EACH ROW EXECUTE FUNCTION audit_log_stays()"
        ),
        (
            "CREATE TRIGGER audit_link_is_not_emptied BEFORE TRUNCATE ON audit_link"
            " FOR EACH STATEMENT EXECUTE FUNCTION audit_log_stays()"
        ),
    ),
}

for _dialect, _statements in GUARDS.items():
    for _statement in _statements:
        event.listen(
            # The later of the two tables that they are about.
            cast("Table", AuditLink.__table__),
            "after_create",
            DDL(_statement).execute_if(dialect=_dialect),  # type: ignore[no-untyped-call]
        )
