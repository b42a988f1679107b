"""Makes a small portal: a coordinator, an activity that has just begun, and three people.

Run as `python -m tests.browser.hall` with the settings of the portal in the environment.
"""

from datetime import datetime, timedelta
from uuid import UUID

from bgm_portal.activities.kinds import ActivityKind, ActivityState, PreventionField
from bgm_portal.activities.models import Activity, Assignment, Occurrence
from bgm_portal.app import create_app
from bgm_portal.core import clock
from bgm_portal.core.database import db, transaction
from bgm_portal.demo import house
from bgm_portal.identity import passwords
from bgm_portal.identity import service as identity
from bgm_portal.identity.kinds import Employer
from bgm_portal.identity.models import Person, Unit
from bgm_portal.identity.permissions import Role
from bgm_portal.registration.service import sign_up
from bgm_portal.registration.service.sign_up import SignUp

NAMES = ("Albers", "Bachmann", "Celik")


def main() -> None:
    """Fill the portal."""
    now = clock.now()
    with create_app().app_context():
        db.create_all()  # the migrations are proven elsewhere
        with transaction():
            unit = Unit(code="L1", name="Leistung 1")
            db.session.add(unit)
            db.session.flush()
            coordinator = _person("Ortmann", unit.id, now)
            coordinator.password_hash = passwords.hash_of(house.PASSWORD)
            coordinator.password_set_at = now
            identity.grant_role(person_id=coordinator.id, role=Role.COORDINATOR, by=None, at=now)
            people = [_person(name, unit.id, now).id for name in NAMES]
            activity_id = _activity(coordinator.id, now)
        for person_id in people:
            with clock.standing_at(now - timedelta(days=2)), transaction():
                sign_up.register(
                    person_id=person_id,
                    activity_id=activity_id,
                    sign_up=SignUp(),
                    by=person_id,
                    at=now - timedelta(days=2),
                )


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


def _activity(coordinator_id: UUID, now: datetime) -> UUID:
    starts_at, ends_at = now - timedelta(minutes=10), now + timedelta(minutes=50)
    activity = Activity(
        kind=ActivityKind.COURSE,
        field=PreventionField.MOVEMENT,
        state=ActivityState.PUBLISHED,
        title_de="Stuhlyoga",
        teaser_de="Yoga auf dem Stuhl.",
        starts_at=starts_at,
        ends_at=ends_at,
        registration_deadline=now - timedelta(hours=2),
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
    main()
