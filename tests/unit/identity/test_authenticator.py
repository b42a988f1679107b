"""What app and portal compute alike, against the figures of the standard."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bgm_portal.identity import authenticator
from bgm_portal.identity.permissions import Role
from bgm_portal.identity.rules import is_factor_due

#: RFC 6238, appendix B: "12345678901234567890" in base 32, and the last six of eight digits.
SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"


@pytest.mark.parametrize(
    ("seconds", "code"),
    [
        (59, "287082"),
        (1111111109, "081804"),
        (1234567890, "005924"),
        (2000000000, "279037"),
    ],
)
def test_the_codes_are_those_of_the_standard(seconds: int, code: str) -> None:
    moment = datetime.fromtimestamp(seconds, UTC)

    assert authenticator.matching_step(SECRET, code, at=moment) == seconds // 30


@given(st.text(max_size=30))
def test_no_text_breaks_the_reading_of_codes(typed: str) -> None:
    moment = datetime(2026, 5, 1, tzinfo=UTC)

    step = authenticator.matching_step(SECRET, typed, at=moment)
    parts = authenticator.recovery_parts(typed)

    assert step is None or isinstance(step, int)
    assert parts is None or (0 <= parts[0] <= 9 and len(parts[1]) == 8)


@given(st.integers(min_value=1, max_value=8))
def test_a_recovery_code_is_read_as_it_was_made(number: int) -> None:
    code = authenticator.new_recovery_code(number)

    expected = number, code[2:].replace("-", "")
    assert authenticator.recovery_parts(code) == expected
    assert authenticator.recovery_parts(code.lower().replace("-", " ")) == expected


def test_a_secret_is_160_random_bits_and_never_the_same() -> None:
    secrets = {authenticator.new_secret() for _one in range(100)}

    assert len(secrets) == 100
    assert {len(secret) for secret in secrets} == {32}


@pytest.mark.parametrize(
    ("roles", "settings", "expected"),
    [
        ({Role.ADMIN}, {"has_factor": False, "required": True}, 1),
        ({Role.EDITOR, Role.AUDITOR}, {"has_factor": False, "required": True}, 1),
        ({Role.ADMIN}, {"has_factor": True, "required": True}, 0),
        ({Role.ADMIN}, {"has_factor": False, "required": False}, 0),
        ({Role.EDITOR}, {"has_factor": False, "required": True}, 0),
        (set(), {"has_factor": False, "required": True}, 0),
    ],
)
def test_a_second_factor_is_due_where_it_is_required_and_missing(
    roles: set[Role], settings: dict[str, bool], expected: int
) -> None:
    assert is_factor_due(roles, **settings) is bool(expected)
