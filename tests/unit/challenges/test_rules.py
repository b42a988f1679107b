"""What makes a challenge fair, as tables and as properties."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bgm_portal.challenges import rules
from bgm_portal.challenges.kinds import BingoField
from bgm_portal.challenges.rules import Day, Week

FIRST = date(2026, 3, 2)
WEEK = Week(number=1, first=FIRST, last=FIRST + timedelta(days=6))
FIELDS = list(BingoField)


def day(number, minutes=0, *, rest=False):
    return Day(day=FIRST + timedelta(days=number), minutes=minutes, rest=rest)


def test_a_challenge_of_seventeen_days_has_three_weeks():
    weeks = rules.weeks(FIRST, FIRST + timedelta(days=16))

    assert [(week.number, week.days) for week in weeks] == [(1, 7), (2, 7), (3, 3)]
    assert weeks[0].closes == FIRST + timedelta(days=14)


@pytest.mark.parametrize(
    ("days", "goal", "credited", "reached"),
    [
        ([day(0, 60)], 60, 60, True),
        ([day(0, 500)], 100, 60, False),  # the cap: over-training does not pay
        ([day(0, 60), day(1, 60)], 120, 120, True),
        ([day(0, 60), day(1, rest=True)], 70, 70, True),
        ([day(n, rest=True) for n in range(7)], 150, 154, True),  # a week of rest is a week kept
        ([day(-1, 60), day(7, 60)], 10, 0, False),
        ([], 10, 0, False),
    ],
)
def test_minutes_count_up_to_the_cap_and_rest_counts_a_seventh(days, goal, credited, reached):
    assert rules.credited(days, WEEK, goal=goal, cap=60) == credited
    assert rules.has_reached(days, WEEK, goal=goal, cap=60) is reached


def test_a_short_week_asks_for_less():
    short = Week(number=3, first=FIRST, last=FIRST + timedelta(days=2))

    assert rules.goal_for(short, 70) == 30


@pytest.mark.parametrize(
    ("reached", "members", "share"),
    [
        (2, 4, None),
        (0, 5, None),
        (5, 5, None),
        (1, 5, 20),
        (4, 5, 80),
        (1, 40, 10),
        (39, 40, 90),
        (3, 7, 40),
        (0, 0, None),
    ],
)
def test_a_share_is_told_from_five_members_on_and_not_at_nothing_or_all(reached, members, share):
    assert rules.share_to_tell(reached, members) == share


@settings(max_examples=60)
@given(reached=st.integers(0, 60), members=st.integers(0, 60), times=st.integers(1, 5))
def test_the_size_of_a_team_does_not_matter(reached, members, times):
    small = rules.share_to_tell(reached, members)
    large = rules.share_to_tell(reached * times, members * times)

    assert small is None or small == large


@pytest.mark.parametrize(
    ("shares", "mean"), [([], None), ([None], None), ([50, None], 50), ([50, 60, 80], 63)]
)
def test_the_mean_leaves_out_what_is_not_told(shares, mean):
    assert rules.score(shares) == mean


@pytest.mark.parametrize(
    ("numbers", "line"),
    [
        ({0, 1, 2}, True),
        ({1, 4, 7}, True),
        ({0, 4, 8}, True),
        ({2, 4, 6}, True),
        ({0, 1, 3, 5, 7}, False),
        (set(), False),
    ],
)
def test_a_line_is_a_row_a_column_or_a_diagonal(numbers, line):
    assert rules.has_line({FIELDS[number] for number in numbers}) is line


def test_the_lot_chooses_among_the_smallest_teams():
    assert rules.smallest({"a": 2, "b": 1, "c": 1}) == ["b", "c"]
    assert rules.smallest({}) == []


@pytest.mark.parametrize(
    ("days", "running", "joinable"),
    [(-1, False, True), (0, True, True), (6, True, True), (7, True, False), (14, False, False)],
)
def test_one_joins_until_the_last_day_and_enters_a_week_longer(days, running, joinable):
    today = FIRST + timedelta(days=days)

    assert rules.is_running(WEEK.first, WEEK.last, today=today) is running
    assert rules.may_join(WEEK.last, today=today) is joinable
