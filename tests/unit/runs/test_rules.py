"""What a start number and a time are, and when emergency contacts may be opened."""

from datetime import UTC, date, datetime

import pytest

from bgm_portal.runs.rules import emergency_kept_since, is_start_number, is_the_day, net_time

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
