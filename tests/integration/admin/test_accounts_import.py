"""Reading in a list of staff: first a report, then everything or nothing."""

import io
from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import func, select

from bgm_portal.audit.models import AuditEntry
from bgm_portal.core.database import db
from bgm_portal.identity import queries, service
from bgm_portal.identity.kinds import Employer
from bgm_portal.identity.models import Person, Site, Unit
from bgm_portal.identity.permissions import Role
from bgm_portal.mail.models import OutgoingMail
from tests.support.page import Page, Visitor
from tests.support.queries import statements
from tests.support.times import NOW

HEADER = "Vorname;Nachname;E-Mail;Einheit;Anstellungsträger;Sprache;Führungskraft;Telefon"
OLGA = "Olga;Neumann;neumann@haus.example;LB-1;BA;de;chefin@haus.example;intern 7"
BOSS = "Christa;Chefin;chefin@haus.example;Leistung 1;Kommune;en;;"
LIST = f"{HEADER}\r\n{OLGA}\r\n{BOSS}\r\n"


@pytest.fixture
def unit(make_unit: Callable[..., Unit]) -> Unit:
    return make_unit(code="LB-1", name="Leistung 1")


@pytest.fixture
def desk(
    unit: Unit, make_account: Callable[..., Person], sign_in: Callable[[Person], Visitor]
) -> Visitor:
    return sign_in(make_account(Role.ADMIN, unit_id=unit.id))


def check(desk: Visitor, text: str, status: int = 200) -> Page:
    file = (io.BytesIO(text.encode("utf-8-sig")), "liste.csv")
    return desk.post("/konten/import", status=status, file=file)


def confirm(desk: Visitor, checked: Page, status: int = 200, **more: str) -> Page:
    fields = {
        field["name"]: field["value"] for field in checked.soup.select("main input[type=hidden]")
    }
    return desk.post("/konten/import/uebernehmen", status=status, **(fields | more))


def people() -> int:
    return db.session.scalar(select(func.count(Person.id))) or 0


def test_checking_a_list_reports_line_by_line_and_changes_nothing(desk: Visitor) -> None:
    page = check(desk, LIST)

    assert page.h1 == "Das würde sich ändern"
    assert [row[:3] for row in page.rows()] == [
        ["Zeile 2", "Neumann, Olganeumann@haus.example", "Neues Konto"],
        ["Zeile 3", "Chefin, Christachefin@haus.example", "Neues Konto"],
    ]
    assert people() == 1


def test_a_confirmed_list_creates_everybody_and_resolves_line_managers_within_it(
    desk: Visitor, unit: Unit
) -> None:
    page = confirm(desk, check(desk, LIST))

    olga = queries.person_by_email("neumann@haus.example")
    boss = queries.person_by_email("chefin@haus.example")
    assert "2 neu, 0 geändert, 0 unverändert" in page.text
    assert (olga.name, olga.phone, olga.unit_id) == ("Olga Neumann", "intern 7", unit.id)
    assert olga.line_manager_id == boss.id
    assert (boss.employer, boss.language, boss.phone) == (Employer.CITY, "en", None)
    assert db.session.scalar(select(OutgoingMail)) is None


def test_new_people_are_invited_when_the_box_is_ticked(desk: Visitor) -> None:
    confirm(desk, check(desk, LIST), invite="y")

    recipients = set(db.session.scalars(select(OutgoingMail.recipient)))
    assert recipients == {"neumann@haus.example", "chefin@haus.example"}


def test_the_same_list_twice_changes_nothing_the_second_time(desk: Visitor) -> None:
    confirm(desk, check(desk, LIST))

    again = check(desk, LIST)
    page = confirm(desk, again)

    assert [row[2] for row in again.rows()] == ["Unverändert", "Unverändert"]
    assert "0 neu, 0 geändert, 2 unverändert" in page.text
    assert people() == 3


def test_a_changed_line_says_what_was_and_what_will_be(
    desk: Visitor, make_unit: Callable[..., Unit]
) -> None:
    confirm(desk, check(desk, LIST))
    make_unit(code="LB-2", name="Leistung 2")
    changed = LIST.replace("Neumann;", "Neumann-Öz;").replace("Olga;", "Olga;", 1)
    changed = changed.replace(
        "@haus.example;LB-1;BA;de;chefin@haus.example;intern 7", "@haus.example;lb-2;Kommune;en;;"
    )

    checked = check(desk, changed)
    confirm(desk, checked)

    olga = queries.person_with_unit(queries.person_by_email("neumann@haus.example").id)
    assert checked.rows()[0][3] == (
        "Nachname: Neumann → Neumann-Öz "
        "Einheit: Leistung 1 → Leistung 2 "
        "Anstellungsträger: Bundesagentur für Arbeit → Kommune "
        "Sprache: Deutsch → Englisch "
        "Führungskraft: chefin@haus.example → leer "
        "Telefon: intern 7 → leer"
    )
    assert (olga.last_name, olga.unit.name, olga.employer) == (
        "Neumann-Öz",
        "Leistung 2",
        Employer.CITY,
    )
    assert (olga.line_manager_id, olga.phone, olga.language) == (None, None, "en")


def test_a_column_of_sites_says_where_people_work(
    desk: Visitor, make_site: Callable[..., Site]
) -> None:
    site = make_site(name="Haus Nord")
    with_site = f"{HEADER};Standort\r\n{OLGA};haus nord\r\n{BOSS};\r\n"
    confirm(desk, check(desk, with_site))
    olga, boss = (queries.person_by_email(f"{who}@haus.example") for who in ("neumann", "chefin"))
    assert (olga.site_id, boss.site_id) == (site.id, None)

    without_column = check(desk, LIST)
    emptied = check(desk, with_site.replace(";haus nord", ";"))
    confirm(desk, emptied)

    assert [row[2] for row in without_column.rows()] == ["Unverändert", "Unverändert"]
    assert emptied.rows()[0][3] == "Standort: Haus Nord → leer"
    assert queries.person_by_email("neumann@haus.example").site_id is None


def test_a_missing_column_leaves_its_facts_alone(desk: Visitor) -> None:
    confirm(desk, check(desk, LIST))
    short = (
        "Vorname;Nachname;E-Mail;Einheit;Anstellungsträger\n"
        "Olga;Neumann;neumann@haus.example;LB-1;BA\n"
    )

    page = check(desk, short)

    assert page.rows()[0][2] == "Unverändert"


def test_people_who_are_not_in_the_list_stay(desk: Visitor, employee: Person) -> None:
    confirm(desk, check(desk, LIST))

    assert queries.person(employee.id).deactivated_at is None


def test_a_new_line_manager_of_somebody_known_is_resolved(desk: Visitor) -> None:
    alone = f"{HEADER}\n{OLGA.replace('chefin@haus.example', '')}\n"
    confirm(desk, check(desk, alone))

    confirm(desk, check(desk, LIST))

    boss = queries.person_by_email("chefin@haus.example")
    assert queries.person_by_email("neumann@haus.example").line_manager_id == boss.id


@pytest.mark.parametrize(
    ("text", "row", "column", "words"),
    [
        (LIST.replace("LB-1", "LB-9"), "Zeile 2", "Einheit", "Diese Einheit gibt es nicht."),
        (
            LIST.replace("Telefon", "Standort"),
            "Zeile 2",
            "Standort",
            "Diesen Standort gibt es nicht.",
        ),
        (
            f"{HEADER}\n{OLGA}\n",
            "Zeile 2",
            "Führungskraft",
            "Diese Adresse steht weder in der Datei noch im Portal.",
        ),
        (
            LIST.replace("neumann@", "gegangen@"),
            "Zeile 2",
            "E-Mail",
            "Dieses Konto ist deaktiviert.",
        ),
        (f"{LIST}{OLGA}\n", "Zeile 4", "E-Mail", "Diese Adresse steht schon in Zeile 2."),
        (LIST.replace("Vorname", "Geburtstag"), "Zeile 1", "Vorname", "Ergänzen Sie diese Spalte"),
        ("", "Zeile 1", "Vorname", "Ergänzen Sie diese Spalte"),
    ],
    ids=["unit", "site", "manager", "deactivated", "twice", "column", "empty"],
)
def test_a_bad_list_is_refused_as_a_whole_with_row_column_and_remedy(
    desk: Visitor,
    make_person: Callable[..., Person],
    text: str,
    row: str,
    column: str,
    words: str,
) -> None:
    make_person(email="gegangen@haus.example", deactivated_at=NOW)
    before = people()

    page = check(desk, text, status=422)

    assert page.h1 == "Die Liste hat Fehler"
    assert page.rows()[0][:2] == [row, column]
    assert words in page.rows()[0][3]
    assert people() == before


def test_everything_that_is_wrong_is_said_at_once(desk: Visitor) -> None:
    bad = "Olga;;neumann@haus.example;LB-9;Land;de;weg@haus.example;"
    boss_with_a_fault = BOSS.replace(";en;", ";fr;")
    led = "Ole;Led;led@haus.example;LB-1;BA;de;chefin@haus.example;"

    page = check(desk, f"{HEADER}\n{bad}\n{boss_with_a_fault}\n{led}\n", status=422)

    assert [row[:3] for row in page.rows()] == [
        ["Zeile 2", "Nachname", "leer"],
        ["Zeile 2", "Anstellungsträger", "Land"],
        ["Zeile 2", "Einheit", "LB-9"],
        ["Zeile 2", "Führungskraft", "weg@haus.example"],
        ["Zeile 3", "Sprache", "fr"],
    ]


def test_no_file_is_said(desk: Visitor) -> None:
    page = desk.post("/konten/import", status=422)

    assert page.errors() == ["Wählen Sie eine Datei aus."]


def test_a_list_that_means_something_else_by_now_is_shown_again(
    desk: Visitor, make_person: Callable[..., Person], unit: Unit
) -> None:
    checked = check(desk, LIST)
    make_person(email="neumann@haus.example", unit_id=unit.id)

    page = confirm(desk, checked, status=409)

    assert page.h1 == "Das würde sich ändern"
    assert page.rows()[0][2] == "Änderung"
    assert queries.person_by_email("chefin@haus.example") is None


def test_a_confirmation_that_was_tampered_with_is_checked_like_a_file(desk: Visitor) -> None:
    checked = check(desk, LIST)

    page = confirm(desk, checked, status=422, text=LIST.replace("LB-1", "LB-9"))

    assert page.h1 == "Die Liste hat Fehler"
    assert people() == 1


def test_nothing_is_half_imported_when_the_last_line_fails(
    desk: Visitor, unit: Unit, app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    checked = check(desk, LIST)
    create = service.create_person
    calls: list[object] = []

    def fail_at_the_second(**values: object) -> Person:
        calls.append(values)
        if len(calls) > 1:
            raise RuntimeError
        return create(**values)

    monkeypatch.setattr(service, "create_person", fail_at_the_second)
    monkeypatch.setitem(app.config, "PROPAGATE_EXCEPTIONS", False)  # noqa: FBT003 - a setting
    confirm(desk, checked, status=500)

    assert len(calls) == 2
    assert people() == 1


def test_an_import_is_noted_with_numbers_alone(desk: Visitor) -> None:
    confirm(desk, check(desk, LIST))

    facts = db.session.scalars(
        select(AuditEntry.facts).where(AuditEntry.event == "identity.staff_imported")
    ).all()
    assert facts == [{"created": 2, "changed": 0, "unchanged": 0}]


def test_checking_takes_the_same_number_of_statements_for_a_long_list(desk: Visitor) -> None:
    many = [f"Olga;Neumann;olga{n}@haus.example;LB-1;BA;de;;" for n in range(60)]

    with statements() as few_lines:
        check(desk, LIST)
    with statements() as many_lines:
        check(desk, "\n".join([HEADER, *many]))

    assert few_lines.count == many_lines.count


def test_the_template_opens_in_excel_and_can_be_read_in(desk: Visitor) -> None:
    answer = desk.raw("/konten/import/vorlage.csv")

    assert answer.data.startswith(b"\xef\xbb\xbfVorname;Nachname;E-Mail;Einheit")
    assert "attachment" in answer.headers["Content-Disposition"]
    assert "steht niemand" in check(desk, answer.text, status=422).text


def test_markup_in_a_list_stays_text(desk: Visitor) -> None:
    page = check(desk, LIST.replace("Olga", "<b>Olga</b>"))

    assert "<b>Olga</b>" in page.rows()[0][1]
    assert page.soup.select("main b") == []
