"""What makes a challenge fair, as tables and as properties."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bgm_portal.challenges import rules
from bgm_portal.challenges.kinds import BingoField, ChallengeKind
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


@pytest.mark.parametrize(
    ("days", "goal", "kept", "reached"),
    [
        ([], 1, 0, False),
        ([day(0, 9)], 1, 0, False),
        ([day(0, 10)], 1, 1, True),
        ([day(0, 300)], 2, 1, False),  # a long day is one day
        ([day(0, 10), day(3, 10)], 2, 2, True),
        ([day(0, 10), day(1, rest=True)], 2, 2, True),
        ([day(-1, 60), day(7, 60)], 1, 0, False),
    ],
)
def test_a_day_counts_from_ten_minutes_on_and_rest_counts(days, goal, kept, reached):
    assert rules.kept_days(days, WEEK) == kept
    assert rules.has_kept(days, WEEK, goal=goal) is reached


def test_three_days_ask_for_three_sevenths_of_the_days():
    short = Week(number=3, first=FIRST, last=FIRST + timedelta(days=2))

    assert rules.has_kept([day(0, 10)], short, goal=2)
    assert not rules.has_kept([day(0, 10)], short, goal=7)


def test_what_is_given_to_the_common_target_is_capped_by_day_and_ends_with_the_week():
    days = [day(0, 500), day(6, 30), day(7, 30), day(2, rest=True)]

    assert rules.contributed(days, WEEK.last, cap=60) == 90


@pytest.mark.parametrize(
    ("contributions", "told"),
    [
        ([100, 100, 100, 100], None),
        ([100, 100, 100, 100, 0, 0, 0], None),  # who gave nothing hides nobody
        ([20, 20, 20, 20, 20], 10),
        ([1, 1, 1, 1, 1], 0),
        ([199, 200, 200, 200, 200], 90),  # 999 of 1000 is not all of it
        ([200, 200, 200, 200, 200], 100),
        ([900, 900, 900, 900, 900], 100),
        ([], None),
    ],
)
def test_the_common_target_is_told_from_five_who_gave_in_full_tens(contributions, told):
    assert rules.progress_to_tell(contributions, target=1000) == told


@given(
    given_=st.lists(st.integers(1, 600), min_size=5, max_size=30),
    more=st.integers(0, 600),
    target=st.integers(100, 20_000),
)
def test_whoever_gives_more_never_makes_the_common_progress_smaller(given_, more, target):
    before = rules.progress_to_tell(given_, target=target)
    after = rules.progress_to_tell([*given_, more], target=target)

    assert before is not None
    assert after is not None
    assert before <= after <= 100


@pytest.mark.parametrize(
    ("kind", "spans"),
    [(ChallengeKind.MINUTES, 3), (ChallengeKind.DAYS, 3), (ChallengeKind.BINGO, 1)],
)
def test_a_card_is_told_once_and_all_else_by_week(kind, spans):
    told = rules.told_weeks(kind, FIRST, FIRST + timedelta(days=16))

    assert len(told) == spans
    assert (told[0].first, told[-1].last) == (FIRST, FIRST + timedelta(days=16))


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
