"""What may be said of an activity when it is over."""

import pytest

from bgm_portal.evaluation import rules


@pytest.mark.parametrize(
    ("part", "whole", "share"),
    [(4, 5, 80), (4, 4, None), (0, 5, 0), (1, None, None), (1, 0, None), (7, 12, 58)],
)
def test_a_share_is_told_from_five_people_on(part, whole, share):
    assert rules.share(part, whole) == share


def test_a_share_of_needs_is_told_from_ten_on():
    assert rules.share(9, 9, smallest=rules.SMALLEST_NEEDS) is None
    assert rules.share(9, 10, smallest=rules.SMALLEST_NEEDS) == 90


@pytest.mark.parametrize(("days", "middle"), [([], None), ([3], 3), ([1, 2, 9], 2), ([1, 4], 2)])
def test_the_middle_is_the_median_in_whole_days(days, middle):
    assert rules.middle(days) == middle


@pytest.mark.parametrize(
    ("cost", "attendances", "each"), [(None, 5, None), (1000, 0, None), (1000, 3, 333)]
)
def test_cost_is_shared_by_attendances(cost, attendances, each):
    assert rules.cents_each(cost, attendances) == each
