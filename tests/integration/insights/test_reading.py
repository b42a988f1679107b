"""Reading a report: every format says the same, and nothing can be asked for."""

import json
import re
from datetime import timedelta
from io import BytesIO

import openpyxl
import pytest
from pypdf import PdfReader

from bgm_portal.activities.kinds import PreventionField
from bgm_portal.core.database import db
from bgm_portal.core.i18n import per_cent
from bgm_portal.counting import jobs as counting
from bgm_portal.identity.permissions import Role
from bgm_portal.insights import jobs
from bgm_portal.insights.models import FrozenReport
from bgm_portal.participation.states import AttendanceState
from tests.integration.insights.conftest import FREEZE
from tests.support import frozen as frozen_reports
from tests.support.times import NOW
from tests.support.verapdf import unmet

PAGE = "/berichte/2026/1"
FORMATS = [PAGE, f"{PAGE}/bericht.pdf", f"{PAGE}/bericht.xlsx", f"{PAGE}/bericht.json"]


@pytest.fixture
def leader(frozen, make_person, sign_in, at):
    """The browser of a managing director, on the day after the freeze."""
    with at(FREEZE):
        yield sign_in(make_person(Role.LEADERSHIP))


def tables(page):
    keys = [section["aria-labelledby"] for section in page.soup.select("section:has(table)")]
    return {key: rows_of(page, key) for key in keys}


def rows_of(page, key):
    return page.rows(f"section[aria-labelledby={key}] table")


def test_a_report_begins_with_three_sentences_of_what_is_published(leader):
    page = leader.get(PAGE)

    statement = " ".join(page.soup.select_one(".bgm-statement").get_text().split())
    assert statement == (
        "Von 82 Beschäftigten haben 20–24 an mindestens einem Angebot teilgenommen."
        " Unter den ausgewiesenen Themen erreichte Bewegung am meisten Menschen: 20–24 im"
        " 2. Quartal 2026."
        " 2 von 2 Angeboten waren stufenlos erreichbar und im Sitzen möglich, oder es gab sie"
        " auch online."
    )
    assert [strong.get_text() for strong in page.soup.select(".bgm-statement strong")] == [
        "20–24",
        "20–24",
    ]


def test_a_report_shows_every_figure_as_a_band_or_a_star(leader):
    found = tables(leader.get(PAGE))

    assert ["Leistung", "40", "10–14", "25–35 %"] in found["einheiten"]
    assert ["Stab", "12", "*", "*"] in found["einheiten"]
    assert found["themen"] == [
        ["Bewegung", "kein Angebot", "20–24"],
        ["Stress und Entspannung", "15–19", "kein Angebot"],
    ]
    assert [row[0] for row in found["angebote"]] == ["Yoga auf dem Stuhl", "Firmenlauf"]
    assert found["zugang"][0] == ["Bewegung", "1", "1", "1", "1", "0", "1", "1"]
    assert found["vergleich"] == [["1. Halbjahr 2026", "82", "20–24", "24–30 %", "2 von 2"]]
    assert len(found["handlungsfelder"]) == 6


def test_needs_are_left_out_of_the_first_half_of_a_year(leader):
    assert "bedarfe" not in tables(leader.get(PAGE))


def test_every_figure_has_its_definition_its_table_and_its_chart(leader):
    page = leader.get(PAGE)

    parts = page.soup.select("main section:has(table)")
    assert [part["aria-labelledby"] for part in parts] == [
        *("einheiten", "themen", "angebote", "rueckmeldungen", "zugang"),
        *("vergleich", "handlungsfelder"),
    ]
    assert all(part.select_one("h2 + p.bgm-muted") for part in parts)
    drawn = [part["aria-labelledby"] for part in parts if part.select_one("figure.bgm-chart")]
    assert drawn == ["einheiten", "themen", "angebote", "zugang", "handlungsfelder"]


@pytest.fixture(params=[None, AttendanceState.ABSENT, AttendanceState.PRESENT])
def nearly_nobody(half_year, house, make_activity, came, request):
    """A half-year with an offer to which nobody came, or one person who came elsewhere too."""
    quiet = make_activity(title_de="Stille", field=PreventionField.INCLUSION, starts_at=NOW)
    if request.param:
        came(quiet, house["Leistung"][:1], state=request.param)
    jobs.freeze_reports(FREEZE)


def test_an_offer_to_which_nobody_came_looks_like_one_to_which_somebody_came(
    nearly_nobody, make_person, sign_in, at
):
    with at(FREEZE):
        browser = sign_in(make_person(Role.LEADERSHIP))
        page, content = browser.get(PAGE), json.loads(browser.raw(FORMATS[3]).data)

    found = tables(page)
    assert ["Inklusion und Sensibilisierung", "*", "kein Angebot"] in found["themen"]
    assert "Inklusion und Sensibilisierung: 1. Quartal 2026: *" in found["handlungsfelder"][2][1]
    assert [line for line in content["topics"] if line["field"] == "inclusion"] == [
        {"field": "inclusion", "quarter": 1, "reached": None}
    ]


@pytest.mark.parametrize("width", ["wide", "narrow"])
def test_every_chart_says_what_its_table_says(leader, width):
    page = leader.get(PAGE)

    for part in page.soup.select("main section:has(figure.bgm-chart)"):
        drawing = part.select_one(f"svg.bgm-chart__{width}")
        said = " ".join(text.get_text() for text in drawing.select("text"))
        rows = rows_of(page, part["aria-labelledby"])
        if part["aria-labelledby"] == "handlungsfelder":
            assert per_cent("24–30") in said
            assert per_cent(100) in said
            continue
        figure = 2 if part["aria-labelledby"] == "einheiten" else -1
        assert [row for row in rows if row[0] not in said or row[figure] not in said] == []
        assert drawing["role"] == "img"
        assert drawing.select_one("title").get_text()
        assert part.select_one("figcaption").get_text().startswith(("Die Werte", "Jeder Wert"))


def test_bars_of_a_chart_are_told_apart_by_patterns(leader):
    charts = leader.get(PAGE).soup.select("figure.bgm-chart svg")

    assert charts
    for drawing in charts:
        patterns = [pattern.decode_contents() for pattern in drawing.select("pattern")]
        ids = {f"url(#{pattern['id']})" for pattern in drawing.select("pattern")}
        filled = [bar["fill"] for bar in drawing.select("rect.patterned")]
        assert len(set(patterns)) == len(patterns)
        assert filled
        assert set(filled) <= ids


def test_the_paper_shows_every_chart_and_says_what_it_is(leader):
    page = leader.get(PAGE)
    paper = PdfReader(BytesIO(leader.raw(FORMATS[1]).data))

    titles = [one.get_text() for one in page.soup.select("svg.bgm-chart__wide title")]
    assert len(titles) == 5
    assert alternatives(paper.trailer["/Root"]["/StructTreeRoot"]) == titles


@pytest.mark.papers
def test_papers_are_pdf_ua(leader):
    papers = [
        leader.raw(FORMATS[1]).data,
        leader.raw("/berichte/jahr/2026/bericht.pdf").data,
    ]

    assert unmet(*papers) == []


def alternatives(node):
    """Return what is said of each picture of a tagged paper, in the order of reading."""
    node = node.get_object()
    if not isinstance(node, dict):
        return (
            [word for one in node for word in alternatives(one)] if isinstance(node, list) else []
        )
    own = [node["/Alt"]] if "/Alt" in node else []
    return own + (alternatives(node["/K"]) if "/K" in node else [])


def test_a_report_begins_with_what_is_in_it_and_ends_with_the_one_before(
    leader, frozen, sign_in, make_person, at
):
    jobs.freeze_reports(FREEZE + timedelta(days=200))
    first, second = leader.get(PAGE), leader.get("/berichte/2026/2")

    places = [link["href"] for link in second.soup.select("nav.bgm-contents a")]
    assert places == [
        f"#{part['aria-labelledby']}" for part in second.soup.select("main section:has(table)")
    ]
    assert "Danach: 2. Halbjahr 2026" in first.text
    assert "Davor" not in first.text
    assert second.soup.find("a", string="Davor: 1. Halbjahr 2026")["href"] == PAGE


def test_a_report_compares_units_and_topics_with_earlier_reports(frozen, sign_in, make_person, at):
    later = FREEZE + timedelta(days=200)
    counting.keep_roster(FREEZE)
    jobs.freeze_reports(later)
    with at(later):
        browser = sign_in(make_person(Role.LEADERSHIP))
        first, second = tables(browser.get(PAGE)), tables(browser.get("/berichte/2026/2"))

    assert "einheiten-vergleich" not in first
    assert ["Leistung", "10–14", "*"] in second["einheiten-vergleich"]
    assert second["themen-vergleich"] == [
        ["Bewegung", "kein Angebot", "20–24", "kein Angebot", "kein Angebot"],
        ["Stress und Entspannung", "15–19", *["kein Angebot"] * 3],
    ]


def test_the_yearly_files_give_the_day_of_the_freeze(leader):
    book = openpyxl.load_workbook(BytesIO(leader.raw("/berichte/jahr/2026/bericht.xlsx").data))
    paper = PdfReader(BytesIO(leader.raw("/berichte/jahr/2026/bericht.pdf").data))

    frozen_on = "1. Halbjahr 2026: eingefroren am 15. Juli 2026."
    cells = [" ".join(str(row[0].value).split()) for row in book.worksheets[0]]
    assert frozen_on in cells
    assert frozen_on in " ".join(paper.pages[0].extract_text().split())


def test_a_report_says_the_same_in_every_format(leader):
    page = leader.get(PAGE)
    book = openpyxl.load_workbook(BytesIO(leader.raw(FORMATS[2]).data))
    paper = PdfReader(BytesIO(leader.raw(FORMATS[1]).data))
    cells = {" ".join(str(cell.value).split()) for sheet in book for row in sheet for cell in row}

    told = {cell for rows in tables(page).values() for row in rows for cell in row}
    assert told <= cells
    squeezed = "".join("".join(sheet.extract_text().split()) for sheet in paper.pages)
    assert not [cell for cell in told if "".join(cell.split()) not in squeezed]
    star = " ".join(page.soup.find(string=re.compile(r"^\* =")).split())
    for line in ("Eingefroren am 15. Juli 2026.", star.partition(" Niemand kann")[0]):
        assert line in cells
        assert "".join(line.split()) in squeezed


def test_the_bytes_are_those_that_were_frozen(leader):
    content = leader.raw(FORMATS[3]).data

    assert content == db.session.get_one(FrozenReport, "2026-1").content
    assert json.loads(content)["half_year"] == "2026-1"


def test_a_spreadsheet_holds_words_and_no_formulas(leader):
    book = openpyxl.load_workbook(BytesIO(leader.raw(FORMATS[2]).data))

    kinds = {cell.data_type for sheet in book for row in sheet for cell in row if cell.value}
    assert kinds == {"s"}


@pytest.mark.parametrize("address", ["/berichte", *FORMATS])
@pytest.mark.parametrize("wish", ["einheit=Stab", "seite=1", "format=csv", "x="])
def test_whatever_is_added_to_an_address_is_refused(leader, address, wish):
    assert leader.raw(f"{address}?{wish}").status_code == 400


@pytest.mark.parametrize("address", FORMATS)
def test_a_damaged_report_is_shown_in_no_format(leader, address):
    frozen_reports.take_guards_off()
    db.session.execute(FrozenReport.__table__.update().values(content=b'{"units":[]}'))
    frozen_reports.put_guards_back()
    db.session.commit()

    assert leader.raw(address).status_code == 409
    assert "beschädigt, wird nicht gezeigt" in leader.get("/berichte").text


@pytest.mark.parametrize("address", ["/berichte/2025/2", "/berichte/2026/3", "/berichte/26/1"])
def test_what_was_never_frozen_is_missing(leader, address):
    assert leader.raw(address).status_code == 404


def test_the_overview_names_the_days_of_the_next_reports(leader):
    page = leader.get("/berichte")

    assert page.rows() == [["1. Halbjahr 2026", "15. Juli 2026", "unverändert"]]
    assert "2. Halbjahr 2026: am 15. Januar 2027." in page.text


def test_before_the_first_report_there_are_words(make_person, sign_in):
    page = sign_in(make_person(Role.LEADERSHIP)).get("/berichte")

    assert "Noch ist kein Bericht eingefroren." in page.text
    assert "1. Halbjahr 2026: am 15. Juli 2026." in page.text


def test_a_report_of_nothing_is_a_report(make_unit, make_staff, make_person, sign_in, at, house):
    jobs.freeze_reports(FREEZE)
    with at(FREEZE):
        page = sign_in(make_person(Role.LEADERSHIP)).get(PAGE)

    assert "ist aus Datenschutzgründen nicht ausgewiesen" in page.text
    assert "Für kein Thema ist ausgewiesen, wie viele Menschen es erreicht hat." in page.text
    assert "In diesem Halbjahr gab es kein Angebot." in page.text


def test_a_report_reads_in_english(frozen, make_person, sign_in, at):
    with at(FREEZE):
        page = sign_in(make_person(Role.LEADERSHIP, language="en")).get(PAGE)

    assert "Company run" in page.text
    assert page.rows()[0][0] == "Leistung"
