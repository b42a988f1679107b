"""The same weekday of another year, at the same time on the clock."""

from datetime import UTC, date, datetime

import pytest

from bgm_portal.activities import copy_rules


@pytest.mark.parametrize(
    ("first", "year", "expected"),
    [
        (date(2026, 5, 21), 2027, date(2027, 5, 20)),  # Thursday
        (date(2026, 1, 1), 2027, date(2026, 12, 31)),  # the nearest Thursday lies before it
        (date(2027, 12, 31), 2028, date(2028, 12, 29)),
        (date(2028, 2, 29), 2029, date(2029, 2, 27)),
        (date(2026, 5, 21), 2025, date(2025, 5, 22)),
        (date(2026, 5, 21), 2026, date(2026, 5, 21)),
    ],
)
def test_the_nearest_same_weekday_of_another_year(first, year, expected):
    weeks = copy_rules.weeks_to(year, first)

    moved = first + weeks * copy_rules.WEEK
    assert (moved, moved.weekday()) == (expected, first.weekday())


def test_the_time_on_the_clock_stays_whichever_side_of_summer_time_it_is():
    begin = datetime(2026, 3, 30, 14, 30, tzinfo=UTC)  # 16:30, summer time since the day before

    moved = copy_rules.later(begin, 51)  # 22 March 2027, still winter time

    assert moved == datetime(2027, 3, 22, 15, 30, tzinfo=UTC)


def test_all_dates_move_by_as_many_weeks():
    span = (datetime(2026, 5, 21, 16, tzinfo=UTC), datetime(2026, 5, 21, 19, tzinfo=UTC))

    assert copy_rules.all_later([span], 1) == [
        (datetime(2026, 5, 28, 16, tzinfo=UTC), datetime(2026, 5, 28, 19, tzinfo=UTC))
    ]
