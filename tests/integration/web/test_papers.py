"""Papers: tagged PDF that a screen reader can read, whatever somebody typed into it."""

from io import BytesIO

import pytest
import typst
from flask import Flask
from pypdf import PdfReader

from bgm_portal.core.i18n import in_language
from bgm_portal.web import papers
from bgm_portal.web.papers import Block, Facts, Heading, Picture, Points, Table, Words
from tests.support.times import NOW
from tests.support.verapdf import unmet

DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M1 1h5v5z"/></svg>'
EVERYTHING: list[Block] = [
    Words("Nur Sie sehen diese Seite."),
    Heading("Termine"),
    Table("Besuchte Termine", ["Angebot", "Tag"], [["Rückenfit", "3. März 2026"]] * 60),
    Facts([("Kursnummer", "KU-ST-0815")]),
    Points(["Bitte aufbewahren.", "Fragen beantwortet die BGM-Koordination."]),
    Picture(DRAWING, "Ein Dreieck", "Die Form"),
]


def text_of(pdf: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)


def sheet(*blocks: Block, title: str = "Mein Jahr") -> bytes:
    return papers.sheet(title, blocks or EVERYTHING, at=NOW, foot="Erstellt am 23. März 2026")


@pytest.mark.papers
def test_papers_are_pdf_ua(app: Flask) -> None:
    certificate = papers.certificate(
        "Teilnahmebescheinigung",
        name="Katrin Albers",
        sentence="hat an 6 von 8 Terminen teilgenommen.",
        blocks=EVERYTHING,
        at=NOW,
    )

    assert unmet(sheet(), certificate) == []


@pytest.mark.papers
def test_the_validator_sees_what_is_wrong(app: Flask) -> None:
    untagged = typst.compile(b"= Ohne Titel", pdf_tags=False)

    assert [rule.partition(":")[0] for rule in unmet(untagged)]


def test_a_paper_says_what_it_is_and_in_which_language(app: Flask) -> None:
    with in_language("en"):
        document = PdfReader(BytesIO(sheet(title="My year")))

    assert document.metadata is not None
    assert document.metadata.title == "My year"
    assert document.trailer["/Root"]["/Lang"] == "en"


def test_a_paper_holds_all_its_words_in_order(app: Flask) -> None:
    text = text_of(sheet())

    told = ["Mein Jahr", "Nur Sie", "Termine", "Rückenfit", "KU-ST-0815", "aufbewahren", "Die Form"]
    assert [text.index(words) for words in told] == sorted(text.index(words) for words in told)


def test_many_columns_of_figures_leave_room_for_the_words_beside_them(app: Flask) -> None:
    ways = ["stufenlos", "im Sitzen", "online", "im Sitzen oder online", "ohne Hürde"]
    head = ["Thema", "Angebote", "Termine", *ways]
    row = ["Inklusion und Sensibilisierung", *["1"] * 7]

    text = text_of(sheet(Table("Angebote", head, [row] * 3, numbers_from=1)))

    assert "Thema Angebote" in text  # and not one word over the other


@pytest.mark.parametrize("lines", range(20, 38, 2))
def test_what_leads_to_a_picture_stands_on_its_page(app: Flask, lines: int) -> None:
    wide = DRAWING.replace("0 0 9 9", "0 0 9 3")
    some = [Heading("Reichweite"), Words("Was es zeigt."), Picture(wide, "Dreieck", "Die Form")]
    pages = PdfReader(BytesIO(sheet(*[Words("Davor.")] * lines, *some))).pages

    told = [[words for words in ("Reichweite", "Was es zeigt.", "Die Form") if words in page]
            for page in (page.extract_text() for page in pages)]  # fmt: skip
    assert [found for found in told if found] == [["Reichweite", "Was es zeigt.", "Die Form"]]


def test_what_somebody_typed_is_never_read_as_a_command(app: Flask) -> None:
    typed = '#read("/etc/passwd") *fett* = Kopf $x$ [a] \\ <b> @c // d'

    assert typed in text_of(sheet(Words(typed)))


@pytest.mark.parametrize("letters", ["Katrin 😀", "山田", "a\u0007b", "\ue000"])
def test_letters_that_no_font_has_are_shown_as_unknown(app: Flask, letters: str) -> None:
    pdf = sheet(Facts([("Name", letters)]))

    assert "Name" in text_of(pdf)


@pytest.mark.parametrize("name", ["Łukasz Wójcik", "Şule Çağlar", "Jiří Dvořák", "Ιωάννα", "Анна"])
def test_names_of_europe_are_written_as_they_are(app: Flask, name: str) -> None:
    assert name in text_of(sheet(Facts([("Name", name)])))


def test_the_same_paper_of_the_same_moment_is_the_same_file(app: Flask) -> None:
    assert sheet() == sheet()


def test_a_mistake_in_a_template_is_not_hidden(app: Flask) -> None:
    with pytest.raises(typst.TypstError):
        papers.compose("certificate", "Ohne Namen", {}, at=NOW)


def test_a_paper_is_offered_as_a_file(app: Flask) -> None:
    answer = papers.response(b"%PDF-1.7", "jahr.pdf")

    assert answer.mimetype == "application/pdf"
    assert answer.headers["Content-Disposition"] == "attachment; filename=jahr.pdf"
