"""How a day is cut, and which times one person can hold."""

from datetime import UTC, datetime, time, timedelta
from uuid import UUID

import pytest

from bgm_portal.activities.kinds import Times
from bgm_portal.activities.slot_rules import Time, cut, go_together, is_within, longer, on_the_day

MINUTE = timedelta(minutes=1)
EIGHT = datetime(2026, 10, 6, 6, 0, tzinfo=UTC)  # 8:00 in Germany
MORNING = (EIGHT, EIGHT + 240 * MINUTE)


def starts(spans):
    return [int((start - EIGHT) / MINUTE) for start, _end in spans]


@pytest.mark.parametrize(
    ("date", "minutes", "breaks", "expected"),
    [
        ((EIGHT, EIGHT + 60 * MINUTE), 15, [], [0, 15, 30, 45]),
        ((EIGHT, EIGHT + 50 * MINUTE), 15, [], [0, 15, 30]),
        ((EIGHT, EIGHT + 60 * MINUTE), 90, [], []),
        ((EIGHT, EIGHT + 60 * MINUTE), 15, [(time(8, 15), time(8, 40))], [0, 40]),
        ((EIGHT, EIGHT + 60 * MINUTE), 20, [(time(8, 30), time(8, 40))], [0, 40]),
        ((EIGHT, EIGHT + 60 * MINUTE), 30, [(time(7), time(8))], [0, 30]),
        ((EIGHT, EIGHT + 60 * MINUTE), 30, [(time(8), time(9))], []),
    ],
)
def test_a_day_is_cut_around_its_breaks(date, minutes, breaks, expected):
    assert starts(cut(date, minutes=minutes, breaks=breaks)) == expected


def test_a_day_is_not_cut_without_end():
    year = (EIGHT, EIGHT + timedelta(days=300))

    assert len(cut(year, minutes=1, breaks=[])) == 400


@pytest.mark.parametrize(("first", "expected"), [(60, True), (45, False), (110, False)])
def test_a_time_is_quiet_when_it_lies_wholly_in_the_quiet_hour(first, expected):
    span = (EIGHT + first * MINUTE, EIGHT + (first + 15) * MINUTE)

    assert is_within(span, [on_the_day(MORNING, (time(9), time(10)))]) is expected


def one(first, *, station=1, minutes=15, free=1):
    return Time(
        id=UUID(int=first * 10 + station),
        station_id=UUID(int=station),
        occurrence_id=UUID(int=9),
        starts_at=EIGHT + first * MINUTE,
        ends_at=EIGHT + (first + minutes) * MINUTE,
        free=free,
    )


@pytest.mark.parametrize(
    ("how", "chosen", "expected"),
    [
        (Times.ONE, [one(0)], True),
        (Times.ONE, [], False),
        (Times.ONE, [one(0), one(15)], True),
        (Times.ONE, [one(15), one(0)], True),
        (Times.ONE, [one(0), one(30)], False),
        (Times.ONE, [one(0), one(15, station=2)], False),
        (Times.ONE, [one(0), one(15), one(30)], False),
        (Times.STATIONS, [], True),
        (Times.STATIONS, [one(0), one(15, station=2)], True),
        (Times.STATIONS, [one(0), one(0, station=2)], False),
        (Times.STATIONS, [one(0), one(30)], False),
        (Times.NONE, [], True),
        (Times.NONE, [one(0)], False),
        (Times.DATES, [], False),
        (Times.DATES, [one(0)], True),
        (Times.DATES, [one(0), one(60), one(120)], True),
    ],
)
def test_times_that_one_person_can_hold(how, chosen, expected):
    assert go_together(how, chosen, at=EIGHT - MINUTE) is expected


def test_what_has_begun_can_not_be_chosen():
    assert not go_together(Times.ONE, [one(0)], at=EIGHT)


@pytest.mark.parametrize(
    ("others", "expected"),
    [
        ([one(15)], 15),
        ([one(15, free=0)], None),
        ([one(15, station=2)], None),
        ([one(30)], None),
        ([], None),
    ],
)
def test_more_time_is_the_time_that_follows_if_it_is_free(others, expected):
    found = longer(one(0), others)

    assert (found and starts([(found.starts_at, found.ends_at)])) == (
        None if expected is None else [expected]
    )
