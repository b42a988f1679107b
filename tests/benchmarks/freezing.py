"""How long it takes to freeze a report of a house.

Counting is done before and not measured. Freezing is all that happens in its transaction: reading
the marks, judging, reading all tables together, writing, noting everybody for the next half-year,
and destroying what was counted.
"""

import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from random import Random
from uuid import UUID, uuid4

from flask import Flask

from bgm_portal.activities.kinds import ActivityKind, ActivityState, PreventionField
from bgm_portal.activities.models import Activity, Occurrence
from bgm_portal.core.clock import local_day
from bgm_portal.core.database import db, transaction
from bgm_portal.counting import service as counting
from bgm_portal.counting.rules import HalfYear
from bgm_portal.counting.service import Visit
from bgm_portal.identity.kinds import Employer, TextSize, Theme
from bgm_portal.identity.models import Person, Unit
from bgm_portal.insights import releases, service

SEED = 2018
HALF_YEAR = HalfYear(2026, 1)
BEGINS = datetime(2026, 1, 5, 8, 0, tzinfo=UTC)
FREEZE = datetime(2026, 7, 15, 8, 0, tzinfo=UTC)


@dataclass(frozen=True, kw_only=True)
class House:
    """A house of a size, how much happens in it, and how long a freeze may take."""

    people: int
    in_a_unit: int
    activities: int
    bound_seconds: float


ONE_HOUSE = House(people=400, in_a_unit=28, activities=20, bound_seconds=2)
ALL_HOUSES = House(people=113_000, in_a_unit=113, activities=400, bound_seconds=60)
HOUSES = (ONE_HOUSE, ALL_HOUSES)
MOST_AT_ONE = 500  # people at one activity, however large the house


def measure(title: str, app: Flask, house: House) -> list[str]:
    """Freeze a report of a house in an empty database; return what took longer than it may."""
    with app.app_context():
        _fill(house, Random(SEED))  # noqa: S311 - invented people need no secrecy
        begun, worked = time.perf_counter(), time.process_time()
        with transaction():
            service.freeze(HALF_YEAR, at=FREEZE)
        seconds, busy = time.perf_counter() - begun, time.process_time() - worked
        report, _fingerprint = releases.report(HALF_YEAR)
    told = sum(line.reached is not None for line in report.units)
    print(
        f"{title}: freezing a report on {house.people} people took {seconds:.2f} s,"
        f" {busy:.2f} s of them on the processor ({told} of {len(report.units)} units told)"
    )
    if seconds > house.bound_seconds:
        return [f"{title}: freezing took {seconds:.1f} s, not {house.bound_seconds} s"]
    return []


def _fill(house: House, random: Random) -> None:
    people = _hire(house)
    keen = random.sample(sorted(people), k=house.people // 3)
    with transaction():
        counting.enrol(HALF_YEAR, people, at=BEGINS)
    for number in range(house.activities):
        field = random.choice(list(PreventionField))
        ends_at = BEGINS + timedelta(days=number * 170 // house.activities)
        activity_id = _plan(field, ends_at, by=keen[0])
        size = random.randint(3, max(4, min(MOST_AT_ONE, house.people // 20)))
        came = {person_id: people[person_id] for person_id in random.sample(keen, k=size)}
        visit = Visit(activity_id=activity_id, field=field.value, day=local_day(ends_at))
        with transaction():
            counting.note_visits(visit, came, at=ends_at)


def _hire(house: House) -> dict[UUID, UUID]:
    units = [uuid4() for _unit in range(house.people // house.in_a_unit)]
    people = {uuid4(): units[number % len(units)] for number in range(house.people)}
    with transaction():
        db.session.execute(
            Unit.__table__.insert(),
            [{"id": one, "code": f"E{n}", "name": f"Einheit {n}"} for n, one in enumerate(units)],
        )
        db.session.execute(
            Person.__table__.insert(),
            [_row(person_id, unit_id, n) for n, (person_id, unit_id) in enumerate(people.items())],
        )
    return people


def _row(person_id: UUID, unit_id: UUID, number: int) -> dict[str, object]:
    return {
        "id": person_id,
        "first_name": "Alex",
        "last_name": f"Muster{number}",
        "email": f"muster{number}@jobcenter.example",
        "unit_id": unit_id,
        "employer": Employer.BA,
        "language": "de",
        "theme": Theme.SYSTEM,
        "text_size": TextSize.NORMAL,
        "created_at": BEGINS,
    }


def _plan(field: PreventionField, ends_at: datetime, *, by: UUID) -> UUID:
    activity = Activity(
        id=uuid4(),
        kind=ActivityKind.WORKSHOP,
        field=field,
        state=ActivityState.COMPLETED,
        title_de="Angebot",
        teaser_de="Ein Angebot.",
        contact_id=by,
        created_by=by,
        created_at=BEGINS,
    )
    with transaction():
        db.session.add(activity)
        db.session.flush()
        db.session.add(
            Occurrence(
                activity_id=activity.id, starts_at=ends_at - timedelta(hours=1), ends_at=ends_at
            )
        )
        return activity.id
