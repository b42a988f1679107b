"""Language, colours and size of letters: kept in the visit, then with the account."""

import pytest

from bgm_portal.core.database import db
from bgm_portal.core.i18n import language
from bgm_portal.home.display import chosen_language, chosen_text_size, chosen_theme
from bgm_portal.identity.kinds import TextSize, Theme
from bgm_portal.identity.models import Person


def html(page):
    """Return the outermost element of a page."""
    return page.soup.html


def test_a_visitor_reads_german_when_the_browser_says_nothing(visitor):
    page = visitor.get("/hilfe")

    assert html(page)["lang"] == "de"


def test_a_visitor_reads_english_when_the_browser_asks_for_it(app, visitor):
    response = visitor.raw("/hilfe", headers={"Accept-Language": "en-GB,en;q=0.9"})

    assert '<html lang="en"' in response.text


def test_the_language_of_a_visitor_is_forgotten_after_the_answer(app, visitor):
    visitor.raw("/hilfe", headers={"Accept-Language": "en"})

    assert language() == "de"


def test_a_visitor_reads_german_when_the_browser_asks_for_another_language(visitor):
    response = visitor.raw("/hilfe", headers={"Accept-Language": "pl"})

    assert '<html lang="de"' in response.text


def test_a_visitor_keeps_the_language_of_the_address_for_the_visit(visitor):
    visitor.get("/hilfe", lang="en")

    page = visitor.get("/impressum")

    assert html(page)["lang"] == "en"


def test_a_visitor_who_is_sent_to_sign_in_keeps_the_language_of_the_address(visitor):
    page = visitor.get("/mein-bereich", lang="en")

    assert html(page)["lang"] == "en"


@pytest.mark.parametrize("unknown", ["fr", "", "de-einfach", "<b>"])
def test_a_visitor_reads_german_when_the_address_names_an_unknown_language(visitor, unknown):
    page = visitor.get("/hilfe", lang=unknown)

    assert html(page)["lang"] == "de"


def test_a_visitor_returns_to_the_page_in_the_chosen_language(visitor):
    page = visitor.post("/anzeige", sprache="en", next="/hilfe")

    assert page.path == "/hilfe"
    assert html(page)["lang"] == "en"


def test_a_visitor_can_leave_the_language_of_the_address_again(visitor):
    visitor.get("/hilfe", lang="en")

    page = visitor.post("/anzeige", sprache="de", next="/hilfe?lang=en&seite=2")

    assert html(page)["lang"] == "de"
    assert page.response.request.query_string == b"seite=2"


def test_a_visitor_keeps_colours_and_letters_for_the_visit(visitor):
    visitor.post("/anzeige", farben="dark", next="/hilfe")
    visitor.post("/anzeige", schrift="larger", next="/hilfe")

    page = visitor.get("/impressum")

    assert html(page)["data-kern-theme"] == "dark"
    assert html(page)["data-text"] == "larger"


def test_the_worker_speaks_german_where_nobody_is_asking(app):
    assert (chosen_language(), chosen_theme(), chosen_text_size()) == ("de", "system", "normal")


def test_the_switch_shows_what_is_chosen(visitor):
    page = visitor.post("/anzeige", farben="dark", next="/hilfe")

    pressed = page.soup.select('.bgm-switch button[aria-pressed="true"]')
    assert [button.get_text() for button in pressed] == ["Deutsch", "Dunkel", "Normal"]


def test_an_unknown_choice_changes_nothing(visitor):
    page = visitor.post("/anzeige", farben="rosa", schrift="9", sprache="xx", next="/hilfe")

    assert html(page)["lang"] == "de"
    assert "data-kern-theme" not in html(page).attrs


@pytest.mark.parametrize(
    "elsewhere", ["https://example.org/", "//example.org/", "/\\example.org", "javascript:alert(1)"]
)
def test_a_visitor_is_never_sent_to_another_host(visitor, elsewhere):
    response = visitor.raw("/anzeige", method="POST", data={"sprache": "en", "next": elsewhere})

    assert response.headers["Location"] == "/"


def test_an_account_remembers_language_colours_and_letters(sign_in, employee):
    browser = sign_in(employee)
    browser.post("/anzeige", sprache="en", next="/hilfe")
    browser.post("/anzeige", farben="dark", next="/hilfe")
    browser.post("/anzeige", schrift="large", next="/hilfe")

    page = sign_in(employee).get("/hilfe")

    person = db.session.get_one(Person, employee.id)
    assert (person.language, person.theme, person.text_size) == ("en", Theme.DARK, TextSize.LARGE)
    assert html(page)["lang"] == "en"
    assert html(page)["data-kern-theme"] == "dark"
    assert html(page)["data-text"] == "large"


def test_an_account_overrules_what_the_visit_said_before(sign_in, employee):
    browser = sign_in(employee)
    browser.get("/hilfe", lang="en")

    page = browser.post("/anzeige", sprache="de", next="/hilfe")

    assert html(page)["lang"] == "de"


def test_an_address_in_english_leaves_the_account_as_it_is(sign_in, employee):
    page = sign_in(employee).get("/hilfe", lang="en")

    assert html(page)["lang"] == "en"
    assert db.session.get_one(Person, employee.id).language == "de"
