"""What pages and jobs cost when a house has years behind it: `python -m tests.benchmarks.growth`.

On PostgreSQL (TEST_POSTGRES_URL), with the house of `flask bgm generate`. Two houses of the same
size are compared, one with a year behind it and one with five: what a page asks and works must be
the same. Whatever a page asks is explained by the database, and reading the whole of a table that
grows with the years is a fault. Ends with 1 where there is one.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

from flask import Flask
from sqlalchemy import func, select, text

from bgm_portal.activities.kinds import ActivityState
from bgm_portal.activities.models import Activity, Assignment
from bgm_portal.app import create_app
from bgm_portal.core.database import db, transaction
from bgm_portal.demo import generate
from bgm_portal.identity import service as identity
from bgm_portal.identity.models import Person, RoleGrant
from bgm_portal.identity.permissions import Role
from bgm_portal.participation.rules import DAYS_FOR_CORRECTIONS
from bgm_portal.registration.models import Registration
from config import Config
from tests.benchmarks import rush, taking_along, upkeep
from tests.benchmarks.__main__ import postgres_database, prepared
from tests.benchmarks.plans import listening, look

TURNS = 7
MOST_OFFERED = 200
CHOICES = ("<option", 'type="checkbox"', 'type="radio"')
SIGN_UPS = 10  # of whoever opens pages, those of earlier years among them
PEOPLE_THERE = 60  # at the activity whose attendance is opened: a list costs what it shows
TOKEN = "measuring-" * 4
YEARS_FEW, YEARS_MANY = 1, 5
#: How much more a page may work for five years than for one, and what is noise.
MORE_PARTS = 2  # statements: another person, who has something more to be shown
MOST_GROWTH, NOISE_MS, FEW_BLOCKS = 1.4, 4.0, 300


@dataclass
class Line:
    """What a page took."""

    ms: float
    cpu_ms: float
    statements: int
    blocks: int
    faults: list[str]


@dataclass(frozen=True, kw_only=True)
class Cast:
    """Who opens what."""

    person: UUID
    coordinator: UUID
    admin: UUID
    auditor: UUID
    open_activity: UUID
    held_activity: UUID
    noting: UUID  # who looks after the activity that is over
    past_activity: UUID


def pages(cast: Cast) -> dict[str, tuple[UUID, str]]:
    """Return every page that is measured: who opens it, and its address."""
    person, desk, admin = cast.person, cast.coordinator, cast.admin
    today = datetime.now(UTC)  # noqa: TID251 - the house was invented around the real clock
    return {
        "programme": (person, "/angebote"),
        "programme, all": (person, "/angebote?monat=alle"),
        "programme, searched": (person, "/angebote?suche=Yoga"),
        "month": (person, f"/angebote/kalender/{today:%Y-%m}"),
        "activity": (person, f"/angebote/{cast.open_activity}"),
        "own area": (person, "/mein-bereich"),
        "own past": (person, "/mein-bereich/rueckblick"),
        "notifications": (person, "/mitteilungen"),
        "own data": (person, "/mein-bereich/daten"),
        "desk": (desk, "/schreibtisch"),
        "planning": (desk, "/planung"),
        "planning, past": (desk, "/planung?stand=vergangene"),
        "planning, past of all": (desk, "/planung?stand=vergangene&wessen=alle"),
        "plan of the year": (desk, f"/planung/jahr/{today.year}"),
        "plan of the year, list": (desk, f"/planung/jahr/{today.year}?ansicht=liste"),
        "year again": (desk, f"/planung/jahr/{today.year}/uebernehmen"),
        "for whom an activity is": (desk, f"/planung/{cast.held_activity}/fuer-wen"),
        "message to people, new": (desk, f"/planung/{cast.held_activity}/nachrichten/neu"),
        "messages of an activity": (desk, f"/planung/{cast.held_activity}/post"),
        "people of an activity": (desk, f"/planung/{cast.held_activity}/teilnahme"),
        "attendance": (cast.noting, f"/planung/{cast.past_activity}/anwesenheit"),
        "lists": (desk, f"/planung/{cast.held_activity}/listen"),
        "list of figures": (desk, f"/planung/{cast.held_activity}/listen/zahlen"),
        "accounts": (admin, "/konten"),
        "accounts, of a unit": (admin, "/konten?unit=Einheit+7"),
        "accounts, of a site": (admin, "/konten?site_name=Standort+7"),
        "account, new": (admin, "/konten/neu"),
        "unit, new": (admin, "/konten/einheiten/neu"),
        "operation": (admin, "/betrieb"),
        "post": (admin, "/betrieb/post"),
        "post, failed": (admin, "/betrieb/post?stand=failed"),
        "post, of a kind": (admin, "/betrieb/post?art=activity.cancelled"),
        "log": (cast.auditor, "/protokoll"),
        "log, erasures": (cast.auditor, "/protokoll/loeschungen"),
        "metrics": (admin, "/metrics"),
        "ready": (admin, "/health/ready"),
    }


def main() -> int:
    """Measure; return whether something grows that must not."""
    said = argparse.ArgumentParser(description=__doc__)
    said.add_argument("--scale", type=float, default=0.1)
    said.add_argument("--years", type=int, nargs="*", default=[YEARS_FEW, YEARS_MANY])
    said.add_argument(
        "--rush", type=int, default=10_000, help="sign-ups for 500 places; 0 leaves it out"
    )
    given = said.parse_args()
    server = os.environ.get("TEST_POSTGRES_URL")
    if not server:
        print("Growth is measured on PostgreSQL: TEST_POSTGRES_URL names none.", file=sys.stderr)
        return 1
    found: dict[int, dict[str, Line]] = {}
    with tempfile.TemporaryDirectory(prefix="bgm-growth-") as folder:
        for years in given.years:
            with postgres_database(server) as url:
                last = years == given.years[-1]
                found[years] = _house(Path(folder), url, given, years=years, last=last)
    faults = [
        f"{name}: {one}"
        for lines in found.values()
        for name, line in lines.items()
        for one in line.faults
    ]
    faults += list(_growing(found[given.years[0]], found[given.years[-1]]))
    for fault in sorted(set(faults)):
        print(f"fault: {fault}")
    return 1 if faults else 0


def _house(
    folder: Path, url: str, given: argparse.Namespace, *, years: int, last: bool
) -> dict[str, Line]:
    environ = prepared(folder, url)
    app = create_app(Config.from_env(environ | {"BGM_METRICS_TOKEN": TOKEN}))
    now = datetime.now(UTC)  # noqa: TID251 - the server under test goes by the real clock
    with app.app_context():
        begun = time.perf_counter()
        written = generate.generate(now=now, scale=given.scale, years=years)
        seconds = time.perf_counter() - begun
        size = db.session.scalar(
            text("SELECT pg_size_pretty(pg_database_size(current_database()))")
        )
        db.session.rollback()
        with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("VACUUM ANALYZE"))  # as the database does it by itself
        print(f"\n{years} years: {written}, {size}, written in {seconds:.0f} s")
        cast = _cast(now)
    lines = {name: _measured(app, *page) for name, page in pages(cast).items()}
    print(f"{'':24} {'ms':>8} {'CPU ms':>8} {'SQL':>5} {'blocks':>8}")
    for name, line in lines.items():
        print(f"{name:24} {line.ms:8.1f} {line.cpu_ms:8.1f} {line.statements:5} {line.blocks:8,}")
    if last:
        if given.rush:
            rush.measure(app, environ, people=given.rush, now=now)
        taking_along.measure(app, cast.held_activity, cast.coordinator, now=now)
        lines["jobs"] = Line(0, 0, 0, 0, upkeep.measure(app, now=now))
    with app.app_context():
        db.engine.dispose()
    return lines


def _cast(now: datetime) -> Cast:
    """Choose who opens pages: who had most to do within a year, and people who sign up alike.

    What somebody's own pages show grows with what is theirs until it is erased, in every house.
    """
    desk = db.session.scalars(
        select(Assignment.person_id)
        .join(Activity, Activity.id == Assignment.activity_id)
        .where(Activity.ends_at > now - timedelta(days=365))
        .group_by(Assignment.person_id)
        .order_by(func.count().desc(), Assignment.person_id)
        .limit(1)
    ).one()
    mine = (
        select(Activity.id)
        .join(Assignment, Assignment.activity_id == Activity.id)
        .where(Assignment.person_id == desk, Activity.state != ActivityState.CANCELLED)
    )
    held = mine.where(Activity.starts_at > now).order_by(Activity.taken.desc())
    past, noting = db.session.execute(
        select(Activity.id, Assignment.person_id)
        .join(Assignment, Assignment.activity_id == Activity.id)
        .where(
            Activity.state != ActivityState.CANCELLED,
            Activity.ends_at < now,
            Activity.ends_at > now - timedelta(days=DAYS_FOR_CORRECTIONS),
        )
        .order_by(func.abs(Activity.taken - PEOPLE_THERE), Activity.ends_at.desc())
        .limit(1)
    ).one()
    spare = db.session.scalars(
        select(Person.id)
        .join(Registration, Registration.person_id == Person.id)
        .outerjoin(RoleGrant, RoleGrant.person_id == Person.id)
        .where(RoleGrant.role.is_(None))
        .group_by(Person.id)
        .order_by(func.abs(func.count() - SIGN_UPS), Person.email)
        .limit(3)
    ).all()
    found = Cast(
        person=spare[0],
        coordinator=desk,
        admin=spare[1],
        auditor=spare[2],
        open_activity=db.session.scalars(held.limit(1)).one(),
        held_activity=db.session.scalars(held.limit(1)).one(),
        noting=noting,
        past_activity=past,
    )
    with transaction():
        identity.grant_role(person_id=found.admin, role=Role.ADMIN, by=None, at=now)
        identity.grant_role(person_id=found.auditor, role=Role.AUDITOR, by=None, at=now)
    return found


def _measured(app: Flask, who: UUID, address: str) -> Line:
    client = app.test_client()
    with app.app_context(), transaction():
        token = identity.begin_session(
            person_id=who,
            at=datetime.now(UTC),  # noqa: TID251 - see above
        )
    with client.session_transaction() as session:
        session["_user_id"], session["_fresh"] = token, True
    headers = {"Authorization": f"Bearer {TOKEN}"}
    with app.app_context(), listening() as asked:
        answer = client.get(address, headers=headers)
        if answer.status_code != 200:
            raise SystemExit(f"{address} answered {answer.status_code}")
    times, work = [], []
    for _turn in range(TURNS):
        begun, worked = time.perf_counter(), time.process_time()
        client.get(address, headers=headers)
        times.append((time.perf_counter() - begun) * 1000)
        work.append((time.process_time() - worked) * 1000)
    with app.app_context():
        looked = look(asked)
    return Line(
        ms=statistics.median(times),
        cpu_ms=statistics.median(work),
        statements=len(asked),
        blocks=looked.blocks,
        faults=sorted(looked.faults) + _offered(answer.text),
    )


def _offered(page: str) -> list[str]:
    """A page that offers all people, units or sites to choose from grows with the house."""
    count = sum(map(page.count, CHOICES))
    return [f"offers {count} things to choose from"] if count > MOST_OFFERED else []


def _growing(few: dict[str, Line], many: dict[str, Line]) -> Iterator[str]:
    for name, before in few.items():
        line = many[name]
        if line.statements > before.statements + MORE_PARTS:
            yield f"{name} asks {line.statements} times, not {before.statements}"
        if line.cpu_ms > before.cpu_ms * MOST_GROWTH + NOISE_MS:
            yield f"{name} works {line.cpu_ms:.1f} ms, not {before.cpu_ms:.1f} ms as before"
        if line.blocks > before.blocks * MOST_GROWTH + FEW_BLOCKS:
            yield f"{name} touches {line.blocks} blocks, not {before.blocks} as with fewer years"


if __name__ == "__main__":
    sys.exit(main())
