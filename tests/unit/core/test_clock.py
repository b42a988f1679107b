"""Which day it is in Germany, and that the clock can stand still."""

from datetime import UTC, date, datetime

import pytest

from bgm_portal.core import clock


@pytest.mark.parametrize(
    ("at", "day"),
    [
        (datetime(2026, 3, 23, 22, 59, tzinfo=UTC), date(2026, 3, 23)),  # 23:59 in winter
        (datetime(2026, 3, 23, 23, 0, tzinfo=UTC), date(2026, 3, 24)),  # midnight in winter
        (datetime(2026, 7, 1, 21, 59, tzinfo=UTC), date(2026, 7, 1)),  # 23:59 in summer
        (datetime(2026, 7, 1, 22, 0, tzinfo=UTC), date(2026, 7, 2)),  # midnight in summer
        (
            datetime(2026, 10, 25, 0, 30, tzinfo=UTC),
            date(2026, 10, 25),
        ),  # the hour that comes twice
    ],
)
def test_the_day_is_the_one_on_german_walls(at: datetime, day: date) -> None:
    assert clock.local_day(at) == day


def test_the_clock_is_aware_and_in_utc() -> None:
    assert clock.now().tzinfo is UTC


def test_a_clock_that_stood_still_goes_on_afterwards() -> None:
    moment = datetime(2020, 1, 1, tzinfo=UTC)

    with clock.standing_at(moment):
        stood = clock.now()

    assert stood == moment
    assert clock.now() > moment
