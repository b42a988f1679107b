"""Modules, what was published of them, and how far everybody is.

What is published is one row that nobody changes: the texts of all languages as they were written,
and the names of the files with their hashes. Sections, questions and options are read from it by
their keys (docs/adr/0022). Triggers on both databases refuse whoever tries all the same.
"""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    DDL,
    JSON,
    CheckConstraint,
    ForeignKey,
    Index,
    Table,
    UniqueConstraint,
    event,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from bgm_portal.core.database import Base, Identified, UtcDateTime, enum_by_value

from . import freezing
from .kinds import Basis, CertificateState, Change, DraftState, Wish


class Module(Identified, Base):
    """A module under the name that it keeps. Withdrawn, it can be finished for 30 days."""

    __tablename__ = "learning_module"

    key: Mapped[str] = mapped_column(unique=True)
    position: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    withdrawn_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class ModuleVersion(Identified, Base):
    """What was published. Never changed: a mended word is a new version."""

    __tablename__ = "module_version"

    module_id: Mapped[UUID] = mapped_column(ForeignKey("learning_module.id"))
    number: Mapped[int]
    change: Mapped[Change] = mapped_column(enum_by_value(Change, "module_change"))
    change_note: Mapped[str]
    texts: Mapped[dict[str, Any]] = mapped_column(JSON)  # language: the file, word for word
    media: Mapped[dict[str, Any]] = mapped_column(JSON)  # name: hash
    based_on: Mapped[dict[str, Any]] = mapped_column(JSON)  # language: what it translates, by part
    hash: Mapped[str]
    published_at: Mapped[datetime] = mapped_column(UtcDateTime)
    written_by: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    released_by: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))

    __table_args__ = (
        UniqueConstraint("module_id", "number"),
        CheckConstraint(
            "written_by IS NULL OR released_by IS NULL OR written_by <> released_by",
            name="two_people",
        ),
    )


class Medium(Base):
    """A picture, a film or captions, once for all versions that show it."""

    __tablename__ = "medium"

    hash: Mapped[str] = mapped_column(primary_key=True)
    media_type: Mapped[str]
    content: Mapped[bytes]


class ModuleDraft(Identified, Base):
    """A module that is being written, one for each key. The revision tells who saw what."""

    __tablename__ = "module_draft"

    key: Mapped[str] = mapped_column(unique=True)
    texts: Mapped[dict[str, Any]] = mapped_column(JSON)
    media: Mapped[dict[str, Any]] = mapped_column(JSON)
    based_on: Mapped[dict[str, Any]] = mapped_column(JSON)
    revision: Mapped[int]
    state: Mapped[DraftState] = mapped_column(enum_by_value(DraftState, "draft_state"))
    change: Mapped[Change | None] = mapped_column(enum_by_value(Change, "draft_change"))
    note: Mapped[str]
    reason: Mapped[str]
    updated_by: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime)
    handed_in_by: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))

    __table_args__ = (
        CheckConstraint(
            "(state = 'writing') OR (change IS NOT NULL AND handed_in_by IS NOT NULL)",
            name="handed_in_by_somebody",
        ),
    )


class Recommendation(Identified, Base):
    """A module put before everybody, or before one unit, with a day to aim at."""

    __tablename__ = "recommendation"

    module_id: Mapped[UUID] = mapped_column(ForeignKey("learning_module.id"), index=True)
    unit_id: Mapped[UUID | None] = mapped_column(ForeignKey("unit.id"))  # nothing: everybody
    wish: Mapped[Wish] = mapped_column(enum_by_value(Wish, "module_wish"))
    due_on: Mapped[date | None]
    created_by: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)


class Enrolment(Identified, Base):
    """Somebody's way through a module. A renewal is a new cycle."""

    __tablename__ = "enrolment"

    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    module_id: Mapped[UUID] = mapped_column(ForeignKey("learning_module.id"))
    version_id: Mapped[UUID] = mapped_column(ForeignKey("module_version.id"), index=True)
    cycle: Mapped[int]
    started_at: Mapped[datetime] = mapped_column(UtcDateTime)
    touched_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)

    __table_args__ = (UniqueConstraint("person_id", "module_id", "cycle"),)


class SectionProgress(Base):
    """A section that somebody has read, or chosen to skip."""

    __tablename__ = "section_progress"

    enrolment_id: Mapped[UUID] = mapped_column(
        ForeignKey("enrolment.id", ondelete="CASCADE"), primary_key=True
    )
    section_key: Mapped[str] = mapped_column(primary_key=True)
    skipped: Mapped[bool] = mapped_column(default=False)
    confirmed_at: Mapped[datetime] = mapped_column(UtcDateTime)


class Attempt(Identified, Base):
    """A walk through the questions. At most one is open."""

    __tablename__ = "attempt"

    enrolment_id: Mapped[UUID] = mapped_column(ForeignKey("enrolment.id", ondelete="CASCADE"))
    number: Mapped[int]
    opened_at: Mapped[datetime] = mapped_column(UtcDateTime)
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    __table_args__ = (
        UniqueConstraint("enrolment_id", "number"),
        Index(
            "uq_attempt_open",
            "enrolment_id",
            unique=True,
            sqlite_where=text("closed_at IS NULL"),
            postgresql_where=text("closed_at IS NULL"),
        ),
    )


class Answer(Identified, Base):
    """What somebody answered. The revision tells whether it was changed in another tab."""

    __tablename__ = "answer"

    attempt_id: Mapped[UUID] = mapped_column(ForeignKey("attempt.id", ondelete="CASCADE"))
    question_key: Mapped[str]
    given: Mapped[dict[str, Any]] = mapped_column(JSON)
    revision: Mapped[int]
    checked: Mapped[bool]
    solved: Mapped[bool]
    misses: Mapped[int]
    solution_shown: Mapped[bool]
    skipped: Mapped[bool]
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)

    __table_args__ = (UniqueConstraint("attempt_id", "question_key"),)


class Completion(Identified, Base):
    """Somebody has finished a module, on a day without a time. Inserted, never changed."""

    __tablename__ = "completion"

    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    module_id: Mapped[UUID] = mapped_column(ForeignKey("learning_module.id"))
    version_id: Mapped[UUID] = mapped_column(ForeignKey("module_version.id"), index=True)
    cycle: Mapped[int]
    completed_on: Mapped[date] = mapped_column(index=True)
    basis: Mapped[Basis] = mapped_column(enum_by_value(Basis, "completion_basis"))
    noted_by: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))

    __table_args__ = (
        UniqueConstraint("person_id", "module_id", "cycle"),
        CheckConstraint(
            "(basis = 'module') = (noted_by IS NULL)", name="noted_unless_done_in_the_portal"
        ),
    )


class Certificate(Identified, Base):
    """A proof with a code. What it says is frozen; only what it is worth may change."""

    __tablename__ = "certificate"

    completion_id: Mapped[UUID] = mapped_column(
        ForeignKey("completion.id", ondelete="CASCADE"), unique=True
    )
    code: Mapped[str] = mapped_column(unique=True)
    holder_name: Mapped[str]
    title: Mapped[str]
    language: Mapped[str]
    minutes: Mapped[int]
    completed_on: Mapped[date]
    valid_until: Mapped[date | None]
    basis: Mapped[Basis] = mapped_column(enum_by_value(Basis, "certificate_basis"))
    state: Mapped[CertificateState] = mapped_column(
        enum_by_value(CertificateState, "certificate_state")
    )


def _freeze() -> None:
    for name in freezing.FROZEN:
        table: Table = Base.metadata.tables[name]
        statements = [("sqlite", one) for one in freezing.on_sqlite(name)]
        statements += [("postgresql", one) for one in freezing.on_postgresql(name)]
        for dialect, statement in statements:
            ddl = DDL(statement.replace("%", "%%"))  # type: ignore[no-untyped-call]  # of SQLAlchemy
            ddl = ddl.execute_if(dialect=dialect)
            event.listen(table, "after_create", ddl)


_freeze()
