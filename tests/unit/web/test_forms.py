"""Days and times as people type them."""

from datetime import date, time

import pytest

from bgm_portal.web.forms import parse_day, parse_time


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("21.05.2026", date(2026, 5, 21)),
        ("21.5.26", date(2026, 5, 21)),
        (" 1. 6. 2026 ", date(2026, 6, 1)),
        ("2026-05-21", date(2026, 5, 21)),
        ("29.2.2028", date(2028, 2, 29)),
        ("29.2.2026", None),
        ("31.4.2026", None),
        ("21.05.", None),
        ("morgen", None),
        ("21/05/2026", None),
        ("", None),
        ("²1.5.2026", None),
        ("1.1.99999", None),
    ],
)
def test_a_day_is_understood_or_not(typed: str, day: date | None) -> None:
    assert parse_day(typed) == day


@pytest.mark.parametrize(
    ("typed", "moment"),
    [
        ("18:00", time(18)),
        ("18.30", time(18, 30)),
        ("9", time(9)),
        ("9:05 Uhr", time(9, 5)),
        ("24:00", None),
        ("18:60", None),
        ("18:00:00", None),
        ("abends", None),
        ("", None),
        ("²:00", None),
    ],
)
def test_a_time_is_understood_or_not(typed: str, moment: time | None) -> None:
    assert parse_time(typed) == moment
