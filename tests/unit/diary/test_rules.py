"""Which days can be written, how a week is spread, what a year holds."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bgm_portal.diary import rules
from bgm_portal.diary.forms import parse_minutes
from bgm_portal.diary.rules import Entry, Month, Verdict

TODAY = date(2026, 3, 23)


@pytest.mark.parametrize(
    ("days", "rest", "expected"),
    [
        (0, False, Verdict.FINE),
        (-7, False, Verdict.FINE),
        (-8, False, Verdict.TOO_OLD),
        (1, False, Verdict.TO_COME),
        (0, True, Verdict.FINE),
        (-7, True, Verdict.FINE),
        (-8, True, Verdict.TOO_OLD),
        (14, True, Verdict.FINE),
        (15, True, Verdict.TOO_FAR),
    ],
)
def test_a_day_can_be_written_a_week_back_and_rest_a_fortnight_ahead(days, rest, expected):
    day = TODAY + timedelta(days=days)

    assert rules.verdict(day, today=TODAY, rest=rest) is expected


def test_the_last_seven_days_end_today():
    days = rules.days_of_week(TODAY)

    assert (days[0], days[-1], len(days)) == (TODAY - timedelta(days=6), TODAY, 7)


@settings(max_examples=60)
@given(total=st.integers(1, 7 * 1440), taken=st.sets(st.integers(0, 6)))
def test_a_spread_total_is_all_there_and_even_and_touches_nothing_written(total, taken):
    days = rules.days_of_week(TODAY)
    written = {days[number] for number in taken}

    entries = rules.spread(total, days, taken=written)

    minutes = [entry.minutes for entry in entries]
    assert not written & {entry.day for entry in entries}
    assert sum(minutes) == (total if len(written) < 7 else 0)
    assert not minutes or max(minutes) - min(minutes) <= 1


def test_a_small_total_leaves_days_empty_instead_of_writing_zeros():
    assert [entry.minutes for entry in rules.spread(2, rules.days_of_week(TODAY), taken=())] == [
        1,
        1,
    ]


def test_a_year_is_summed_up_by_month():
    months = rules.months(
        [
            Entry(day=date(2026, 3, 1), minutes=30),
            Entry(day=date(2026, 3, 2), minutes=15),
            Entry(day=date(2026, 3, 3), minutes=0, rest=True),
            Entry(day=date(2025, 3, 1), minutes=99),
        ],
        2026,
    )

    assert len(months) == 12
    assert months[2] == Month(first_day=date(2026, 3, 1), minutes=45, active_days=2, rest_days=1)
    assert sum(month.minutes for month in months) == 45


def test_a_diary_is_kept_until_the_end_of_the_next_year():
    assert rules.kept_since(date(2027, 12, 31)) == date(2026, 1, 1)


@pytest.mark.parametrize(
    ("typed", "minutes"),
    [
        ("30", 30),
        (" 45 Minuten", 45),
        ("1:15", 75),
        ("0:05", 5),
        ("25:00", 1500),
        ("1:60", None),
        (":30", None),
        ("-5", None),
        ("²", None),
        ("٣", None),
        ("", None),
        ("halb", None),
        ("9" * 50, None),
    ],
)
def test_minutes_are_understood_or_not(typed, minutes):
    assert parse_minutes(typed) == minutes
