"""What stands in a cell, which counts are told, and whom an import means."""

import pytest

from bgm_portal.exchange.rules import (
    Known,
    counted,
    double_values,
    match_numbers,
    match_people,
    neutral,
)

KATRIN = Known(
    key="1", reference="K7PM", first_name="Katrin", last_name="Albers", start_number="0412"
)
TOM = Known(key="2", reference="T1AA", first_name="Tom", last_name="Berg")
OTHER_TOM = Known(key="3", reference="T2BB", first_name="Tom", last_name="Berg")
EVERYBODY = (KATRIN, TOM, OTHER_TOM)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("Albers", "Albers"),
        ("0412", "0412"),
        ("=SUM(A1)", "'=SUM(A1)"),
        ("+49 2331", "'+49 2331"),
        ("-5", "'-5"),
        ("@cmd", "'@cmd"),
        ("\tx", "'\tx"),
        ("\rx", "'\rx"),
        ("", ""),
    ],
)
def test_no_cell_is_a_formula(value, expected):
    assert neutral(value) == expected


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ({}, []),
        ({"Laufen": 12}, [("Laufen", 12)]),
        ({"Laufen": 4}, []),
        ({"Laufen": 12, "Gehen": 3, "Handbike": 2}, [("Laufen", 12), ("Übrige", 5)]),
        ({"Laufen": 12, "Gehen": 6, "Handbike": 2}, [("Laufen", 12), ("Übrige", 8)]),
        ({"Laufen": 12, "Handbike": 1}, [("Übrige", 13)]),
    ],
)
def test_small_groups_are_not_told_and_cannot_be_subtracted(counts, expected):
    assert counted(counts, others="Übrige") == expected


def codes(match):
    return [(fault.line, fault.code) for fault in match.faults]


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ({"Anmeldenummer": "k7pm"}, []),
        ({"Vorname": "katrin", "Nachname": " Albers"}, []),
        ({"Vorname": "Tom", "Nachname": "Berg"}, [(2, "ambiguous")]),
        ({"Anmeldenummer": "T2BB", "Vorname": "Tom", "Nachname": "Berg"}, []),
        ({"Vorname": "Eva", "Nachname": "Fremd"}, [(2, "stranger")]),
        ({"Anmeldenummer": "XXXX"}, [(2, "stranger")]),
        ({}, [(2, "stranger")]),
    ],
)
def test_a_line_means_somebody_or_is_a_fault(row, expected):
    assert codes(match_people([(2, row)], EVERYBODY)) == expected


def test_nobody_stands_in_a_file_twice():
    rows = [(2, {"Anmeldenummer": "K7PM"}), (3, {"Vorname": "Katrin", "Nachname": "Albers"})]

    assert codes(match_people(rows, EVERYBODY)) == [(3, "person_twice")]


def test_results_are_found_by_start_number():
    rows = [(2, {"Startnummer": "0412"}), (3, {"Startnummer": "412"}), (4, {"Startnummer": "0412"})]

    match = match_numbers(rows, EVERYBODY)

    assert [one.key for one, _row in match.found] == ["1", "1"]
    assert codes(match) == [(3, "unknown_number"), (4, "person_twice")]


def test_a_number_stands_in_a_column_once():
    rows = [(2, {"Startnummer": "7"}), (3, {"Startnummer": "8"}), (4, {"Startnummer": "7"})]

    assert [(f.line, f.value) for f in double_values(rows, "Startnummer")] == [(4, "7")]
