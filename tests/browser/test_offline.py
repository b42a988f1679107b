"""Ticking attendance in a hall without a network: a real browser, a phone, its offline switch."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from bgm_portal.demo import house
from tests.browser import looks

pytestmark = pytest.mark.browser

LIST = "Liste auf diesem Gerät behalten"
SENT_LATER = "**/anwesenheit/nachtragen*"
CUT_OFF = """
if (localStorage.getItem('cut-off') && !window.reallyFetch) {
  window.reallyFetch = window.fetch;
  window.fetch = (to, ...how) =>
    localStorage.getItem('cut-off') && String(to).includes('/nachtragen')
      ? Promise.reject(new TypeError('no network'))
      : window.reallyFetch(to, ...how);
}
"""
DELETE = "Liste von diesem Gerät löschen"


def sign_in(page: Page) -> None:
    page.fill("[name=email]", "ortmann@demo.example")
    page.fill("[name=password]", house.PASSWORD)
    page.click("main button[type=submit]")


def open_list(context: BrowserContext, of: str = "Stuhlyoga") -> Page:
    page = context.new_page()
    page.goto("/anmelden")
    sign_in(page)
    page.get_by_role("link", name=of).first.click()
    page.get_by_role("link", name="Anwesenheit eintragen").click()
    expect(page.get_by_role("heading", level=1, name="Anwesenheit")).to_be_visible()
    return page


def leave_the_network(phone: BrowserContext) -> None:
    """Switch the network off.

    The browser's switch forgets itself for a moment on reload, and what a service worker passes on
    meets no route; so the page itself is cut off from where it sends to, until `be_back`.
    """
    phone.add_init_script(CUT_OFF)
    for page in phone.pages:
        page.evaluate("localStorage.setItem('cut-off', 'yes')")
        page.evaluate(CUT_OFF)
    phone.route(SENT_LATER, lambda route: route.abort())
    phone.set_offline(True)


def be_back(phone: BrowserContext) -> None:
    """Switch the network on again."""
    for page in phone.pages:
        page.evaluate("localStorage.removeItem('cut-off')")
    phone.unroute(SENT_LATER)
    phone.set_offline(False)


def tick(page: Page, name: str) -> None:
    """Tick somebody with the keyboard."""
    page.get_by_label(f"war da: {name}").focus()
    page.keyboard.press("Space")


def says(page: Page, words: str) -> None:
    expect(page.locator("[data-offline] [role=status]")).to_contain_text(words)


def standing(page: Page, name: str) -> Locator:
    return page.get_by_role("row", name=name).locator("[data-standing]")


def test_a_list_is_ticked_without_a_network_and_sent_once_there_is_one(
    phone: Callable[[], BrowserContext],
) -> None:
    hers, another = phone(), phone()
    page = open_list(hers)
    page.get_by_role("button", name=LIST).press("Enter")
    says(page, "Die Liste ist auf diesem Gerät.")
    expect(page.get_by_role("button", name=LIST)).to_be_hidden()
    expect(page.get_by_role("button", name=DELETE)).to_be_focused()
    looks.no_violation(page)
    looks.no_sideways_scrolling(page)

    leave_the_network(hers)
    page.reload()
    tick(page, "Albers, Kim")
    tick(page, "Bachmann, Kim")
    says(page, "Noch nicht gesendet: 2.")
    page.reload()
    expect(standing(page, "Albers, Kim")).to_have_text("noch nicht gesendet")
    expect(page.get_by_label("war da: Albers, Kim")).to_be_checked()
    expect(page.get_by_text("Schreiben Sie den Namen auf Papier")).to_be_visible()
    other = open_list(another)
    tick(other, "Albers, Kim")
    other.get_by_role("button", name="Anwesenheit speichern").press("Enter")
    expect(other.get_by_text("Da waren: 1. Nicht da waren: 2.")).to_be_visible()
    be_back(hers)

    says(page, "Alles ist gesendet.")
    expect(page.get_by_text("Kim Bachmann: war nicht da")).to_be_visible()
    expect(page.get_by_label("war da: Bachmann, Kim")).not_to_be_checked()
    expect(standing(page, "Bachmann, Kim")).to_have_text("war nicht da")
    tick(page, "Bachmann, Kim")
    says(page, "Alles ist gesendet.")
    other.reload()
    expect(other.get_by_label("war da: Bachmann, Kim")).to_be_checked()
    looks.no_violation(page)


def test_after_signing_out_the_device_knows_nobody(phone: Callable[[], BrowserContext]) -> None:
    hers = phone()
    page = open_list(hers)
    page.get_by_role("button", name=LIST).press("Enter")
    says(page, "Die Liste ist auf diesem Gerät.")
    address = page.url

    page.get_by_role("button", name="Abmelden").press("Enter")
    expect(page.get_by_role("heading", level=1, name="Sie sind abgemeldet")).to_be_visible()
    page.wait_for_function("caches.keys().then(names => names.length === 0)")

    assert page.evaluate("localStorage.length") == 0
    leave_the_network(hers)
    with pytest.raises(Exception, match=r"ERR_INTERNET_DISCONNECTED|ERR_FAILED"):
        page.goto(address)


def test_a_list_can_be_deleted_and_goes_when_its_time_is_over(
    phone: Callable[[], BrowserContext],
) -> None:
    hers = phone()
    page = open_list(hers)
    page.get_by_role("button", name=LIST).press("Enter")
    says(page, "Die Liste ist auf diesem Gerät.")
    page.evaluate("caches.open('bgm-list:x:1').then(cache => cache.put('/x', new Response('Kim')))")

    page.goto("/mein-bereich")
    page.wait_for_function("caches.has('bgm-list:x:1').then(there => !there)")
    page.go_back()
    page.get_by_role("button", name=DELETE).press("Enter")

    says(page, "Die Liste ist von diesem Gerät gelöscht.")
    page.wait_for_function("caches.keys().then(names => names.length === 0)")
    assert page.evaluate("localStorage.length") == 0
    page.get_by_role("button", name=LIST).press("Enter")
    says(page, "Die Liste ist auf diesem Gerät.")
    page.get_by_role("button", name=DELETE).press("Enter")
    tick(page, "Celik, Kim")
    expect(page.get_by_role("button", name=LIST)).to_be_visible()
    assert page.evaluate("localStorage.length") == 0


def test_ticks_outlive_a_session_and_are_sent_after_signing_in_again(
    phone: Callable[[], BrowserContext],
) -> None:
    hers = phone()
    page = open_list(hers, "Pilates")
    page.get_by_role("button", name=LIST).press("Enter")
    says(page, "Die Liste ist auf diesem Gerät.")
    leave_the_network(hers)
    page.reload()
    tick(page, "Celik, Kim")
    says(page, "Noch nicht gesendet: 1.")

    page.get_by_role("button", name=DELETE).press("Enter")
    says(page, "Drücken Sie noch einmal auf Löschen")
    hers.clear_cookies()
    be_back(hers)
    says(page, "Bitte melden Sie sich noch einmal an.")
    looks.no_violation(page)
    page.get_by_role("link", name="Wieder anmelden").press("Enter")
    sign_in(page)

    says(page, "Alles ist gesendet.")
    expect(open_list(phone(), "Pilates").get_by_label("war da: Celik, Kim")).to_be_checked()


def test_two_devices_without_a_network_note_everybody_once(
    phone: Callable[[], BrowserContext],
) -> None:
    phones = [phone(), phone()]
    pages = [open_list(one, "Atempause") for one in phones]
    for page in pages:
        page.get_by_role("button", name=LIST).press("Enter")
        says(page, "Die Liste ist auf diesem Gerät.")
    for one in phones:
        leave_the_network(one)
    for page in pages:
        tick(page, "Albers, Kim")
        says(page, "Noch nicht gesendet: 1.")

    for one, page in zip(phones, pages, strict=True):
        be_back(one)
        says(page, "Alles ist gesendet.")
    pages[0].get_by_role("button", name="Anwesenheit speichern").press("Enter")

    figures = pages[0].locator("main dl").first
    expect(figures).to_contain_text(re.compile(r"Waren da\s*1\s*Waren nicht da\s*2"))
    expect(standing(pages[0], "Celik, Kim")).to_have_text("war nicht da")


def test_what_is_kept_for_one_person_is_gone_when_another_signs_in(
    phone: Callable[[], BrowserContext],
) -> None:
    hers = phone()
    page = open_list(hers)
    page.get_by_role("button", name=LIST).press("Enter")
    says(page, "Die Liste ist auf diesem Gerät.")

    hers.clear_cookies()
    page.goto("/anmelden")
    page.fill("[name=email]", "albers@demo.example")
    page.fill("[name=password]", house.PASSWORD)
    page.click("main button[type=submit]")

    page.wait_for_function("caches.keys().then(names => names.length === 0)")
