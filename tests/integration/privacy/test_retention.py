"""A withdrawn consent is kept for three years as a proof, a standing one as long as it stands."""

from datetime import timedelta

import pytest

from bgm_portal.core.database import transaction
from bgm_portal.privacy import jobs, queries, service
from bgm_portal.privacy.kinds import ConsentCode
from tests.support.times import NOW

YEARS = timedelta(days=3 * 365 + 1)
SECOND = timedelta(seconds=1)


@pytest.fixture
def agreed(employee):
    """The employee agreed to keep their past, at NOW."""
    with transaction():
        service.give(person_id=employee.id, code=ConsentCode.HISTORY, by=employee.id, at=NOW)
    return employee


def test_a_withdrawn_consent_is_erased_after_three_years(agreed):
    with transaction():
        service.withdraw(person_id=agreed.id, code=ConsentCode.HISTORY, by=agreed.id, at=NOW)

    early = jobs.erase_withdrawn(NOW + YEARS)
    late = jobs.erase_withdrawn(NOW + YEARS + SECOND)
    again = jobs.erase_withdrawn(NOW + YEARS + SECOND)

    assert (early, late, again) == (0, 1, 0)
    assert queries.consents_of(agreed.id) == []


def test_a_standing_consent_is_never_erased_for_its_age(agreed):
    assert jobs.erase_withdrawn(NOW + 5 * YEARS) == 0

    assert queries.has(agreed.id, ConsentCode.HISTORY)
