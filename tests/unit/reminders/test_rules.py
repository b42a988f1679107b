"""When somebody is reminded. Times are written as the wall in Germany shows them."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest

from bgm_portal.reminders.rules import (
    BERLIN,
    LEADS,
    LOOK_AHEAD,
    MODULE,
    RENEWAL,
    USUAL,
    Appointment,
    Extra,
    Fault,
    Rule,
    all_owed,
    chosen_of,
    closing_is_owed,
    closing_key,
    due_at,
    earlier,
    extra_of,
    fault_of,
    key,
    lesson_is_owed,
    lesson_key,
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


@pytest.mark.parametrize("rule", list(LEADS))
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


NINE_THE_DAY_BEFORE = Extra(days=1, at=time(9, 0))


@pytest.mark.parametrize(
    ("days", "at", "starts", "expected"),
    [
        (1, "09:00", "2026-05-21 18:00", None),
        (0, "17:59", "2026-05-21 18:00", None),
        (0, "18:00", "2026-05-21 18:00", Fault.AFTER_START),
        (0, "18:30", "2026-05-21 18:00", Fault.AFTER_START),
        (1, "19:00", "2026-05-21 18:00", Fault.AT_NIGHT),
        (1, "06:59", "2026-05-21 18:00", Fault.AT_NIGHT),
        (1, "07:00", "2026-05-21 18:00", None),
        (0, "08:00", "", None),
    ],
)
def test_a_reminder_of_its_own_comes_by_day_and_before_the_start(days, at, starts, expected):
    extra = Extra(days=days, at=time.fromisoformat(at))

    assert fault_of(extra, starts_at=wall(starts) if starts else None) is expected


@pytest.mark.parametrize(
    ("values", "at", "expected"),
    [
        ({}, "2026-05-20 09:00", [DAY]),
        ({"extra": NINE_THE_DAY_BEFORE}, "2026-05-20 08:59", [WEEK]),
        ({"extra": NINE_THE_DAY_BEFORE}, "2026-05-20 09:00", [DAY, Rule.EXTRA]),
        ({"extra": NINE_THE_DAY_BEFORE, "opens_series": False}, "2026-05-20 09:00", [DAY]),
        ({"extra": NINE_THE_DAY_BEFORE, "chosen": frozenset()}, "2026-05-20 09:00", [Rule.EXTRA]),
        ({"chosen": frozenset({HOURS})}, "2026-05-20 09:00", []),
        ({"chosen": frozenset({HOURS})}, "2026-05-21 16:00", [HOURS]),
    ],
)
def test_an_activity_has_the_reminders_that_were_chosen_for_it(values, at, expected):
    one = appointment(**{"wanted": USUAL | {Rule.EXTRA: 0}} | values)

    assert all_owed(one, known_since=LONG_AGO, at=wall(at)) == expected


def test_whoever_does_without_the_one_of_its_own_gets_the_others():
    one = appointment(extra=NINE_THE_DAY_BEFORE)

    assert all_owed(one, known_since=LONG_AGO, at=wall("2026-05-20 09:00")) == [DAY]


@pytest.mark.parametrize(
    ("stored", "expected"),
    [
        ((None, None, None), {WEEK, DAY, HOURS}),
        ((True, False, True), {WEEK, HOURS}),
        ((False, False, False), set()),
    ],
)
def test_what_nobody_switched_off_is_on(stored, expected):
    week, day, hours = stored

    assert chosen_of(week=week, day=day, hours=hours) == expected


@pytest.mark.parametrize(
    ("days", "at", "expected"),
    [(1, time(9, 0), NINE_THE_DAY_BEFORE), (None, None, None), (1, None, None)],
)
def test_a_reminder_of_its_own_needs_a_day_and_a_time(days, at, expected):
    assert extra_of(days, at) == expected


def test_a_reminder_of_its_own_takes_nobodys_place():
    assert earlier(Rule.EXTRA) == ()


CLOSES = wall("2026-05-14 18:00")


@pytest.mark.parametrize(
    ("kept", "at", "lead", "expected"),
    [
        ("2026-03-01 12:00", "2026-05-12 08:59", 2, False),
        ("2026-03-01 12:00", "2026-05-12 09:00", 2, True),
        ("2026-03-01 12:00", "2026-05-13 09:00", 1, True),
        ("2026-05-12 08:30", "2026-05-12 09:00", 2, False),  # has just seen it
        ("2026-05-13 12:00", "2026-05-14 12:00", 2, False),
    ],
)
def test_a_deadline_is_told_once_in_the_morning(kept, at, lead, expected):
    owed_now = closing_is_owed(CLOSES, kept_at=wall(kept), lead=lead, at=wall(at))

    assert owed_now is expected


def test_another_deadline_is_another_reason():
    later = CLOSES + timedelta(days=1)

    assert closing_key("p", "a", CLOSES) != closing_key("p", "a", later)


DUE = date(2026, 5, 28)


@pytest.mark.parametrize(
    ("since", "at", "lead", "expected"),
    [
        ("2026-03-01 12:00", "2026-05-21 08:59", 7, False),
        ("2026-03-01 12:00", "2026-05-21 09:00", 7, True),
        ("2026-03-01 12:00", "2026-05-21 09:00", 3, False),
        ("2026-05-26 12:00", "2026-05-26 12:59", 7, False),  # may still be mended
        ("2026-05-26 12:00", "2026-05-26 13:00", 7, True),
        ("2026-03-01 12:00", "2026-05-28 23:59", 7, True),
        ("2026-03-01 12:00", "2026-05-29 00:00", 7, False),  # a day that is over is no reproach
    ],
)
def test_a_module_is_told_from_the_morning_on_until_its_day_is_over(since, at, lead, expected):
    owed_now = lesson_is_owed(DUE, since=wall(since), lead=lead, at=wall(at))

    assert owed_now is expected


def test_another_day_or_a_newer_module_is_another_reason():
    before = wall("2026-05-01 12:00")
    keys = {
        lesson_key(MODULE, "p", DUE, before),
        lesson_key(MODULE, "p", DUE + timedelta(days=1), before),
        lesson_key(MODULE, "p", DUE, before + timedelta(seconds=1)),
        lesson_key(RENEWAL, "p", DUE, before),
    }

    assert len(keys) == 4
