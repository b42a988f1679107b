"""When a task is due, and when it is worth a message."""

from datetime import date

import pytest

from bgm_portal.checklists.rules import due_on, offset_of, worth_a_message
from bgm_portal.checklists.template import RUN

DAY = date(2026, 5, 21)
MONDAY, TUESDAY, WEDNESDAY = (date(2026, 3, day) for day in (23, 24, 25))


def test_days_are_counted_from_the_day_of_the_activity():
    assert due_on(DAY, -14) == date(2026, 5, 7)
    assert offset_of(DAY, date(2026, 5, 28)) == 7


@pytest.mark.parametrize(
    ("due", "today", "expected"),
    [
        ([], MONDAY, False),
        ([TUESDAY], TUESDAY, True),
        ([MONDAY], TUESDAY, False),
        ([date(2026, 3, 20)], MONDAY, True),
        ([MONDAY, WEDNESDAY], WEDNESDAY, True),
    ],
)
def test_what_is_due_is_told_that_day_and_what_is_late_on_mondays(due, today, expected):
    assert worth_a_message(due, today=today) is expected


def test_the_template_reaches_from_half_a_year_before_to_four_weeks_after():
    days = [days for _code, days, _de, _en in RUN]

    assert (days[0], days[-1]) == (-26 * 7, 28)
    assert days == sorted(days)
    assert len({code for code, *_rest in RUN}) == len(RUN)
