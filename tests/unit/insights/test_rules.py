"""How far goals are reached as far as bands say so, and which units are too small."""

from uuid import UUID

import pytest

from bgm_portal.insights import rules
from bgm_portal.insights.disclosure.bands import Band
from bgm_portal.insights.kinds import Progress

A, B, C = (UUID(int=number) for number in (1, 2, 3))


@pytest.mark.parametrize(
    ("target", "low", "high", "progress"),
    [
        (35, 35, 39, Progress.REACHED),
        (35, 36, 40, Progress.REACHED),
        (35, 28, 34, Progress.NOT_YET),
        (35, 30, 35, Progress.PERHAPS),
        (35, 34, 38, Progress.PERHAPS),
        (100, 100, 100, Progress.REACHED),
    ],
)
def test_a_goal_is_compared_with_a_range(target, low, high, progress):
    assert rules.progress(target, low, high) is progress


@pytest.mark.parametrize(
    ("band", "staff", "share"),
    [(Band(80, 84), 267, (29, 32)), (Band(5, 9), 20, (25, 45)), (Band(10, 14), 100, (10, 14))],
)
def test_a_share_is_rounded_outwards(band, staff, share):
    assert rules.share(band, staff) == share


def test_units_are_put_together_with_the_smallest_first():
    names = {A: "Stab", B: "Verwaltung", C: "Leistung"}

    found = rules.merged(names, {A: B, B: B, C: C}, {A: 6, B: 11, C: 20})

    assert [(one.name, one.parts, one.staff, one.missing) for one in found] == [
        ("Verwaltung", ("Stab",), 17, 3),
        ("Leistung", (), 20, 0),
    ]
