"""When somebody is reminded. Times are written as the wall in Germany shows them."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bgm_portal.reminders.rules import (
    BERLIN,
    LEADS,
    LOOK_AHEAD,
    USUAL,
    Appointment,
    Rule,
    due_at,
    earlier,
    key,
    not_before,
    owed,
    rules_of,
)

WEEK, DAY, HOURS = Rule.WEEK, Rule.DAY, Rule.HOURS


def wall(text: str) -> datetime:
    """Return a moment as people read it: `wall("2026-05-21 18:00")`."""
    return datetime.fromisoformat(text).replace(tzinfo=BERLIN).astimezone(UTC)


def appointment(starts: str = "2026-05-21 18:00", **values: Any) -> Appointment:
    defaults: dict[str, Any] = {
        "in_person": True,
        "opens_series": True,
        "opens_day": True,
        "wanted": USUAL,
    }
    return Appointment(starts_at=wall(starts), **defaults | values)


LONG_AGO = wall("2026-03-01 12:00")


@pytest.mark.parametrize(
    ("rule", "starts", "expected"),
    [
        (WEEK, "2026-05-21 18:00", "2026-05-14 09:00"),
        (DAY, "2026-05-21 18:00", "2026-05-20 09:00"),
        (HOURS, "2026-05-21 18:00", "2026-05-21 16:00"),
        # the clocks go forward in the night to Sunday, 29 March
        (WEEK, "2026-04-02 18:00", "2026-03-26 09:00"),
        (WEEK, "2026-03-29 10:00", "2026-03-22 09:00"),
        (DAY, "2026-03-29 10:00", "2026-03-28 09:00"),
        (DAY, "2026-03-30 10:00", "2026-03-29 09:00"),
        (HOURS, "2026-03-29 04:00", "2026-03-29 01:00"),
        # and back in the night to Sunday, 25 October
        (WEEK, "2026-10-28 18:00", "2026-10-21 09:00"),
        (WEEK, "2026-10-25 10:00", "2026-10-18 09:00"),
        (DAY, "2026-10-25 10:00", "2026-10-24 09:00"),
        (DAY, "2026-10-26 10:00", "2026-10-25 09:00"),
        (HOURS, "2026-10-25 04:00", "2026-10-25 02:00+01:00"),
        # a date at night belongs to the day on the wall, not to the day in UTC
        (DAY, "2026-05-21 00:30", "2026-05-20 09:00"),
    ],
)
def test_nine_stays_nine_when_the_clocks_change(rule, starts, expected):
    moment = datetime.fromisoformat(expected)

    due = due_at(rule, wall(starts), lead=USUAL[rule])

    assert due == (moment if moment.tzinfo else wall(expected))


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({}, (WEEK, DAY, HOURS)),
        ({"in_person": False}, (WEEK, DAY)),
        ({"opens_series": False}, (DAY, HOURS)),
        ({"opens_series": False, "opens_day": False}, (HOURS,)),
        ({"opens_series": False, "opens_day": False, "in_person": False}, ()),
        ({"wanted": {DAY: 1}}, (DAY,)),
        ({"wanted": {WEEK: 7, HOURS: 2}, "in_person": False}, (WEEK,)),
        ({"wanted": {}}, ()),
    ],
)
def test_a_date_has_the_reminders_that_make_sense_for_it(values, expected):
    assert rules_of(appointment(**values)) == expected


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        ("2026-05-14 08:59", None),
        ("2026-05-14 09:00", WEEK),
        ("2026-05-18 12:00", WEEK),
        ("2026-05-20 08:59", WEEK),
        ("2026-05-20 09:00", DAY),
        ("2026-05-21 15:59", DAY),
        ("2026-05-21 16:00", HOURS),
        ("2026-05-21 18:00", HOURS),
        ("2026-05-22 07:00", HOURS),
    ],
)
def test_several_reminders_that_are_due_collapse_into_the_latest(at, expected):
    assert owed(appointment(), known_since=LONG_AGO, at=wall(at)) is expected


@pytest.mark.parametrize(
    ("known_since", "at", "expected"),
    [
        ("2026-05-14 08:00", "2026-05-14 09:00", WEEK),
        ("2026-05-14 08:01", "2026-05-14 09:00", None),
        ("2026-05-18 12:00", "2026-05-18 12:00", None),
        ("2026-05-18 12:00", "2026-05-20 09:00", DAY),
        ("2026-05-20 08:30", "2026-05-20 09:00", None),
        ("2026-05-20 10:00", "2026-05-20 12:00", None),
        ("2026-05-20 10:00", "2026-05-21 16:00", HOURS),
        ("2026-05-21 15:30", "2026-05-21 16:00", None),
        ("2026-05-21 17:00", "2026-05-21 17:30", None),
    ],
)
def test_whoever_signs_up_late_gets_only_what_is_still_of_use(known_since, at, expected):
    assert owed(appointment(), known_since=wall(known_since), at=wall(at)) is expected


def test_a_meeting_online_is_not_announced_two_hours_before():
    online = appointment(in_person=False)

    assert owed(online, known_since=LONG_AGO, at=wall("2026-05-21 17:00")) is DAY


@pytest.mark.parametrize(
    ("rule", "at", "expected"),
    [
        (DAY, "2026-05-20 09:00", "2026-05-20 09:00"),
        (DAY, "2026-05-20 18:59", "2026-05-20 18:59"),
        (DAY, "2026-05-20 19:00", "2026-05-21 07:00"),
        (WEEK, "2026-05-20 23:59", "2026-05-21 07:00"),
        (DAY, "2026-05-21 00:00", "2026-05-21 07:00"),
        (DAY, "2026-05-21 06:59", "2026-05-21 07:00"),
        (DAY, "2026-05-21 07:00", "2026-05-21 07:00"),
        (HOURS, "2026-05-21 05:00", "2026-05-21 05:00"),
        (HOURS, "2026-05-21 22:00", "2026-05-21 22:00"),
        (DAY, "2026-03-28 22:00", "2026-03-29 07:00"),
        (DAY, "2026-10-24 22:00", "2026-10-25 07:00"),
    ],
)
def test_nothing_but_the_last_reminder_rings_in_quiet_hours(rule, at, expected):
    assert not_before(rule, wall(at)) == wall(expected)


@pytest.mark.parametrize(("rule", "expected"), [(WEEK, ()), (DAY, (WEEK,)), (HOURS, (WEEK, DAY))])
def test_a_reminder_takes_the_place_of_those_before_it(rule, expected):
    assert earlier(rule) == expected


def test_a_moved_date_is_a_new_reason():
    assert key("r", "o", DAY, 1) == "reminder:r:o:day:1"
    assert key("r", "o", DAY, 1) != key("r", "o", DAY, 2)


@pytest.mark.parametrize("rule", list(Rule))
def test_the_earliest_wish_lies_within_what_is_looked_at(rule):
    late = wall("2026-11-01 23:59")

    assert late - due_at(rule, late, lead=max(LEADS[rule])) < LOOK_AHEAD


@pytest.mark.parametrize(
    ("wanted", "at", "expected"),
    [
        ({WEEK: 14}, "2026-05-07 08:59", None),
        ({WEEK: 14}, "2026-05-07 09:00", WEEK),
        ({WEEK: 3}, "2026-05-18 08:59", None),
        ({WEEK: 3}, "2026-05-18 09:00", WEEK),
        ({DAY: 2}, "2026-05-19 09:00", DAY),
        ({HOURS: 4}, "2026-05-21 14:00", HOURS),
        ({HOURS: 1}, "2026-05-21 16:59", None),
        ({HOURS: 1}, "2026-05-21 17:00", HOURS),
        ({WEEK: 7, HOURS: 2}, "2026-05-20 09:00", WEEK),
    ],
)
def test_a_reminder_comes_when_its_reader_wants_it(wanted, at, expected):
    assert owed(appointment(wanted=wanted), known_since=LONG_AGO, at=wall(at)) is expected


def test_nobody_can_want_a_later_rule_before_an_earlier_one():
    day, hour = timedelta(days=1), timedelta(hours=1)

    assert min(LEADS[WEEK]) * day > max(LEADS[DAY]) * day > max(LEADS[HOURS]) * hour
