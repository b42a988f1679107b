"""Which colours people can read, and which hours may be quiet."""

import re
from datetime import time
from pathlib import Path

import pytest

from bgm_portal.admin import colours
from bgm_portal.settings import rules

TOKENS = (Path(__file__).parents[3] / "static/css/tokens.css").read_text()


def token(name: str) -> tuple[str, str]:
    found = re.search(rf"^  --{name}: light-dark\((#\w+), (#\w+)\);", TOKENS, re.MULTILINE)
    assert found is not None
    return found[1], found[2]


@pytest.mark.parametrize(("number", "name"), [(0, "paper"), (1, "sand"), (2, "field")])
def test_the_grounds_are_those_of_the_style_sheet(number, name):
    assert token(name) == (rules.GROUNDS["light"][number], rules.GROUNDS["dark"][number])


@pytest.mark.parametrize("name", ["lead", "band"])
def test_the_usual_colours_are_those_of_the_style_sheet_and_pass(name):
    light, dark = token(name)

    assert (light, dark) == (colours.USUAL[f"{name}_light"], colours.USUAL[f"{name}_dark"])
    fault = rules.lead_fault if name == "lead" else rules.band_fault
    assert fault(light, "light") is None
    assert fault(dark, "dark") is None


def test_writing_on_buttons_is_that_of_the_style_sheet():
    assert token("on-lead") == (rules.ON_LEAD["light"], rules.ON_LEAD["dark"])


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [
        ("#000000", "#ffffff", 21.0),
        ("#ffffff", "#ffffff", 1.0),
        ("#777777", "#ffffff", 4.48),  # the well-known grey that just fails
        ("#767676", "#ffffff", 4.54),
    ],
)
def test_contrast_is_that_of_wcag(one, other, ratio):
    assert rules.contrast(one, other) == pytest.approx(ratio, abs=0.005)
    assert rules.contrast(other, one) == rules.contrast(one, other)


@pytest.mark.parametrize(
    ("colour", "theme", "passes"),
    [
        ("#003366", "light", True),
        ("#e2001a", "light", False),  # a red that is read on white, and not on sand
        ("#ffcc00", "light", False),
        ("#ffcc00", "dark", True),
        ("#003366", "dark", False),
    ],
)
def test_links_must_be_read_on_every_ground(colour, theme, passes):
    fault = rules.lead_fault(colour, theme)

    assert (fault is None) is passes
    if fault is not None:
        assert fault.ratio < rules.TEXT == fault.needed
        assert rules.lead_fault(fault.instead, theme) is None


@pytest.mark.parametrize(
    ("colour", "theme", "passes"),
    [("#e2001a", "light", True), ("#ffcc00", "light", False), ("#5f1010", "dark", False)],
)
def test_lines_must_be_seen(colour, theme, passes):
    fault = rules.band_fault(colour, theme)

    assert (fault is None) is passes
    if fault is not None:
        assert rules.band_fault(fault.instead, theme) is None


@pytest.mark.parametrize(
    ("text", "colour"),
    [
        (" #0A4B53 ", "#0a4b53"),
        ("0a4b53", "#0a4b53"),
        ("#abc", "#aabbcc"),
        ("rot", None),
        ("#0a4b5", None),
        ("#0a4b53;}body{display:none", None),
        ("", None),
    ],
)
def test_a_colour_is_understood_as_people_copy_it(text, colour):
    assert rules.plain_colour(text) == colour


@pytest.mark.parametrize(
    ("begin", "end", "well"),
    [
        (time(19), time(7), True),
        (time(16), time(5), True),
        (time(22), time(9), True),
        (time(15, 59), time(7), False),
        (time(22, 1), time(7), False),
        (time(19), time(4, 59), False),
        (time(19), time(9, 1), False),
    ],
)
def test_hours_are_quiet_from_an_evening_to_a_morning(begin, end, well):
    assert rules.are_quiet_hours(begin, end) is well
