"""Every module from its first lesson to its certificate: by keyboard alone, and without script."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from bgm_portal.demo import house
from bgm_portal.learning import packages
from bgm_portal.learning.content.document import Document, Question
from bgm_portal.learning.content.vocabulary import QuestionKind
from bgm_portal.learning.service import publishing
from tests.browser.keyboard import Keyboard

pytestmark = pytest.mark.browser

MODULES = [
    packages.package_in(folder).documents()["de"]
    for folder in sorted(publishing.SHIPPED.iterdir())
    if folder.is_dir()
]


@pytest.fixture(scope="module")
def plain_page(browser: Browser, demo: str) -> Iterator[Page]:
    """A tab without script, in which a coordinator is signed in."""
    context = browser.new_context(base_url=demo, java_script_enabled=False, locale="de-DE")
    page = context.new_page()
    page.goto("/anmelden")
    page.fill("[name=email]", "koordination@demo.example")
    page.fill("[name=password]", house.PASSWORD)
    page.click("main button[type=submit]")
    yield page
    context.close()


def answer(keyboard: Keyboard, question: Question) -> None:
    page = keyboard.page
    chosen = [option.key for option in question.options if option.right]
    if question.kind is QuestionKind.MULTIPLE:
        for key in chosen:
            keyboard.reach(page.locator(f"#antwort-{key}"))
            page.keyboard.press("Space")
    else:
        keyboard.reach(page.locator("input[name=antwort]").first)
        page.keyboard.press("Space")
        for _step in range([option.key for option in question.options].index(chosen[0])):
            page.keyboard.press("ArrowDown")
    keyboard.submit("Prüfen")


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.key)
def test_a_module_is_finished_by_keyboard_without_script(
    plain_page: Page, module: Document
) -> None:
    page, keyboard = plain_page, Keyboard(plain_page)
    keyboard.open(f"/lernen/{module.key}")
    keyboard.follow("Beginnen")

    for lesson in module.lessons:
        expect(page.get_by_role("heading", level=1)).to_have_text(lesson.title)
        keyboard.submit("Gelesen, weiter")
    for question in module.questions:
        answer(keyboard, question)
        expect(page.get_by_role("heading", name="Das ist richtig")).to_be_visible()
        if question is not module.questions[-1]:
            keyboard.follow("Weiter")
    keyboard.follow("Sie haben das Modul abgeschlossen. Zum Abschluss")
    keyboard.submit("Nachweis ausstellen")

    expect(page.get_by_role("heading", level=1)).to_have_text("Nachweis")
    expect(page.get_by_text(re.compile(r"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}"))).to_be_visible()
