"""Where a house has very many sites, those an activity is for are looked for, beside its units."""

import pytest

from bgm_portal.activities import audience_queries, audience_service
from bgm_portal.core.database import db, transaction
from bgm_portal.identity.models import Person, Site
from tests.support.queries import statements
from tests.support.times import NOW


@pytest.fixture
def desk(sign_in, coordinator):
    return sign_in(coordinator)


@pytest.fixture
def page_of(desk, make_activity, coordinator, many_sites):
    """Return an activity for one of many sites, and the address of its page."""
    activity = make_activity()
    with transaction():
        audience_service.limit(
            activity.id,
            employer=None,
            unit_ids=(),
            site_ids={many_sites[0].id},
            by=coordinator.id,
            at=NOW,
        )
    return activity, f"/planung/{activity.id}/fuer-wen"


def ids(*things):
    return [str(thing.id) for thing in things]


def words(page):
    return " ".join(page.text.split())


def test_only_what_was_chosen_is_named_and_the_few_units_are_boxes(page_of, desk, make_unit):
    _activity, path = page_of
    unit = make_unit(name="Post")

    page = desk.get(path)

    assert page.boxes("sites") == ["✓ Ausgewählt: Haus 100"]
    assert unit.name in page.boxes("units")
    assert page.soup.select("#search") == []


def test_what_is_found_joins_what_is_ticked_and_nothing_is_saved(page_of, desk, many_sites):
    activity, path = page_of

    page = desk.post(path, sites=ids(*many_sites[:2]), site_search=" haus  13 2", suchen="sites")

    assert page.boxes("sites") == [
        "✓ Ausgewählt: Haus 100",
        "✓ Ausgewählt: Haus 101",
        "Gefunden zu „haus 13 2“: Haus 132",
    ]
    assert "Ein Standort passt. Kreuzen Sie an" in words(page)
    assert page.soup.select_one("#site_search").get("value", "") == ""
    assert audience_queries.site_ids(activity.id) == [many_sites[0].id]


def test_what_was_ticked_is_saved_and_what_was_unticked_is_gone(
    page_of, desk, many_sites, employee
):
    activity, path = page_of
    db.session.get_one(Person, employee.id).site_id = many_sites[7].id
    db.session.commit()

    page = desk.post(path, sites=ids(many_sites[7], many_sites[8]), site_search="")

    assert "Gespeichert: Für wen es ist." in page.text
    assert set(audience_queries.site_ids(activity.id)) == {many_sites[7].id, many_sites[8].id}


@pytest.mark.parametrize("button", ["units", "sites"])
def test_enter_presses_the_first_button_and_looks_for_what_was_typed_all_the_same(
    page_of, desk, many_sites, many_units, button
):
    _activity, path = page_of

    page = desk.post(path, search="", site_search="105", suchen=button)

    assert page.boxes("sites") == ["Gefunden zu „105“: Haus 105"]
    assert page.boxes("units") == []


def test_both_are_looked_for_at_once(page_of, desk, many_sites, many_units):
    _activity, path = page_of

    page = desk.post(path, search="L-101", site_search="105", suchen="sites")

    assert page.boxes("units") == ["Gefunden zu „L-101“: Leistung 101 (L-101)"]
    assert page.boxes("sites") == ["Gefunden zu „105“: Haus 105"]
    assert "Eine Einheit passt. Ein Standort passt. Kreuzen Sie an" in words(page)


def test_what_was_found_of_one_kind_stays_when_the_other_is_not(
    page_of, desk, many_sites, many_units
):
    _activity, path = page_of

    page = desk.post(path, status=422, search="Vertrieb", site_search="105", suchen="units")

    assert page.errors() == ["Es gibt keine Einheit „Vertrieb“. Prüfen Sie Name oder Kürzel."]
    assert page.soup.select_one("#search")["value"] == "Vertrieb"
    assert page.boxes("sites") == ["Gefunden zu „105“: Haus 105"]


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", "Geben Sie den Namen eines Standorts ein."),
        ("Turm", "Es gibt keinen Standort „Turm“. Prüfen Sie den Namen."),
        ("x" * 101, "Kürzen Sie den Text auf höchstens 100 Zeichen."),
    ],
)
@pytest.mark.parametrize("chosen", [0, 1])
def test_what_finds_nothing_is_said_and_nothing_is_lost(
    page_of, desk, many_sites, typed, sentence, chosen
):
    _activity, path = page_of

    page = desk.post(
        path, status=422, sites=ids(*many_sites[:chosen]), site_search=typed, suchen="sites"
    )

    assert page.errors() == [sentence]
    assert page.soup.select_one("#site_search").get("value", "") == typed
    assert len(page.boxes("sites")) == chosen


def test_more_than_fit_on_the_page_are_counted(page_of, desk, many_sites):
    _activity, path = page_of

    page = desk.post(path, site_search="haus", suchen="sites")

    assert len(page.boxes("sites")) == len(many_sites) - 1
    assert "41 Standorte passen. Davon ist einer nicht zu sehen:" in words(page)


def test_a_site_that_does_not_exist_cannot_be_chosen(page_of, desk, many_sites):
    activity, path = page_of

    page = desk.post(path, status=422, sites=["00000000-0000-0000-0000-000000000001", "x"])

    assert len(page.errors()) == 1
    assert audience_queries.site_ids(activity.id) == [many_sites[0].id]


def test_more_sites_cost_no_more_statements(page_of, desk):
    _activity, path = page_of
    with statements() as few:
        desk.post(path, site_search="haus", suchen="sites")
    db.session.add_all(Site(name=f"Haus Mehr {number}") for number in range(200))
    db.session.commit()
    with statements() as many:
        desk.post(path, site_search="haus", suchen="sites")

    assert many.count == few.count
