"""Whole stories without a mouse: what is met on the way is looked at by axe, too.

Only the keyboard moves (see keyboard.py): focus must be visible, uncovered and in reading order at
every stop. Pages that answer a POST, failed forms and error pages are met here alone.
"""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, expect

from bgm_portal.demo import house
from tests.browser import looks
from tests.browser.keyboard import Keyboard

pytestmark = pytest.mark.browser

RUN = "Hagener Firmenlauf: Team Jobcenter"


@pytest.fixture
def keyboard(page: Page) -> Keyboard:
    return Keyboard(page)


def arrive(keyboard: Keyboard, heading: str | re.Pattern[str]) -> None:
    looks.arrived(keyboard.page, heading)


def sign_in(keyboard: Keyboard, account: str, heading: str | re.Pattern[str]) -> None:
    keyboard.open("/anmelden")
    keyboard.type("E-Mail", f"{account}@demo.example")
    keyboard.type("Kennwort", house.PASSWORD)
    keyboard.submit("Anmelden")
    arrive(keyboard, heading)


def find_the_run(keyboard: Keyboard) -> None:
    keyboard.follow("Angebote")
    keyboard.type("Suchwort", "Hagener")
    keyboard.submit("Angebote anzeigen")
    keyboard.follow("Ganzes Jahr")
    arrive(keyboard, "Angebote")
    keyboard.follow(RUN)
    arrive(keyboard, RUN)


def said(page: Page) -> str:
    """Return what the error summary says; it must have the focus."""
    summary = page.locator("#fehler")
    expect(summary).to_be_focused()
    assert page.title().startswith("Fehler: ")
    return summary.inner_text()


def test_an_employee_signs_up_and_cancels_by_keyboard_alone(keyboard: Keyboard) -> None:
    page = keyboard.page
    sign_in(keyboard, "redaktion", re.compile("Guten"))
    find_the_run(keyboard)

    keyboard.follow("Anmeldung beginnen")
    arrive(keyboard, "Wie möchten Sie dabei sein?")
    keyboard.submit("Weiter")
    assert "Wählen Sie, wie Sie dabei sein möchten." in said(page)
    looks.no_violation(page)
    keyboard.reach(page.get_by_role("link", name="Wählen Sie, wie Sie dabei sein möchten."))
    page.keyboard.press("Enter")
    keyboard.choose("Wie möchten Sie dabei sein?", "Guide sein")
    keyboard.submit("Weiter")

    arrive(keyboard, "Ihre Angaben")
    keyboard.submit("Weiter")
    assert "Bitte ändern Sie 2 Angaben" in said(page)
    looks.no_violation(page)
    keyboard.select("Welche Größe soll Ihr Shirt haben?", "M")
    keyboard.choose("Welchen Schnitt möchten Sie?", "tailliert")
    keyboard.submit("Weiter")

    arrive(keyboard, "Was brauchen Sie, um gut dabei zu sein?")
    keyboard.tick("Ruhiger Rückzugsraum")
    keyboard.submit("Weiter")
    assert "Wählen Sie, wie wir Sie ansprechen sollen." in said(page)
    looks.no_violation(page)
    keyboard.choose("Wie dürfen wir Sie dazu ansprechen?", "E-Mail")
    keyboard.submit("Weiter")

    arrive(keyboard, "Womit sind Sie einverstanden?")
    keyboard.choose("Ich bin einverstanden", "Ja, ich bin einverstanden")
    keyboard.submit("Weiter")

    arrive(keyboard, "Stimmt alles?")
    keyboard.submit("Anmeldung absenden")
    arrive(keyboard, re.compile("angemeldet|dabei"))

    keyboard.follow("Mein Bereich")
    keyboard.follow("Ihre Anmeldung")
    arrive(keyboard, re.compile(RUN))
    keyboard.follow("Absagen")
    arrive(keyboard, "Möchten Sie absagen?")
    keyboard.submit("Ja, absagen")
    looks.no_violation(page)
    expect(page.locator(".bgm-flash")).to_be_focused()
    expect(page.locator(".bgm-flash")).to_contain_text("Ihre Anmeldung ist beendet.")


def test_a_coordinator_answers_a_need_by_keyboard_alone(keyboard: Keyboard) -> None:
    page = keyboard.page
    sign_in(keyboard, "koordination", re.compile("Heute"))

    keyboard.follow("Bedarfe ohne Antwort")
    arrive(keyboard, "Bedarfe")
    keyboard.submit("Öffnen")
    looks.no_violation(page)
    keyboard.choose("Was ist der Stand?", "So geht es nicht")
    keyboard.submit("Antwort senden")
    assert "Nennen Sie einen Grund." in said(page)
    looks.no_violation(page)
    keyboard.choose("Was ist der Stand?", "Es ist organisiert")
    keyboard.submit("Antwort senden")

    looks.no_violation(page)
    expect(page.locator(".bgm-flash")).to_be_focused()


def test_a_coordinator_ticks_moves_and_stops_before_cancelling(keyboard: Keyboard) -> None:
    page = keyboard.page
    sign_in(keyboard, "koordination", re.compile("Heute"))

    keyboard.follow("Planung")
    keyboard.follow("Yoga auf dem Stuhl")
    keyboard.follow("Teilnahmeliste")
    arrive(keyboard, "Teilnahmeliste")
    keyboard.follow("Anwesenheit eintragen")
    arrive(keyboard, "Anwesenheit")
    keyboard.reach(page.get_by_role("checkbox").first)
    page.keyboard.press("Space")
    keyboard.submit("Anwesenheit speichern")
    arrive(keyboard, "Anwesenheit")
    expect(page.locator(".bgm-flash")).to_be_focused()

    keyboard.follow("Teilnahmeliste")
    keyboard.follow("verlegen")
    arrive(keyboard, "Alle Termine")
    looks.no_violation(page)
    keyboard.open(re.sub("alle-termine$", "absagen", page.url))
    arrive(keyboard, "Angebot absagen")
    keyboard.submit("Angebot absagen und benachrichtigen")
    assert said(page)
    looks.no_violation(page)


def test_a_coordinator_drafts_and_is_told_what_is_missing(keyboard: Keyboard) -> None:
    page = keyboard.page
    sign_in(keyboard, "koordination", re.compile("Heute"))

    keyboard.follow("Planung")
    keyboard.follow("Neues Angebot planen")
    arrive(keyboard, "Neues Angebot planen")
    keyboard.submit("Entwurf anlegen")
    assert "Titel" in said(page)
    looks.no_violation(page)
    keyboard.type("Titel", "Atempause im Hof")
    keyboard.type("In einem Satz", "Zehn Minuten an der Luft.")
    keyboard.submit("Entwurf anlegen")
    arrive(keyboard, "Atempause im Hof")
    keyboard.submit("Jetzt veröffentlichen")
    looks.no_violation(page)
    keyboard.follow("Wählen Sie einen Ort.")
    looks.no_violation(page)


def test_an_administrator_finds_a_person_and_reads_a_message(keyboard: Keyboard) -> None:
    page = keyboard.page
    sign_in(keyboard, "administration", "Konten")

    keyboard.type("Name oder E-Mail-Adresse", "Wacholder")
    keyboard.submit("Suchen")
    arrive(keyboard, "Konten")
    keyboard.follow("Wacholder")
    arrive(keyboard, re.compile("Wacholder"))
    keyboard.follow("Betrieb")
    arrive(keyboard, "Betrieb")
    keyboard.follow("Alle Nachrichten ansehen")
    looks.no_violation(page)
    keyboard.activate(page.get_by_role("main").locator("tbody a").first)
    looks.no_violation(page)


def test_the_first_stop_leads_past_the_menu(keyboard: Keyboard) -> None:
    keyboard.open("/anmelden")

    keyboard.reach(keyboard.page.get_by_role("link", name="Zum Inhalt springen"))
    keyboard.page.keyboard.press("Enter")

    expect(keyboard.page.get_by_role("main")).to_be_focused()


@pytest.mark.parametrize("size", [(1280, 900), (320, 256)], ids=["desk", "400-percent"])
@pytest.mark.parametrize("path", ["/mein-bereich", "/angebote", "/schreibtisch", "/planung/neu"])
def test_every_control_of_a_page_is_reached_in_order(
    signed_in: Callable[[str], Page], path: str, size: tuple[int, int]
) -> None:
    keyboard = Keyboard(signed_in("koordination"))
    keyboard.page.set_viewport_size({"width": size[0], "height": size[1]})
    keyboard.open(path)

    stops = keyboard.round_trip()

    assert stops == keyboard.reachable()


def test_signing_in_with_a_wrong_password_is_explained(keyboard: Keyboard) -> None:
    keyboard.open("/anmelden")
    keyboard.type("E-Mail", "niemand@demo.example")
    keyboard.type("Kennwort", "falsch")

    keyboard.submit("Anmelden")

    assert said(keyboard.page)
    looks.no_violation(keyboard.page)


@pytest.mark.parametrize("path", ["/gibt-es-nicht", "/konten"], ids=["404", "403"])
def test_a_page_that_is_not_for_one_says_what_helps(
    signed_in: Callable[[str], Page], path: str
) -> None:
    page = signed_in("beschaeftigte")

    page.goto(path)

    looks.all_round(page)


def test_sign_up_works_without_javascript(browser: Browser, demo: str) -> None:
    context = browser.new_context(base_url=demo, locale="de-DE", java_script_enabled=False)
    page = context.new_page()
    page.goto("/anmelden")
    page.get_by_label("E-Mail").fill("datenschutz@demo.example")
    page.get_by_label("Kennwort").fill(house.PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Anmelden").click()
    page.goto("/angebote?monat=alle&suche=Hagener")
    page.get_by_role("link", name=RUN).click()
    page.get_by_role("link", name="Anmeldung beginnen").first.click()
    page.get_by_label("Anfeuern und helfen").check()
    page.get_by_role("button", name="Weiter", exact=True).click()
    page.get_by_role("combobox").select_option("M")
    page.get_by_label("gerade").check()
    page.get_by_role("button", name="Weiter", exact=True).click()
    page.get_by_role("button", name="Weiter", exact=True).click()
    page.get_by_label("Ja, ich bin einverstanden").check()
    page.get_by_role("button", name="Weiter", exact=True).click()

    page.get_by_role("button", name="Anmeldung absenden").click()

    expect(page.get_by_role("heading", level=1)).to_contain_text("angemeldet")
    context.close()


def test_language_colours_and_size_are_switched_in_place(keyboard: Keyboard) -> None:
    page = keyboard.page
    keyboard.open("/hilfe")

    keyboard.activate(page.get_by_role("button", name="English"))
    keyboard.activate(page.locator("button[name=farben][value=dark]"))
    keyboard.activate(page.locator("button[name=schrift][value=larger]"))

    assert page.url.endswith("/hilfe")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.locator("html")).to_have_attribute("data-kern-theme", "dark")
    expect(page.locator("html")).to_have_attribute("data-text", "larger")
    looks.no_violation(page)
