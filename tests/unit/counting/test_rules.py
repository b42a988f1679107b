"""Half-years, quarters, units that are reported together, and marks that lead to nobody."""

from datetime import date
from uuid import UUID

import pytest

from bgm_portal.counting import rules
from bgm_portal.counting.rules import HalfYear
from bgm_portal.participation.rules import DAYS_FOR_CORRECTIONS

A, B, C, D = (UUID(int=number) for number in range(1, 5))
KEY, OTHER_KEY = b"k" * 32, b"o" * 32


@pytest.mark.parametrize(
    ("day", "half_year"),
    [
        (date(2026, 1, 1), HalfYear(2026, 1)),
        (date(2026, 6, 30), HalfYear(2026, 1)),
        (date(2026, 7, 1), HalfYear(2026, 2)),
        (date(2026, 12, 31), HalfYear(2026, 2)),
    ],
)
def test_a_day_lies_in_its_half_year(day, half_year):
    assert rules.half_year_of(day) == half_year
    assert half_year.first_day <= day <= half_year.last_day


@pytest.mark.parametrize(
    ("half_year", "freezes_on", "quarters"),
    [
        (HalfYear(2026, 1), date(2026, 7, 15), (1, 2)),
        (HalfYear(2026, 2), date(2027, 1, 15), (3, 4)),
    ],
)
def test_a_half_year_is_frozen_when_nothing_can_be_corrected(half_year, freezes_on, quarters):
    assert half_year.freezes_on == freezes_on
    assert half_year.quarters == quarters
    assert rules.DAYS_FOR_CORRECTIONS == DAYS_FOR_CORRECTIONS


def test_half_years_follow_each_other():
    assert HalfYear(2026, 1).next == HalfYear(2026, 2)
    assert HalfYear(2026, 2).next == HalfYear(2027, 1)
    assert HalfYear(2026, 1).before == HalfYear(2025, 2)


@pytest.mark.parametrize(
    ("code", "half_year"),
    [
        ("2026-1", HalfYear(2026, 1)),
        ("2026-2", HalfYear(2026, 2)),
        ("2026", None),
        ("2026-3", None),
        ("-1", None),
        ("zwei-1", None),
    ],
)
def test_a_code_names_a_half_year_or_nothing(code, half_year):
    assert rules.half_year_from(code) == half_year


@pytest.mark.parametrize(
    ("day", "quarter"),
    [(date(2026, 1, 1), 1), (date(2026, 3, 31), 1), (date(2026, 4, 1), 2), (date(2026, 12, 31), 4)],
)
def test_a_day_lies_in_its_quarter(day, quarter):
    assert rules.quarter_of(day) == quarter


@pytest.mark.parametrize(
    ("parents", "settled", "reported"),
    [
        ({A: None}, {}, A),
        ({A: B, B: None}, {}, B),
        ({A: B, B: C, C: None}, {}, C),
        ({A: B, B: D, D: None}, {B: C}, C),  # what is settled for the year is not moved
        ({A: None}, {A: B}, B),
        ({A: B, B: A}, {}, B),  # a circle ends somewhere
        ({A: D}, {}, D),
    ],
)
def test_a_unit_is_reported_along_the_organisation_chart(parents, settled, reported):
    assert rules.reported_with(A, parents, settled) == reported


def test_a_mark_is_the_same_for_the_same_person_in_the_same_cell():
    assert rules.mark(KEY, "roster", str(A)) == rules.mark(KEY, "roster", str(A))


def test_marks_of_one_person_have_nothing_in_common():
    marks = {
        rules.mark(key, cell, str(person))
        for key in (KEY, OTHER_KEY)
        for cell in ("roster", "activity:1", "topic:movement:1")
        for person in (A, B)
    }

    assert len(marks) == 12
    assert {len(mark) for mark in marks} == {64}
