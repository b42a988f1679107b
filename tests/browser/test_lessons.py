"""Modules and contacts on a phone, without a mouse: learning, writing, releasing, keeping."""

import io
import re
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, expect
from pypdf import PdfReader

from tests.browser import looks
from tests.browser.keyboard import Keyboard

pytestmark = pytest.mark.browser

PROBE = "/lernen/probe"
RIGHT_ORDER = ("begrüßen", "zuhören", "verabschieden")
WRITTEN = "Erst hören, dann fragen."


@pytest.fixture
def somebody(phone: Callable[..., BrowserContext]) -> Callable[..., Keyboard]:
    """Return a function that lets somebody sign in on a phone of their own."""

    def _somebody(account: str, *, script: bool = True) -> Keyboard:
        keyboard = Keyboard(phone(script=script).new_page())
        keyboard.sign_in(account)
        return keyboard

    return _somebody


def arrived(keyboard: Keyboard, heading: str, words: str = "") -> None:
    """Insist on a page that fits the phone and is large enough for a thumb."""
    expect(keyboard.page.get_by_role("heading", level=1, name=heading)).to_be_visible()
    expect(keyboard.page.locator("body")).to_contain_text(words)
    looks.no_sideways_scrolling(keyboard.page)
    looks.no_small_targets(keyboard.page)


def begins_at_the_heading(keyboard: Keyboard, heading: str) -> None:
    """Insist that whoever went on need not pass menu and contents again."""
    arrived(keyboard, heading)
    expect(keyboard.page.get_by_role("heading", level=1)).to_be_focused()
    expect(keyboard.page.get_by_role("heading", level=1)).to_be_in_viewport()


def judged(keyboard: Keyboard, verdict: str, *, script: bool) -> None:
    """Insist on the verdict; script takes the focus there."""
    said = keyboard.page.get_by_role("heading", name=verdict)
    expect(said).to_be_in_viewport()
    if script:
        expect(said).to_be_focused()
        looks.no_violation(keyboard.page)


def put_in_order(keyboard: Keyboard, *, script: bool) -> None:
    """Bring three steps into their order with the buttons."""
    page = keyboard.page
    steps = page.locator(".bgm-order > li")
    for place, step in enumerate(RIGHT_ORDER):
        for _move in RIGHT_ORDER:
            if step in steps.nth(place).inner_text():
                break
            keyboard.activate(page.get_by_role("button", name=re.compile(f"nach oben.*{step}")))
            said = page.locator(".bgm-flash")
            expect(said).to_contain_text(f"„{step}“ steht jetzt auf Platz")
            assert not script or said.evaluate("said => said === document.activeElement")
        expect(steps.nth(place)).to_contain_text(f"Platz {place + 1} von 3: {step}")


@pytest.mark.parametrize(
    ("account", "script"), [("demir", True), ("engel", False)], ids=["script", "without-script"]
)
def test_somebody_reads_matches_orders_fills_gaps_and_follows_a_story(
    somebody: Callable[..., Keyboard], account: str, *, script: bool
) -> None:
    keyboard = somebody(account, script=script)
    keyboard.open(PROBE)
    keyboard.follow("Beginnen")
    keyboard.submit("Gelesen, weiter")
    begins_at_the_heading(keyboard, "Krisen")
    keyboard.submit("Gelesen, weiter")
    begins_at_the_heading(keyboard, "Was kommt zuerst?")

    keyboard.open(f"{PROBE}/fragen/probe-q4")
    keyboard.submit("Prüfen")
    expect(keyboard.page.locator("#fehler")).to_contain_text("Geben Sie eine Antwort")
    keyboard.select("Auge", "hören")
    keyboard.select("Ohr", "hören")
    keyboard.submit("Prüfen")
    judged(keyboard, "Noch nicht ganz: 1 von 2 stimmen", script=script)
    keyboard.select("Auge", "sehen")
    keyboard.submit("Noch einmal prüfen")
    judged(keyboard, "Das ist richtig", script=script)
    assert "1 von 6 gelöst" in keyboard.page.title()

    keyboard.follow("Weiter")
    begins_at_the_heading(keyboard, "Was geschieht nacheinander?")
    put_in_order(keyboard, script=script)
    keyboard.submit("Prüfen")
    judged(keyboard, "Das ist richtig", script=script)

    keyboard.follow("Weiter")
    begins_at_the_heading(keyboard, "Ergänzen Sie den Satz.")
    keyboard.type("Lücke 1 von 2", "sprechen")
    keyboard.type("Lücke 2 von 2", "reden")
    keyboard.page.keyboard.press("Enter")
    judged(keyboard, "Noch nicht ganz: 1 von 2 stimmen", script=script)
    keyboard.type("Lücke 1 von 2", "Hören")
    keyboard.submit("Noch einmal prüfen")
    judged(keyboard, "Das ist richtig", script=script)

    keyboard.open(f"{PROBE}/fragen/probe-q7")
    keyboard.choose("Ihre Antwort", "Warten")
    keyboard.submit("Prüfen")
    judged(keyboard, "Das folgt daraus", script=script)
    keyboard.follow("Weiter in der Geschichte")
    begins_at_the_heading(keyboard, "Die Person spricht wieder. Und jetzt?")


def test_a_module_goes_on_paper_whole_and_without_the_page_around_it(
    somebody: Callable[..., Keyboard],
) -> None:
    keyboard = somebody("demir")
    page = keyboard.page
    keyboard.open(PROBE)
    keyboard.follow("Alles auf einer Seite, zum Drucken")
    arrived(keyboard, "Probe aufs Zuhören")
    looks.no_violation(page)

    page.emulate_media(media="print")
    expect(page.get_by_role("link", name="Abmelden")).to_be_hidden()
    paper = PdfReader(io.BytesIO(page.pdf()))
    text = " ".join(" ".join(sheet.extract_text() for sheet in paper.pages).split())

    for words in ("Sie hören zu.", "Bleiben Sie ruhig.", "Erst hören, dann", "Fachwissen"):
        assert words in text
    assert "Abmelden" not in text


def test_an_editor_rehearses_and_hands_in_and_a_second_person_releases(
    somebody: Callable[..., Keyboard],
) -> None:
    editor = somebody("fuchs")
    editor.open("/module")
    editor.submit("Bearbeiten")
    arrived(editor, "Probe aufs Zuhören")
    editor.activate(editor.page.get_by_role("link", name=re.compile("Probelauf.*nacheinander")))
    arrived(editor, "Was geschieht nacheinander?", "Es wird nichts gespeichert")
    editor.submit("Prüfen")
    judged(editor, "Noch nicht ganz", script=True)
    put_in_order(editor, script=True)
    editor.submit("Prüfen")
    judged(editor, "Das ist richtig", script=True)
    editor.follow("Zum Entwurf")

    editor.follow("Zuhören")
    editor.type("Merksatz", WRITTEN)
    editor.submit("Speichern")
    editor.follow("Zur Freigabe abgeben")
    editor.submit("Abgeben")
    expect(editor.page.locator("#fehler")).to_be_focused()
    editor.choose("Was ist das für eine Änderung?", "Redaktionell")
    editor.type("Was hat sich geändert?", "Ein Merksatz")
    editor.type("Begründung zu den Warnungen", "So gewollt.")
    editor.submit("Abgeben")
    editor.follow("Prüfen und freigeben")
    arrived(editor, "Prüfen und freigeben", "Freigeben muss ihn eine zweite Person.")

    second = somebody("ortmann")
    second.open("/module")
    second.follow("Entwurf öffnen")
    second.follow("Prüfen und freigeben")
    arrived(second, "Prüfen und freigeben", WRITTEN)
    looks.no_violation(second.page)
    second.submit("Freigeben")
    arrived(second, "Lernmodule", "Das Lernmodul ist erschienen.")
    second.open(f"{PROBE}/lektion/lesson-1")
    arrived(second, "Zuhören", WRITTEN)


def test_a_coordinator_adds_a_contact_notes_the_check_and_everybody_finds_it(
    somebody: Callable[..., Keyboard],
) -> None:
    keyboard = somebody("ortmann")
    keyboard.open("/kontakte")
    keyboard.follow("Kontakt hinzufügen")
    keyboard.submit("Speichern")
    expect(keyboard.page.locator("#fehler")).to_be_focused()
    keyboard.reach(keyboard.page.get_by_role("link", name="Geben Sie der Stelle einen Namen."))
    keyboard.page.keyboard.press("Enter")
    keyboard.type("Name der Stelle", "Lesehilfe im Haus")
    keyboard.submit("Speichern")  # the address still names the field
    expect(keyboard.page.locator("#fehler")).to_be_focused()
    keyboard.select("Wozu gehört sie?", "Im eigenen Haus")
    keyboard.choose("Für wen ist sie da?", "nur im eigenen Haus")
    keyboard.type("Wobei hilft sie?", "Liest Briefe vor.")
    keyboard.type("Telefon", "intern 177")
    keyboard.type("Quelle der Angaben", "Anruf")
    keyboard.type("Geprüft am", "02.01.2025")
    keyboard.type("Geprüft von", "BGM-Koordination")
    keyboard.submit("Speichern")
    arrived(keyboard, "Lesehilfe im Haus", "seit einem Jahr niemand geprüft")
    looks.no_violation(keyboard.page)
    keyboard.submit("Heute geprüft, alles stimmt")
    arrived(keyboard, "Lesehilfe im Haus", "Vermerkt: Heute geprüft, alles stimmt.")
    expect(keyboard.page.locator(".bgm-flash")).to_be_focused()

    reader = somebody("engel", script=False)
    reader.open("/kontakte")
    reader.type("Suchwort", "vorlesen, was niemand kennt")
    reader.submit("Kontakte anzeigen")
    arrived(reader, "Kontakte", "Dazu gibt es keinen Kontakt.")
    reader.type("Suchwort", "Briefe")
    reader.submit("Kontakte anzeigen")
    arrived(reader, "Kontakte", "Ein Kontakt")
    reader.follow("Liste zum Ausdrucken")
    arrived(reader, "Kontakte", "intern 177")
