"""When a contact point is due, how it is found, what its key may be: each on one screen."""

from datetime import date

import pytest

from bgm_portal.contacts.rules import (
    a_year_after,
    dialled,
    is_forgotten,
    is_key,
    is_unchecked,
    key_from,
    matches,
)

CHECKED = date(2025, 3, 23)
DAY_BEFORE, ANNIVERSARY = date(2026, 3, 22), date(2026, 3, 23)
LEAP_DAY, FIRST_OF_MARCH = date(2024, 2, 29), date(2025, 3, 1)


@pytest.mark.parametrize(("day", "expected"), [(CHECKED, ANNIVERSARY), (LEAP_DAY, FIRST_OF_MARCH)])
def test_a_year_after_a_day_there_is_a_day(day, expected):
    assert a_year_after(day) == expected


@pytest.mark.parametrize(("today", "expected"), [(DAY_BEFORE, False), (ANNIVERSARY, True)])
def test_a_check_holds_for_a_year(today, expected):
    assert is_unchecked(CHECKED, today=today) is expected


@pytest.mark.parametrize(("today", "expected"), [(DAY_BEFORE, False), (ANNIVERSARY, True)])
def test_what_was_taken_out_is_forgotten_after_a_year(today, expected):
    assert is_forgotten(CHECKED, today=today) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("sbv", True),
        ("eaa-hagen2", True),
        ("a" * 40, True),
        ("a" * 41, False),
        ("", False),
        ("SBV", False),
        ("2eaa", False),
        ("-eaa", False),
        ("eaa-", False),
        ("eaa--hagen", False),
        ("büro", False),
        ("sbv\n", False),
        ("s b", False),
    ],
)
def test_a_key_is_short_lower_case_and_plain(text, expected):
    assert is_key(text) is expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Büro für Leichte Sprache", "buero-fuer-leichte-sprache"),
        ("EUTB (Hagen)", "eutb-hagen"),
        ("2. Stelle", "stelle"),
        ("a" * 39 + " b", "a" * 39),
        ("112", ""),
        ("???", ""),
    ],
)
def test_a_name_makes_a_key_or_none(name, expected):
    assert key_from(name) == expected
    assert not expected or is_key(expected)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("", True),
        ("gebärden", True),
        ("GEBÄRDEN video", True),
        ("gebärden fax", False),
    ],
)
def test_every_word_must_be_found_somewhere(words, expected):
    texts = ["Dolmetschen in Gebärdensprache", None, "per Video"]

    assert matches(words, texts) is expected


@pytest.mark.parametrize(
    ("phone", "expected"),
    [
        ("0221 4710 100", "02214710100"),
        ("+49 (0)221 / 4710-100", "+492214710100"),
        ("intern 150", ""),
        ("0221 oder 0231", ""),
        ("²³", ""),
    ],
)
def test_only_numbers_are_dialled(phone, expected):
    assert dialled(phone) == expected
