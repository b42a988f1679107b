"""Questions about what was counted. Reads only; every list has an order."""

from itertools import groupby
from uuid import UUID

from sqlalchemy import func, select

from bgm_portal.core.database import db
from bgm_portal.identity.models import Person, Unit

from . import rules
from .models import CountedMark, CountedPerson, CountedVisit, CountingKey, ReportingUnit
from .rules import HalfYear


def open_half_years() -> list[HalfYear]:
    """Return the half-years that are being counted, the oldest first."""
    scopes = db.session.scalars(
        select(CountingKey.scope)
        .where(CountingKey.destroyed_at.is_(None))
        .order_by(CountingKey.scope)
    )
    found = (rules.half_year_from(scope) for scope in scopes)
    return [half_year for half_year in found if half_year is not None]


def people_by_unit(half_year: HalfYear) -> dict[UUID, tuple[int, int]]:
    """Return how many work in each reported unit, and how many of them took part."""
    rows = db.session.execute(
        select(
            CountedPerson.unit_id,
            func.count(),
            func.count().filter(CountedPerson.reached.is_(True)),
        )
        .where(CountedPerson.scope == half_year.code)
        .group_by(CountedPerson.unit_id)
        .order_by(CountedPerson.unit_id)
    )
    return {unit_id: (staff, reached) for unit_id, staff, reached in rows}


def marks_by_cell(scope: str) -> dict[str, int]:
    """Count the people in every cell."""
    rows = db.session.execute(
        select(CountedMark.cell, func.count())
        .where(CountedMark.scope == scope)
        .group_by(CountedMark.cell)
        .order_by(CountedMark.cell)
    )
    return dict(rows.all())


def topics_of_activities(half_year: HalfYear) -> dict[UUID, tuple[str, ...]]:
    """Return under which topics the activities took place that people came to."""
    rows = db.session.execute(
        select(CountedVisit.activity_id, CountedVisit.topic)
        .where(CountedVisit.scope == half_year.code)
        .order_by(CountedVisit.activity_id, CountedVisit.topic)
    ).all()
    return {
        activity_id: tuple(topic for _activity_id, topic in group)
        for activity_id, group in groupby(rows, key=lambda row: row.activity_id)
    }


def names_of_units(year: int) -> dict[UUID, str]:
    """Return what the reported units of a year are called."""
    rows = db.session.execute(
        select(ReportingUnit.reported_as, ReportingUnit.name)
        .where(ReportingUnit.year == year, ReportingUnit.unit_id == ReportingUnit.reported_as)
        .order_by(ReportingUnit.name, ReportingUnit.reported_as)
    )
    return dict(rows.all())


def reported_as(year: int) -> dict[UUID, UUID]:
    """Return with which unit each unit is reported in a year, as far as that is settled."""
    rows = db.session.execute(
        select(ReportingUnit.unit_id, ReportingUnit.reported_as)
        .where(ReportingUnit.year == year)
        .order_by(ReportingUnit.unit_id)
    )
    return dict(rows.all())


def staff() -> dict[UUID, UUID]:
    """Return who works here, and in which unit."""
    rows = db.session.execute(
        select(Person.id, Person.unit_id).where(Person.deactivated_at.is_(None)).order_by(Person.id)
    )
    return dict(rows.all())


def staff_by_unit() -> dict[UUID, int]:
    """Count who works in each unit now."""
    rows = db.session.execute(
        select(Person.unit_id, func.count())
        .where(Person.deactivated_at.is_(None))
        .group_by(Person.unit_id)
        .order_by(Person.unit_id)
    )
    return dict(rows.all())


def units() -> list[tuple[UUID, str, UUID | None]]:
    """Return every unit with its name and the unit with which it is to be reported."""
    rows = db.session.execute(
        select(Unit.id, Unit.name, Unit.reporting_unit_id).order_by(Unit.name, Unit.id)
    )
    return [(unit_id, name, reporting) for unit_id, name, reporting in rows]
