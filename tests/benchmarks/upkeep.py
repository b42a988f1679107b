"""What jobs take in a house with years behind it: reminders, retention, freezing a report."""

import time
from datetime import datetime, timedelta

from flask import Flask
from sqlalchemy import select

from bgm_portal import scheduler
from bgm_portal.core.clock import local_day
from bgm_portal.core.database import db, transaction
from bgm_portal.counting import service as counting
from bgm_portal.counting.rules import HalfYear
from bgm_portal.identity.models import Person
from bgm_portal.insights import service as reports
from tests.benchmarks.plans import listening, look

JOBS = ("remind", "erase-attendance", "erase-registrations", "erase-activity-consents")
#: With what a day leaves to do for them; the others are given years of it.
OF_A_DAY = (
    "seal-audit-log",
    "count-audit-entries",
    "check-audit-log",
    "erase-audit-entries",
    "forget-mail",
    "forget-sign-ins",
    "forget-bookmarks",
    "forget-erasures",
)
THOROUGH = "check-audit-log"  # compares every entry, and is meant to


def measure(app: Flask, *, now: datetime) -> list[str]:
    """Run each job, print what it did and how long it took, and run it again with nothing left.

    Returns what is wrong: a job that has nothing left to do and reads a whole table all the same.
    """
    for name in JOBS:
        _twice(app, name, now)
    _freeze(app, now)
    found = {name: _twice(app, name, now + timedelta(days=1)) for name in OF_A_DAY}
    return [f"{name} {one}" for name, faults in found.items() for one in sorted(faults)]


def _twice(app: Flask, name: str, now: datetime) -> set[str]:
    first, did = _run(app, name, now)
    if name == THOROUGH:
        print(f"{name:24} {did:9,} in {first:7.1f} s")
        return set()
    with app.app_context(), listening() as asked:
        again, left = _run(app, name, now)
    print(f"{name:24} {did:9,} in {first:7.1f} s; then {left} in {again:.2f} s")
    with app.app_context():
        return look(asked).faults


def _freeze(app: Flask, now: datetime) -> None:
    today = local_day(now)
    last = today - timedelta(days=183)
    half_year = HalfYear(last.year, 1 if last.month <= 6 else 2)
    with app.app_context():
        with transaction():
            people = {
                row.id: row.unit_id for row in db.session.execute(select(Person.id, Person.unit_id))
            }
            counting.enrol(half_year, people, at=now - timedelta(days=183))
        begun = time.perf_counter()
        with transaction():
            reports.freeze(half_year, at=now)
        print(f"{'freeze':24} {len(people):9,} in {time.perf_counter() - begun:7.1f} s")


def _run(app: Flask, name: str, now: datetime) -> tuple[float, int]:
    with app.app_context():
        begun = time.perf_counter()
        did = scheduler.run_once(name, at=now)
        return time.perf_counter() - begun, did
