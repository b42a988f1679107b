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

JOBS = ("remind", "erase-attendance", "erase-registrations", "erase-activity-consents")


def measure(app: Flask, *, now: datetime) -> None:
    """Run each job, print what it did and how long it took, and run it again with nothing left."""
    for name in JOBS:
        first, did = _run(app, name, now)
        again, left = _run(app, name, now)
        print(f"{name:24} {did:9,} in {first:7.1f} s; then {left} in {again:.2f} s")
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
