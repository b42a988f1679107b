"""Reading figures on a phone, without a mouse: who leads, who keeps accounts, who guards data."""

import re
from collections.abc import Iterator
from hashlib import sha256
from io import BytesIO

import openpyxl
import pyotp
import pytest
from openpyxl import Workbook
from playwright.sync_api import Browser, expect
from pypdf import PdfReader

from bgm_portal.core import clock
from bgm_portal.demo import house
from tests.browser import looks
from tests.browser.keyboard import Keyboard

pytestmark = pytest.mark.browser

FINGERPRINT = re.compile(r"[0-9a-f]{64}")
HEADING = "Wer erreicht wurde und wie zugänglich es war"
BAND = re.compile(r"\d+–\d+")


@pytest.fixture
def keyboard(browser: Browser, demo: str) -> Iterator[Keyboard]:
    """A phone and a keyboard, and nobody signed in."""
    context = browser.new_context(
        base_url=demo, viewport={"width": 320, "height": 700}, locale="de-DE"
    )
    yield Keyboard(context.new_page())
    context.close()


@pytest.fixture
def leader(keyboard: Keyboard) -> Iterator[Keyboard]:
    """Whoever leads the house, signed in with a code from an app that is set up by keyboard."""
    sign_in(keyboard, "leitung")
    secret = set_up_an_app(keyboard)
    keyboard.activate(keyboard.page.get_by_role("button", name="Abmelden").first)
    sign_in(keyboard, "leitung")
    looks.arrived(keyboard.page, "Code eingeben")
    keyboard.type("Code", "000000", exact=True)
    keyboard.submit("Anmelden")
    looks.arrived(keyboard.page, "Code eingeben", "Der Code stimmt nicht")
    keyboard.type("Code", next_code(secret), exact=True)
    keyboard.submit("Anmelden")
    yield keyboard
    keyboard.open("/konto/zweiter-faktor/entfernen")
    keyboard.type("Neues Kennwort", house.PASSWORD)
    keyboard.submit("Zweiten Faktor entfernen")
    looks.arrived(keyboard.page, "Zweiter Faktor", "Ihr Konto hat keinen zweiten Faktor mehr.")


def sign_in(keyboard: Keyboard, account: str) -> None:
    keyboard.open("/anmelden")
    keyboard.type("E-Mail", f"{account}@demo.example")
    keyboard.type("Kennwort", house.PASSWORD)
    keyboard.submit("Anmelden")


def set_up_an_app(keyboard: Keyboard) -> str:
    """Set up an app, and return what it knows."""
    keyboard.open("/konto/zweiter-faktor")
    looks.arrived(keyboard.page, "Zweiter Faktor")
    keyboard.submit("App einrichten")
    looks.arrived(keyboard.page, "App einrichten")
    secret = keyboard.page.locator("#schluessel").inner_text().replace(" ", "")
    keyboard.type("Code aus der App", pyotp.TOTP(secret).at(clock.now()))
    keyboard.submit("Einrichten")
    looks.arrived(keyboard.page, "Ihre Ersatzcodes")
    return secret


def test_leadership_reads_a_report_and_the_one_before_and_takes_them_along(
    leader: Keyboard,
) -> None:
    page = leader.page
    open_the_reports(leader)
    latest, earlier = page.get_by_role("row").get_by_role("link").all_inner_texts()[:2]

    leader.follow("Bericht lesen")
    looks.arrived(page, HEADING, latest)
    assert BAND.search(page.locator(".bgm-statement").inner_text())
    units = page.get_by_role("region", name="Beteiligung nach Einheit")
    expect(units).to_contain_text("Gezählt wird, wer mindestens einmal da war")
    expect(units).to_contain_text("* = aus Datenschutzgründen nicht ausgewiesen.")
    assert leader.round_trip() == leader.reachable()
    house = units.get_by_role("row").last.get_by_role("cell").all_inner_texts()
    assert house == [cell.value for cell in list(book(leader).worksheets[1].rows)[-1][1:]]
    paper = PdfReader(BytesIO(leader.fetch("Als PDF")))
    assert latest in " ".join(paper.pages[0].extract_text().split())

    leader.follow("Was es gekostet hat")
    assert page.url.endswith("#kosten")
    leader.follow("Davor")
    looks.arrived(page, HEADING, f"Bericht, {earlier}")
    assert book(leader).properties.title == earlier
    leader.open(f"{page.url}?einheit=1")
    looks.arrived(page, re.compile("."), "Berichte lassen sich nicht filtern")


def test_leadership_reads_the_year_and_why_nobody_can_be_found(keyboard: Keyboard) -> None:
    page = keyboard.page
    sign_in(keyboard, "leitung")
    open_the_reports(keyboard)
    keyboard.follow("Gesundheitsbericht")
    looks.arrived(page, re.compile("Gesundheitsbericht"), "Für die Steuerungsgruppe")

    keyboard.follow("Berichte")
    keyboard.follow("Regeln und Prüfsummen")
    looks.arrived(page, "Regeln und Prüfsummen", "Genaue Zahlen gibt es nicht.")


def test_whoever_keeps_the_accounts_sees_which_units_are_large_enough(keyboard: Keyboard) -> None:
    page = keyboard.page
    sign_in(keyboard, "administration")
    keyboard.follow("Konten")
    keyboard.follow("Einheiten")
    keyboard.follow("Welche Einheiten für Berichte zu klein sind")
    looks.arrived(page, "Einheiten in Berichten", "groß genug")
    assert keyboard.round_trip() == keyboard.reachable()

    coming = page.get_by_role("table").first
    expect(coming.get_by_role("row", name="Verwaltung und Personal")).to_contain_text("Stab")
    keyboard.activate(coming.get_by_role("link", name="Verwaltung und Personal"))
    looks.arrived(page, "Verwaltung und Personal")
    keyboard.reach(page.get_by_label("Gemeinsam ausgewertet mit"))


def test_whoever_guards_the_data_compares_fingerprints_and_counts_what_happened(
    keyboard: Keyboard,
) -> None:
    page = keyboard.page
    sign_in(keyboard, "datenschutz")
    keyboard.follow("Protokoll")
    looks.arrived(page, "Protokoll", "Wie oft Bedarfe geöffnet wurden")
    openings = page.get_by_role("table", name="Geöffnete Bedarfe")
    assert all(cell.isdigit() for cell in openings.get_by_role("cell").all_inner_texts())
    assert keyboard.round_trip() == keyboard.reachable()

    keyboard.follow("Nachweis der Löschungen")
    looks.arrived(page, "Nachweis der Löschungen")

    keyboard.follow("Protokoll")
    keyboard.follow("Regeln und Prüfsummen")
    looks.arrived(page, "Regeln und Prüfsummen", "flask bgm verify-releases")
    rows = page.get_by_role("row").filter(has_text="unverändert")
    fingerprints = [FINGERPRINT.findall(row) for row in rows.all_inner_texts()]
    assert fingerprints
    assert all(len(found) == 1 for found in fingerprints)

    keyboard.follow("Berichte")
    keyboard.follow("Bericht lesen")
    looks.arrived(page, HEADING, fingerprints[0][0])
    frozen = keyboard.fetch("Eingefrorene Daten zum Nachprüfen")
    previous = fingerprints[1][0] if len(fingerprints) > 1 else ""
    assert sha256(previous.encode() + b"\n" + frozen).hexdigest() == fingerprints[0][0]


def next_code(secret: str) -> str:
    """Return the code of the next half minute: each one is good once."""
    return pyotp.TOTP(secret).at(clock.now(), counter_offset=1)


def book(keyboard: Keyboard) -> Workbook:
    return openpyxl.load_workbook(BytesIO(keyboard.fetch("Als Excel-Datei")))


def open_the_reports(keyboard: Keyboard) -> None:
    keyboard.follow("Berichte")
    looks.arrived(keyboard.page, "Berichte", "Eingefrorene Berichte")
