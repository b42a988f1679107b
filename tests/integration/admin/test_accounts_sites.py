"""Sites: the list of them, and where somebody works."""

import pytest

from bgm_portal.core.database import transaction
from bgm_portal.identity import leavers, queries, sites
from bgm_portal.identity.permissions import Role
from tests.support.queries import statements
from tests.support.times import NOW


@pytest.fixture
def administrator(make_account):
    return make_account(Role.ADMIN)


@pytest.fixture
def desk(administrator, sign_in):
    return sign_in(administrator)


def details(person, **changed):
    """Return what the form of an account sends."""
    return {
        "first_name": person.first_name,
        "last_name": person.last_name,
        "email": person.email,
        "phone": "",
        "unit": str(person.unit_id),
        "employer": person.employer.value,
        "language": "de",
        "manager": "",
    } | changed


def test_an_administrator_adds_renames_and_removes_a_site(desk, make_site):
    make_site(name="Ost")

    added = desk.post("/konten/standorte/neu", name=" Haus  Nord ")
    [north] = [one for one in sites.sites() if one.name == "Haus Nord"]
    renamed = desk.post(f"/konten/standorte/{north.id}", name="Nordhaus")
    removed = desk.post(f"/konten/standorte/{north.id}/entfernen")

    assert added.rows() == [["Haus Nord", "0"], ["Ost", "0"]]
    assert renamed.rows() == [["Nordhaus", "0"], ["Ost", "0"]]
    assert removed.rows() == [["Ost", "0"]]
    assert "Der Standort ist entfernt." in removed.text


@pytest.mark.parametrize(
    ("name", "error"),
    [
        ("", "Geben Sie den Namen des Standorts ein."),
        ("öst", "So heißt schon ein anderer Standort. Wählen Sie einen neuen Namen."),
        ("x" * 121, "Kürzen Sie die Eingabe auf 120 Zeichen."),
    ],
)
def test_a_name_that_says_nothing_new_is_refused(name, error, desk, make_site):
    make_site(name="Öst")
    other = make_site(name="West")

    new = desk.post("/konten/standorte/neu", status=422, name=name)
    renamed = desk.post(f"/konten/standorte/{other.id}", status=422, name=name)

    assert (new.errors(), renamed.errors()) == ([error], [error])
    assert [one.name for one in sites.sites()] == ["West", "Öst"]


def test_a_site_keeps_its_own_name_in_another_case(desk, make_site):
    site = make_site(name="nord")

    page = desk.post(f"/konten/standorte/{site.id}", name="Nord")

    assert page.rows() == [["Nord", "0"]]


def test_a_site_at_which_somebody_works_stays(desk, make_site, make_person):
    site = make_site(name="Nord")
    make_person(site_id=site.id)

    page = desk.post(f"/konten/standorte/{site.id}/entfernen", status=409)

    assert "Der Standort wird noch gebraucht" in page.errors()[0]
    assert page.soup.select_one("input[name=name]")["value"] == "Nord"
    assert [one.name for one in sites.sites()] == ["Nord"]


def test_the_list_says_how_many_work_where_and_leads_to_those_without(
    desk, administrator, make_site, make_person
):
    site = make_site(name="Nord")
    make_person(site_id=site.id)
    make_person(site_id=site.id, deactivated_at=NOW)

    page = desk.get("/konten/standorte")
    [link] = [one for one in page.links() if "site=ohne" in one]

    assert page.rows() == [["Nord", "1"]]
    assert "Bei einer Person ist kein Standort eingetragen." in page.text
    assert [row[1] for row in desk.get(link).rows()] == [administrator.email]


def test_the_account_says_where_somebody_works_and_so_does_their_own_page(
    desk, sign_in, employee, make_site
):
    site, address = make_site(name="Nord"), f"/konten/{employee.id}"
    before = sign_in(employee).get("/konto")

    saved = desk.post(f"{address}/bearbeiten", **details(employee, site=str(site.id)))
    form = desk.get(f"{address}/bearbeiten")
    own = sign_in(employee).get("/konto")

    assert "Standort nicht eingetragen" in before.text
    assert "Standort Nord" in saved.text
    assert form.soup.select_one("select[name=site] option[selected]")["value"] == str(site.id)
    assert "Standort Nord" in own.text


def test_a_site_can_be_taken_out_of_an_account(desk, employee, make_site):
    with transaction():
        queries.person(employee.id).site_id = make_site().id

    desk.post(f"/konten/{employee.id}/bearbeiten", **details(employee, site=""))

    assert queries.person(employee.id).site_id is None


def test_a_site_that_does_not_exist_is_refused(desk, employee, make_site):
    make_site()

    page = desk.post(
        f"/konten/{employee.id}/bearbeiten", status=422, **details(employee, site="nirgends")
    )

    assert len(page.errors()) == 1


def test_accounts_are_found_by_site(desk, make_site, make_person):
    north, east = make_site(name="Nord"), make_site(name="Ost")
    wanted = make_person(site_id=north.id)
    make_person(site_id=east.id)

    page = desk.get(f"/konten?site={north.id}")

    assert [row[1] for row in page.rows()] == [wanted.email]
    assert ", Nord" in page.rows()[0][2]


def test_a_house_without_sites_is_not_asked(desk, employee):
    form = desk.get(f"/konten/{employee.id}/bearbeiten")
    saved = desk.post(f"/konten/{employee.id}/bearbeiten", **details(employee, phone="7"))

    assert form.soup.select("[name=site]") == []
    assert desk.get("/konten").soup.select("[name=site]") == []
    assert "Die Angaben sind gespeichert." in saved.text


def test_the_list_of_sites_takes_the_same_number_of_statements_for_many(desk, make_site):
    make_site()
    with statements() as few:
        desk.get("/konten/standorte")
    for _number in range(20):
        make_site()
    with statements() as many:
        page = desk.get("/konten/standorte")

    assert len(page.rows()) == 21
    assert few.count == many.count


def test_whoever_left_has_no_site_either(employee, make_site):
    with transaction():
        queries.person(employee.id).site_id = make_site().id
        leavers.take_name_away(employee.id, at=NOW)

    assert queries.person(employee.id).site_id is None


def test_only_administrators_keep_the_list(sign_in, make_person, make_site):
    site = make_site(name="Nord")

    for role in (Role.COORDINATOR, Role.LEADERSHIP, Role.EDITOR):
        visitor = sign_in(make_person(role))
        visitor.get("/konten/standorte", status=403)
        visitor.post(f"/konten/standorte/{site.id}", status=403, name="Süd")
        visitor.post(f"/konten/standorte/{site.id}/entfernen", status=403)

    assert [one.name for one in sites.sites()] == ["Nord"]
