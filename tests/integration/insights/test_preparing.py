"""What comes before a report and beside it: preview, units, rules, goals and words of a year."""

from datetime import UTC, datetime, timedelta
from io import BytesIO

import openpyxl
import pytest
from pypdf import PdfReader

from bgm_portal.activities.budget_models import BudgetLine
from bgm_portal.audit import queries as audit
from bgm_portal.core.database import db, transaction
from bgm_portal.core.i18n import NO_BREAK_SPACE
from bgm_portal.counting import jobs as counting
from bgm_portal.feedback.kinds import AsWished, Satisfaction
from bgm_portal.feedback.models import FeedbackAnswer
from bgm_portal.identity import queries as people
from bgm_portal.identity import service as identity
from bgm_portal.identity.permissions import Role
from bgm_portal.insights import jobs
from bgm_portal.participation import jobs as participation
from tests.factories.learning import publish_probe
from tests.integration.insights.conftest import FREEZE
from tests.support.times import NOW, YESTERDAY

BEFORE = FREEZE - timedelta(minutes=1)
IN_JUNE = datetime(2026, 6, 10, 8, 0, tzinfo=UTC)
WINTER = datetime(2027, 1, 15, 8, 0, tzinfo=UTC)
WRITE = "/berichte/jahr/2026/schreiben"
YEAR = "/berichte/jahr/2026"


def spaced(value):
    """Return a cell of a workbook as pages are read: with common spaces."""
    return str(value).replace(NO_BREAK_SPACE, " ")


def rows(page, key):
    return page.rows(f"section[aria-labelledby={key}] table")


@pytest.fixture
def planner(coordinator, sign_in, at):
    """Return a function that gives the coordinator's browser at a moment."""
    return lambda: sign_in(coordinator)


def test_the_preview_shows_bands_and_reasons_and_no_exact_count(half_year, planner, at):
    participation.erase_attendance(IN_JUNE)

    with at(IN_JUNE):
        page = planner().get("/berichte/vorschau")

    assert page.h1 == "Vorschau auf den Bericht, 1. Halbjahr 2026"
    assert ["Leistung", "40", "10–14", "25–35 %"] in rows(page, "einheiten")
    assert ["Stab", "Die Einheit hat weniger als 20 Beschäftigte."] in rows(page, "gruende")
    assert "Gezählt sind Termine bis zum 26. Mai 2026" in page.text
    assert "Eingefroren wird am 15. Juli 2026." in page.text


def test_the_preview_shows_every_part_of_the_report_that_will_be_published(
    half_year, planner, make_person, sign_in, at
):
    publish_probe()
    participation.erase_attendance(FREEZE)
    with at(BEFORE):
        page = planner().get("/berichte/vorschau")
    jobs.freeze_reports(FREEZE)
    with at(FREEZE):
        report = sign_in(make_person(Role.LEADERSHIP)).get("/berichte/2026/1")

    parts = [one["aria-labelledby"] for one in report.soup.select("main section:has(table)")]
    assert {"einheiten", "lernmodule", "rueckmeldungen", "vergleich"} <= set(parts)
    assert {key: rows(page, key) for key in parts} == {key: rows(report, key) for key in parts}
    sentences = [one.soup.select_one(".bgm-statement").get_text() for one in (page, report)]
    assert sentences[0] == sentences[1]


def test_the_preview_has_a_reason_for_every_star(half_year, house, planner, at):
    publish_probe()
    db.session.add_all(
        FeedbackAnswer(
            activity_id=half_year["run"],
            satisfaction=Satisfaction.NOT,
            as_wished=AsWished.YES if number else AsWished.PARTLY,
        )
        for number in range(6)
    )
    db.session.add_all(
        BudgetLine(
            activity_id=half_year["run"],
            position=position,
            name="Kosten",
            actual_cents=cents,
            for_access=bool(position),
        )
        for position, cents in enumerate((35_000, 5_000))
    )
    db.session.commit()
    participation.erase_attendance(FREEZE)
    with at(BEFORE):
        page = planner().get("/berichte/vorschau")

    told = dict(rows(page, "gruende"))
    few = "Niemand, sehr wenige, fast alle oder alle waren beteiligt."
    module = rows(page, "lernmodule")[0][0]
    assert told[f"Lernmodul {module}, 1. Quartal 2026"] == few
    assert told[f"Lernmodul {module}, 2. Quartal 2026"] == few
    assert told["Rückmeldungen: zufrieden"] == "Weniger als 5 Antworten sagten das."
    assert "Rückmeldungen: Teilnahme wie gewünscht" not in told
    assert told["Kosten für Barrierefreiheit"].startswith("Bei weniger als 5 Angeboten")


def test_the_preview_of_a_second_half_says_why_needs_are_hidden(frozen, planner, at):
    counting.keep_roster(FREEZE)
    with at(WINTER):
        page = planner().get("/berichte/vorschau")

    told = dict(rows(page, "gruende"))
    assert told["Bedarfe"].startswith("Weniger als 10 Menschen hatten einen Bedarf")
    assert told["Rückmeldungen"] == "Es gab weniger als 5 Antworten."


def test_the_preview_counts_only_what_can_no_longer_be_corrected(half_year, planner, at):
    with at(NOW):
        page = planner().get("/berichte/vorschau")

    assert ["Leistung", "40", "*", "*"] in rows(page, "einheiten")


def test_before_anything_is_counted_the_preview_says_so(planner):
    assert "Noch ist nichts gezählt." in planner().get("/berichte/vorschau").text


@pytest.mark.parametrize("role", [Role.LEADERSHIP, Role.AUDITOR, Role.ADMIN])
def test_nobody_else_sees_the_preview(make_person, sign_in, role):
    assert sign_in(make_person(role)).raw("/berichte/vorschau").status_code == 403


def test_administrators_see_which_units_are_too_small_before_the_year_begins(
    house, make_unit, make_staff, make_person, sign_in
):
    small = make_unit(name="Neues Team")
    make_staff(small, 3)

    page = sign_in(make_person(Role.ADMIN)).get("/konten/einheiten/auswertung")

    assert ["Neues Team", "keiner anderen", "3", "zu klein, es fehlen 17"] in rows(page, "kommend")
    assert ["Leistung", "keiner anderen", "40", "groß genug"] in rows(page, "kommend")
    assert "Neues Team" not in {row[0] for row in rows(page, "jetzt")}


def test_merging_units_is_shown_for_january_and_not_for_this_year(
    house, make_person, sign_in, coordinator
):
    units = {unit.name: unit for unit in people.units()}
    with transaction():
        identity.change_unit(
            unit_id=units["Stab"].id,
            code=units["Stab"].code,
            name="Stab",
            reporting_unit_id=units["Leistung"].id,
            by=coordinator.id,
            at=NOW,
        )

    page = sign_in(make_person(Role.ADMIN)).get("/konten/einheiten/auswertung")

    assert ["Leistung", "Stab", "52", "groß genug"] in rows(page, "kommend")
    assert ["Leistung", "keiner anderen", "40", "groß genug"] in rows(page, "jetzt")
    assert ["Stab", "keiner anderen", "12", "zu klein, es fehlen 8"] in rows(page, "jetzt")


def test_before_anything_is_counted_there_are_no_units_of_this_year(make_person, sign_in):
    page = sign_in(make_person(Role.ADMIN)).get("/konten/einheiten/auswertung")

    assert "Noch ist in diesem Jahr nichts gezählt." in page.text


def test_the_auditor_reads_rules_and_fingerprints(frozen, make_person, sign_in, at):
    with at(FREEZE):
        browser = sign_in(make_person(Role.AUDITOR))
        page = browser.get("/berichte/regeln")
        log = browser.get("/protokoll")

    [row] = page.rows()
    assert row[:3] == ["1. Halbjahr 2026", "15. Juli 2026", "unverändert"]
    assert len(row[3]) == 64
    assert "Genaue Zahlen gibt es nicht." in page.text
    assert "/berichte/regeln" in log.links()


def test_before_the_first_report_there_are_rules(make_person, sign_in):
    page = sign_in(make_person(Role.AUDITOR)).get("/berichte/regeln")

    assert "Noch ist kein Bericht eingefroren." in page.text


GOALS = {"reach": "25", "accessible": "100", "alternative": "90 %"}


def test_a_coordinator_sets_goals_and_writes_a_year(half_year, planner, at):
    with at(NOW):
        browser = planner()
        page = browser.post(
            WRITE,
            **GOALS,
            summary="Wir sind gelaufen.\nUnd haben uns erholt.",
            went_well="",
            will_change="Mehr Angebote am Vormittag.",
        )

    assert page.path == YEAR
    assert "Wir sind gelaufen." in page.text
    assert "Was gut gelungen ist" not in page.text
    assert [row[1:] for row in rows(page, "ziele")] == [
        ["25–29 %"],
        ["alle"],
        ["mindestens 90 %"],
    ]
    events = dict(audit.counts_by_event(since=YESTERDAY))
    assert (events["insights.year_planned"], events["insights.year_written"]) == (1, 1)


def test_goals_and_words_can_be_changed_and_taken_back(half_year, planner, at):
    with at(NOW):
        browser = planner()
        browser.post(WRITE, reach="20", accessible="90", summary="Erst so.")
        page = browser.post(WRITE, reach="", accessible="95", summary="Dann so.")
        form = browser.get(WRITE)

    assert [row[1] for row in rows(page, "ziele")] == ["mindestens 95 %"]
    assert "Dann so." in page.text
    assert "Erst so." not in page.text
    assert form.soup.select_one("#accessible")["value"] == "95"


def test_a_goal_for_reach_is_a_band(planner):
    browser = planner()
    browser.post(WRITE, reach="35")

    chosen = browser.get(WRITE).soup.select("#reach option[selected]")

    assert [option.get_text() for option in chosen] == ["35–39 %"]
    browser.post(WRITE, status=422, reach="37")


@pytest.mark.parametrize("typed", ["0", "101", "viel", "12,5", "²", "9999"])
def test_a_goal_that_is_no_per_cent_is_refused_and_nothing_is_lost(planner, typed):
    page = planner().post(WRITE, status=422, accessible=typed, summary="Das bleibt stehen.")

    assert page.errors() == [
        "Geben Sie eine ganze Zahl von 1 bis 100 ein, oder lassen Sie das Feld leer."
    ]
    assert "Das bleibt stehen." in page.text


@pytest.fixture
def aimed(half_year, planner, at):
    """The half-year with its goals, frozen; afterwards somebody changes the goals."""
    with at(NOW):
        planner().post(WRITE, **GOALS)
    jobs.freeze_reports(FREEZE)
    with at(FREEZE):
        planner().post(WRITE, reach="90", alternative="50")


STANDING = [
    ["25–29 %", "24–30 %: liegt im Bereich, ob erreicht, bleibt offen"],
    ["alle", "100 %: erreicht"],
    ["mindestens 90 %", "100 %: erreicht"],
]


@pytest.mark.parametrize("address", ["/berichte/2026/1", YEAR])
def test_a_report_keeps_the_goals_of_the_day_on_which_it_was_frozen(
    aimed, make_person, sign_in, at, address
):
    with at(FREEZE):
        browser = sign_in(make_person(Role.LEADERSHIP))
        page = browser.get(address)
        book = openpyxl.load_workbook(BytesIO(browser.raw(f"{address}/bericht.xlsx").data))

    assert [row[1:] for row in rows(page, "ziele")] == STANDING
    cells = {spaced(cell.value) for sheet in book for row in sheet for cell in row}
    assert {cell for row in STANDING for cell in row} <= cells


def test_each_half_of_a_year_stands_beside_its_own_goals(aimed, planner, at):
    counting.keep_roster(FREEZE)
    jobs.freeze_reports(WINTER)
    with at(WINTER):
        browser = planner()
        page, form = browser.get(YEAR), browser.get(WRITE)
        later = browser.post(WRITE, reach="5", summary="Das Jahr ist um.")

    assert [row[:4] for row in rows(page, "ziele")] == [
        [
            "Beschäftigte, die in einem Halbjahr erreicht werden",
            "90–94 %",
            "24–30 %: liegt im Bereich, ob erreicht, bleibt offen (Ziel damals: 25–29 %)",
            "* (dazu ist nichts veröffentlicht)",
        ],
        [
            "Angebote ohne Hürde: stufenlos und im Sitzen möglich, oder auch online",
            "alle",
            "100 %: erreicht",
            "damals kein Ziel",
        ],
        [
            "Angebote, die auch im Sitzen oder online möglich sind",
            "mindestens 50 %",
            "100 %: erreicht (Ziel damals: mindestens 90 %)",
            "* (dazu ist nichts veröffentlicht)",
        ],
    ]
    assert "Die Ziele für 2026 stehen fest" in form.text
    assert form.soup.select("#reach") == []
    assert rows(later, "ziele") == rows(page, "ziele")
    assert "Das Jahr ist um." in later.text


def test_leadership_reads_the_year_and_cannot_write_it(aimed, planner, make_person, sign_in, at):
    with at(FREEZE):
        planner().post(WRITE, summary="Gelesen.")
        browser = sign_in(make_person(Role.LEADERSHIP))
        page = browser.get(YEAR)
        paper = PdfReader(BytesIO(browser.raw(f"{YEAR}/bericht.pdf").data))

    assert "Gelesen." in page.text
    assert "bearbeiten" not in page.text
    assert browser.raw(WRITE).status_code == 403
    assert "Gelesen." in paper.pages[0].extract_text()
    assert paper.trailer["/Root"]["/MarkInfo"]["/Marked"]


def test_a_year_without_a_report_has_goals_and_no_figures(planner):
    browser = planner()
    page = browser.post(WRITE, reach="30")

    assert "Bis dahin gibt es keine Zahlen." in page.text
    assert browser.raw(f"{YEAR}/bericht.pdf").status_code == 404


def test_a_goal_beside_a_star_stays_open(house, planner, at):
    with at(NOW):
        planner().post(WRITE, reach="30", accessible="50")
    jobs.freeze_reports(FREEZE)
    with at(FREEZE):
        page = planner().get(YEAR)

    assert [row[2] for row in rows(page, "ziele")] == [
        "* (dazu ist nichts veröffentlicht)",
        "* (dazu ist nichts veröffentlicht)",
    ]


@pytest.mark.parametrize("year", ["1999", "2040", "jahr"])
def test_there_is_no_report_of_a_year_out_of_reach(planner, year):
    browser = planner()

    assert browser.raw(f"/berichte/jahr/{year}").status_code == 404
    assert browser.raw(f"/berichte/jahr/{year}/schreiben").status_code == 404


def test_both_halves_of_a_year_stand_side_by_side(frozen, planner, at):
    counting.keep_roster(FREEZE)
    jobs.freeze_reports(WINTER)

    with at(WINTER):
        page = planner().get(YEAR)

    assert [row[0] for row in rows(page, "vergleich")] == ["1. Halbjahr 2026", "2. Halbjahr 2026"]
    assert ["Leistung", "10–14", "*"] in rows(page, "einheiten")
    assert ["Bewegung", "kein Angebot", "20–24", "kein Angebot", "kein Angebot"] in rows(
        page, "themen"
    )
    assert "1. Halbjahr 2026: eingefroren am 15. Juli 2026." in page.text
    assert "2. Halbjahr 2026: eingefroren am 15. Januar 2027." in page.text
    assert rows(page, "bedarfe")[0] == ["mit mindestens einem Bedarf", "*"]
