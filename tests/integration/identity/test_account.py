"""One's own account."""

from collections.abc import Callable

import pytest

from bgm_portal.identity import passwords, queries, service
from bgm_portal.identity.kinds import TextSize, Theme
from bgm_portal.identity.models import Person
from bgm_portal.identity.permissions import Role
from tests.factories.identity import NEW_PASSWORD, PASSWORD
from tests.support.mailbox import Mailbox
from tests.support.page import Visitor


@pytest.fixture
def katrin(make_account: Callable[..., Person], make_unit: Callable[..., object]) -> Person:
    return make_account(
        Role.COORDINATOR,
        first_name="Katrin",
        last_name="Albers",
        email="albers@jobcenter.example",
        unit_id=make_unit(name="Leistung 4").id,
    )


@pytest.fixture
def browser(katrin: Person, sign_in: Callable[[Person], Visitor]) -> Visitor:
    return sign_in(katrin)


def test_somebody_sees_what_is_noted_about_them(browser: Visitor) -> None:
    page = browser.get("/konto")

    facts = page.soup.select_one(".bgm-facts").get_text(" ", strip=True)
    assert "Katrin Albers" in facts
    assert "albers@jobcenter.example" in facts
    assert "Leistung 4" in facts
    assert "Bundesagentur für Arbeit" in facts
    assert "Koordination" in facts


def test_somebody_changes_how_pages_look_on_every_device(
    browser: Visitor, katrin: Person, sign_in: Callable[[Person], Visitor]
) -> None:
    browser.post("/anzeige", sprache="en", farben="dark", schrift="large", next="/konto")

    page = sign_in(katrin).get("/konto")

    assert page.soup.html["lang"] == "en"
    assert page.soup.html["data-kern-theme"] == "dark"
    assert page.soup.html["data-text"] == "large"
    assert page.soup.select_one("#farben option[selected]")["value"] == "dark"


def test_what_is_not_named_stays_as_it_is(browser: Visitor, katrin: Person) -> None:
    service.change_display(person_id=katrin.id, theme=Theme.DARK, text_size=TextSize.LARGE)
    service.change_display(person_id=katrin.id, language="en")

    person = queries.person(katrin.id)
    assert (person.language, person.theme, person.text_size) == ("en", Theme.DARK, TextSize.LARGE)


def test_somebody_changes_the_password_and_stays_signed_in_only_here(
    browser: Visitor, katrin: Person, sign_in: Callable[[Person], Visitor], mailbox: Mailbox
) -> None:
    elsewhere = sign_in(katrin)

    page = browser.post("/konto/kennwort", present=PASSWORD, password=NEW_PASSWORD)

    assert page.h1 == "Ihr Konto"
    assert elsewhere.raw("/konto").status_code == 302
    assert passwords.matches(NEW_PASSWORD, queries.person(katrin.id).password_hash)
    assert [letter.subject for letter in mailbox.deliver()] == ["Ihr Kennwort wurde geändert"]


@pytest.mark.parametrize(
    ("present", "new", "errors"),
    [
        (
            "falsch",
            NEW_PASSWORD,
            ["Das bisherige Kennwort stimmt nicht. Geben Sie es noch einmal ein."],
        ),
        (
            PASSWORD,
            "qwertzuiopasdfgh",
            [
                (
                    "Das Kennwort wiederholt sich oder folgt der Tastatur. "
                    "Nehmen Sie vier bis fünf Wörter, die nicht zusammengehören."
                )
            ],
        ),
        (
            "",
            "",
            ["Geben Sie Ihr bisheriges Kennwort ein.", "Geben Sie ein neues Kennwort ein."],
        ),
    ],
)
def test_a_change_that_is_refused_says_why_and_changes_nothing(
    browser: Visitor, katrin: Person, present: str, new: str, errors: list[str]
) -> None:
    page = browser.post("/konto/kennwort", status=422, present=present, password=new)

    assert page.errors() == errors
    assert passwords.matches(PASSWORD, queries.person(katrin.id).password_hash)


def test_whoever_found_an_open_browser_cannot_try_passwords_for_ever(browser: Visitor) -> None:
    data = {"present": "falsch", "password": NEW_PASSWORD}
    statuses = [
        browser.raw("/konto/kennwort", method="POST", data=data).status_code for _time in range(6)
    ]

    assert statuses == [422] * 5 + [429]


def test_somebody_signs_out_everywhere_else(
    browser: Visitor, katrin: Person, sign_in: Callable[[Person], Visitor]
) -> None:
    others = [sign_in(katrin), sign_in(katrin)]
    before = browser.get("/konto")

    page = browser.post("/konto/andere-geraete-abmelden")

    assert "noch auf 2 Geräten angemeldet" in before.text
    assert "2 andere Geräte sind abgemeldet." in page.text
    assert [other.raw("/konto").status_code for other in others] == [302, 302]


def test_signing_out_elsewhere_leaves_other_people_alone(
    browser: Visitor, make_account: Callable[..., Person], sign_in: Callable[[Person], Visitor]
) -> None:
    colleague = sign_in(make_account())

    page = browser.post("/konto/andere-geraete-abmelden")

    assert "Sie waren auf keinem anderen Gerät angemeldet." in page.text
    assert colleague.raw("/konto").status_code == 200
