"""Rows for tests: what matters is said in the test, the rest comes from here."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from flask import Flask

from bgm_portal.activities.kinds import (
    AccessQuestion,
    ActivityKind,
    ActivityState,
    Answer,
    PreventionField,
)
from bgm_portal.activities.models import (
    AccessAnswer,
    Activity,
    Assignment,
    Occurrence,
    Venue,
)
from bgm_portal.core.database import db
from bgm_portal.identity.kinds import Employer
from bgm_portal.identity.models import Person, RoleGrant, Site, Unit
from bgm_portal.identity.permissions import EXCLUSIVE_GROUP, EXCLUSIVE_ROLES, Role
from tests.support import numbers
from tests.support.times import LAST_MONTH, RUN_ENDS, RUN_STARTS


@pytest.fixture
def make_unit(app: Flask) -> Callable[..., Unit]:
    """Return a function that makes a unit."""

    def _make(**values: Any) -> Unit:
        number = numbers.another()
        unit = Unit(**{"code": f"T{number}", "name": f"Team {number}"} | values)
        db.session.add(unit)
        db.session.commit()
        return unit

    return _make


@pytest.fixture
def make_site(app: Flask) -> Callable[..., Site]:
    """Return a function that makes a site."""

    def _make(**values: Any) -> Site:
        site = Site(**{"name": f"Haus {numbers.another()}"} | values)
        db.session.add(site)
        db.session.commit()
        return site

    return _make


@pytest.fixture
def make_person(app: Flask, make_unit: Callable[..., Unit]) -> Callable[..., Person]:
    """Return a function that makes somebody: `make_person(Role.COORDINATOR, language="en")`."""

    def _make(*roles: Role, **values: Any) -> Person:
        number = numbers.another()
        defaults = {
            "first_name": "Alex",
            "last_name": f"Muster{number}",
            "email": f"person{number}@jobcenter.example",
            "employer": Employer.BA,
            "created_at": LAST_MONTH,
        }
        if "unit_id" not in values:
            defaults["unit_id"] = make_unit().id
        person = Person(**defaults | values)
        db.session.add(person)
        db.session.flush()
        for role in roles:
            db.session.add(
                RoleGrant(
                    person_id=person.id,
                    role=role,
                    exclusive=EXCLUSIVE_GROUP if role in EXCLUSIVE_ROLES else None,
                    granted_at=LAST_MONTH,
                )
            )
        db.session.commit()
        return person

    return _make


@pytest.fixture
def employee(make_person: Callable[..., Person]) -> Person:
    """Somebody who works here and plans nothing."""
    return make_person(first_name="Katrin", last_name="Albers", email="albers@jobcenter.example")


@pytest.fixture
def coordinator(make_person: Callable[..., Person]) -> Person:
    """Somebody who plans, and is the contact of made activities."""
    return make_person(
        Role.COORDINATOR,
        first_name="Nadine",
        last_name="Ortmann",
        email="ortmann@jobcenter.example",
    )


@pytest.fixture
def make_venue(app: Flask) -> Callable[..., Venue]:
    """Return a function that makes a place."""

    def _make(**values: Any) -> Venue:
        number = numbers.another()
        venue = Venue(**{"code": f"v-{number}", "name_de": f"Raum {number}"} | values)
        db.session.add(venue)
        db.session.commit()
        return venue

    return _make


@pytest.fixture
def make_activity(coordinator: Person, make_venue: Callable[..., Venue]) -> Callable[..., Activity]:
    """Return a function that makes a published activity with one date (the company run's)."""

    def _make(
        *,
        starts_at: datetime = RUN_STARTS,
        ends_at: datetime | None = None,
        dates: list[tuple[datetime, datetime]] | None = None,
        **values: Any,
    ) -> Activity:
        if ends_at is None:
            ends_at = RUN_ENDS if starts_at == RUN_STARTS else starts_at + timedelta(hours=1)
        dates = dates or [(starts_at, ends_at)]
        number = numbers.another()
        defaults: dict[str, Any] = {
            "kind": ActivityKind.WORKSHOP,
            "field": PreventionField.MOVEMENT,
            "state": ActivityState.PUBLISHED,
            "title_de": f"Angebot {number}",
            "teaser_de": "Ein Angebot zum Ausprobieren.",
            "contact_id": coordinator.id,
            "created_by": coordinator.id,
            "created_at": LAST_MONTH,
            "published_at": LAST_MONTH,
            "registration_deadline": starts_at - timedelta(days=7),
            "capacity": 10,
            "starts_at": dates[0][0],
            "ends_at": dates[-1][1],
        }
        if "venue_id" not in values:
            defaults["venue_id"] = make_venue().id
        activity = Activity(**defaults | values)
        db.session.add(activity)
        db.session.flush()
        db.session.add_all(
            Occurrence(activity_id=activity.id, number=number, starts_at=start, ends_at=end)
            for number, (start, end) in enumerate(dates, start=1)
        )
        db.session.add_all(
            AccessAnswer(activity_id=activity.id, question=question, answer=Answer.YES)
            for question in AccessQuestion
        )
        db.session.add(Assignment(activity_id=activity.id, person_id=coordinator.id))
        db.session.commit()
        return activity

    return _make
