"""The programme: what is found, what is left out, how it is grouped and paged."""

from datetime import UTC, datetime, timedelta

import pytest

from bgm_portal.activities.kinds import (
    AccessQuestion,
    ActivityState,
    Answer,
    PreventionField,
)
from bgm_portal.activities.models import AccessAnswer, OfferedAdaptation
from bgm_portal.core.database import db
from bgm_portal.core.own_status import EXTENSION, OwnStatus
from tests.support.queries import statements
from tests.support.times import NEXT_WEEK, NOW, RUN_STARTS, YESTERDAY


def titles(page):
    return [link.get_text() for link in page.soup.select(".bgm-entry h3 a")]


def offer(activity, *codes):
    db.session.add_all(OfferedAdaptation(activity_id=activity.id, code=code) for code in codes)
    db.session.commit()


def answer(activity, question, given, detail=None):
    row = db.session.get_one(AccessAnswer, (activity.id, question))
    row.answer, row.detail_de = given, detail
    db.session.commit()


@pytest.fixture
def browser(sign_in, employee):
    return sign_in(employee)


def test_a_visitor_without_an_account_is_led_to_the_sign_in(visitor):
    response = visitor.raw("/angebote")

    assert response.status_code == 302
    assert "/anmelden" in response.headers["Location"]


def test_an_employee_reads_the_programme_by_months(browser, make_activity):
    make_activity(title_de="Rückenschule", starts_at=NEXT_WEEK)
    make_activity(title_de="Yoga auf dem Stuhl", starts_at=datetime(2026, 4, 20, 10, tzinfo=UTC))

    page = browser.get("/angebote")

    months = [h2.get_text() for h2 in page.soup.select(".bgm-programme__month")]
    assert months == ["März 2026", "April 2026"]
    assert titles(page) == ["Rückenschule", "Yoga auf dem Stuhl"]
    assert "2 Angebote" in page.text


@pytest.mark.parametrize("state", [ActivityState.DRAFT, ActivityState.CANCELLED])
def test_the_programme_shows_only_what_is_published(browser, make_activity, state):
    make_activity(starts_at=NEXT_WEEK, state=state)

    page = browser.get("/angebote")

    assert titles(page) == []


def test_what_is_over_is_not_shown(browser, make_activity):
    make_activity(starts_at=YESTERDAY)

    page = browser.get("/angebote", monat="alle")

    assert titles(page) == []


def test_what_is_far_away_stands_under_its_month(browser, make_activity):
    make_activity(title_de="Sommerlauf", starts_at=datetime(2026, 7, 1, 10, tzinfo=UTC))

    assert titles(browser.get("/angebote")) == []
    assert titles(browser.get("/angebote", monat="2026-07")) == ["Sommerlauf"]
    assert titles(browser.get("/angebote", monat="alle")) == ["Sommerlauf"]


@pytest.mark.parametrize(
    "words",
    [
        "rücken",
        "RÜCKEN",
        "ückenSch",
        "entspannter",
        "schultern",
        "bewegungsraum",
        "rücken schulter",
        "übung",
        "ÜBUNG",
    ],
)
def test_the_search_reads_title_teaser_description_and_place(
    browser, make_activity, make_venue, words
):
    make_activity(title_de="Angebot ohne Bezug", starts_at=NEXT_WEEK)
    make_activity(
        title_de="Rückenschule",
        teaser_de="Entspannter sitzen.",
        description_de="Übungen für Schultern und Nacken.",
        venue_id=make_venue(name_de="Bewegungsraum").id,
        starts_at=NEXT_WEEK,
    )

    page = browser.get("/angebote", suche=words)

    assert titles(page) == ["Rückenschule"]


@pytest.mark.parametrize(
    ("words", "expected"),
    [("100 %", ["100 % dabei"]), ("a_b", ["a_b"]), ("%", ["100 % dabei"]), ("\\", ["zurück\\"])],
)
def test_the_signs_of_the_database_are_searched_as_they_are(
    browser, make_activity, words, expected
):
    make_activity(title_de="100 % dabei", starts_at=NEXT_WEEK)
    make_activity(title_de="1000 Schritte", starts_at=NEXT_WEEK)
    make_activity(title_de="a_b", starts_at=NEXT_WEEK)
    make_activity(title_de="axb", starts_at=NEXT_WEEK)
    make_activity(title_de="zurück\\", starts_at=NEXT_WEEK)

    page = browser.get("/angebote", suche=words)

    assert titles(page) == expected


def test_a_field_narrows_the_programme_and_says_what_is_left_out(browser, make_activity):
    make_activity(title_de="Yoga", field=PreventionField.STRESS, starts_at=NEXT_WEEK)
    make_activity(title_de="Kochen", field=PreventionField.NUTRITION, starts_at=NEXT_WEEK)

    page = browser.get("/angebote", thema="stress")

    assert titles(page) == ["Yoga"]
    assert "1 Angebot ist nicht in dieser Liste" in page.text
    assert page.soup.find("a", string="Alle 2 Angebote anzeigen")["href"] == "/angebote"


def test_a_place_narrows_the_programme(browser, make_activity, make_venue):
    hall = make_venue(name_de="Sporthalle")
    make_activity(title_de="Turnen", venue_id=hall.id, starts_at=NEXT_WEEK)
    make_activity(title_de="Woanders", starts_at=NEXT_WEEK)

    page = browser.get("/angebote", ort=str(hall.id))

    assert titles(page) == ["Turnen"]
    assert page.soup.select_one(".bgm-chosen a").get_text().startswith("Sporthalle")


def test_online_finds_what_can_also_be_joined_online(browser, make_activity, make_venue):
    online = make_venue(name_de="Online", is_online=True)
    make_activity(title_de="Nur online", venue_id=online.id, starts_at=NEXT_WEEK)
    make_activity(title_de="Auch online", online_venue_id=online.id, starts_at=NEXT_WEEK)
    make_activity(title_de="Vor Ort", starts_at=NEXT_WEEK)

    page = browser.get("/angebote", ort="online")

    assert sorted(titles(page)) == ["Auch online", "Nur online"]


@pytest.mark.parametrize(
    ("box", "code"),
    [
        ("stufenlos", "step_free"),
        ("sitzen", "seated_variant"),
        ("online", "online_option"),
        ("dgs", "dgs"),
        ("hoeren", "captions"),
        ("hoeren", "hearing_loop"),
        ("ruhig", "quiet_room"),
    ],
)
def test_a_box_finds_what_is_on_offer(browser, make_activity, box, code):
    suits = make_activity(title_de="Passt", starts_at=NEXT_WEEK)
    other = make_activity(title_de="Passt nicht", starts_at=NEXT_WEEK)
    for question in AccessQuestion:
        answer(suits, question, Answer.NO)
        answer(other, question, Answer.UNKNOWN)
    offer(suits, code)

    page = browser.get("/angebote", moeglich=box)

    assert titles(page) == ["Passt"]


def test_an_answer_counts_like_an_offer(browser, make_activity):
    make_activity(title_de="Stufenlos", starts_at=NEXT_WEEK)

    page = browser.get("/angebote", moeglich="stufenlos")

    assert titles(page) == ["Stufenlos"]


def test_everything_chosen_must_be_possible(browser, make_activity):
    both = make_activity(title_de="Beides", starts_at=NEXT_WEEK)
    one = make_activity(title_de="Nur eines", starts_at=NEXT_WEEK)
    offer(both, "dgs", "online_option")
    offer(one, "dgs")

    page = browser.get("/angebote?moeglich=dgs&moeglich=online")

    assert titles(page) == ["Beides"]
    chips = {
        link.get_text(" ").split("  ")[0]: link["href"]
        for link in page.soup.select(".bgm-chosen a")
    }
    assert "/angebote?moeglich=online" in chips.values()
    assert "/angebote?moeglich=dgs" in chips.values()


def test_nothing_found_offers_a_next_step(browser, make_activity):
    make_activity(starts_at=NEXT_WEEK)

    page = browser.get("/angebote", suche="Klettern")

    assert "Zu „Klettern“ gibt es gerade kein Angebot" in page.text
    assert "/angebote?monat=alle" in page.html


def test_a_long_programme_has_pages(browser, make_activity, make_venue):
    place = make_venue().id
    for number in range(21):
        make_activity(
            title_de=f"Nummer {number:02}",
            venue_id=place,
            starts_at=NEXT_WEEK + timedelta(hours=number),
        )

    page = browser.get("/angebote", suche="nummer", seite="2")

    assert titles(page) == ["Nummer 20"]
    assert page.soup.select_one(".bgm-pages a")["href"] == "/angebote?suche=nummer"


@pytest.mark.parametrize("nonsense", ["seite=x", "seite=99", "monat=2026-13", "ort=x", "thema=x"])
def test_nonsense_in_the_address_is_forgiven(browser, make_activity, nonsense):
    make_activity(title_de="Yoga", starts_at=NEXT_WEEK)

    page = browser.get(f"/angebote?{nonsense}")

    assert titles(page) == ["Yoga"]


def test_a_way_with_steps_is_said_first(browser, make_activity, make_venue):
    online = make_venue(name_de="Online", is_online=True)
    activity = make_activity(online_venue_id=online.id, starts_at=NEXT_WEEK)
    answer(activity, AccessQuestion.STEP_FREE, Answer.NO, "18 Stufen, kein Aufzug")

    page = browser.get("/angebote")

    warning = page.soup.select_one(".bgm-possible__no").get_text()
    assert warning == "Nicht stufenlos: 18 Stufen, kein Aufzug. Sie können online teilnehmen."


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"capacity": 60, "taken": 34}, "Plätze frei"),
        ({"capacity": 14, "taken": 12}, "Wenige Plätze"),
        ({"capacity": 14, "taken": 14}, "Warteliste"),
        ({"capacity": 14, "taken": 14, "has_waiting_list": False}, "Ausgebucht"),
        ({"needs_registration": False}, "Ohne Anmeldung"),
        ({"registration_deadline": YESTERDAY}, "Anmeldeschluss vorbei"),
    ],
)
def test_how_full_it_is_stands_in_words_without_numbers(browser, make_activity, values, words):
    make_activity(starts_at=RUN_STARTS - timedelta(days=30), **values)

    foot = browser.get("/angebote").soup.select_one(".bgm-entry__foot").get_text(" ")

    assert words in foot
    assert "34" not in foot


def test_the_own_status_stands_beside_the_activity(app, monkeypatch, browser, make_activity):
    activity_id = make_activity(starts_at=NEXT_WEEK).id
    own = OwnStatus(word="Sie sind angemeldet", tone="ok", href="/anmeldungen/1", label="Ansehen")
    monkeypatch.setitem(app.extensions, EXTENSION, lambda _person, _ids: {activity_id: own})

    page = browser.get("/angebote")

    assert page.soup.select_one(".bgm-entry__foot").get_text().startswith("Sie sind angemeldet")


def test_the_page_needs_as_many_statements_for_fifty_as_for_five(
    browser, make_activity, make_venue
):
    place = make_venue().id
    for number in range(5):
        offer(make_activity(venue_id=place, starts_at=NEXT_WEEK + timedelta(hours=number)), "dgs")
    with statements() as few:
        browser.get("/angebote")
    for number in range(45):
        offer(make_activity(venue_id=place, starts_at=NEXT_WEEK + timedelta(hours=number)), "dgs")

    with statements() as many:
        browser.get("/angebote")

    assert many.count == few.count
    assert many.count <= 6


def test_a_month_is_a_table_of_days(browser, make_activity):
    make_activity(title_de="Firmenlauf")

    page = browser.get("/angebote/kalender/2026-05")

    assert page.h1 == "Angebote im Mai 2026"
    assert len(page.rows()) == 5
    cell = page.soup.find("a", string="18:00 Firmenlauf").find_parent("td")
    assert cell.get_text(" ", strip=True).startswith("21")
    assert "/angebote/kalender/2026-04" in page.links()
    assert "/angebote/kalender/2026-06" in page.links()


@pytest.mark.parametrize("month", ["2026-13", "2026-0", "1899-05"])
def test_a_month_that_does_not_exist_is_an_unknown_page(browser, month):
    browser.get(f"/angebote/kalender/{month}", status=404)


def test_a_month_needs_two_statements_for_any_number_of_dates(browser, make_activity, make_venue):
    place = make_venue().id
    make_activity(venue_id=place)
    with statements() as few:
        browser.get("/angebote/kalender/2026-05")
    for _number in range(9):
        make_activity(venue_id=place)

    with statements() as many:
        browser.get("/angebote/kalender/2026-05")

    assert many.count == few.count


def test_an_english_page_speaks_english(sign_in, make_person, make_activity):
    make_activity(title_de="Firmenlauf", title_en="Company run", starts_at=NEXT_WEEK)
    visitor = sign_in(make_person(language="en"))

    page = visitor.get("/angebote")

    assert titles(page) == ["Company run"]
    assert NOW < NEXT_WEEK


def test_a_series_counts_the_dates_that_are_still_to_come(browser, make_activity):
    days = [YESTERDAY, NEXT_WEEK, NEXT_WEEK + timedelta(days=7), RUN_STARTS]
    make_activity(dates=[(day, day + timedelta(hours=1)) for day in days])

    when = browser.get("/angebote").soup.select_one(".bgm-entry__place time").get_text()

    assert when.endswith("und 2 weitere Termine")
