"""What a start number and a time are, and when emergency contacts may be opened."""

from dataclasses import replace
from datetime import UTC, date, datetime
from uuid import uuid4

import pytest

from bgm_portal.runs.rules import (
    BusRefusal,
    Half,
    HandoverRefusal,
    Joining,
    PairRefusal,
    Passing,
    Room,
    TeamRefusal,
    captain_of,
    dialled,
    emergency_kept_since,
    is_start_number,
    is_the_day,
    key_of,
    net_time,
    refuse_handover,
    refuse_pair,
    refuse_ride,
    refuse_teams,
    refuse_to_join,
    wanted_room,
)

STARTS = datetime(2026, 5, 21, 16, tzinfo=UTC)
ENDS = datetime(2026, 5, 21, 19, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "expected"),
    [("0412", True), ("A-7", True), ("", False), ("4 12", False), ("12345678901", False)],
)
def test_a_start_number_can_stand_on_a_shirt(text, expected):
    assert is_start_number(text) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("0:41:23", "0:41:23"),
        ("41:23", "0:41:23"),
        (" 1:02:03,4 ", "1:02:03"),
        ("41", None),
        ("0:41:73", None),
        ("schnell", None),
    ],
)
def test_a_time_is_read_or_refused(text, expected):
    assert net_time(text) == expected


@pytest.mark.parametrize(
    ("starts", "ends", "at", "expected"),
    [
        (STARTS, ENDS, datetime(2026, 5, 20, 21, 59, tzinfo=UTC), False),
        (STARTS, ENDS, datetime(2026, 5, 20, 22, 0, tzinfo=UTC), True),
        (STARTS, ENDS, datetime(2026, 5, 21, 21, 59, tzinfo=UTC), True),
        (STARTS, ENDS, datetime(2026, 5, 21, 22, 0, tzinfo=UTC), False),
        (None, ENDS, STARTS, False),
        (STARTS, None, STARTS, False),
    ],
)
def test_contacts_are_opened_on_the_day_alone(starts, ends, at, expected):
    assert is_the_day(starts, ends, at=at) is expected


def test_contacts_are_kept_for_one_day():
    assert emergency_kept_since(date(2026, 5, 23)) == date(2026, 5, 22)


BEFORE, UNTIL, AFTER = (datetime(2026, 4, day, tzinfo=UTC) for day in (1, 2, 3))


@pytest.mark.parametrize(
    ("has_teams", "until", "by_coordinator", "at", "expected"),
    [
        (False, None, True, BEFORE, TeamRefusal.NO_TEAMS),
        (True, None, False, AFTER, None),
        (True, UNTIL, False, BEFORE, None),
        (True, UNTIL, False, AFTER, TeamRefusal.TOO_LATE),
        (True, UNTIL, True, AFTER, None),
    ],
)
def test_teams_change_until_their_names_are_passed_on(
    has_teams, until, by_coordinator, at, expected
):
    refusal = refuse_teams(has_teams=has_teams, until=until, by_coordinator=by_coordinator, at=at)

    assert refusal is expected


@pytest.mark.parametrize(
    ("joining", "expected"),
    [
        (Joining(members=3), None),
        (Joining(members=3, size=4), None),
        (Joining(members=4, size=4), TeamRefusal.FULL),
        (Joining(members=4, size=4, counts=False), None),
        (Joining(members=4, size=4, by_coordinator=True), TeamRefusal.FULL),
        (Joining(is_open=False), TeamRefusal.CLOSED),
        (Joining(is_open=False, knows_word=True), None),
        (Joining(is_open=False, by_coordinator=True), None),
        (Joining(is_open=False, members=4, size=4), TeamRefusal.FULL),
    ],
)
def test_a_team_takes_whom_it_has_room_for_and_who_may(joining, expected):
    assert refuse_to_join(joining) is expected


def test_names_are_the_same_whatever_the_case_and_the_blanks():
    assert key_of("  Die  Eiligen ") == key_of("DIE EILIGEN")


def test_whoever_was_named_leads_else_whoever_came_first():
    first, second, gone = uuid4(), uuid4(), uuid4()

    assert captain_of(second, [first, second]) == second
    assert captain_of(gone, [first, second]) == first
    assert captain_of(None, []) is None


@pytest.mark.parametrize(
    ("runner", "guide", "expected"),
    [
        (Half(), Half(takes_place=False), None),
        (Half(is_confirmed=False), Half(takes_place=False), PairRefusal.NOT_CONFIRMED),
        (Half(), Half(takes_place=False, is_confirmed=False), PairRefusal.NOT_CONFIRMED),
        (Half(takes_place=False), Half(takes_place=False), PairRefusal.NOT_RUNNER),
        (Half(), Half(), PairRefusal.NOT_GUIDE),
        (Half(has_pair=True), Half(takes_place=False), PairRefusal.TAKEN),
        (Half(), Half(takes_place=False, has_pair=True), PairRefusal.TAKEN),
    ],
)
def test_a_pair_is_one_who_runs_and_one_who_guides(runner, guide, expected):
    assert refuse_pair(runner, guide) is expected


@pytest.mark.parametrize(
    ("step_free", "companion", "expected"),
    [
        (False, False, Room(seats=1)),
        (True, False, Room(step_free=1)),
        (True, True, Room(seats=1, step_free=1)),
        (False, True, Room(seats=2)),
    ],
)
def test_whoever_stays_in_a_wheelchair_needs_no_seat(step_free, companion, expected):
    assert wanted_room(step_free=step_free, companion=companion) == expected


@pytest.mark.parametrize(
    ("taken", "wanted", "expected"),
    [
        (Room(), Room(seats=2, step_free=1), None),
        (Room(seats=1), Room(seats=1), None),
        (Room(seats=1), Room(seats=2), BusRefusal.FULL),
        (Room(seats=2), Room(step_free=1), None),
        (Room(seats=2, step_free=1), Room(seats=1, step_free=1), BusRefusal.STEP_FREE_FULL),
    ],
)
def test_a_bus_takes_as_many_as_it_has_room_for(taken, wanted, expected):
    assert refuse_ride(Room(seats=2, step_free=1), taken, wanted) is expected


NAMES_UNTIL, LATER, STARTS_AT = (datetime(2026, 5, day, tzinfo=UTC) for day in (1, 2, 3))
PASSING = Passing(names_until=NAMES_UNTIL, starts_at=STARTS_AT)


@pytest.mark.parametrize(
    ("changed", "at", "expected"),
    [
        ({}, LATER, None),
        ({}, NAMES_UNTIL, HandoverRefusal.TOO_EARLY),
        ({"names_until": None}, LATER, HandoverRefusal.TOO_EARLY),
        ({}, STARTS_AT, HandoverRefusal.BEGUN),
        ({"has_place": False}, LATER, HandoverRefusal.NO_PLACE),
        ({"others_wait": True}, LATER, HandoverRefusal.QUEUE_FIRST),
    ],
)
def test_a_place_goes_over_by_name_once_the_organiser_has_the_names(changed, at, expected):
    assert refuse_handover(replace(PASSING, **changed), at=at) is expected


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("02331 555 0123", "023315550123"),
        ("02331/555-0123", "023315550123"),
        ("+49 (0) 2331 5550123", "+4923315550123"),
        ("110", "110"),
        ("02331 5550123, nach 17 Uhr", ""),
        ("12", ""),
        ("", ""),
    ],
)
def test_a_number_is_dialled_as_it_was_meant(typed, expected):
    assert dialled(typed) == expected
