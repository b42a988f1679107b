"""The handbooks as people read them: on a page, on paper, and from where they are."""

from io import BytesIO

import pytest
from PIL import Image
from pypdf import PdfReader

from bgm_portal.handbook.books import KEYS, book
from bgm_portal.handbook.pictures import FOLDER, PAGES, files
from tests.support.verapdf import unmet


def text_of(response):
    return " ".join(page.extract_text() for page in PdfReader(BytesIO(response.data)).pages)


def test_a_handbook_is_read_without_signing_in(visitor):
    page = visitor.get("/handbuch/einfach")

    assert page.soup.select_one("h2#mitmachen").get_text() == "Mitmachen"
    assert page.soup.select_one('a[href="#mitmachen"]')


def test_all_handbooks_are_listed_and_found_from_the_help_page(visitor):
    listed = visitor.get("/handbuch")

    links = {link["href"] for link in listed.soup.select("main h2 a")}
    assert links == {f"/handbuch/{key}" for key in KEYS}
    assert visitor.get("/hilfe").soup.select_one('main a[href="/handbuch"]')


def test_help_leads_to_the_section_about_the_page(employee, sign_in):
    page = sign_in(employee).get("/lernen")

    link = page.soup.find("a", string="Hilfe zu dieser Seite")
    assert link["href"] == "/handbuch/beschaeftigte#lernen"


def test_a_page_that_does_not_exist_leads_to_all_handbooks(visitor):
    page = visitor.get("/gibt-es-nicht", status=404)

    assert page.soup.find("a", string="Hilfe zu dieser Seite")["href"] == "/handbuch"


def test_a_handbook_that_does_not_exist_is_missed_kindly(visitor):
    assert "Dieses Handbuch gibt es nicht." in visitor.get("/handbuch/quatsch", status=404).text


@pytest.mark.parametrize("key", KEYS)
def test_a_handbook_goes_on_paper(visitor, key):
    page = visitor.get(f"/handbuch/{key}")

    paper = text_of(visitor.raw(f"/handbuch/{key}/handbuch.pdf"))

    headings = [heading.get_text() for heading in page.soup.select("main section h2")]
    assert headings
    words = "".join(paper.split())
    assert [one for one in headings if "".join(one.split()) not in words] == []


@pytest.mark.papers
@pytest.mark.parametrize("portal", ["sqlite"], indirect=True)  # nothing of it is in a database
def test_handbooks_are_pdf_ua(visitor):
    for key in KEYS:
        assert unmet(visitor.raw(f"/handbuch/{key}/handbuch.pdf").data) == []


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize("language", ["de", "en"])
def test_pictures_stand_where_they_belong_in_the_language_of_the_reader(visitor, key, language):
    page = visitor.get(f"/handbuch/{key}", sprache=language)

    shown = page.soup.select("main img")
    assert len(shown) == sum(book == key for one in PAGES for book, _section in one.shown_at) > 0
    for image in shown:
        answer = visitor.raw(str(image["src"]))
        drawn = Image.open(BytesIO(answer.data))
        assert drawn.size == (int(image["width"]), int(image["height"]))
        assert f".{page.soup.html['lang']}.png" in image["src"]
        assert len(image["alt"]) > 20
        assert image["loading"] == "lazy"


def test_every_picture_is_there_small_and_shown_in_a_section_that_exists():
    assert {file.name for file in FOLDER.iterdir()} == set(files())
    assert max(file.stat().st_size for file in FOLDER.iterdir()) < 60_000
    places = {(key, part.key) for key in KEYS for part in book(key, "de").sections}
    assert {place for one in PAGES for place in one.shown_at} <= places


@pytest.mark.parametrize("file", ["quatsch.png", "..%2Fviews.py"])
def test_no_other_file_is_given_as_a_picture(visitor, file):
    assert visitor.raw(f"/handbuch/bild/{file}").status_code == 404


def test_pictures_are_told_on_paper_too(visitor):
    pdf = PdfReader(BytesIO(visitor.raw("/handbuch/verwaltung/handbuch.pdf").data))

    assert sum(len(page.images) for page in pdf.pages) == 2
