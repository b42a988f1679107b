"""Where a house has very many units, the unit of an account is typed."""

import pytest

from bgm_portal.core.database import db
from bgm_portal.identity import queries
from bgm_portal.identity.models import Unit
from bgm_portal.identity.permissions import Role
from tests.support.queries import statements


@pytest.fixture
def desk(make_account, sign_in):
    return sign_in(make_account(Role.ADMIN))


def typed(unit, **changes):
    return {
        "first_name": "Jörg",
        "last_name": "Öztürk",
        "email": "oeztuerk@jobcenter.example",
        "phone": "",
        "typed_unit": unit,
        "employer": "city",
        "language": "de",
        "manager": "",
    } | changes


def test_few_units_are_chosen_from(desk, make_unit):
    unit = make_unit()

    page = desk.get("/konten/neu")

    assert page.soup.select_one(f'select[name="unit"] option[value="{unit.id}"]')
    assert page.soup.select_one('[name="typed_unit"]') is None


def test_many_units_are_not_named_on_the_page(desk, many_units):
    page = desk.get("/konten/neu")

    assert page.soup.select_one('[name="unit"]') is None
    assert "Leistung 1" not in page.text


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("L-100", "Leistung 100"),
        ("l-100", "Leistung 100"),
        (" leistung   100 ", "Leistung 100"),
        ("Leistung 100 (L-100)", "Leistung 100"),
        ("117", "Leistung 117"),
        ("pöß", "Team Pößneck"),
        ("PÖSSNECK-1", "Außenstelle"),
        ("Team (Nord)", "Team (Nord)"),
        ("Leistung", "Leistung"),
        ("L", "Kürzel geht vor"),
        ("50 %", "Hilfe 50 %"),
    ],
)
def test_a_unit_is_typed_by_code_name_or_words_that_fit_no_other(
    words, meant, desk, many_units, make_unit
):
    for name in ("Team Pößneck", "Team (Nord)", "Leistung", "Hilfe 50 %"):
        make_unit(name=name)
    make_unit(name="Außenstelle", code="Pössneck-1")
    make_unit(name="Kürzel geht vor", code="L")
    make_unit(name="l")

    desk.post("/konten/neu", **typed(words))

    person = queries.person_by_email("oeztuerk@jobcenter.example")
    assert queries.unit(person.unit_id).name == meant


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("", "Geben Sie Name oder Kürzel der Einheit ein."),
        ("Vertrieb", "Es gibt keine Einheit „Vertrieb“. Prüfen Sie Name oder Kürzel."),
        ("%", "Es gibt keine Einheit „%“. Prüfen Sie Name oder Kürzel."),
        (
            "leistung 13 l",
            (
                "Mehrere Einheiten passen: Leistung 113 (L-113), Leistung 130 (L-130), "
                "Leistung 131 (L-131), Leistung 132 (L-132), Leistung 133 (L-133) "
                "und 6 weitere. Geben Sie das Kürzel ein."
            ),
        ),
        (
            "team 1",
            "Mehrere Einheiten passen: Team 1 (N), Team 1 (S). Geben Sie das Kürzel ein.",
        ),
        ("x" * 300, "Kürzen Sie die Eingabe auf"),
    ],
)
def test_what_fits_no_unit_or_several_is_said_and_stays(
    words, sentence, desk, many_units, make_unit
):
    make_unit(name="Team 1", code="S")
    make_unit(name="Team 1", code="N")

    page = desk.post("/konten/neu", status=422, **typed(words))

    assert any(error.startswith(sentence) for error in page.errors())
    assert page.soup.select_one("#typed_unit")["value"] == words
    assert page.soup.select_one("#last_name")["value"] == "Öztürk"
    assert queries.person_by_email("oeztuerk@jobcenter.example") is None


def test_an_english_page_says_it_in_english(make_account, sign_in, many_units):
    desk = sign_in(make_account(Role.ADMIN, language="en"))

    page = desk.post("/konten/neu", status=422, **typed("sales"))

    assert page.errors() == ["There is no unit “sales”. Check the name or code."]


def test_whoever_saves_an_account_unchanged_leaves_the_unit(desk, many_units, employee, make_unit):
    employee.unit_id = make_unit(name="Leistung 100", code="L-100b").id
    db.session.commit()

    page = desk.get(f"/konten/{employee.id}/bearbeiten")
    shown = page.soup.select_one("#typed_unit")["value"]
    desk.post(f"/konten/{employee.id}/bearbeiten", **typed(shown, email=employee.email))

    changed = queries.person(employee.id)
    assert shown == "Leistung 100 (L-100b)"
    assert (changed.last_name, changed.unit_id) == ("Öztürk", employee.unit_id)


def test_more_units_cost_no_more_statements(desk, employee, many_units):
    path = f"/konten/{employee.id}/bearbeiten"
    with statements() as few:
        desk.get(path)
    db.session.add_all(Unit(code=f"M-{number}", name=f"Mehr {number}") for number in range(200))
    db.session.commit()
    with statements() as many:
        desk.get(path)

    assert many.count == few.count


def test_with_which_unit_another_is_reported_is_typed_as_well(desk, many_units):
    shown = desk.get("/konten/einheiten/neu")
    created = desk.post(
        "/konten/einheiten/neu", name="Post", code="P", typed_reporting="leistung 100"
    )

    assert shown.soup.select_one('[name="reporting"]') is None
    assert shown.html.count("<option") == 0
    assert [row[2] for row in created.rows() if row[0] == "Post"] == ["Leistung 100"]


def test_a_unit_shows_with_which_it_is_reported_and_is_separated_by_emptying(desk, many_units):
    large = queries.unit_by_code("L-100")
    desk.post("/konten/einheiten/neu", name="Post", code="P", typed_reporting="L-100")
    address = f"/konten/einheiten/{queries.unit_by_code('P').id}"

    field = desk.get(address).soup.select_one('[name="typed_reporting"]')
    desk.post(address, name="Post", code="P", typed_reporting="")

    assert field["value"] == f"{large.name} (L-100)"
    assert queries.unit_by_code("P").reporting_unit_id is None


def test_a_page_from_when_one_still_chose_separates_no_unit(desk, many_units):
    desk.post("/konten/einheiten/neu", name="Post", code="P", typed_reporting="L-100")
    post = queries.unit_by_code("P")

    page = desk.post(
        f"/konten/einheiten/{post.id}", status=422, name="Post", code="P", reporting=""
    )

    assert page.errors() == ["Prüfen Sie die Einheit. Die Seite war schon länger offen."]
    assert queries.unit_by_code("P").reporting_unit_id == queries.unit_by_code("L-100").id


@pytest.mark.parametrize(
    ("words", "error"),
    [
        ("Kantine", "Es gibt keine Einheit „Kantine“. Prüfen Sie Name oder Kürzel."),
        ("P", "Wählen Sie eine andere Einheit."),
    ],
)
def test_a_unit_reported_with_none_or_with_itself_keeps_what_was_typed(
    desk, many_units, words, error
):
    desk.post("/konten/einheiten/neu", name="Post", code="P", typed_reporting="")
    address = f"/konten/einheiten/{queries.unit_by_code('P').id}"

    page = desk.post(address, status=422, name="Postdienste", code="P", typed_reporting=words)

    assert page.soup.select_one('[name="typed_reporting"]')["value"] == words
    assert page.soup.select_one('[name="name"]')["value"] == "Postdienste"
    assert error in page.text
    assert queries.unit_by_code("P").name == "Post"
