"""The directory as everybody reads it."""

from datetime import date
from uuid import UUID

import pytest

from bgm_portal.contacts import queries
from bgm_portal.contacts.kinds import ContactKind, ContactScope
from tests.support.times import LAST_MONTH


@pytest.fixture
def browser(sign_in, employee):
    return sign_in(employee)


@pytest.fixture
def desk(sign_in, coordinator):
    return sign_in(coordinator)


def names(page):
    return [heading.get_text(strip=True) for heading in page.soup.select("main h3")]


def test_everybody_reads_the_directory_kind_by_kind(browser, make_contact):
    make_contact(name_de="Guidenetzwerk", kind=ContactKind.MOVEMENT)
    make_contact(name_de="SBV", kind=ContactKind.HOUSE, phone="intern 150")

    page = browser.get("/kontakte")

    assert names(page) == ["SBV", "Guidenetzwerk"]
    assert "Telefon: intern 150" in page.text
    assert "Kontakt hinzufügen" not in page.text


def test_everybody_is_led_to_the_directory_from_every_page(browser):
    assert "/kontakte" in browser.get("/angebote").links()


def test_whoever_has_not_signed_in_is_not_led_to_the_directory(visitor):
    assert "/kontakte" not in visitor.get("/hilfe").links()


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"suche": "gebärden"}, ["Dolmetschen"]),
        ({"suche": "sign"}, ["Dolmetschen"]),
        ({"suche": "gebärden anruf"}, []),
        ({"art": "beratung"}, ["EUTB"]),
        ({"reichweite": "bundesweit"}, ["Dolmetschen"]),
        ({"art": "beratung", "reichweite": "bundesweit"}, []),
        ({"art": "unsinn", "reichweite": "unsinn"}, ["EUTB", "Dolmetschen"]),
    ],
)
def test_a_search_finds_what_has_all_of_it(browser, make_contact, query, found):
    make_contact(name_de="EUTB", kind=ContactKind.ADVICE)
    make_contact(
        name_de="Dolmetschen",
        kind=ContactKind.COMMUNICATION,
        scope=ContactScope.NATIONAL,
        languages_de="Deutsche Gebärdensprache",
        languages_en="German Sign Language",
    )

    assert names(browser.get("/kontakte", **query)) == found


def test_a_search_without_an_answer_leads_back_to_everything(browser, make_contact):
    make_contact(name_de="EUTB")

    page = browser.get("/kontakte", suche="Zahnarzt")

    assert "Dazu gibt es keinen Kontakt." in page.text
    assert page.soup.select_one("main a[href='/kontakte']") is not None


def test_the_paper_holds_what_was_searched_with_everything_known(browser, make_contact):
    make_contact(name_de="EUTB", kind=ContactKind.ADVICE, address="Platz 3\nHagen")
    make_contact(name_de="SBV", kind=ContactKind.HOUSE)

    page = browser.get("/kontakte/drucken", art="beratung")

    assert names(page) == ["EUTB"]
    assert "Platz 3" in page.text
    assert "geprüft am 12. Januar 2026 von: BGM-Koordination" in page.text.replace("\xa0", " ")


def test_everybody_reads_when_to_turn_to_a_place_and_how(browser, make_contact):
    contact = make_contact(
        name_de="SBV",
        when_de="Vor einem Antrag\nBei Umbauten",
        phone="0221 4710 150",
        email="sbv@haus.example",
        access_de="Tür 95 Zentimeter breit",
    )

    page = browser.get(f"/kontakte/{contact.id}")

    assert [item.get_text() for item in page.soup.select("main .bgm-list li")] == [
        "Vor einem Antrag",
        "Bei Umbauten",
    ]
    assert page.soup.select_one("a[href='tel:02214710150']") is not None
    assert page.soup.select_one("a[href='mailto:sbv@haus.example']") is not None
    assert "Tür 95 Zentimeter breit" in page.text
    assert "Diesen Eintrag pflegen" not in page.text


def test_whoever_reads_english_gets_english_where_there_is_some(sign_in, make_person, make_contact):
    browser = sign_in(make_person(language="en"))
    contact = make_contact(name_de="SBV", name_en="Representative", helps_de="Hilft weiter.")

    page = browser.get(f"/kontakte/{contact.id}")

    assert page.h1 == "Representative"
    assert "Hilft weiter." in page.text


def test_an_entry_that_nobody_checked_for_a_year_warns(browser, make_contact):
    contact = make_contact(checked_on=date(2025, 3, 23))

    page = browser.get(f"/kontakte/{contact.id}")

    assert "Diese Angaben hat seit einem Jahr niemand geprüft." in page.text


def test_a_link_to_a_retired_entry_says_so_and_gives_no_number(browser, make_contact):
    contact = make_contact(name_de="Fahrdienst", retired_at=LAST_MONTH)

    page = browser.get(f"/kontakte/{contact.id}")

    assert "Dieser Kontakt gilt nicht mehr" in page.text
    assert "0221 4710 100" not in page.text
    assert names(browser.get("/kontakte")) == []


def test_a_contact_that_does_not_exist_is_not_found(browser):
    page = browser.get(f"/kontakte/{UUID(int=1)}", status=404)

    assert "Diesen Kontakt gibt es nicht oder nicht mehr." in page.text


def test_only_the_coordinators_see_what_is_unchecked_or_taken_out(browser, desk, make_contact):
    make_contact(name_de="EAA", checked_on=date(2025, 3, 23))
    make_contact(name_de="EUTB")
    make_contact(name_de="Fahrdienst", retired_at=LAST_MONTH)

    assert names(desk.get("/kontakte", stand="ungeprueft")) == ["EAA"]
    assert names(desk.get("/kontakte", stand="herausgenommen")) == ["Fahrdienst"]
    assert names(browser.get("/kontakte", stand="herausgenommen")) == ["EAA", "EUTB"]


def test_keys_stand_for_contacts_and_unknown_ones_are_left_out(make_contact):
    make_contact(key="sbv", name_de="SBV")
    make_contact(key="fahrdienst", retired_at=LAST_MONTH)

    found = queries.references(["sbv", "fahrdienst", "nirgends"])

    assert {key: one.is_retired for key, one in found.items()} == {
        "fahrdienst": True,
        "sbv": False,
    }
    assert queries.references([]) == {}
