"""Counting people by marks, and forgetting how. Never commits.

A mark is made when something can no longer be corrected: attendance a fortnight after a date, a
need when it is erased. Until then the rows themselves are the truth, so a correction or a
withdrawal needs no second book. The unit of a person is the one they had when they were first
counted in the calendar year: moving to another unit, or merging units, has its effect in January.
"""

import secrets
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, cast
from uuid import UUID, uuid4

from sqlalchemy import Table, delete, select, update
from sqlalchemy.dialects import postgresql, sqlite

from bgm_portal.core.clock import local_day
from bgm_portal.core.database import Base, db
from bgm_portal.core.sealed import keyring

from . import cells, queries, rules
from .errors import CountedAlready
from .models import CountedMark, CountedPerson, CountedVisit, CountingKey, ReportingUnit
from .rules import HalfYear

ROSTER = "roster"  # the cell of everybody who works here
MOST_ASKED_FOR = 1000  # marks by name in one question


@dataclass(frozen=True, kw_only=True)
class Visit:
    """A date of an activity that people came to."""

    activity_id: UUID
    field: str
    day: date


def keep_roster(*, at: datetime) -> int:
    """Note who works here in the present half-year and was not noted yet; return how many."""
    return enrol(rules.half_year_of(local_day(at)), queries.staff(), at=at)


def enrol(half_year: HalfYear, staff: Mapping[UUID, UUID], *, at: datetime) -> int:
    """Note people with their units for a half-year; return how many were not noted yet."""
    key = _key(half_year.code, at=at)
    if key is None:
        return 0
    marks = {person_id: rules.mark(key, ROSTER, str(person_id)) for person_id in staff}
    known = _roster(half_year, marks.values())
    missing = {person_id: mark for person_id, mark in marks.items() if mark not in known}
    if not missing:
        return 0
    reported = _settle_units(half_year.year)
    earlier = _units_before(half_year, missing)
    _insert(
        CountedPerson,
        [
            {
                "scope": half_year.code,
                "mark": mark,
                "unit_id": earlier.get(person_id) or reported[staff[person_id]],
                "reached": False,
            }
            for person_id, mark in missing.items()
        ],
    )
    return len(missing)


def note_visits(visit: Visit, people: Mapping[UUID, UUID], *, at: datetime) -> None:
    """Note who was somewhere on a day; `people` are persons with their units.

    Of a half-year that is frozen nothing is noted any more.
    """
    half_year = rules.half_year_of(visit.day)
    topic = cells.topic(visit.field, rules.quarter_of(visit.day))
    key = _key(half_year.code, at=at)
    if key is None or not people:
        return
    enrol(half_year, people, at=at)
    own = [rules.mark(key, ROSTER, str(person_id)) for person_id in people]
    db.session.execute(
        update(CountedPerson)
        .where(CountedPerson.scope == half_year.code, CountedPerson.mark.in_(own))
        .values(reached=True)
        .execution_options(synchronize_session=False)
    )
    _insert(
        CountedVisit,
        [{"scope": half_year.code, "activity_id": visit.activity_id, "topic": topic}],
    )
    _note(half_year.code, key, people, [topic, cells.activity(visit.activity_id)])


def note_in_year(*, person_id: UUID, where: Iterable[str], year: int, at: datetime) -> None:
    """Note somebody in cells that are told about once a year."""
    key = _key(str(year), at=at)
    if key is not None:
        _note(str(year), key, [person_id], where)


def hold(half_year: HalfYear) -> None:
    """Hold what was counted until the commit; raise CountedAlready when it is gone."""
    key = db.session.scalar(
        select(CountingKey)
        .where(CountingKey.scope == half_year.code)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    if key is None or key.sealed is None:
        raise CountedAlready


def forget(half_year: HalfYear, *, at: datetime) -> None:
    """Destroy keys and marks of a half-year, and with the second one those of the year.

    Whoever is noted for the next half-year keeps the unit, so they are noted first.
    """
    following = half_year.next
    if local_day(at) >= following.first_day and following.year == half_year.year:
        enrol(following, queries.staff(), at=at)
    scopes = [half_year.code] if half_year.half == 1 else [half_year.code, str(half_year.year)]
    for table in (CountedMark, CountedVisit, CountedPerson):
        db.session.execute(
            delete(table)
            .where(table.scope.in_(scopes))
            .execution_options(synchronize_session=False)
        )
    db.session.execute(
        update(CountingKey)
        .where(CountingKey.scope.in_(scopes))
        .values(sealed=None, key_name=None, destroyed_at=at)
        .execution_options(synchronize_session=False)
    )
    db.session.expire_all()


def reseal() -> int:
    """Seal again, with the key of today, the counting keys that older ones sealed."""
    ring = keyring()
    older = [name for name in ring.names if name != ring.current]  # others nobody opens any more
    keys = db.session.scalars(
        select(CountingKey)
        .where(CountingKey.sealed.is_not(None), CountingKey.key_name.in_(older))
        .order_by(CountingKey.scope)
        .with_for_update()
    ).all()
    for key in keys:
        opened = _opened(key) or b""
        key.key_name, key.sealed = ring.seal({"key": opened.hex()}, row=key.id)
    return len(keys)


def _note(scope: str, key: bytes, people: Collection[UUID], where: Iterable[str]) -> None:
    _insert(
        CountedMark,
        [
            {"scope": scope, "cell": cell, "mark": rules.mark(key, cell, str(person_id))}
            for cell in where
            for person_id in people
        ],
    )


def _key(scope: str, *, at: datetime) -> bytes | None:
    """Return the key of a scope, a new one if there was none, and nothing if it was destroyed."""
    found = _existing_key(scope)
    if found is None:
        key_id = uuid4()
        made = {"key": secrets.token_bytes(rules.KEY_BYTES).hex()}
        key_name, sealed = keyring().seal(made, row=key_id)
        _insert(
            CountingKey,
            [
                {
                    "scope": scope,
                    "id": key_id,
                    "key_name": key_name,
                    "sealed": sealed,
                    "made_at": at,
                    "destroyed_at": None,
                }
            ],
        )
        found = _existing_key(scope)
    return _opened(found)


def _existing_key(scope: str) -> CountingKey | None:
    return db.session.get(CountingKey, scope, populate_existing=True)


def _opened(key: CountingKey | None) -> bytes | None:
    if key is None or key.sealed is None or key.key_name is None:
        return None
    content = keyring().open(key.sealed, key=key.key_name, row=key.id)
    return bytes.fromhex(content["key"])


def _roster(half_year: HalfYear, marks: Collection[str]) -> dict[str, UUID]:
    """Return the units of these marks; those of everybody where that is quicker than asking."""
    wanted = select(CountedPerson.mark, CountedPerson.unit_id).where(
        CountedPerson.scope == half_year.code
    )
    if len(marks) <= MOST_ASKED_FOR:
        wanted = wanted.where(CountedPerson.mark.in_(marks))
    return dict(db.session.execute(wanted.order_by(CountedPerson.mark)).all())


def _units_before(half_year: HalfYear, people: Collection[UUID]) -> dict[UUID, UUID]:
    """Return the units that people had in the first half of the same year."""
    before = half_year.before
    key = _opened(_existing_key(before.code)) if before.year == half_year.year else None
    if key is None:
        return {}
    marks = {person_id: rules.mark(key, ROSTER, str(person_id)) for person_id in people}
    roster = _roster(before, marks.values())
    found = {person_id: roster.get(mark) for person_id, mark in marks.items()}
    return {person_id: unit_id for person_id, unit_id in found.items() if unit_id is not None}


def _settle_units(year: int) -> dict[UUID, UUID]:
    """Settle for the year with which unit every unit is reported that was not settled before."""
    settled = queries.reported_as(year)
    units = queries.units()
    parents = {unit_id: parent for unit_id, _name, parent in units}
    names = {unit_id: name for unit_id, name, _parent in units}
    new = {
        unit_id: rules.reported_with(unit_id, parents, settled)
        for unit_id in names
        if unit_id not in settled
    }
    _insert(
        ReportingUnit,
        [
            {"year": year, "unit_id": unit_id, "reported_as": reported, "name": names[unit_id]}
            for unit_id, reported in new.items()
        ],
    )
    return settled | new


def _insert(table: type[Base], rows: list[dict[str, Any]]) -> None:
    """Insert rows; what is there already stays as it is, also when two do it at once."""
    if not rows:
        return
    dialect = postgresql if db.engine.dialect.name == "postgresql" else sqlite
    statement = dialect.insert(cast("Table", table.__table__)).on_conflict_do_nothing()
    db.session.execute(statement, rows)
