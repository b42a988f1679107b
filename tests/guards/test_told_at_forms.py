"""Beside every form stands what happens to what is typed there (DSGVO Article 13)."""

from urllib.parse import urlsplit

import pytest
from bs4 import BeautifulSoup

from bgm_portal.core.personal_data import register
from bgm_portal.home import notice
from bgm_portal.home.form_notices import FORMS, Nothing
from tests.support.routes import address_of, assembled
from tests.support.visits import VISITS, name_of

#: What no form takes: the portal writes it by itself, and the page about privacy tells of it.
BY_THE_PORTAL = {
    ("counted_person", "mark"),
    ("counted_mark", "mark"),
    ("counting_key", "sealed"),
    ("erasure", "whose"),
    ("refused_address", "address"),
}
#: Forms that are no page's own: they stand in the frame, or a script sends them.
NO_PAGE = {
    "pages.display",  # in the footer of every page, told of under "Datenschutz"
    "late_ticks.catch_up",
    "keeping.question",
    "keeping.section",
    "identity.stay",
}


def sends():
    """Return every endpoint that takes a form."""
    return {rule.endpoint for rule in assembled().url_map.iter_rules() if "POST" in rule.methods}


def where_to(form, address):
    """Return the endpoint to which a form goes, and the part that stands in its address."""
    path = urlsplit(form.get("action") or address).path
    endpoint, values = assembled().url_map.bind("localhost").match(path, method="POST")
    return endpoint, str(values.get("slug", ""))


def expected(endpoint, slug):
    """Return what is to be told of a form."""
    said = FORMS.get(f"{endpoint} {slug}", FORMS[endpoint])
    return set() if isinstance(said, Nothing) else set(said)


def test_every_address_that_takes_a_form_says_what_it_writes_or_why_nothing():
    assert {name.split(" ")[0] for name in FORMS} == sends()


def test_all_that_is_declared_is_told_of_at_a_form_or_written_by_the_portal():
    told = {key for said in FORMS.values() if not isinstance(said, Nothing) for key in said}

    assert told | BY_THE_PORTAL == {notice.key_of(holding) for holding in register}
    assert not told & BY_THE_PORTAL


@pytest.mark.long
def test_every_page_with_a_form_tells_what_happens_to_what_is_typed(build_world, browsers_of):
    world = build_world()
    world.grow(1)
    browsers = browsers_of(world)
    silent, seen = {}, set()
    for visit in VISITS:
        address = address_of(visit, world)
        answer = browsers[visit.who].raw(address)
        if answer.mimetype != "text/html" or answer.status_code != 200:
            continue
        main = BeautifulSoup(answer.data, "html.parser").select_one("main")
        forms = main.select("form[method=post]") if main else []
        went = {where_to(form, address) for form in forms}
        seen |= {endpoint for endpoint, _slug in went}
        wanted = {str(notice.HELD[key]) for one in went for key in expected(*one)}
        told = {one.text for one in main.select(".bgm-told strong")} if main else set()
        if told != wanted:
            silent[name_of(visit)] = (wanted - told, told - wanted)

    assert silent == {}
    assert len(seen) > len(sends()) / 2  # the walk came past most forms


def test_a_form_with_a_mistake_tells_as_well(employee, make_activity, register, sign_in):
    own = f"/mein-lauftag/{register(employee, make_activity()).id}"

    page = sign_in(employee).post(f"{own}/notfallkontakt", status=422, name="", phone="")

    (told,) = page.soup.select(".bgm-told")
    assert "Ihr Notfallkontakt, verschlüsselt" in told.text
    assert "1 Tag nach dem Ende des Angebots" in told.text
    assert "Ansprechperson, nur am Tag des Angebots" in told.text
    assert told.select_one("a")["href"] == "/datenschutz"


def test_a_page_without_such_a_form_says_nothing(employee, sign_in):
    assert sign_in(employee).get("/hilfe").soup.select(".bgm-told") == []
