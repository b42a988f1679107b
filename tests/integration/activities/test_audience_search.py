"""Where a house has very many units, those an activity is for are looked for."""

import pytest

from bgm_portal.activities import audience_queries, audience_service
from bgm_portal.core.database import db, transaction
from bgm_portal.identity.models import Person, Unit
from tests.support.queries import statements
from tests.support.times import NOW


@pytest.fixture
def desk(sign_in, coordinator):
    return sign_in(coordinator)


@pytest.fixture
def page_of(desk, make_activity, coordinator, many_units):
    """Return an activity for one of many units, and the address of its page."""
    activity = make_activity()
    with transaction():
        audience_service.limit(
            activity.id, employer=None, unit_ids={many_units[0].id}, by=coordinator.id, at=NOW
        )
    return activity, f"/planung/{activity.id}/fuer-wen"


def ids(*units):
    return [str(unit.id) for unit in units]


def test_only_what_was_chosen_is_named(page_of, desk):
    _activity, path = page_of

    page = desk.get(path)

    assert page.boxes("units") == ["✓ Ausgewählt: Leistung 100 (L-100)"]


def test_what_is_found_joins_what_is_ticked_and_nothing_is_saved(page_of, desk, many_units):
    activity, path = page_of

    page = desk.post(path, units=ids(*many_units[:2]), search=" leistung  13 2", suchen="units")

    assert page.boxes("units") == [
        "✓ Ausgewählt: Leistung 100 (L-100)",
        "✓ Ausgewählt: Leistung 101 (L-101)",
        "Gefunden zu „leistung 13 2“: Leistung 132 (L-132)",
    ]
    assert "Eine Einheit passt." in page.text
    assert page.soup.select_one("#search").get("value", "") == ""
    assert audience_queries.unit_ids(activity.id) == [many_units[0].id]


def test_what_was_found_and_ticked_is_saved_and_what_was_unticked_is_gone(
    page_of, desk, many_units, employee
):
    activity, path = page_of
    db.session.get_one(Person, employee.id).unit_id = many_units[7].id
    db.session.commit()

    page = desk.post(path, units=ids(many_units[7], many_units[8]), search="")

    assert "Gespeichert: Für wen es ist." in page.text
    assert set(audience_queries.unit_ids(activity.id)) == {many_units[7].id, many_units[8].id}


def test_whoever_saves_with_words_in_the_search_is_shown_what_they_find_first(
    page_of, desk, many_units
):
    activity, path = page_of

    page = desk.post(path, employer="ba", units=[], search="L-105")

    assert page.boxes("units") == ["Gefunden zu „L-105“: Leistung 105 (L-105)"]
    assert page.soup.select_one("option[selected]")["value"] == "ba"
    assert audience_queries.unit_ids(activity.id) == [many_units[0].id]


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("", "Geben Sie Name oder Kürzel einer Einheit ein."),
        ("Vertrieb", "Es gibt keine Einheit „Vertrieb“. Prüfen Sie Name oder Kürzel."),
        ("x" * 101, "Kürzen Sie den Text auf höchstens 100 Zeichen."),
    ],
)
@pytest.mark.parametrize("chosen", [0, 1])
def test_what_finds_nothing_is_said_and_nothing_is_lost(
    page_of, desk, many_units, words, sentence, chosen
):
    _activity, path = page_of

    page = desk.post(
        path, status=422, units=ids(*many_units[:chosen]), search=words, suchen="units"
    )

    assert page.errors() == [sentence]
    assert page.soup.select_one("#search").get("value", "") == words
    assert len(page.boxes("units")) == chosen


def test_more_than_fit_on_the_page_are_counted(page_of, desk, many_units):
    _activity, path = page_of

    page = desk.post(path, search="leistung", suchen="units")

    assert len(page.boxes("units")) == len(many_units) - 1
    assert "41 Einheiten passen. Davon ist eine nicht zu sehen:" in " ".join(page.text.split())


def test_an_english_page_says_it_in_english(page_of, sign_in, coordinator):
    _activity, path = page_of
    db.session.get_one(Person, coordinator.id).language = "en"
    db.session.commit()

    page = sign_in(coordinator).post(path, search="100", suchen="units")

    assert page.boxes("units") == ["Found for “100”: Leistung 100 (L-100)"]
    assert "One unit fits." in page.text


def test_a_unit_that_does_not_exist_cannot_be_chosen(page_of, desk):
    _activity, path = page_of

    page = desk.post(path, status=422, units=["00000000-0000-0000-0000-000000000001", "x"])

    assert len(page.errors()) == 1


def test_how_many_it_would_be_for_is_counted_over_what_is_ticked(page_of, desk, many_units):
    _activity, path = page_of

    page = desk.post(path, units=ids(many_units[3]), zaehlen="1")

    assert "So wäre das Angebot für niemanden." in page.text
    assert page.boxes("units") == ["✓ Ausgewählt: Leistung 103 (L-103)"]


def test_more_units_cost_no_more_statements(page_of, desk):
    _activity, path = page_of
    with statements() as few:
        desk.post(path, search="leistung", suchen="units")
    db.session.add_all(Unit(code=f"M-{n}", name=f"Leistung Mehr {n}") for n in range(200))
    db.session.commit()
    with statements() as many:
        desk.post(path, search="leistung", suchen="units")

    assert many.count == few.count
