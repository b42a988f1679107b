"""Every page that every role can reach: axe in light and dark, 320 px, targets, forced colours."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.browser import crawl, looks

pytestmark = [pytest.mark.browser, pytest.mark.long]

ROLES = {
    "beschaeftigte": 24,
    "koordination": 48,
    "leitung": 20,
    "redaktion": 18,
    "administration": 32,
    "datenschutz": 20,
}


@pytest.mark.parametrize(("account", "at_least"), ROLES.items())
def test_every_page_of_a_role_is_sound(
    signed_in: Callable[[str], Page], account: str, at_least: int
) -> None:
    page = signed_in(account)

    visited = list(crawl.walk(page, "/", looks.anew))

    assert len(visited) >= at_least


def test_every_lesson_of_every_module_is_sound(signed_in: Callable[[str], Page]) -> None:
    page = signed_in("beschaeftigte")
    page.goto("/lernen")
    modules = {
        link for link in crawl.local_links(page) if link.count("/") == 2 and "/lernen/" in link
    }

    lessons: set[str] = set()
    for module in sorted(modules):
        page.goto(module)
        lessons |= {link for link in crawl.local_links(page) if f"{module}/lektion/" in link}
    for lesson in sorted(lessons):
        page.goto(lesson)
        looks.anew(page)

    assert len(modules) >= 7
    assert len(lessons) >= 7


def test_pages_before_signing_in_are_sound(page: Page) -> None:
    visited = list(crawl.walk(page, "/", looks.anew))

    assert len(visited) >= 10


def test_no_request_leaves_the_house(signed_in: Callable[[str], Page], demo: str) -> None:
    page = signed_in("beschaeftigte")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))

    page.goto("/angebote")

    assert asked
    assert [url for url in asked if not url.startswith((demo, "data:"))] == []
