"""Makes a small portal: activities that have just begun, a module, and people at each of them.

Run as `python -m tests.browser.hall` with the settings of the portal in the environment. Numbers
behind it are those of further units and sites, in which nobody works, and of the dates of a
meeting that somebody holds every few hours of the year.
"""

import sys
from datetime import UTC, datetime, timedelta
from uuid import UUID

from bgm_portal.activities.kinds import ActivityKind, ActivityState, PreventionField
from bgm_portal.activities.models import Activity, Assignment, Occurrence
from bgm_portal.app import create_app
from bgm_portal.challenges import service as challenges
from bgm_portal.challenges.kinds import ChallengeKind, TeamMode
from bgm_portal.core import clock
from bgm_portal.core.database import db, transaction
from bgm_portal.demo import house
from bgm_portal.identity import passwords
from bgm_portal.identity import service as identity
from bgm_portal.identity.kinds import Employer
from bgm_portal.identity.models import Person, Site, Unit
from bgm_portal.identity.permissions import Role
from bgm_portal.registration.service import sign_up
from bgm_portal.registration.service.sign_up import SignUp
from tests.factories.learning import publish_probe

NAMES = ("Albers", "Bachmann", "Celik")
LEARNERS = ("Demir", "Engel")
EDITOR, ADMIN = "Fuchs", "Gauss"
ALSO = ("Pilates", "Atempause", "Qigong")
CHALLENGE: dict[str, object] = {
    "teams": TeamMode.LOT,
    "about_de": "Jede Bewegung zählt.",
    "cap_minutes": 60,
    "most_teams": 1,
}
CHALLENGES = (
    (ChallengeKind.MINUTES, "Frühling in Bewegung", None),
    (ChallengeKind.DAYS, "Jeden Tag ein wenig", None),
    (ChallengeKind.BINGO, "Neun kleine Dinge", None),
    (ChallengeKind.TOGETHER, "Gemeinsam ans Ziel", 5000),
)


def main(units: int = 0, sites: int = 0, dates: int = 0) -> None:
    """Fill the portal."""
    now = clock.now()
    with create_app().app_context():
        db.create_all()  # the migrations are proven elsewhere
        with transaction():
            unit = Unit(code="L1", name="Leistung 1")
            db.session.add(unit)
            db.session.flush()
            coordinator = _person("Ortmann", unit.id, now)
            _let_in(coordinator, now)
            identity.grant_role(person_id=coordinator.id, role=Role.COORDINATOR, by=None, at=now)
            editor = _person(EDITOR, unit.id, now)
            identity.grant_role(person_id=editor.id, role=Role.EDITOR, by=None, at=now)
            admin = _person(ADMIN, unit.id, now)
            identity.grant_role(person_id=admin.id, role=Role.ADMIN, by=None, at=now)
            db.session.add_all(
                Unit(code=f"M-{number:04}", name=f"Markt und Integration {number}")
                for number in range(units)
            )
            db.session.add_all(Site(name=f"Haus {number}") for number in range(sites))
            for learner in (editor, admin, *(_person(name, unit.id, now) for name in LEARNERS)):
                _let_in(learner, now)
            people = [_person(name, unit.id, now) for name in NAMES]
            for person in people:
                _let_in(person, now)
            begin = now - timedelta(minutes=10)
            began = _activity("Stuhlyoga", coordinator.id, begin, now)
            others = [_activity(title, coordinator.id, begin, now) for title in ALSO]
            over = _activity("Vortrag", coordinator.id, now - timedelta(days=1), now)
            _hold_all_year(coordinator.id, dates, now)
            for kind, title, target in CHALLENGES:
                one = CHALLENGE | {"kind": kind, "title_de": title, "target_minutes": target}
                challenges.create(one | _weeks(now), by=coordinator.id, at=now)
            ids = [person.id for person in people]
        publish_probe()
        for person_id in ids:
            for activity_id in (began, *others, over):
                _sign_up(person_id, activity_id, at=now - timedelta(days=2))


def _hold_all_year(coordinator_id: UUID, dates: int, now: datetime) -> None:
    """Spread the dates of an activity over this year; where there are none, do without it."""
    first = datetime(clock.local_day(now).year, 1, 1, 9, tzinfo=clock.LOCAL)
    starts = [first + number * timedelta(days=364) / dates for number in range(dates)]
    if not starts:
        return
    meeting = _activity("Offener Treff", coordinator_id, starts[-1].astimezone(UTC), now)
    db.session.get_one(Activity, meeting).starts_at = starts[0].astimezone(UTC)
    db.session.add_all(
        Occurrence(
            activity_id=meeting,
            number=number,
            starts_at=starts_at.astimezone(UTC),
            ends_at=(starts_at + timedelta(hours=1)).astimezone(UTC),
        )
        for number, starts_at in enumerate(starts[:-1], start=2)
    )


def _sign_up(person_id: UUID, activity_id: UUID, *, at: datetime) -> None:
    with clock.standing_at(at), transaction():
        sign_up.register(
            person_id=person_id, activity_id=activity_id, sign_up=SignUp(), by=person_id, at=at
        )


def _weeks(now: datetime) -> dict[str, object]:
    today = clock.local_day(now)
    return {"first_day": today - timedelta(days=7), "last_day": today + timedelta(days=13)}


def _let_in(person: Person, at: datetime) -> None:
    person.password_hash, person.password_set_at = passwords.hash_of(house.PASSWORD), at


def _person(last_name: str, unit_id: UUID, at: datetime) -> Person:
    person = Person(
        first_name="Kim",
        last_name=last_name,
        email=f"{last_name.lower()}@demo.example",
        unit_id=unit_id,
        employer=Employer.BA,
        created_at=at,
    )
    db.session.add(person)
    db.session.flush()
    return person


def _activity(title: str, coordinator_id: UUID, starts_at: datetime, now: datetime) -> UUID:
    ends_at = starts_at + timedelta(hours=1)
    activity = Activity(
        kind=ActivityKind.COURSE,
        field=PreventionField.MOVEMENT,
        state=ActivityState.PUBLISHED,
        title_de=title,
        teaser_de="Zum Mitmachen.",
        starts_at=starts_at,
        ends_at=ends_at,
        registration_deadline=starts_at - timedelta(hours=2),
        contact_id=coordinator_id,
        created_by=coordinator_id,
        created_at=now - timedelta(days=9),
        published_at=now - timedelta(days=8),
    )
    db.session.add(activity)
    db.session.flush()
    db.session.add(Occurrence(activity_id=activity.id, starts_at=starts_at, ends_at=ends_at))
    db.session.add(Assignment(activity_id=activity.id, person_id=coordinator_id))
    return activity.id


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
