"""Marks in place of people, the keys that make them, and which units are reported together."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from bgm_portal.core.database import Base, UtcDateTime


class CountingKey(Base):
    """The sealed key of a half-year ("2026-1") or a year ("2026"); it is destroyed for good.

    The row stays, so that nobody makes a second key for what was counted already.
    """

    __tablename__ = "counting_key"

    scope: Mapped[str] = mapped_column(primary_key=True)
    id: Mapped[UUID]
    key_name: Mapped[str | None]
    sealed: Mapped[bytes | None]
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    destroyed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    __table_args__ = (
        CheckConstraint(
            "(sealed IS NULL) = (destroyed_at IS NOT NULL)"
            " AND (sealed IS NULL) = (key_name IS NULL)",
            name="sealed_or_destroyed",
        ),
    )


class CountedPerson(Base):
    """Somebody who works here in this half-year: a mark, a unit, and whether they took part."""

    __tablename__ = "counted_person"

    scope: Mapped[str] = mapped_column(ForeignKey("counting_key.scope"), primary_key=True)
    mark: Mapped[str] = mapped_column(primary_key=True)
    unit_id: Mapped[UUID]
    reached: Mapped[bool] = mapped_column(default=False)


class CountedMark(Base):
    """Somebody in a cell of a table. Nobody is in the same cell twice."""

    __tablename__ = "counted_mark"

    scope: Mapped[str] = mapped_column(ForeignKey("counting_key.scope"), primary_key=True)
    cell: Mapped[str] = mapped_column(primary_key=True)
    mark: Mapped[str] = mapped_column(primary_key=True)


class CountedVisit(Base):
    """That an activity took place under a topic: what the tables have to do with each other."""

    __tablename__ = "counted_visit"

    scope: Mapped[str] = mapped_column(ForeignKey("counting_key.scope"), primary_key=True)
    activity_id: Mapped[UUID] = mapped_column(primary_key=True)
    topic: Mapped[str] = mapped_column(primary_key=True)


class ReportingUnit(Base):
    """With which unit a unit is reported in a year, and what that one was called. Never changed."""

    __tablename__ = "reporting_unit"

    year: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[UUID] = mapped_column(primary_key=True)
    reported_as: Mapped[UUID]
    name: Mapped[str]
