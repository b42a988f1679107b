"""When a message is tried again."""

from datetime import timedelta

import pytest

from bgm_portal.mail.courier import Terms

TERMS = Terms(first_delay=timedelta(seconds=30), longest_delay=timedelta(minutes=15))


@pytest.mark.parametrize(
    ("attempt", "chance", "seconds"),
    [
        (1, 0.5, 30),
        (2, 0.5, 60),
        (3, 0.5, 120),
        (6, 0.5, 900),
        (100, 0.5, 900),
        (1, 0.0, 15),
        (1, 1.0, 45),
        (100, 1.0, 1350),
    ],
)
def test_the_delay_doubles_up_to_a_limit_and_is_spread(attempt, chance, seconds):
    assert TERMS.delay(attempt, chance=chance) == timedelta(seconds=seconds)


def test_the_last_message_of_a_batch_is_begun_long_before_the_lease_ends():
    assert Terms().begin_within <= Terms().lease / 2
