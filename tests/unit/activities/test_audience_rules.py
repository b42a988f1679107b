"""For whom an activity is: the whole table."""

import pytest

from bgm_portal.activities.audience_rules import Standing, is_for
from bgm_portal.identity.kinds import Employer

BA, CITY = Employer.BA, Employer.CITY
ANY_UNIT, SOME_UNITS = False, True
OUT, IN = False, True


@pytest.mark.parametrize(
    ("for_employer", "for_units", "employer", "in_unit", "expected"),
    [
        (None, ANY_UNIT, BA, OUT, True),
        (None, ANY_UNIT, CITY, OUT, True),
        (BA, ANY_UNIT, BA, OUT, True),
        (BA, ANY_UNIT, CITY, OUT, False),
        (CITY, ANY_UNIT, BA, OUT, False),
        (CITY, ANY_UNIT, CITY, OUT, True),
        (None, SOME_UNITS, BA, IN, True),
        (None, SOME_UNITS, CITY, OUT, False),
        (BA, SOME_UNITS, BA, IN, True),
        (BA, SOME_UNITS, BA, OUT, False),
        (BA, SOME_UNITS, CITY, IN, False),
        (CITY, SOME_UNITS, BA, OUT, False),
    ],
)
def test_employer_and_unit_must_both_fit(for_employer, for_units, employer, in_unit, expected):
    standing = Standing(
        for_employer=for_employer, for_units=for_units, employer=employer, in_unit=in_unit
    )

    assert is_for(standing) is expected
