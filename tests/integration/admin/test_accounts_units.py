"""Parts of the house."""

from collections.abc import Callable

import pytest

from bgm_portal.identity import queries
from bgm_portal.identity.models import Person, Unit
from bgm_portal.identity.permissions import Role
from tests.support.page import Visitor
from tests.support.queries import statements


@pytest.fixture
def desk(
    make_unit: Callable[..., Unit],
    make_account: Callable[..., Person],
    sign_in: Callable[[Person], Visitor],
) -> Visitor:
    unit = make_unit(code="V-1", name="Verwaltung")
    return sign_in(make_account(Role.ADMIN, unit_id=unit.id))


def test_an_administrator_adds_a_unit(desk: Visitor) -> None:
    page = desk.post("/konten/einheiten/neu", name="Leistung 1", code="LB-1", reporting="")

    assert page.rows() == [
        ["Leistung 1", "LB-1", "Eigene Auswertung", "0"],
        ["Verwaltung", "V-1", "Eigene Auswertung", "1"],
    ]


@pytest.mark.parametrize(
    ("name", "code", "error"),
    [
        ("", "LB-1", "Geben Sie den Namen der Einheit ein."),
        ("Leistung", "", "Geben Sie ein Kürzel ein."),
        ("Leistung", "L B", "Nehmen Sie für das Kürzel nur Buchstaben, Ziffern, Punkt und Strich."),
        (
            "Leistung",
            "V-1",
            "Dieses Kürzel hat schon eine andere Einheit. Wählen Sie ein neues.",
        ),
    ],
)
def test_a_unit_that_is_not_complete_is_not_added(
    desk: Visitor, name: str, code: str, error: str
) -> None:
    page = desk.post("/konten/einheiten/neu", status=422, name=name, code=code, reporting="")

    assert page.errors() == [error]
    assert len(queries.units()) == 1


def test_a_small_unit_is_reported_with_another_one(
    desk: Visitor, make_unit: Callable[..., Unit]
) -> None:
    small, large = make_unit(name="Poststelle"), make_unit(name="Service")

    page = desk.post(
        f"/konten/einheiten/{small.id}", name="Post", code="P", reporting=str(large.id)
    )

    assert ["Post", "P", "Service", "0"] in page.rows()


def test_units_are_not_reported_in_a_circle(desk: Visitor, make_unit: Callable[..., Unit]) -> None:
    first = make_unit(name="Erste")
    second = make_unit(name="Zweite", reporting_unit_id=first.id)

    page = desk.post(
        f"/konten/einheiten/{first.id}",
        status=422,
        name="Erste",
        code="E",
        reporting=str(second.id),
    )

    assert "Wählen Sie eine andere Einheit." in page.errors()[0]
    assert queries.unit(first.id).reporting_unit_id is None


def test_the_list_of_units_takes_the_same_number_of_statements_for_many(
    desk: Visitor, make_unit: Callable[..., Unit]
) -> None:
    with statements() as few:
        desk.get("/konten/einheiten")
    many_units = [make_unit() for _number in range(20)]
    with statements() as many:
        page = desk.get("/konten/einheiten")

    assert len(page.rows()) == len(many_units) + 1
    assert few.count == many.count
