"""Dates as people type them."""

from datetime import UTC, datetime

import pytest

from bgm_portal.activities.forms.dates_text import read_dates, write_dates
from tests.support.times import RUN_ENDS, RUN_STARTS

THE_RUN = [(RUN_STARTS, RUN_ENDS)]


@pytest.mark.parametrize(
    "line",
    [
        "21.05.2026 18:00–21:00",
        "21.5.26 18-21",
        "21.05.2026, 18.00 bis 21.00 Uhr",
        "2026-05-21 18:00 - 21:00",
        "21.05.2026 18:00 Uhr – 21:00 Uhr",
        "21.05.2026 18:00–21.05.2026 21:00",
    ],
)
def test_a_date_is_understood_however_it_is_typed(line):
    assert read_dates(line).dates == THE_RUN


def test_a_date_may_last_for_weeks():
    read = read_dates("01.04.2026 8:00–28.04.2026 18:00")

    assert read.dates == [
        (datetime(2026, 4, 1, 6, tzinfo=UTC), datetime(2026, 4, 28, 16, tzinfo=UTC))
    ]


def test_dates_come_back_in_their_order_as_they_are_written():
    text = "14.05.2026 18:00–21:00\n21.05.2026 18:00–21:00"

    assert write_dates(read_dates("\n".join(reversed(text.splitlines()))).dates) == text


@pytest.mark.parametrize(
    ("line", "mistake"),
    [
        ("nächsten Montag", "Schreiben Sie Tag und Uhrzeiten so: 21.05.2026 18:00–21:00."),
        ("21.05.2026", "Schreiben Sie Tag und Uhrzeiten so: 21.05.2026 18:00–21:00."),
        ("31.02.2026 18:00–21:00", "Diesen Tag gibt es nicht. Prüfen Sie das Datum."),
        (
            "21.05.2026 25:00–26:00",
            "Diese Uhrzeit gibt es nicht. Schreiben Sie sie so: 18:00.",
        ),
        ("21.05.2026 21:00–18:00", "Das Ende liegt vor dem Beginn. Prüfen Sie die Uhrzeiten."),
        (
            "29.03.2026 2:30–4:00",
            "In dieser Nacht wird die Uhr vorgestellt. Wählen Sie eine andere Uhrzeit.",
        ),
    ],
)
def test_a_mistake_names_its_line_and_the_remedy(line, mistake):
    read = read_dates(f"21.05.2026 18:00–21:00\n\n{line}")

    assert read.mistakes == [f"Zeile 3: {mistake}"]


def test_the_same_date_twice_is_a_mistake():
    read = read_dates("21.05.2026 18:00–21:00\n21.5.2026 18–21")

    assert read.mistakes == ["Zeile 2: Diesen Termin gibt es schon."]
