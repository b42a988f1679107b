"""For whom an activity is: the whole table."""

from itertools import product

import pytest

from bgm_portal.activities.audience_rules import Standing, Verdict, is_for, judge
from bgm_portal.identity.kinds import Employer

BA, CITY = Employer.BA, Employer.CITY
ANY_UNIT, SOME_UNITS = False, True
ANY_SITE, SOME_SITES = False, True
OUT, IN = False, True
INSIDE, OUTSIDE, UNKNOWN = Verdict.INSIDE, Verdict.OUTSIDE, Verdict.SITE_UNKNOWN
ELSEWHERE, THERE, NOWHERE = "elsewhere", "there", "nowhere"  # at another site, at it, at none


def standing(for_employer, for_units, employer, in_unit, for_sites=ANY_SITE, where=NOWHERE):
    return Standing(
        for_employer=for_employer,
        for_units=for_units,
        for_sites=for_sites,
        employer=employer,
        in_unit=in_unit,
        in_site=where == THERE,
        has_site=where != NOWHERE,
    )


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
@pytest.mark.parametrize("where", [ELSEWHERE, THERE, NOWHERE])
def test_employer_and_unit_must_both_fit(
    where, for_employer, for_units, employer, in_unit, expected
):
    one = standing(for_employer, for_units, employer, in_unit, ANY_SITE, where)

    assert is_for(one) is expected
    assert judge(one) is (INSIDE if expected else OUTSIDE)


@pytest.mark.parametrize(
    ("for_employer", "for_units", "in_unit", "where", "expected"),
    [
        (None, ANY_UNIT, OUT, THERE, INSIDE),
        (None, ANY_UNIT, OUT, ELSEWHERE, OUTSIDE),
        (None, ANY_UNIT, OUT, NOWHERE, UNKNOWN),
        (BA, ANY_UNIT, OUT, THERE, INSIDE),
        (BA, ANY_UNIT, OUT, ELSEWHERE, OUTSIDE),
        (BA, ANY_UNIT, OUT, NOWHERE, UNKNOWN),
        (CITY, ANY_UNIT, OUT, THERE, OUTSIDE),
        (CITY, ANY_UNIT, OUT, NOWHERE, OUTSIDE),  # a site would not help
        (None, SOME_UNITS, IN, THERE, INSIDE),
        (None, SOME_UNITS, IN, ELSEWHERE, OUTSIDE),
        (None, SOME_UNITS, IN, NOWHERE, UNKNOWN),
        (None, SOME_UNITS, OUT, THERE, OUTSIDE),
        (None, SOME_UNITS, OUT, NOWHERE, OUTSIDE),
    ],
)
def test_where_sites_are_named_somebody_of_ba_must_work_there(
    for_employer, for_units, in_unit, where, expected
):
    assert judge(standing(for_employer, for_units, BA, in_unit, SOME_SITES, where)) is expected


def test_the_verdict_and_the_plain_answer_never_differ():
    for values in product(
        (None, BA, CITY), (False, True), (BA, CITY), (False, True), (False, True),
        (ELSEWHERE, THERE, NOWHERE),
    ):  # fmt: skip
        one = standing(*values)

        assert is_for(one) is (judge(one) is INSIDE)
