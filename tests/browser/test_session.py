"""Some minutes before a session ends: a question that one key answers, and nothing is lost."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.keyboard import Keyboard

pytestmark = pytest.mark.browser

TWENTY_MINUTES = 20 * 60 * 1000
TYPED = "Der Knopf ist zu klein"


@pytest.fixture
def page(phone: Callable[[], BrowserContext]) -> Page:
    """Somebody who has typed something and then left the desk; the clock is in our hands."""
    page = phone().new_page()
    keyboard = Keyboard(page)
    keyboard.sign_in("albers")
    page.clock.install()
    keyboard.open("/barriere-melden")
    page.locator("[name=message]").fill(TYPED)
    return page


def stays(page: Page) -> None:
    """Go on with one key, as the dialog offers it first; the server must have heard it."""
    with page.expect_response("**/angemeldet-bleiben") as answer:
        page.keyboard.press("Enter")
    assert answer.value.status == 204


def test_whoever_is_still_there_goes_on_with_one_key_as_often_as_they_like(page: Page) -> None:
    dialog = page.locator("dialog.bgm-session")
    expect(dialog).to_be_hidden()
    for _time in range(2):
        page.clock.fast_forward(TWENTY_MINUTES)
        expect(dialog).to_be_visible()
        expect(dialog.get_by_role("button", name="Weiter")).to_be_focused()

        stays(page)

        expect(dialog).to_be_hidden()
        expect(page.locator("[name=message]")).to_have_value(TYPED)


def test_whoever_comes_back_too_late_reads_how_to_go_on_and_loses_nothing(page: Page) -> None:
    dialog = page.locator("dialog.bgm-session")
    page.clock.fast_forward(TWENTY_MINUTES)
    expect(dialog).to_be_visible()
    page.context.clear_cookies()

    page.keyboard.press("Enter")

    expect(dialog.get_by_text("Sie sind inzwischen abgemeldet.")).to_be_visible()
    link = dialog.get_by_role("link", name="Anmelden (neues Fenster)")
    expect(link).to_have_attribute("target", "_blank")
    expect(page.locator("[name=message]")).to_have_value(TYPED)
