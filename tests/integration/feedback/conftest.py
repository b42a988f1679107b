"""A workshop that ended yesterday, and people who were on it."""

from collections.abc import Callable

import pytest

from bgm_portal.activities.models import Activity
from bgm_portal.core.database import transaction
from bgm_portal.feedback import service
from bgm_portal.feedback.kinds import AsWished, Satisfaction
from bgm_portal.feedback.rules import Said
from bgm_portal.identity.models import Person
from tests.support.times import NOW, YESTERDAY

HAPPY = Said(satisfaction=Satisfaction.VERY, as_wished=AsWished.YES)


@pytest.fixture
def over(make_activity: Callable[..., Activity]) -> Activity:
    """A workshop of yesterday."""
    return make_activity(title_de="Stuhlyoga", starts_at=YESTERDAY)


@pytest.fixture
def guest(over: Activity, make_person: Callable[..., Person], make_participant) -> Callable:
    """Return a function that gives somebody who had a place."""

    def _guest(**values: object) -> Person:
        person = make_person(**values)
        make_participant(over, person)
        return person

    return _guest


@pytest.fixture
def answers(over: Activity, guest: Callable[..., Person]) -> Callable[..., list[Person]]:
    """Return a function that lets several people answer."""

    def _answers(number: int, said: Said = HAPPY) -> list[Person]:
        people = [guest() for _turn in range(number)]
        for person in people:
            with transaction():
                service.answer(over.id, said, by=person.id, at=NOW)
        return people

    return _answers
