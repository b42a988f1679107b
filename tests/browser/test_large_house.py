"""A house of 1,130 units and 376 sites, on a phone and without a mouse: nobody scrolls for one.

Its year has more dates than anybody reads on one page.
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from bgm_portal.core.clock import local_today
from bgm_portal.demo import house
from tests.benchmarks.serving import ROOT, serving
from tests.browser import looks
from tests.browser.keyboard import Keyboard
from tests.support.chrome import PATIENCE_MILLISECONDS

pytestmark = pytest.mark.browser

UNITS = 1129  # and the one in which everybody works
SITES = 376
DATES = 700
NOT_THERE = "Es gibt keine Einheit „Vertrieb“. Prüfen Sie Name oder Kürzel."

NO_SUCH_SITE = "Es gibt keinen Standort „Turm“. Prüfen Sie den Namen."


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a portal with very many units, sites and dates."""
    environ = house.environment(Path(tmp_path_factory.mktemp("large")), 5000)
    fill = [sys.executable, "-m", "tests.browser.hall", *map(str, (UNITS, SITES, DATES))]
    subprocess.run(fill, cwd=ROOT, env=environ, check=True, stdout=subprocess.DEVNULL)
    with serving("bgm_portal.app:create_app()", environ, threads=4) as server:
        yield f"http://127.0.0.1:{server.port}"


@pytest.fixture
def keyboard(browser: Browser, large: str) -> Iterator[Keyboard]:
    context = browser.new_context(
        base_url=large, viewport={"width": 320, "height": 700}, locale="de-DE"
    )
    context.set_default_timeout(PATIENCE_MILLISECONDS)
    yield Keyboard(context.new_page())
    context.close()


def reads(keyboard: Keyboard, heading: str | re.Pattern[str], words: str = "") -> None:
    looks.arrived(keyboard.page, heading, words)


def test_a_coordinator_looks_for_the_units_of_an_activity(keyboard: Keyboard) -> None:
    keyboard.sign_in("ortmann")
    keyboard.open("/planung?stand=vergangene")
    keyboard.follow("Vortrag")
    path = f"{keyboard.page.url}/fuer-wen"
    keyboard.open(path)
    reads(keyboard, "Für wen es ist")
    keyboard.type("Einheiten suchen", "Vertrieb")
    keyboard.page.keyboard.press("Enter")
    reads(keyboard, "Für wen es ist", NOT_THERE)
    keyboard.type("Einheiten suchen", "integration 77")
    keyboard.submit("Einheiten suchen")
    reads(keyboard, "Für wen es ist", "Einheiten passen.")
    keyboard.tick("Markt und Integration 477 (M-0477)")
    keyboard.type("Einheiten suchen", "L1")
    keyboard.submit("Einheiten suchen")
    reads(keyboard, "Für wen es ist", "Eine Einheit passt.")
    keyboard.tick("Leistung 1 (L1)")
    looks.all_round(keyboard.page)
    keyboard.submit("Speichern")
    keyboard.open(path)

    boxes = keyboard.page.get_by_role("group", name="Für welche Einheiten?").get_by_role("checkbox")
    expect(boxes).to_have_count(2)
    assert [box.is_checked() for box in boxes.all()] == [True, True]


def test_an_administrator_types_the_unit_of_an_account(keyboard: Keyboard) -> None:
    keyboard.sign_in("gauss")
    keyboard.open("/konten?text=albers")
    keyboard.follow("Albers")
    keyboard.follow("Angaben ändern")
    keyboard.type("Einheit", "Vertrieb")
    keyboard.submit("Speichern")
    reads(keyboard, "Angaben ändern", NOT_THERE)
    keyboard.type("Einheit", "m-0815")
    looks.all_round(keyboard.page)
    keyboard.submit("Speichern")

    reads(keyboard, re.compile("Albers"), "Markt und Integration 815")


def test_an_editor_types_the_unit_to_which_a_module_is_recommended(keyboard: Keyboard) -> None:
    keyboard.sign_in("fuchs")
    keyboard.open("/module/probe/empfehlen")
    keyboard.type("Für welche Einheit?", "Vertrieb")
    keyboard.submit("Speichern")
    reads(keyboard, "Empfehlen", NOT_THERE)
    keyboard.type("Für welche Einheit?", "m-0815")
    looks.all_round(keyboard.page)
    keyboard.submit("Speichern")

    reads(keyboard, "Empfehlen", "Markt und Integration 815: Empfohlen")


def test_a_coordinator_looks_for_the_sites_of_an_activity(keyboard: Keyboard) -> None:
    keyboard.sign_in("ortmann")
    keyboard.open("/planung?stand=vergangene")
    keyboard.follow("Vortrag")
    path = f"{keyboard.page.url}/fuer-wen"
    keyboard.open(path)
    keyboard.type("Standorte suchen", "Turm")
    keyboard.page.keyboard.press("Enter")
    reads(keyboard, "Für wen es ist", NO_SUCH_SITE)
    keyboard.type("Standorte suchen", "haus 77")
    keyboard.page.keyboard.press("Enter")
    reads(keyboard, "Für wen es ist", "Standorte passen.")
    keyboard.tick("Haus 177")
    looks.all_round(keyboard.page)
    keyboard.submit("Erst zählen")
    reads(keyboard, "Für wen es ist", "So wäre das Angebot für niemanden.")

    boxes = keyboard.page.get_by_role("group", name="Für welche Standorte?").get_by_role("checkbox")
    expect(boxes).to_have_count(1)
    assert boxes.first.is_checked()


def test_an_administrator_types_the_site_of_an_account_and_finds_it_by_it(
    keyboard: Keyboard,
) -> None:
    keyboard.sign_in("gauss")
    keyboard.open("/konten?text=celik")
    keyboard.follow("Celik")
    keyboard.follow("Angaben ändern")
    keyboard.type("Standort", "haus 3 3")
    keyboard.submit("Speichern")
    reads(keyboard, "Angaben ändern", "Mehrere Standorte passen: Haus 103, Haus 113,")
    keyboard.type("Standort", "Haus 33")
    looks.all_round(keyboard.page)
    keyboard.submit("Speichern")
    reads(keyboard, re.compile("Celik"), "Haus 33")
    keyboard.open("/konten")
    keyboard.type("Standort (Name)", "haus 33")
    keyboard.submit("Suchen")

    reads(keyboard, "Konten", "Celik, Kim")
    looks.all_round(keyboard.page)


def test_a_coordinator_types_the_site_that_is_written_to(keyboard: Keyboard) -> None:
    keyboard.sign_in("ortmann")
    keyboard.open("/planung?suche=treff")
    keyboard.follow("Offener Treff")
    keyboard.open(f"{keyboard.page.url}/nachrichten/neu")
    keyboard.type("Arbeitet am Standort", "Turm")
    keyboard.type("Betreff", "Neuer Raum")
    keyboard.type("Nachricht", "Wir treffen uns im Hof.", exact=True)
    keyboard.submit("Weiter zur Vorschau")
    reads(keyboard, "Neue Nachricht", NO_SUCH_SITE)
    keyboard.type("Arbeitet am Standort", "haus 177")
    looks.all_round(keyboard.page)
    keyboard.submit("Weiter zur Vorschau")
    reads(keyboard, "Neue Nachricht", "Diese Auswahl trifft gerade auf niemanden zu.")
    keyboard.choose("Wann geht sie hinaus?", "Später")
    keyboard.type("Tag", f"{local_today() + timedelta(days=1):%d.%m.%Y}")
    keyboard.type("Uhrzeit", "9:00")
    keyboard.submit("Weiter zur Vorschau")

    reads(keyboard, "So geht die Nachricht hinaus", "Standort Haus 177")


def test_a_coordinator_reads_a_long_year_month_by_month(keyboard: Keyboard) -> None:
    keyboard.sign_in("ortmann")
    keyboard.open("/planung")
    keyboard.follow("Jahresplan")
    reads(keyboard, re.compile("Jahresplan"))
    months = keyboard.page.get_by_role("navigation", name="Monat, mit der Zahl der Termine")
    expect(months.get_by_role("link")).to_have_count(12)
    keyboard.follow("Mai (")
    expect(keyboard.page.get_by_role("heading", level=3)).to_have_text(["Mai"])
    looks.all_round(keyboard.page)
    keyboard.follow("Liste")
    expect(keyboard.page.get_by_role("heading", level=3)).to_have_text(["Mai"])
    keyboard.follow("Von mir betreute")

    expect(keyboard.page.get_by_role("heading", level=3)).to_have_text(["Mai"])
    looks.all_round(keyboard.page)
