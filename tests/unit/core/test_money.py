"""Sums as people type them."""

import pytest

from bgm_portal.core.i18n import in_language
from bgm_portal.core.money import euros, parse_euros, typed_euros


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
def test_a_sum_is_understood_or_not(app, typed, cents):
    with in_language("de"):
        assert parse_euros(typed) == cents


@pytest.mark.parametrize(
    ("typed", "cents"),
    [
        ("1,234.50", 123450),
        ("1234.5", 123450),
        ("12.50", 1250),
        ("€80", 8000),
        ("1,234", 123400),
        ("1,234,567.8", 123456780),
        ("1.234,50", 123450),  # can mean nothing else
        ("12,50", 1250),
        ("1.234", 123400),
        ("1,23,456", None),
        ("1.2.3", None),
        ("1,2345", None),
        ("much", None),
        ("", None),
        ("99,999,999", None),
    ],
)
def test_on_an_english_page_a_sum_is_typed_the_english_way(app, typed, cents):
    with in_language("en"):
        assert parse_euros(typed) == cents


@pytest.mark.parametrize(
    ("code", "field", "shown"),
    [("de", "1234,50", "1.234,50\xa0€"), ("en", "1234.50", "€1,234.50")],
)
def test_a_sum_is_shown_in_the_way_of_the_page_and_read_back(app, code, field, shown):
    with in_language(code):
        assert (typed_euros(123450), euros(123450)) == (field, shown)
        assert parse_euros(typed_euros(123450)) == 123450
