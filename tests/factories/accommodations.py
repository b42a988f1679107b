"""Needs for tests, stated through the service."""

from collections.abc import Callable
from typing import Any

import pytest

from bgm_portal.accommodations import queries, service
from bgm_portal.accommodations.models import Need
from bgm_portal.activities.models import Activity, Assignment
from bgm_portal.core.database import db, transaction
from bgm_portal.identity.models import Person
from bgm_portal.identity.permissions import Role
from tests.support.times import NOW

#: What nobody but two people may read; looked for in dumps, pages and mails.
CANARY = "Wichtig ist mir die Ansprache am Teamstand"


@pytest.fixture
def make_need(employee: Person, make_activity: Callable[..., Activity]) -> Callable[..., Need]:
    """Return a function that states a need: `make_need(code="dgs", text="…")`."""

    def _make(
        *,
        person: Person = employee,
        activity: Activity | None = None,
        code: str = "dgs",
        **values: Any,
    ) -> Need:
        occasion = activity or make_activity()
        known = {row.id for row in queries.needs_of(person.id, occasion.id)}
        stated = {"text": CANARY, "channel": "mail", "at": NOW, "by": person.id} | values
        with transaction():
            service.state_needs(person_id=person.id, activity=occasion, codes=[code], **stated)
        rows = queries.needs_of(person.id, occasion.id)
        new = next(row for row in rows if row.id not in known)
        return db.session.get_one(Need, new.id)

    return _make


@pytest.fixture
def make_deputy(make_person: Callable[..., Person]) -> Callable[[Activity], Person]:
    """Return a function that assigns another coordinator to an activity."""

    def _make(activity: Activity, **values: Any) -> Person:
        named = {"first_name": "Uwe", "last_name": "Brandt"} | values
        deputy = make_person(Role.COORDINATOR, **named)
        db.session.add(Assignment(activity_id=activity.id, person_id=deputy.id))
        db.session.commit()
        return deputy

    return _make
