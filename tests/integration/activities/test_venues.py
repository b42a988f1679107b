"""Places: facts with the day of their check."""

from datetime import date
from uuid import UUID

import pytest

from bgm_portal.activities import venue_queries
from bgm_portal.activities.kinds import Answer, VenueFactCode
from bgm_portal.activities.models import VenueFact
from bgm_portal.core.database import db
from tests.support.queries import statements


@pytest.fixture
def browser(sign_in, employee):
    return sign_in(employee)


@pytest.fixture
def desk(sign_in, coordinator):
    return sign_in(coordinator)


def check(venue, code, answer, checked_on, detail=None):
    db.session.add(
        VenueFact(
            venue_id=venue.id,
            code=code,
            position=list(VenueFactCode).index(code),
            answer=answer,
            detail_de=detail,
            checked_on=checked_on,
            checked_by="SBV",
        )
    )
    db.session.commit()


def answers(**changed):
    given = {code.value: "unknown" for code in VenueFactCode} | changed
    return {f"{code}-answer": answer for code, answer in given.items()}


def test_everybody_reads_the_places(browser, make_venue):
    venue = make_venue(name_de="Sporthalle")
    check(venue, VenueFactCode.STEP_FREE, Answer.YES, date(2026, 3, 1))

    page = browser.get("/orte")

    assert page.rows()[0][0] == "Sporthalle"
    assert page.rows()[0][1] == "Ja"
    assert "Ort hinzufügen" not in page.text


def test_everybody_reads_when_a_place_was_checked(browser, make_venue):
    venue = make_venue(name_de="Sporthalle", directions_de="Links halten.")
    check(venue, VenueFactCode.DOORS, Answer.YES, date(2026, 3, 1), "100 Zentimeter")

    page = browser.get(f"/orte/{venue.id}")

    assert "100 Zentimeter" in page.text
    assert "Geprüft am 1. März 2026, von: SBV." in page.text.replace("\u00a0", " ")
    assert "Links halten." in page.text
    assert "älter als zwei Jahre" not in page.text


def test_old_facts_are_marked(browser, make_venue):
    venue = make_venue()
    check(venue, VenueFactCode.LIFT, Answer.YES, date(2024, 3, 22))
    check(venue, VenueFactCode.DOORS, Answer.YES, date(2024, 3, 23))

    page = browser.get(f"/orte/{venue.id}")

    assert page.text.count("Die Angabe ist älter als zwei Jahre.") == 1
    assert "Angabe ist älter als zwei Jahre" in browser.get("/orte").text


def test_an_employee_does_not_change_places(browser, make_venue):
    venue = make_venue()

    browser.get(f"/orte/{venue.id}/bearbeiten", status=403)
    browser.post(f"/orte/{venue.id}/bearbeiten", status=403)
    browser.get("/orte/neu", status=403)


def test_a_coordinator_writes_down_what_was_measured(desk, make_venue):
    venue = make_venue()

    desk.post(
        f"/orte/{venue.id}/bearbeiten",
        name_de="Sporthalle am Park",
        **answers(doors="yes"),
        **{
            "doors-detail_de": "100 Zentimeter",
            "doors-checked_on": "12.03.2026",
            "doors-checked_by": "SBV",
        },
    )

    changed = venue_queries.venue(venue.id)
    doors = {fact.code: fact for fact in changed.facts}[VenueFactCode.DOORS]
    assert changed.name_de == "Sporthalle am Park"
    assert doors.answer is Answer.YES
    assert doors.checked_on == date(2026, 3, 12)
    assert len(changed.facts) == len(VenueFactCode)


@pytest.mark.parametrize(
    ("day", "message"),
    [
        ("", "Geben Sie ein, wann das geprüft wurde, zum Beispiel 12.03.2026."),
        ("24.03.2026", "Der Tag der Prüfung liegt in der Zukunft. Prüfen Sie das Datum."),
        ("gestern", "Geben Sie den Tag mit Punkten ein, zum Beispiel 21.05.2026."),
    ],
)
def test_a_fact_has_the_day_of_its_check(desk, make_venue, day, message):
    venue = make_venue()

    page = desk.post(
        f"/orte/{venue.id}/bearbeiten",
        status=422,
        name_de="Sporthalle",
        **answers(lift="no"),
        **{"lift-checked_on": day},
    )

    assert page.errors() == [message]
    assert page.soup.select_one(".bgm-errors a")["href"] == "#lift-checked_on"


def test_a_coordinator_adds_a_place(desk):
    page = desk.post("/orte/neu", name_de="Lehrküche", **answers())

    assert page.h1 == "Lehrküche"


def test_an_unknown_place_is_an_unknown_page(browser):
    browser.get(f"/orte/{UUID(int=1)}", status=404)


def test_the_list_needs_as_many_statements_for_nine_as_for_one(browser, make_venue):
    check(make_venue(), VenueFactCode.LIFT, Answer.YES, date(2026, 3, 1))
    with statements() as few:
        browser.get("/orte")
    for _number in range(8):
        check(make_venue(), VenueFactCode.LIFT, Answer.YES, date(2026, 3, 1))

    with statements() as many:
        browser.get("/orte")

    assert many.count == few.count
