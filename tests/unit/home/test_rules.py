"""Urgency, half-years and months, each on one screen."""

from datetime import UTC, date, datetime, timedelta

import pytest

from bgm_portal.home.rules import (
    REPORTS_AN_HOUR,
    Urgency,
    attendance_due,
    end_of,
    last_months,
    reports_kept_since,
    start_of,
    takes_another_report,
    urgency,
)

MONDAY_NINE = datetime(2026, 3, 23, 8, tzinfo=UTC)
SAME_EVENING = datetime(2026, 3, 23, 22, 30, tzinfo=UTC)  # 23:30 in Germany
PAST_MIDNIGHT = datetime(2026, 3, 23, 23, 30, tzinfo=UTC)  # Tuesday, 0:30 in Germany
NEXT_SUNDAY = datetime(2026, 3, 29, 10, tzinfo=UTC)
NEXT_MONDAY = datetime(2026, 3, 30, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    ("due", "expected"),
    [
        (None, Urgency.WITHOUT_DATE),
        (MONDAY_NINE - timedelta(seconds=1), Urgency.LATE),
        (MONDAY_NINE, Urgency.TODAY),
        (SAME_EVENING, Urgency.TODAY),
        (PAST_MIDNIGHT, Urgency.SOON),
        (NEXT_SUNDAY, Urgency.SOON),
        (NEXT_MONDAY, Urgency.LATER),
    ],
)
def test_urgency_follows_from_the_day_in_germany(due, expected):
    assert urgency(due, at=MONDAY_NINE) is expected


def test_a_day_of_the_clock_change_begins_and_ends_in_german_time():
    assert start_of(date(2026, 3, 29)) == datetime(2026, 3, 28, 23, tzinfo=UTC)
    assert end_of(date(2026, 3, 29)) == datetime(2026, 3, 29, 21, 59, tzinfo=UTC)


def test_attendance_is_due_six_days_after_the_date():
    thursday_evening = datetime(2026, 3, 19, 18, tzinfo=UTC)

    assert attendance_due(thursday_evening, discreet=False) == end_of(date(2026, 3, 25))


def test_attendance_at_something_discreet_is_due_on_the_day_itself():
    thursday_evening = datetime(2026, 3, 19, 18, tzinfo=UTC)

    assert attendance_due(thursday_evening, discreet=True) == end_of(date(2026, 3, 19))


def test_the_last_months_reach_into_the_year_before():
    months = last_months(date(2026, 2, 10), count=3)

    assert months == [date(2025, 12, 1), date(2026, 1, 1), date(2026, 2, 1), date(2026, 3, 1)]


@pytest.mark.parametrize(
    ("lately", "expected"), [(0, True), (REPORTS_AN_HOUR - 1, True), (REPORTS_AN_HOUR, False)]
)
def test_reports_of_barriers_are_taken_up_to_a_number_an_hour(lately, expected):
    assert takes_another_report(lately=lately) is expected


def test_reports_of_barriers_are_kept_for_a_year():
    assert reports_kept_since(MONDAY_NINE) == datetime(2025, 3, 23, 8, tzinfo=UTC)
