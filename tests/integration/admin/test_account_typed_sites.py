"""Where a house has very many sites, the site of an account is typed, and accounts found by it."""

import pytest

from bgm_portal.core.database import db
from bgm_portal.identity import queries, sites
from bgm_portal.identity.models import Site
from bgm_portal.identity.permissions import Role
from tests.support.queries import statements


@pytest.fixture
def desk(make_account, sign_in):
    return sign_in(make_account(Role.ADMIN))


def typed(person, site, **changes):
    return {
        "first_name": person.first_name,
        "last_name": "Öztürk",
        "email": person.email,
        "phone": "",
        "unit": str(person.unit_id),
        "typed_site": site,
        "employer": person.employer.value,
        "language": "de",
        "manager": "",
    } | changes


def test_forty_sites_are_chosen_from_and_one_more_is_typed(desk, many_sites, employee, coordinator):
    path = f"/konten/{employee.id}/bearbeiten"
    many = desk.get(path)
    sites.remove(site_id=many_sites[-1].id, by=coordinator.id, at=employee.created_at)
    db.session.commit()
    few = desk.get(path)

    assert many.soup.select('[name="site"]') == []
    assert "Haus 1" not in many.text
    assert few.soup.select('[name="typed_site"]') == []
    assert len(few.soup.select('select[name="site"] option')) == len(many_sites)


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("Haus 100", "Haus 100"),
        (" haus   100 ", "Haus 100"),
        ("117", "Haus 117"),
        ("ÄUSSERE", "Äußere Straße 1, äussere"),
        ("haus", "Haus"),
        ("50 %", "Zu 50 % leer"),
        ("", None),
    ],
)
def test_a_site_is_typed_by_its_name_or_words_that_fit_no_other(
    words, meant, desk, many_sites, employee, make_site
):
    for name in ("Haus", "Äußere Straße 1, äussere", "Zu 50 % leer"):
        make_site(name=name)
    employee.site_id = many_sites[3].id
    db.session.commit()

    desk.post(f"/konten/{employee.id}/bearbeiten", **typed(employee, words))

    site_id = queries.person(employee.id).site_id
    assert (sites.site(site_id).name if site_id else None) == meant


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        (
            {"typed_site": "Turm"},
            "Es gibt keinen Standort „Turm“. Prüfen Sie den Namen.",
        ),
        (
            {"typed_site": "haus 13 1"},
            (
                "Mehrere Standorte passen: Haus 113, Haus 130, Haus 131, Haus 132, Haus 133 "
                "und 6 weitere. Geben Sie den ganzen Namen ein."
            ),
        ),
        (
            {"typed_site": "nord"},
            "Mehrere Standorte passen: Nordost, Nordwest. Geben Sie den ganzen Namen ein.",
        ),
        (
            {"typed_site": None},
            "Prüfen Sie den Standort. Die Seite war schon länger offen.",
        ),
    ],
)
def test_what_fits_no_site_or_several_is_said_and_stays(
    sent, sentence, desk, many_sites, employee, make_site
):
    make_site(name="Nordost")
    make_site(name="Nordwest")
    employee.site_id = many_sites[3].id
    db.session.commit()
    data = {name: v for name, v in (typed(employee, "") | sent).items() if v is not None}

    page = desk.post(f"/konten/{employee.id}/bearbeiten", status=422, **data)

    assert page.errors() == [sentence]
    assert page.soup.select_one("#typed_site").get("value", "") == (sent["typed_site"] or "")
    assert page.soup.select_one("#last_name")["value"] == "Öztürk"
    assert queries.person(employee.id).site_id == many_sites[3].id


def test_one_more_that_fits_is_counted_as_one(desk, many_sites, employee, make_site):
    for name in "ABCDEF":
        make_site(name=f"Nord {name}")

    page = desk.post(f"/konten/{employee.id}/bearbeiten", status=422, **typed(employee, "nord"))

    assert page.errors()[0].endswith("Nord E und ein weiterer. Geben Sie den ganzen Namen ein.")


def test_an_english_page_says_it_in_english(make_account, sign_in, many_sites, employee):
    desk = sign_in(make_account(Role.ADMIN, language="en"))

    page = desk.post(f"/konten/{employee.id}/bearbeiten", status=422, **typed(employee, "tower"))

    assert page.errors() == ["There is no site “tower”. Check the name."]


def test_whoever_saves_an_account_unchanged_leaves_the_site(desk, many_sites, employee):
    employee.site_id = many_sites[5].id
    db.session.commit()
    path = f"/konten/{employee.id}/bearbeiten"

    shown = desk.get(path).soup.select_one("#typed_site")["value"]
    desk.post(path, **typed(employee, shown))

    assert shown == "Haus 105"
    assert queries.person(employee.id).site_id == many_sites[5].id


def test_accounts_are_found_by_words_of_their_site_and_by_having_none(
    desk, many_sites, make_person
):
    there, other = (make_person(site_id=many_sites[number].id) for number in (7, 8))
    nowhere = make_person(site_id=None)

    page = desk.get("/konten", site_name="haus 107")
    without = desk.get("/konten", site="ohne")

    assert [row[1] for row in page.rows()] == [there.email]
    assert page.soup.select_one("#site_name")["value"] == "haus 107"
    found = {row[1] for row in without.rows()}
    assert nowhere.email in found
    assert not found & {there.email, other.email}
    assert [option["value"] for option in page.soup.select("#site option")] == ["", "ohne"]


def test_the_next_page_of_accounts_goes_on_looking_for_the_site(desk, many_sites, make_person):
    for _number in range(30):
        make_person(site_id=many_sites[7].id)

    page = desk.get("/konten", site_name="haus 107")
    [onward] = {one for one in page.links() if "seite=2" in one}

    assert len(desk.get(onward).rows()) == 5


def test_more_sites_cost_no_more_statements(desk, employee, many_sites):
    paths = (f"/konten/{employee.id}/bearbeiten", "/konten?site_name=haus")
    with statements() as few:
        for path in paths:
            desk.get(path)
    db.session.add_all(Site(name=f"Mehr {number}") for number in range(200))
    db.session.commit()
    with statements() as many:
        for path in paths:
            desk.get(path)

    assert many.count == few.count
