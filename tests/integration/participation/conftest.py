"""The evening of the run: two people signed up, the coordinator has the sheet in hand."""

from collections.abc import Callable, Iterator

import pytest
from sqlalchemy import select

from bgm_portal.activities.models import Activity, Occurrence
from bgm_portal.core.database import db
from bgm_portal.identity.models import Person
from tests.support.page import Visitor
from tests.support.times import RUN_ENDS


def date_of(activity: Activity) -> Occurrence:
    """Return the only date of an activity."""
    return db.session.scalars(select(Occurrence).where(Occurrence.activity_id == activity.id)).one()


@pytest.fixture
def run(make_activity: Callable[..., Activity]) -> Activity:
    """An activity without a limit."""
    return make_activity(capacity=None)


@pytest.fixture
def occurrence(run: Activity) -> Occurrence:
    """Its date."""
    return date_of(run)


@pytest.fixture
def two(
    run: Activity,
    employee: Person,
    make_person: Callable[..., Person],
    register: Callable[..., object],
) -> tuple[Person, Person]:
    """Two people who signed up: Albers and Bachmann."""
    other = make_person(first_name="Sven", last_name="Bachmann")
    register(employee, run)
    register(other, run)
    return employee, other


@pytest.fixture
def evening(run: Activity, at: Callable[..., object]) -> Iterator[None]:
    """The clock at the end of the run."""
    with at(RUN_ENDS):
        yield


@pytest.fixture
def ticking(evening: None, coordinator: Person, sign_in: Callable[[Person], Visitor]) -> Visitor:
    """The coordinator's browser on that evening."""
    return sign_in(coordinator)
