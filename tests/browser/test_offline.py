"""Ticking attendance in a hall without a network: a real browser, a phone, its offline switch."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from bgm_portal.demo import house
from tests.browser import looks

pytestmark = pytest.mark.browser

LIST = "Liste auf diesem Gerät behalten"


def open_list(context: BrowserContext) -> Page:
    page = context.new_page()
    page.goto("/anmelden")
    page.fill("[name=email]", "ortmann@demo.example")
    page.fill("[name=password]", house.PASSWORD)
    page.click("main button[type=submit]")
    page.get_by_role("link", name="Stuhlyoga").first.click()
    page.get_by_role("link", name="Anwesenheit eintragen").click()
    expect(page.get_by_role("heading", level=1, name="Anwesenheit")).to_be_visible()
    return page


def tick(page: Page, name: str) -> None:
    """Tick somebody with the keyboard."""
    page.get_by_label(f"war da: {name}").focus()
    page.keyboard.press("Space")


def says(page: Page, words: str) -> None:
    expect(page.locator("[data-offline] [role=status]")).to_contain_text(words)


def test_a_list_is_ticked_without_a_network_and_sent_once_there_is_one(
    phone: Callable[[], BrowserContext],
) -> None:
    hers, another = phone(), phone()
    page = open_list(hers)
    page.get_by_role("button", name=LIST).press("Enter")
    says(page, "Die Liste ist auf diesem Gerät.")
    looks.no_violation(page)
    looks.no_sideways_scrolling(page)

    hers.set_offline(True)
    page.reload()
    tick(page, "Albers, Kim")
    tick(page, "Bachmann, Kim")
    says(page, "Noch nicht gesendet: 2.")
    page.reload()
    expect(page.get_by_label("war da: Albers, Kim")).to_be_checked()
    other = open_list(another)
    tick(other, "Albers, Kim")
    other.get_by_role("button", name="Anwesenheit speichern").press("Enter")
    expect(other.get_by_text("Da waren: 1. Nicht da waren: 2.")).to_be_visible()
    hers.set_offline(False)

    says(page, "Alles ist gesendet.")
    expect(page.get_by_text("Kim Bachmann: war nicht da")).to_be_visible()
    expect(page.get_by_label("war da: Bachmann, Kim")).not_to_be_checked()
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
    hers.set_offline(True)
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
    page.get_by_role("button", name="Liste von diesem Gerät löschen").press("Enter")

    says(page, "Die Liste ist von diesem Gerät gelöscht.")
    page.wait_for_function("caches.keys().then(names => names.length === 0)")
