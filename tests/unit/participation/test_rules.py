"""When attendance can be ticked, who is named when, and what changes."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bgm_portal.activities.kinds import WorktimeRule
from bgm_portal.participation import rules
from bgm_portal.participation.rules import Change, Days, Door, Window
from bgm_portal.participation.states import AttendanceState

STARTS = datetime(2026, 5, 21, 16, 0, tzinfo=UTC)
DAY = date(2026, 5, 21)
PRESENT, ABSENT = AttendanceState.PRESENT, AttendanceState.ABSENT
A, B, C = UUID(int=1), UUID(int=2), UUID(int=3)
PEOPLE = st.sets(st.integers(1, 6).map(lambda n: UUID(int=n)))
NOTED = st.dictionaries(
    st.integers(1, 6).map(lambda n: UUID(int=n)), st.sampled_from([*AttendanceState])
)


@dataclass(frozen=True)
class Held:
    starts_at: datetime
    ends_at: datetime


def days(today, *, first=DAY, last=DAY):
    return Days(first=first, last=last, today=today)


def held(days_from_start):
    starts = STARTS + timedelta(days=days_from_start)
    return Held(starts, starts + timedelta(hours=1))


@pytest.mark.parametrize(
    ("at", "today", "window"),
    [
        (STARTS - timedelta(hours=2, seconds=1), DAY, Window.TOO_EARLY),
        (STARTS - timedelta(hours=2), DAY, Window.OPEN),
        (STARTS + timedelta(days=14), date(2026, 6, 4), Window.OPEN),
        (STARTS + timedelta(days=15), date(2026, 6, 5), Window.OVER),
        (STARTS - timedelta(days=30), date(2026, 4, 21), Window.TOO_EARLY),
    ],
)
def test_attendance_is_ticked_from_two_hours_before_until_fourteen_days_after(at, today, window):
    assert rules.window(STARTS, days(today), at=at) is window


@pytest.mark.parametrize(
    ("today", "discreet", "shown"),
    [
        (date(2026, 5, 20), False, True),
        (DAY, False, True),
        (date(2026, 6, 4), False, True),
        (date(2026, 6, 5), False, False),
        (date(2026, 5, 20), True, False),
        (DAY, True, True),
        (date(2026, 5, 22), True, False),
    ],
)
def test_names_are_shown_until_corrections_end_and_discreet_ones_on_the_day(today, discreet, shown):
    assert rules.names_are_shown(days(today), discreet=discreet) is shown


def test_a_discreet_date_over_midnight_names_people_on_both_days():
    both = Days(first=DAY, last=date(2026, 5, 22), today=date(2026, 5, 22))

    assert rules.names_are_shown(both, discreet=True)


@pytest.mark.parametrize(
    ("dates", "shown"),
    [
        ([], None),
        ([held(7), held(14)], held(7)),
        ([held(-7), held(7)], held(-7)),
        ([held(-14), held(-7)], held(-7)),
        ([held(-7), held(0), held(7)], held(0)),
    ],
)
def test_the_latest_date_that_has_opened_is_shown_first(dates, shown):
    assert rules.date_to_show(dates, at=STARTS) == shown


@pytest.mark.parametrize(
    ("before", "present", "absent", "expected"),
    [
        ({}, {A}, {B}, {(B, None, ABSENT), (A, None, PRESENT)}),
        ({A: PRESENT}, {A}, set(), set()),
        ({A: PRESENT}, set(), {A}, {(A, PRESENT, ABSENT)}),
        ({A: ABSENT}, {A}, set(), {(A, ABSENT, PRESENT)}),
        ({A: PRESENT, B: ABSENT}, set(), set(), set()),
        ({}, {A}, {A}, {(A, None, PRESENT)}),
    ],
)
def test_only_what_differs_is_noted(before, present, absent, expected):
    found = rules.changes(before, present=present, absent=absent)

    assert {(one.person_id, one.before, one.after) for one in found} == expected


@given(before=NOTED, present=PEOPLE, absent=PEOPLE)
def test_noting_the_same_twice_changes_nothing_the_second_time(before, present, absent):
    after = dict(before)
    after.update(
        (one.person_id, one.after) for one in rules.changes(before, present=present, absent=absent)
    )

    assert rules.changes(after, present=present, absent=absent) == []


@given(before=NOTED, present=PEOPLE, absent=PEOPLE)
def test_nobody_changes_who_was_not_on_the_screen(before, present, absent):
    found: list[Change] = rules.changes(before, present=present, absent=absent)

    assert {one.person_id for one in found} <= present | absent


@pytest.mark.parametrize(
    ("today", "names_since", "history_since"),
    [
        (date(2026, 6, 4), date(2026, 5, 21), date(2025, 1, 1)),
        (date(2026, 6, 5), date(2026, 5, 22), date(2025, 1, 1)),
        (date(2026, 12, 31), date(2026, 12, 17), date(2025, 1, 1)),
        (date(2027, 1, 1), date(2026, 12, 18), date(2026, 1, 1)),
    ],
)
def test_names_stay_for_corrections_and_one_own_past_until_the_end_of_next_year(
    today, names_since, history_since
):
    assert rules.kept_since(today) == names_since
    assert rules.history_since(today) == history_since


MONDAY = date(2026, 3, 23)
NEXT_MONDAY = MONDAY + timedelta(days=7)


@pytest.mark.parametrize(
    ("rule", "cap", "expected"),
    [
        (WorktimeRule.NONE, None, [0, 0, 0]),
        (WorktimeRule.FULL, None, [60, 45, 30]),
        (WorktimeRule.BREAK, None, [60, 45, 30]),
        (WorktimeRule.HALF, None, [30, 22, 15]),
        (WorktimeRule.CAPPED_WEEK, 80, [60, 20, 30]),
        (WorktimeRule.CAPPED_YEAR, 80, [60, 20, 0]),
        (WorktimeRule.CAPPED_YEAR, None, [0, 0, 0]),
    ],
)
def test_working_time_is_counted_by_the_rule(rule, cap, expected):
    visits = [(MONDAY, 60), (MONDAY + timedelta(days=4), 45), (NEXT_MONDAY, 30)]

    assert rules.credited(visits, rule=rule, cap_minutes=cap) == expected


def test_a_limit_for_the_year_begins_anew_with_the_year():
    visits = [(date(2025, 12, 30), 60), (date(2026, 1, 2), 60)]

    assert rules.credited(visits, rule=WorktimeRule.CAPPED_YEAR, cap_minutes=45) == [45, 45]
    assert rules.credited(visits, rule=WorktimeRule.CAPPED_WEEK, cap_minutes=45) == [45, 0]


@pytest.mark.parametrize(
    ("minutes", "expected"),
    [
        (-61, Door.NOT_YET),
        (-60, Door.OPEN),
        (240, Door.OPEN),
        (241, Door.CLOSED),
    ],
)
def test_one_checks_in_from_an_hour_before_until_an_hour_after(minutes, expected):
    assert (
        rules.door(
            Held(STARTS, STARTS + timedelta(hours=3)), at=STARTS + timedelta(minutes=minutes)
        )
        is expected
    )


def test_a_code_holds_for_ten_minutes():
    number = rules.code_number(STARTS)

    assert rules.code_number(STARTS + timedelta(minutes=9, seconds=59)) == number
    assert rules.code_number(STARTS + timedelta(minutes=10)) == number + 1
    assert rules.code_until(number) == (STARTS + timedelta(minutes=10)).timestamp()


@given(st.binary(min_size=32, max_size=32))
def test_a_code_can_be_read_out_and_typed_as_people_type(digest):
    code = rules.code_from(digest)

    assert len(code) == 6
    assert not set(code) & set("01OI")
    assert rules.code_as_typed(f" {code[:3].lower()}-{code[3:]} ") == code


SEEN = "2026-05-21T16:05:00+00:00"
PRESENT, ABSENT = AttendanceState.PRESENT, AttendanceState.ABSENT


@pytest.mark.parametrize(
    ("seen", "noted", "listed", "late"),
    [
        ("", None, True, rules.Late.NOTED),
        ("", None, False, rules.Late.GONE),
        ("", PRESENT, True, rules.Late.DONE),
        (SEEN, PRESENT, True, rules.Late.DONE),
        (SEEN, PRESENT, False, rules.Late.DONE),
        (SEEN, ABSENT, True, rules.Late.NOTED),
        ("", ABSENT, True, rules.Late.DIFFERS),
        ("before", ABSENT, True, rules.Late.DIFFERS),
        (SEEN, None, True, rules.Late.DIFFERS),
        (SEEN, None, False, rules.Late.GONE),
    ],
)
def test_a_late_tick_counts_if_nothing_changed_since(seen, noted, listed, late):
    tick = rules.Tick(person_id=UUID(int=1), seen=seen, state=PRESENT)
    stands = rules.Noted(state=noted, version=SEEN) if noted else None

    assert rules.arrived_late(tick, stands, listed=listed) is late


@pytest.mark.parametrize(
    ("state", "late"), [(PRESENT, rules.Late.NOTED), (ABSENT, rules.Late.DONE)]
)
def test_whoever_is_excused_stays_so_unless_they_come(state, late):
    tick = rules.Tick(person_id=UUID(int=1), seen=SEEN, state=state)
    excused = rules.Noted(state=AttendanceState.EXCUSED, version=SEEN)

    assert rules.arrived_late(tick, excused, listed=True) is late
