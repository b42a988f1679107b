"""Lists that come back: a plan first, all or nothing, and no stranger among them."""

from io import BytesIO

import openpyxl
import pytest

from bgm_portal.core.database import db
from bgm_portal.privacy.kinds import ConsentCode
from bgm_portal.runs.models import Entry
from bgm_portal.runs.queries import entries as queries
from bgm_portal.runs.service import entries as service
from bgm_portal.runs.service.entries import Result

HEAD = "Startnummer;Vorname;Nachname"


def take_over(desk, page):
    """Send the plan that a page shows."""
    form = page.soup.select_one("main form")
    fields = {str(field["name"]): str(field.get("value", "")) for field in form.select("[name]")}
    return desk.post(str(form["action"]), **fields)


@pytest.fixture
def tom(on_the_run, make_person):
    return on_the_run(make_person(first_name="Tom", last_name="Berg"), ConsentCode.ORGANISER)


def test_start_numbers_are_shown_before_they_are_taken_over(desk, send, katrin):
    registration_id = katrin.id

    page = send("startnummern", HEAD, "0412;Katrin;Albers")
    assert page.h1 == "Prüfen: Startnummern einlesen"
    assert page.rows() == [["Albers, Katrin", "0412"]]
    assert queries.entry(registration_id) is None
    done = take_over(desk, page)

    assert "Eine Zeile ist übernommen." in done.text
    assert queries.entry(registration_id).start_number == "0412"


def test_an_excel_file_is_read_like_a_csv_file(desk, run, katrin):
    registration_id, content, book = katrin.id, BytesIO(), openpyxl.Workbook()
    book.active.append(["Anmeldenummer", "Startnummer"])
    book.active.append([katrin.reference, 412])
    book.save(content)
    content.seek(0)

    page = desk.post(f"/planung/{run.id}/einlesen/startnummern", file=(content, "liste.xlsx"))
    take_over(desk, page)

    assert queries.entry(registration_id).start_number == "412"


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        ((HEAD, "1;Katrin;Albers", "1;Tom;Berg"), "Zeile 3: Die Startnummer „1“ steht schon"),
        ((HEAD, "1;Eva;Fremd"), "Zeile 2: „Eva Fremd“ ist für dieses Angebot nicht angemeldet."),
        ((HEAD, "1;Katrin;Albers", "2;Katrin;Albers"), "Zeile 3: Diese Person steht schon"),
        ((HEAD, "eins zwei;Katrin;Albers"), "Zeile 2: „eins zwei“ ist keine Startnummer."),
        (("Vorname;Nachname", "Katrin;Albers"), "Zeile 1: Es fehlt die Spalte „Startnummer“."),
        ((HEAD,), "Die Datei ist leer oder hat keine Überschriften."),
        (("",), "Die Datei ist leer oder hat keine Überschriften."),
        (("a\0b", "c"), "Diese Datei ist weder eine CSV- noch eine Excel-Datei."),
    ],
)
def test_what_is_wrong_is_said_and_nothing_changes(send, katrin, tom, lines, message):
    page = send("startnummern", *lines, status=422)

    assert message in page.errors()[0]
    assert db.session.query(Entry).count() == 0


def test_a_number_that_somebody_holds_is_not_given_twice(desk, send, katrin, tom):
    take_over(desk, send("startnummern", HEAD, "7;Katrin;Albers"))

    page = send("startnummern", HEAD, "7;Tom;Berg", status=422)

    assert "hat schon jemand, der nicht in der Datei steht" in page.errors()[0]


def test_two_people_exchange_their_numbers(desk, send, katrin, tom):
    first, second = katrin.id, tom.id
    take_over(desk, send("startnummern", HEAD, "7;Katrin;Albers", "8;Tom;Berg"))
    take_over(desk, send("startnummern", HEAD, "8;Katrin;Albers", "7;Tom;Berg"))

    assert queries.entry(first).start_number == "8"
    assert queries.entry(second).start_number == "7"


def test_a_broken_excel_file_is_explained(desk, run):
    page = desk.post(
        f"/planung/{run.id}/einlesen/startnummern",
        status=422,
        file=(BytesIO(b"PK\x03\x04kaputt"), "liste.xlsx"),
    )

    assert "weder eine CSV- noch eine Excel-Datei" in page.errors()[0]


def test_no_file_is_explained(desk, run):
    page = desk.post(f"/planung/{run.id}/einlesen/ergebnisse", status=422)

    assert page.errors() == ["Wählen Sie eine Datei."]


def test_numbers_that_were_read_in_stand_in_the_list_of_participants(desk, run, send, katrin, tom):
    before = desk.get(f"/planung/{run.id}/teilnahme")

    after = take_over(desk, send("startnummern", HEAD, "0412;Katrin;Albers"))

    assert "Startnummer" not in before.text
    [katrins] = [row for row in after.rows() if "Albers, Katrin" in row]
    assert "0412" in katrins
    assert len([row for row in after.rows() if "0412" in row]) == 1


@pytest.fixture
def numbered(desk, send, katrin):
    """Katrin's registration with the number 0412."""
    registration_id = katrin.id
    take_over(desk, send("startnummern", HEAD, "0412;Katrin;Albers"))
    return registration_id


def test_a_result_is_visible_to_its_person_alone(desk, run, send, numbered, employee, sign_in):
    page = send("ergebnisse", "Startnummer;Zeit netto;Platz;Klasse", "0412;41:23;17;W45")
    take_over(desk, page)

    assert service.own_result(numbered) == Result(time="0:41:23", place="17", class_name="W45")
    own = sign_in(employee).get(f"/mein-lauftag/{numbered}")
    assert "0:41:23" in own.text
    for address in (f"/planung/{run.id}/teilnahme/{numbered}", f"/planung/{run.id}/listen/ausgabe"):
        assert "41:23" not in desk.get(address).text
    assert b"41:23" not in bytes(queries.entry(numbered).sealed_result)


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        (
            ("Startnummer;Zeit netto", "999;41:23"),
            "Die Startnummer „999“ hat hier niemand. Nehmen Sie die Zeile heraus",
        ),
        (("Startnummer;Zeit netto", "0412;schnell"), "Zeile 2: „schnell“ ist keine Zeit."),
        (("Startnummer", "0412"), "Zeile 1: Es fehlt die Spalte „Zeit netto“."),
    ],
)
def test_a_wrong_result_changes_nothing(send, numbered, lines, message):
    page = send("ergebnisse", *lines, status=422)

    assert message in page.errors()[0]
    assert service.own_result(numbered) is None


def test_a_plan_that_is_out_of_date_is_shown_once_more(desk, run, send, katrin, tom):
    page = send("startnummern", HEAD, "7;Katrin;Albers")
    form = page.soup.select_one("main form")
    fields = {str(field["name"]): str(field.get("value", "")) for field in form.select("[name]")}

    again = desk.post(str(form["action"]), status=409, **fields | {"fingerprint": "alt"})

    assert "Inzwischen hat sich etwas geändert." in again.errors()[0]
    assert db.session.query(Entry).count() == 0
