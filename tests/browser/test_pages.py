"""Every page that every role can reach: axe in light and dark, 320 px, targets, forced colours."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.browser import crawl, looks

pytestmark = pytest.mark.browser

ROLES = {
    "beschaeftigte": 20,
    "koordination": 30,
    "leitung": 15,
    "redaktion": 15,
    "administration": 20,
    "datenschutz": 15,
}


def at_1280_light_and_dark(page: Page) -> None:
    page.emulate_media(color_scheme="light", forced_colors="none")
    looks.no_violation(page)
    page.emulate_media(color_scheme="dark")
    looks.no_violation(page)


def at_320_and_in_forced_colours(page: Page) -> None:
    page.emulate_media(color_scheme="light", forced_colors="none")
    looks.no_sideways_scrolling(page)
    looks.no_small_targets(page)
    page.emulate_media(forced_colors="active")
    looks.everything_drawn(page)


@pytest.mark.parametrize(("account", "at_least"), ROLES.items())
def test_axe_finds_nothing_on_any_page_of_a_role(
    signed_in: Callable[[str], Page], account: str, at_least: int
) -> None:
    page = signed_in(account)

    visited = list(crawl.walk(page, "/", at_1280_light_and_dark))

    assert len(visited) >= at_least


@pytest.mark.parametrize(("account", "at_least"), ROLES.items())
def test_every_page_of_a_role_fits_320_pixels_and_forced_colours(
    signed_in: Callable[[str], Page], account: str, at_least: int
) -> None:
    page = signed_in(account)
    page.set_viewport_size({"width": 320, "height": 640})

    visited = list(crawl.walk(page, "/", at_320_and_in_forced_colours))

    assert len(visited) >= at_least


def test_pages_before_signing_in_are_sound(page: Page) -> None:
    visited = list(crawl.walk(page, "/", at_1280_light_and_dark))

    assert len(visited) >= 8


def test_no_request_leaves_the_house(signed_in: Callable[[str], Page], demo: str) -> None:
    page = signed_in("beschaeftigte")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))

    page.goto("/angebote")

    assert asked
    assert [url for url in asked if not url.startswith((demo, "data:"))] == []
