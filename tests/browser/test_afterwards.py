"""When something is over, on a phone and without a mouse: an album, an evaluation, the papers."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import BrowserContext

from tests.browser import looks
from tests.browser.keyboard import Keyboard

pytestmark = pytest.mark.browser

OVER = "Vortrag"


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    """A picture of nobody."""
    file = tmp_path / "raum.png"
    Image.new("RGB", (640, 480), "#c9d8b6").save(file)
    return file


def someone(phone: Callable[[], BrowserContext], account: str) -> Keyboard:
    keyboard = Keyboard(phone().new_page())
    keyboard.sign_in(account)
    return keyboard


def reads(keyboard: Keyboard, heading: str | re.Pattern[str], words: str = "") -> None:
    looks.arrived(keyboard.page, heading, words)


def test_somebody_evaluates_shows_a_picture_and_another_takes_papers_along(
    phone: Callable[[], BrowserContext], picture: Path
) -> None:
    planning = someone(phone, "ortmann")
    planning.open("/planung?stand=vergangene")
    planning.follow(OVER)
    hub = planning.page.url
    planning.open(f"{hub}/anwesenheit")
    planning.reach(planning.page.get_by_label("war da: Albers, Kim"))
    planning.page.keyboard.press("Space")
    planning.submit("Anwesenheit speichern")
    reads(planning, "Anwesenheit", "Da waren: 1.")

    planning.open(f"{hub}/album")
    planning.follow("Bild hinzufügen")
    planning.submit("Bild hinzufügen")
    reads(planning, "Bild hinzufügen", "Wählen Sie ein Bild aus.")
    planning.type("Was ist auf dem Bild zu sehen?", "Ein leerer Raum mit Stühlen im Kreis.")
    file = planning.page.get_by_label("Bild", exact=True)
    planning.reach(file)
    file.set_input_files(picture)
    planning.tick("Niemand ist zu erkennen")
    planning.submit("Bild hinzufügen")
    reads(planning, "Album", "Das Bild ist im Album.")

    planning.open(f"{hub}/auswertung")
    planning.type("Was wollten wir erreichen?", "Mehr Menschen erreichen.")
    planning.submit("Auswertung speichern")
    reads(planning, "Auswertung", "Die Auswertung ist gespeichert.")
    planning.follow("Kosten Zeile für Zeile")
    planning.type("Wofür", "Vortragende")
    planning.type("Tatsächlich in Euro", "viel")
    planning.submit("Speichern")
    reads(planning, re.compile("Kosten"), "Geben Sie einen Betrag ein")
    planning.type("Tatsächlich in Euro", "120")
    planning.submit("Speichern")
    reads(planning, re.compile("Kosten"), "Die Kosten sind gespeichert.")
    planning.open(f"{hub}/auswertung")
    reads(planning, "Auswertung", "120")
    evaluation = planning.fetch("Auf einer Seite als PDF")

    albers = someone(phone, "albers")
    albers.open("/mein-bereich/bescheinigungen")
    reads(albers, "Bescheinigungen")
    albers.follow(OVER)
    certificate = albers.fetch("Als PDF herunterladen")
    reads(albers, re.compile("."), OVER)
    albers.open("/alben")
    albers.follow(OVER)
    reads(albers, re.compile(OVER))
    shown = albers.page.get_by_role("img", name="Ein leerer Raum mit Stühlen im Kreis.").first

    assert evaluation.startswith(b"%PDF")
    assert certificate.startswith(b"%PDF")
    assert shown.evaluate("img => img.complete && img.naturalWidth > 0")
