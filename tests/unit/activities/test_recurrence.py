"""Rules become days, gaps do not count, and dates tell their rhythm again."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bgm_portal.activities.recurrence import (
    Contradiction,
    Rhythm,
    Rule,
    contradiction,
    expand,
    last_possible,
    moved,
    pattern,
)

MONDAY = date(2026, 3, 2)
TEN_MONDAYS = Rule(first=MONDAY, weekdays=frozenset(), rhythm=Rhythm.WEEKLY, times=10)
NO_GAPS: dict[date, str] = {}
EASTER_MONDAY = date(2026, 4, 6)
WEEK = timedelta(weeks=1)
HOUR = timedelta(hours=1)
BEFORE_SUMMER_TIME = datetime(2026, 3, 23, 15, 30, tzinfo=UTC)  # a Monday, 16:30 in Germany


def days(rule, gaps=NO_GAPS):
    return [candidate.day for candidate in expand(rule, gaps) if not candidate.gap]


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({}, None),
        ({"times": None}, Contradiction.NO_END),
        ({"until": MONDAY}, Contradiction.TWO_ENDS),
        ({"times": None, "until": MONDAY}, None),
        ({"times": None, "until": MONDAY - WEEK}, Contradiction.UNTIL_BEFORE_FIRST),
        ({"rhythm": Rhythm.MONTHLY}, None),
        ({"rhythm": Rhythm.MONTHLY, "weekdays": frozenset({0})}, None),
        (
            {"rhythm": Rhythm.MONTHLY, "weekdays": frozenset({0, 2})},
            Contradiction.WEEKDAYS_OF_A_MONTH,
        ),
    ],
)
def test_a_rule_that_contradicts_itself_is_named(changed, expected):
    assert contradiction(replace(TEN_MONDAYS, **changed)) == expected


def test_ten_mondays_are_ten_mondays():
    found = days(TEN_MONDAYS)

    assert found == [MONDAY + number * WEEK for number in range(10)]


def test_a_gap_is_named_and_does_not_count():
    found = expand(TEN_MONDAYS, {EASTER_MONDAY: "Ostermontag"})

    assert [(c.day, c.gap) for c in found if c.gap] == [(EASTER_MONDAY, "Ostermontag")]
    assert len(found) == 11
    assert found[-1].day == MONDAY + 10 * WEEK


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"weekdays": frozenset({2, 4})}, [(3, 4), (3, 6), (3, 11), (3, 13)]),
        ({"rhythm": Rhythm.FORTNIGHTLY}, [(3, 2), (3, 16), (3, 30), (4, 13)]),
        ({"rhythm": Rhythm.MONTHLY}, [(3, 2), (4, 6), (5, 4), (6, 1)]),
        (
            {"rhythm": Rhythm.MONTHLY, "first": date(2026, 10, 29)},
            [(10, 29), (11, 26), (12, 31), (1, 28)],
        ),
        (
            {"rhythm": Rhythm.MONTHLY, "first": date(2026, 3, 18)},
            [(3, 18), (4, 15), (5, 20), (6, 17)],
        ),
    ],
)
def test_a_rhythm_leads_to_its_days(changed, expected):
    found = days(replace(TEN_MONDAYS, times=4) if not changed else replace(TEN_MONDAYS, **changed))

    assert [(day.month, day.day) for day in found[:4]] == expected


def test_a_series_ends_with_its_last_day():
    rule = replace(TEN_MONDAYS, times=None, until=date(2026, 3, 16))

    assert days(rule) == [MONDAY, MONDAY + WEEK, MONDAY + 2 * WEEK]


def test_a_series_without_free_days_ends_at_some_time():
    closed = {MONDAY + number * WEEK: "zu" for number in range(200)}

    found = expand(TEN_MONDAYS, closed)

    assert all(candidate.gap for candidate in found)
    assert found[-1].day <= last_possible(TEN_MONDAYS)


def test_nobody_makes_a_thousand_dates_by_mistake():
    every_day = replace(
        TEN_MONDAYS, weekdays=frozenset(range(7)), times=None, until=date(2027, 12, 31)
    )

    assert len(expand(every_day, NO_GAPS)) == 120


def spans(number, start=BEFORE_SUMMER_TIME, step=WEEK):
    return [(start + turn * step, start + turn * step + HOUR) for turn in range(number)]


def test_dates_tell_their_rhythm():
    found = pattern(spans(1) + [(start - HOUR, end - HOUR) for start, end in spans(3)[1:]])

    assert found is not None
    assert (found.times, found.weekdays) == (3, (0,))


@pytest.mark.parametrize(
    "dates",
    [
        [],
        spans(1),
        spans(3),  # the clocks change between them: 16:30 becomes 17:30
        spans(3, start=BEFORE_SUMMER_TIME + 2 * WEEK, step=timedelta(days=1)),
        [(BEFORE_SUMMER_TIME, BEFORE_SUMMER_TIME + WEEK)] * 2,
    ],
    ids=["none", "one", "other times", "three weekdays", "over night"],
)
def test_dates_without_a_short_rhythm_are_a_list(dates):
    assert pattern(dates) is None


def test_one_date_moves_and_the_others_stay():
    dates = spans(3)
    to = (dates[1][0] + 2 * HOUR, dates[1][1] + 2 * HOUR)

    assert moved(dates, which=1, to=to, following=False) == [dates[0], to, dates[2]]


def test_all_that_follow_move_by_as_many_days_to_the_same_time_on_the_wall():
    dates = [(start, end) for start, end in spans(2)]
    day_later = dates[0][0] + timedelta(days=1, hours=1)

    found = moved(dates, which=0, to=(day_later, day_later + HOUR), following=True)

    # 17:30 in Germany is 16:30 UTC before the clocks change, 15:30 UTC afterwards.
    assert found[0] == (day_later, day_later + HOUR)
    assert found[1][0] == datetime(2026, 3, 31, 15, 30, tzinfo=UTC)
    assert found[1][1] - found[1][0] == HOUR
