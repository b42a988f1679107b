"""People who take part, as reminders need them."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from flask import Flask

from bgm_portal.activities.models import Activity
from bgm_portal.core.database import db
from bgm_portal.identity.models import Person
from bgm_portal.registration.models import Registration
from bgm_portal.registration.states import Promotion, RegistrationState
from tests.support import numbers
from tests.support.times import LAST_MONTH


@pytest.fixture
def make_participant(app: Flask) -> Callable[..., Registration]:
    """Return a function that gives somebody a place: `make_participant(activity, person)`."""

    def _make(
        activity: Activity, person: Person, *, since: datetime = LAST_MONTH, **values: Any
    ) -> Registration:
        number = numbers.another()
        defaults: dict[str, Any] = {
            "reference": f"TEST-{number}",
            "activity_id": activity.id,
            "person_id": person.id,
            "takes_place": True,
            "state": RegistrationState.CONFIRMED,
            "ticket": number,
            "promotion": Promotion.AUTOMATIC,
            "registered_at": since,
            "confirmed_at": since,
        }
        registration = Registration(**defaults | values)
        db.session.add(registration)
        db.session.commit()
        return registration

    return _make
