"""Taking part on a phone, without a mouse: check in, write a diary, join in, say how it was."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Locator, Page

from tests.browser import looks
from tests.browser.keyboard import Keyboard

pytestmark = pytest.mark.browser


@pytest.fixture
def keyboard(phone: Callable[[], BrowserContext]) -> Keyboard:
    """Somebody who took part, with a phone and a keyboard."""
    return signed_in(phone().new_page(), "albers")


@pytest.fixture
def another(phone: Callable[[], BrowserContext]) -> Keyboard:
    """Somebody else with a phone and a keyboard, and a diary of their own."""
    return signed_in(phone().new_page(), "bachmann")


def signed_in(page: Page, account: str) -> Keyboard:
    keyboard = Keyboard(page)
    keyboard.sign_in(account)
    return keyboard


def reads(keyboard: Keyboard, heading: str | re.Pattern[str], words: str = "") -> None:
    looks.arrived(keyboard.page, heading, words)


def test_somebody_checks_in_with_the_code_at_the_door(
    keyboard: Keyboard, phone: Callable[[], BrowserContext]
) -> None:
    door = signed_in(phone().new_page(), "ortmann").page
    door.get_by_role("link", name="Qigong").first.click()
    door.get_by_role("link", name="Anwesenheit eintragen").click()
    door.get_by_role("link", name="Code zum Einchecken zeigen").click()
    code = door.locator(".bgm-door__code").inner_text()

    keyboard.open("/einchecken")
    keyboard.type("Code", "ABC-D23")
    keyboard.submit("Ich bin da")
    reads(keyboard, "Einchecken")
    assert keyboard.page.title().startswith("Fehler: ")
    keyboard.type("Code", code)
    keyboard.submit("Ich bin da")

    reads(keyboard, re.compile("."), "Qigong")
    assert not keyboard.page.title().startswith("Fehler: ")


def of_celik(desk: Keyboard, deed: str) -> Locator:
    return desk.page.get_by_role("button", name=re.compile(f"{deed}.*Celik"))


def test_somebody_called_and_is_excused_and_it_is_taken_back(
    phone: Callable[[], BrowserContext],
) -> None:
    desk = signed_in(phone().new_page(), "ortmann")
    desk.follow("Qigong")
    desk.follow("Anwesenheit eintragen")
    desk.follow("Jemanden entschuldigen")
    reads(desk, "Jemanden entschuldigen", "Einen Grund brauchen Sie nicht.")
    looks.no_violation(desk.page)
    desk.activate(of_celik(desk, "Entschuldigen"))
    reads(desk, "Jemanden entschuldigen", "Vermerkt: entschuldigt.")
    desk.activate(of_celik(desk, "Zurücknehmen"))
    reads(desk, "Jemanden entschuldigen", "Der Vermerk ist zurückgenommen.")
    desk.follow("Zurück zur Liste")
    reads(desk, "Anwesenheit")


def test_somebody_keeps_a_diary_and_joins_a_challenge(keyboard: Keyboard) -> None:
    keyboard.open("/aktionen")
    keyboard.follow("Frühling in Bewegung")
    keyboard.type("Ihr Wochenziel in Minuten", "90")
    keyboard.submit("Mitmachen")
    reads(keyboard, "Frühling in Bewegung", "Sie machen mit.")

    keyboard.follow("Minuten im Tagebuch eintragen")
    keyboard.type("Aktive Minuten", "-5")
    keyboard.submit("Tag speichern")
    reads(keyboard, "Tagebuch", "Minuten können nicht negativ sein.")
    keyboard.type("Aktive Minuten", "30")
    keyboard.submit("Tag speichern")

    reads(keyboard, "Tagebuch", "Gespeichert: 30 Minuten.")


def test_somebody_rests_writes_a_week_and_leaves_without_a_trace(another: Keyboard) -> None:
    another.open("/aktionen")
    another.follow("Jeden Tag ein wenig")
    another.type("Ihr Wochenziel in Tagen", "9")
    another.submit("Mitmachen")
    reads(another, "Jeden Tag ein wenig", "Geben Sie eine Zahl von 1 bis 7 ein.")
    another.type("Ihr Wochenziel in Tagen", "2")
    another.submit("Mitmachen")
    reads(another, "Jeden Tag ein wenig", "0 Tage, Ziel 2")

    another.follow("Minuten im Tagebuch eintragen")
    another.tick("Das ist ein Ruhetag")
    another.submit("Tag speichern")
    reads(another, "Tagebuch", "Gespeichert: Ruhetag.")
    another.reach(another.page.locator("summary", has_text="Die letzten sieben Tage").first)
    another.page.keyboard.press("Enter")
    another.type("Minuten zusammen", "300")
    another.submit("Sieben Tage speichern")
    reads(another, "Tagebuch", "Auf 6 Tage verteilt.")

    another.open("/aktionen")
    another.follow("Jeden Tag ein wenig")
    reads(another, "Jeden Tag ein wenig", "Ihr Ziel ist erreicht")
    another.submit("Aussteigen")
    reads(another, "Aktionen", "Davon bleibt keine Spur.")


def test_somebody_ticks_a_card_and_joins_a_common_target(keyboard: Keyboard) -> None:
    keyboard.open("/aktionen")
    keyboard.follow("Neun kleine Dinge")
    keyboard.submit("Mitmachen")
    for field in ("Gedehnt oder gelockert", "An der frischen Luft", "Mit jemandem aus einem"):
        keyboard.tick(field)
    keyboard.submit("Karte speichern")
    reads(keyboard, "Neun kleine Dinge", "Eine Reihe ist voll")

    keyboard.open("/aktionen")
    keyboard.follow("Gemeinsam ans Ziel")
    keyboard.submit("Mitmachen")
    reads(keyboard, "Gemeinsam ans Ziel", "5.000 aktive Minuten, alle zusammen.")


def test_somebody_keeps_a_history_takes_it_along_and_ends_it(
    keyboard: Keyboard, phone: Callable[[], BrowserContext]
) -> None:
    keyboard.open("/mein-bereich/rueckblick")
    keyboard.submit("Ja, für mich aufbewahren")
    reads(keyboard, "Ihr Rückblick", "ab jetzt für Sie")
    door = signed_in(phone().new_page(), "ortmann").page
    door.get_by_role("link", name="Pilates").first.click()
    door.get_by_role("link", name="Anwesenheit eintragen").click()
    door.get_by_role("link", name="Code zum Einchecken zeigen").click()
    keyboard.open("/einchecken")
    keyboard.type("Code", door.locator(".bgm-door__code").inner_text())
    keyboard.submit("Ich bin da")

    keyboard.open("/mein-bereich/rueckblick")
    paper = keyboard.fetch("Zum Ausdrucken (PDF)")
    reads(keyboard, "Ihr Rückblick", "Pilates")
    keyboard.submit("Rückblick ausschalten und löschen")

    assert paper.startswith(b"%PDF")
    reads(keyboard, "Ihr Rückblick", "Möchten Sie einen Rückblick?")


def test_somebody_says_how_it_was(keyboard: Keyboard) -> None:
    keyboard.open("/mein-bereich")
    keyboard.follow("Vortrag")
    keyboard.submit("Antworten absenden")
    reads(keyboard, "Wie war es?", "Beantworten Sie mindestens eine Frage.")
    keyboard.choose("Wie zufrieden waren Sie insgesamt?", "Eher zufrieden")
    keyboard.choose("Konnten Sie so teilnehmen, wie Sie wollten?", "Ja")
    keyboard.submit("Antworten absenden")

    reads(keyboard, re.compile("."), "Ihre Antworten sind gespeichert, ohne Ihren Namen.")
