"""A coordinator builds a module in the browser: two lessons, three questions, no mark in sight."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser import looks

pytestmark = pytest.mark.browser

TITLE = "Gut zuhören am Telefon"
SITUATION = "Situation ohne richtig oder falsch"
DRAFT = "/module/gut-zuhoeren-am-telefon/entwurf"


def press(page: Page, name: str) -> None:
    with page.expect_navigation():
        page.get_by_role("main").get_by_role("button", name=name, exact=True).first.click()


def follow(page: Page, name: str) -> None:
    page.get_by_role("main").get_by_role("link", name=name, exact=True).first.click()


def block(page: Page, kind: str) -> Locator:
    press(page, kind)
    return page.locator("[contenteditable]").last


def write_bold(page: Page, field: Locator, plain: str, bold: str) -> None:
    """Write words, and bold ones after them, as one does in any word processor."""
    field.click()
    page.keyboard.type(f"{plain} ")
    page.get_by_role("group", name="Werkzeuge").last.get_by_role("button", name="Fett").click()
    page.keyboard.type(bold)


def lesson(page: Page, title: str, words: str, bold: str) -> None:
    page.get_by_label("Titel der neuen Lektion").fill(title)
    press(page, "Lektion hinzufügen")
    follow(page, title)
    write_bold(page, block(page, "Absatz"), words, bold)
    page.get_by_label("Merksatz").fill("Erst hören, dann reden.")
    expect(page.locator("[data-preview] .bgm-prose b, [data-preview] strong").first).to_have_text(
        bold
    )
    press(page, "Speichern")


def part(page: Page, title: str, words: str) -> None:
    follow(page, title)
    field = block(page, "Absatz")
    field.click()
    page.keyboard.type(words)
    press(page, "Speichern")


def question(page: Page, kind: str, fill: Callable[[], None]) -> None:
    press(page, kind)
    page.locator(".bgm-parts").last.get_by_role("link", name="Neue Frage").first.click()
    page.get_by_label("Frage", exact=True).fill(f"Was gehört dazu ({kind})?")
    fill()
    page.get_by_label("Erklärung nach der Antwort").fill("So versteht man sich.")
    press(page, "Speichern")


def answers(page: Page, *lines: str, right: int | None = None) -> None:
    for number, line in enumerate(lines):
        page.locator(f"#option-{number}").fill(line)
    if right is not None:
        page.locator(f"#richtig-{right}").check()


def gaps(page: Page, text: str, *solutions: str) -> None:
    """Write a sentence with gaps; a card for each appears as soon as it is saved."""
    press(page, "Lücken füllen")
    page.locator(".bgm-parts").last.get_by_role("link", name="Neue Frage").first.click()
    page.get_by_label("Frage", exact=True).fill(text)
    page.get_by_label("Erklärung nach der Antwort").fill("So versteht man sich.")
    press(page, "Speichern")
    page.locator(".bgm-parts").last.get_by_role("link", name="(Lücke)").first.click()
    for number, solution in enumerate(solutions, start=1):
        expect(page.get_by_role("group", name=f"Lücke {number}")).to_contain_text(solution)
    looks.no_violation(page)
    page.get_by_label("Rückmeldung nach dem Prüfen").first.fill("Fast.")
    press(page, "Speichern")


def story(page: Page) -> None:
    """Write two situations of which the first leads to the second."""
    for words in ("Das Telefon klingelt.", "Jemand spricht leise."):
        press(page, SITUATION)
        page.locator(".bgm-parts").last.get_by_role("link", name="Neue Frage").first.click()
        page.get_by_label("Frage", exact=True).fill(words)
        answers(page, "Abwarten", "Nachfragen")
        page.get_by_label("Erklärung nach der Antwort").fill("So versteht man sich.")
        press(page, "Speichern")
    page.locator(".bgm-parts").last.get_by_role("link", name="Das Telefon klingelt.").first.click()
    page.get_by_label("Wie geht es weiter?").first.select_option(label="2. Jemand spricht leise.")
    looks.no_violation(page)
    press(page, "Speichern")
    page.locator(".bgm-parts").last.get_by_role("link", name="Das Telefon klingelt.").first.click()
    leads = page.get_by_label("Wie geht es weiter?").first.locator("option:checked")
    expect(leads).to_have_text("2. Jemand spricht leise.")


def test_a_coordinator_writes_a_sentence_with_gaps_and_a_story(
    signed_in: Callable[[str], Page],
) -> None:
    page = signed_in("koordination")
    page.goto("/module/neu")
    page.get_by_label("Titel", exact=True).fill("Leise Stimmen")
    page.get_by_label("Worum es geht, in einem Satz").fill("Wie man nachfragt.")
    press(page, "Speichern")

    story(page)
    follow(page, "Zurück zum Entwurf")
    gaps(page, "Erst [[hören|zuhören]], dann [[reden]].", "hören / zuhören", "reden")

    cards = page.locator(".bgm-parts").last
    expect(cards).to_contain_text("Erst (Lücke), dann (Lücke).")
    assert "[[" not in page.get_by_role("main").inner_text()


def test_a_coordinator_builds_a_module_and_names_a_contact_without_seeing_a_mark(
    signed_in: Callable[[str], Page],
) -> None:
    page = signed_in("koordination")
    page.goto("/module/neu")
    page.get_by_label("Titel", exact=True).fill(TITLE)
    page.get_by_label("Worum es geht, in einem Satz").fill("Wie Gespräche am Telefon gelingen.")
    press(page, "Speichern")
    part(page, "Lernziele", "Sie hören zu.")
    part(page, "In einfacher Sprache", "Zuhören ist gut.")
    part(page, "Auf einen Blick", "Pausen helfen.")

    lesson(page, "Zuhören", "Lassen Sie Pausen.", "Warten Sie.")
    lesson(page, "Nachfragen", "Fragen Sie nach.", "Nicht raten.")
    follow(page, "Nachfragen")
    field = page.locator("[contenteditable]").last
    field.click()
    page.keyboard.press("Control+End")
    page.keyboard.type(" Fragen Sie auch die ")
    page.get_by_role("button", name="Link oder Kontakt").last.click()
    page.get_by_label("Kontakt aus dem Verzeichnis", exact=True).select_option("sbv")
    page.get_by_role("button", name="Einfügen").click()
    expect(field.get_by_role("link")).to_have_text("Schwerbehindertenvertretung (SBV)")
    expect(page.get_by_text("Gesichert um")).to_be_visible(timeout=15_000)
    press(page, "Speichern")

    question(page, "Eine Antwort ist richtig", lambda: answers(page, "Pausen", "Lärm", right=0))
    question(page, "Mehrere Antworten sind richtig", lambda: answers(page, "A", "B", right=1))
    question(page, "In eine Reihenfolge bringen", lambda: answers(page, "Grüßen", "Zuhören"))

    expect(page.get_by_text("Die Prüfung hat nichts gefunden.")).to_be_visible()
    page.goto(f"{DRAFT}/vorschau")
    expect(page.get_by_role("heading", name="Nachfragen")).to_be_visible()
    expect(page.get_by_role("link", name="Schwerbehindertenvertretung (SBV)")).to_be_visible()
    assert "*" not in page.get_by_role("main").inner_text()
