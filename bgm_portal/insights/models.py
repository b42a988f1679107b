"""Frozen reports. A row is written once; triggers refuse whoever wants to change or delete it."""

from datetime import datetime
from typing import cast

from sqlalchemy import DDL, CheckConstraint, LargeBinary, Table, event
from sqlalchemy.orm import Mapped, mapped_column

from bgm_portal.core.database import Base, UtcDateTime, enum_by_value

from .kinds import Goal, Part


class FrozenReport(Base):
    """The report of a half-year as bytes, chained to the one before it by its fingerprint."""

    __tablename__ = "frozen_report"

    half_year: Mapped[str] = mapped_column(primary_key=True)
    frozen_at: Mapped[datetime] = mapped_column(UtcDateTime)
    content: Mapped[bytes] = mapped_column(LargeBinary)
    previous: Mapped[str]  # the fingerprint of the report frozen before this one, or nothing
    fingerprint: Mapped[str] = mapped_column(unique=True)


class YearGoal(Base):
    """What the steering group wants to reach in a year, in per cent."""

    __tablename__ = "year_goal"

    year: Mapped[int] = mapped_column(primary_key=True)
    goal: Mapped[Goal] = mapped_column(enum_by_value(Goal, "goal"), primary_key=True)
    target: Mapped[int]

    __table_args__ = (CheckConstraint("target BETWEEN 1 AND 100", name="target_in_per_cent"),)


class YearText(Base):
    """A part of the yearly report in words. The figures beside it are frozen."""

    __tablename__ = "year_text"

    year: Mapped[int] = mapped_column(primary_key=True)
    part: Mapped[Part] = mapped_column(enum_by_value(Part, "year_part"), primary_key=True)
    text: Mapped[str]


#: What keeps a frozen report as it is, by database.
GUARDS: dict[str, tuple[str, ...]] = {
    "sqlite": (
        (
            "CREATE TRIGGER frozen_report_is_not_changed BEFORE UPDATE ON frozen_report"
            " BEGIN SELECT RAISE(ABORT, 'a frozen report is never changed'); END"
        ),
        (
            "CREATE TRIGGER frozen_report_is_not_deleted BEFORE DELETE ON frozen_report"
            " BEGIN SELECT RAISE(ABORT, 'a frozen report is never deleted'); END"
        ),
    ),
    "postgresql": (
        (
            "CREATE FUNCTION frozen_report_stays() RETURNS trigger LANGUAGE plpgsql AS"
            " $$ BEGIN RAISE EXCEPTION 'a frozen report is never changed'; END $$"
        ),
        (
            "CREATE TRIGGER frozen_report_is_not_changed BEFORE UPDATE OR DELETE ON frozen_report"
            " FOR EACH ROW EXECUTE FUNCTION frozen_report_stays()"
        ),
        (
            "CREATE TRIGGER frozen_report_is_not_emptied BEFORE TRUNCATE ON frozen_report"
            " FOR EACH STATEMENT EXECUTE FUNCTION frozen_report_stays()"
        ),
    ),
}

for _dialect, _statements in GUARDS.items():
    for _statement in _statements:
        event.listen(
            cast("Table", FrozenReport.__table__),
            "after_create",
            DDL(_statement).execute_if(dialect=_dialect),  # type: ignore[no-untyped-call]
        )
