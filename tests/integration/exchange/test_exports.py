"""Lists that leave: only what was released, safe in a spreadsheet, and noted."""

import csv
import io
import shutil
import subprocess
from datetime import timedelta

import openpyxl
import pytest

from bgm_portal.activities import planning_service
from bgm_portal.audit.events import Event
from bgm_portal.audit.models import AuditEntry
from bgm_portal.core.database import db, transaction
from bgm_portal.exchange import jobs
from bgm_portal.exchange.models import Export
from bgm_portal.identity.permissions import Role
from bgm_portal.privacy.kinds import ConsentCode
from bgm_portal.runs.service import entries
from tests.support.times import NOW, RUN_STARTS

PURPOSE = {"purpose": "Meldung der Startplätze"}


def lists(run, slug=""):
    return f"/planung/{run.id}/listen/{slug}".rstrip("/")


@pytest.fixture
def export(desk, run):
    """Return a function that lets a list out and gives back its content."""

    def _export(slug, kind="csv"):
        response = desk.raw(lists(run, slug), method="POST", data=PURPOSE | {"kind": kind})
        assert response.status_code == 200, response.get_data(as_text=True)[:500]
        return response

    return _export


def rows_of(response):
    text = response.get_data().decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=";"))


def test_the_organiser_gets_only_those_who_agreed_and_only_what_is_meant_for_them(
    export, katrin, on_the_run, make_person
):
    on_the_run(make_person(last_name="Schweigt"), role="guide")

    rows = rows_of(export("veranstalter"))

    assert rows == [
        [
            "Firma",
            "Nachname",
            "Vorname",
            "Startklasse",
            "Startnummer",
            "Ergebnisliste",
            "Shirtgröße",
        ],
        ["Jobcenter", "Albers", "Katrin", "Laufen", "", "nein", "M"],
    ]


def test_whoever_did_not_agree_is_counted_on_the_page(desk, run, katrin, on_the_run, make_person):
    on_the_run(make_person(), role="guide")

    page = desk.get(lists(run, "veranstalter"))

    assert "1 von 2 Angemeldeten hat der Weitergabe nicht zugestimmt." in page.text


def test_a_csv_file_is_what_german_excel_opens(export, katrin):
    response = export("ausgabe")
    content = response.get_data()

    assert content.startswith(b"\xef\xbb\xbf")
    assert "Startnummer;Name;Läuft mit;Startklasse;erhalten".encode() in content
    assert b"\r\n" in content
    assert response.headers["Content-Disposition"].endswith('.csv"')
    assert "no-store" in response.headers["Cache-Control"]


def test_requirement_24_an_excel_file_holds_text_and_no_formula(export, on_the_run, make_person):
    on_the_run(make_person(last_name="=1+1", first_name="+49"), ConsentCode.ORGANISER)

    book = openpyxl.load_workbook(io.BytesIO(export("veranstalter", "xlsx").get_data()))
    sheet = book.worksheets[0]
    cells = [cell for row in sheet.iter_rows(min_row=2) for cell in row if cell.value]

    assert {cell.data_type for cell in cells} == {"s"}
    assert {cell.number_format for cell in cells} == {"@"}
    assert sheet["B2"].value == "'=1+1"
    assert sheet["C2"].value == "'+49"
    assert not sheet.merged_cells.ranges


def test_shirts_are_counted_without_names(export, katrin, on_the_run, make_person):
    on_the_run(make_person(), ConsentCode.ORGANISER, shirt="L")

    rows = rows_of(export("shirts"))

    assert rows == [
        ["Frage", "Antwort", "Anzahl"],
        ["Shirtgröße", "M", "1"],
        ["Shirtgröße", "L", "1"],
        ["Bus?", "M", "1"],
        ["Bus?", "L", "1"],
    ]


def test_photos_say_who_may_be_shown_where(export, katrin):
    assert rows_of(export("fotos"))[1] == ["Albers, Katrin", "", "ja", "nein"]


def test_needs_leave_as_their_state_alone(export, run, katrin, employee, make_need):
    make_need(person=employee, activity=run)

    rows = rows_of(export("bedarfe"))

    assert rows == [["Name", "Stand", "zuständig"], ["Albers, Katrin", "Angegeben", "Sie"]]


def test_needs_of_others_do_not_leave(run, katrin, make_need, make_deputy, sign_in):
    make_need(activity=run)
    deputy = sign_in(make_deputy(run))

    page = deputy.post(lists(run, "bedarfe"), status=409, **PURPOSE, kind="csv")

    assert "Diese Liste wäre leer." in page.errors()[0]


def test_figures_hide_small_groups(export, on_the_run, make_person):
    for _number in range(6):
        on_the_run(make_person(), ConsentCode.ORGANISER)
    on_the_run(make_person(), role="guide")

    assert rows_of(export("zahlen")) == [["Startklasse", "Anzahl"], ["Übrige", "7"]]


def test_every_file_is_noted_with_purpose_rows_and_day(export, desk, run, katrin, coordinator):
    export("veranstalter")

    [noted] = db.session.query(Export).all()
    [entry] = db.session.query(AuditEntry).filter_by(event=Event.EXPORTED).all()
    assert (noted.by_id, noted.rows, noted.purpose) == (coordinator.id, 1, PURPOSE["purpose"])
    assert entry.facts == {"profile": "veranstalter", "rows": 1}
    page = desk.get(lists(run))
    assert "Meldung der Startplätze" in page.text
    assert "18. Juni 2026" in page.text
    [form] = page.soup.select("main form[action*=geloescht]")
    desk.post(str(form["action"]))
    assert "gelöscht am" in desk.get(lists(run)).text


def test_the_log_of_exports_is_forgotten_after_a_year(export, katrin):
    export("veranstalter")

    assert jobs.erase_exports(NOW + timedelta(days=364)) == 0
    assert jobs.erase_exports(NOW + timedelta(days=366)) == 1


@pytest.fixture
def to_call(run, katrin, on_the_run, make_person):
    """Whom to call for Katrin Albers; somebody else named nobody."""
    on_the_run(make_person(), ConsentCode.ORGANISER)
    with transaction():
        entries.name_emergency_contact(
            katrin.id, activity_id=run.id, name="=Oma", phone="+49 2331 1", at=NOW
        )


@pytest.fixture
def the_day(to_call, at, coordinator, sign_in):
    """The named contact at work on the day itself."""
    with at(RUN_STARTS):
        yield sign_in(coordinator)


def emergency_list(desk, run, kind="csv"):
    response = desk.raw(lists(run, "notfall"), method="POST", data=PURPOSE | {"kind": kind})
    assert response.status_code == 200
    return response


def test_the_emergency_list_leaves_on_the_day_and_both_logs_say_so(the_day, run):
    rows = rows_of(emergency_list(the_day, run))

    assert rows == [
        ["Name", "Notfallkontakt", "Telefon"],
        ["Albers, Katrin", "'=Oma", "'+49 2331 1"],
    ]
    [left] = db.session.query(Export).all()
    assert (left.rows, left.keep_until) == (1, RUN_STARTS.date() + timedelta(days=1))
    events = {entry.event for entry in db.session.query(AuditEntry)}
    assert {Event.EXPORTED.value, Event.EMERGENCY_OPENED.value} <= events


def test_looking_at_the_page_of_the_emergency_list_opens_nothing(the_day, run):
    page = the_day.get(lists(run, "notfall"))

    assert "Eine Person hat einen Notfallkontakt genannt." in page.text
    assert "Oma" not in page.text
    events = {entry.event for entry in db.session.query(AuditEntry)}
    assert Event.EMERGENCY_OPENED.value not in events


@pytest.mark.parametrize("moment", [NOW, RUN_STARTS - timedelta(days=1)])
def test_the_emergency_list_does_not_leave_before_the_day(
    run, to_call, coordinator, sign_in, at, moment
):
    with at(moment):
        page = sign_in(coordinator).post(lists(run, "notfall"), status=409, **PURPOSE, kind="csv")

    assert page.errors()
    assert db.session.query(Export).count() == 0


def test_only_the_named_contact_lets_the_emergency_list_out(
    run, to_call, make_person, sign_in, coordinator, at
):
    selin = make_person(Role.COORDINATOR)
    with transaction():
        planning_service.set_team(
            run.id, contact_id=coordinator.id, others=[selin.id], by=coordinator.id, at=NOW
        )

    with at(RUN_STARTS):
        page = sign_in(selin).post(lists(run, "notfall"), status=403, **PURPOSE, kind="csv")

    assert "Oma" not in page.text
    assert db.session.query(Export).count() == 0


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ({"purpose": "", "kind": "csv"}, "Sagen Sie, wofür Sie die Datei brauchen."),
        ({"purpose": "Meldung", "kind": ""}, "Wählen Sie die Art der Datei."),
    ],
)
def test_nothing_leaves_without_a_purpose(desk, run, katrin, typed, message):
    page = desk.post(lists(run, "veranstalter"), status=422, **typed)

    assert page.errors() == [message]
    assert db.session.query(Export).count() == 0


def test_an_empty_list_does_not_leave(desk, run):
    page = desk.post(lists(run, "veranstalter"), status=409, **PURPOSE, kind="csv")

    assert "Diese Liste wäre leer." in page.errors()[0]
    assert db.session.query(Export).count() == 0


def columns(*rows):
    names = ("code", "used", "heading", "position")
    return {
        f"columns-{number}-{name}": value
        for number, row in enumerate(rows)
        for name, value in zip(names, row, strict=True)
        if value
    }


def test_columns_and_headings_follow_the_organiser_into_the_next_year(
    desk, run, export, katrin, make_activity, on_the_run
):
    typed = columns(
        ("last_name", "y", "Name", "2"),
        ("start_number", "y", "Bib", "1"),
        ("email", "", "Mail", "3"),
    )

    page = desk.post(f"{lists(run, 'veranstalter')}/spalten", **typed)
    next_year = make_activity(organiser="Agentur")

    assert "Die Spalten sind gespeichert." in page.text
    assert rows_of(export("veranstalter")) == [["Bib", "Name"], ["", "Albers"]]
    form = desk.get(f"{lists(next_year, 'veranstalter')}/spalten")
    assert form.soup.select_one("[name=columns-0-heading]")["value"] == "Bib"


def test_columns_that_make_no_sense_are_explained(desk, run):
    page = desk.post(
        f"{lists(run, 'veranstalter')}/spalten", status=422, **columns(("erfunden", "y", "X", "1"))
    )

    assert page.errors() == ["Übernehmen Sie mindestens eine Spalte."]


def test_lists_of_others_stay_closed(run, katrin, make_person, sign_in):
    other = sign_in(make_person(Role.COORDINATOR))

    assert other.raw(lists(run)).status_code == 403
    response = other.raw(lists(run, "veranstalter"), method="POST", data=PURPOSE | {"kind": "csv"})
    assert response.status_code == 403


OFFICE = shutil.which("soffice") or shutil.which("libreoffice")


def read_by_office(content, kind, folder):
    """Return the cells of a file as LibreOffice reads them."""
    source = folder / f"liste.{kind}"
    source.write_bytes(content)
    office = ["--headless", f"-env:UserInstallation=file://{folder}/profile"]
    options = ["--infilter=CSV:59,34,76,1,,0,true"] if kind == "csv" else []
    target = [
        "--convert-to",
        "csv:Text - txt - csv (StarCalc):59,34,76",
        "--outdir",
        f"{folder}/out",
    ]
    subprocess.run([str(OFFICE), *office, *options, *target, str(source)], check=True, timeout=120)
    text = (folder / "out" / "liste.csv").read_text(encoding="utf-8-sig")
    return list(csv.reader(io.StringIO(text), delimiter=";"))


@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed: make office-check")
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_libreoffice_reads_the_same_cells(export, on_the_run, make_person, tmp_path, kind):
    on_the_run(make_person(last_name="Müller; Süß", first_name="=1+1"), ConsentCode.ORGANISER)

    rows = read_by_office(export("veranstalter", kind).get_data(), kind, tmp_path)

    assert rows[1][:3] == ["Jobcenter", "Müller; Süß", "'=1+1"]


@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed: make office-check")
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_libreoffice_reads_the_emergency_list_as_text(the_day, run, tmp_path, kind):
    content = emergency_list(the_day, run, kind).get_data()

    rows = read_by_office(content, kind, tmp_path)

    assert rows[1] == ["Albers, Katrin", "'=Oma", "'+49 2331 1"]
