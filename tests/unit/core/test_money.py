"""Sums as people type them."""

import pytest

from bgm_portal.core.money import parse_euros


@pytest.mark.parametrize(
    ("typed", "cents"),
    [
        ("1.234,50", 123450),
        ("80", 8000),
        (" 80 € ", 8000),
        ("0,5", 50),
        ("-1", None),
        ("viel", None),
        ("1,234", None),
        ("", None),
        ("²", None),
        ("1.234", 123400),
        ("1.234.567,8", 123456780),
        ("12.50", None),
        ("1.23.456", None),
        ("1,2,3", None),
        ("1e3", None),
        ("9999999,99", 999999999),
        ("99999999", None),
        ("99.999.999", None),
        ("9" * 30, None),
    ],
)
def test_a_sum_is_understood_or_not(typed, cents):
    assert parse_euros(typed) == cents
