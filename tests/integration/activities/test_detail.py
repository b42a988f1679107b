"""The page of an activity: everything that people ask before they come."""

from datetime import date, timedelta
from uuid import uuid4

import pytest

from bgm_portal.activities.kinds import (
    AccessQuestion,
    ActivityKind,
    ActivityState,
    Answer,
    Insurance,
    QuestionKind,
    VenueFactCode,
    WorktimeRule,
)
from bgm_portal.activities.models import (
    AccessAnswer,
    ActivityRole,
    OfferedAdaptation,
    Question,
    VenueFact,
)
from bgm_portal.core.database import db
from bgm_portal.core.own_status import EXTENSION, OwnStatus
from bgm_portal.identity.kinds import Employer
from tests.support.queries import statements
from tests.support.times import NEXT_WEEK, RUN_STARTS, YESTERDAY


@pytest.fixture
def browser(sign_in, employee):
    return sign_in(employee)


@pytest.fixture
def run(make_activity, make_venue):
    """The company run with everything that a page can show."""
    lake = make_venue(
        name_de="Freibad am See",
        note_de="Bushaltestelle in 700 Metern",
        directions_de="Gehen Sie geradeaus.\nNach 200 Metern links.",
    )
    db.session.add_all(
        [
            VenueFact(
                venue_id=lake.id,
                code=VenueFactCode.STEP_FREE,
                position=0,
                answer=Answer.YES,
                detail_de="Vom Parkplatz bis zum Ziel.",
                checked_on=date(2026, 3, 12),
                checked_by="BGM-Koordination und SBV",
            ),
            VenueFact(
                venue_id=lake.id,
                code=VenueFactCode.HEARING_SYSTEM,
                position=1,
                answer=Answer.NO,
                checked_on=date(2026, 3, 12),
                checked_by="BGM-Koordination und SBV",
            ),
        ]
    )
    activity = make_activity(
        title_de="Hagener Firmenlauf",
        teaser_de="Ein Abend am See.",
        description_de="Laufen, gehen oder rollen.",
        course_de="16:45 Bus ab Haus Mitte\nDanach essen wir",
        plain_de="Wir laufen zusammen.\nSie können auch gehen.",
        bring_de="Bequeme Schuhe",
        intensity_de="frei wählbar",
        cost_de="keine",
        drawing="lauf",
        organiser="Stadtsportbund",
        insurance=Insurance.LEISURE,
        asks_photo_consent=True,
        venue_id=lake.id,
    )
    db.session.add_all(
        [
            ActivityRole(
                activity_id=activity.id,
                code="runner",
                position=0,
                label_de="Laufen",
                hint_de="7,2 Kilometer",
            ),
            Question(
                activity_id=activity.id,
                code="shirt",
                position=0,
                kind=QuestionKind.TEXT,
                label_de="Shirtgröße",
                purpose_de="Wir bestellen Shirts.",
                options=[],
            ),
            OfferedAdaptation(activity_id=activity.id, code="guide_runner"),
        ]
    )
    db.session.commit()
    return activity


def test_an_employee_reads_everything_about_an_activity(browser, run):
    page = browser.get(f"/angebote/{run.id}")

    assert page.h1 == "Hagener Firmenlauf"
    for words in (
        "Donnerstag, 21. Mai 2026, 18:00 bis 21:00 Uhr",
        "Freibad am See",
        "Bushaltestelle in 700 Metern",
        "frei wählbar",
        "7,2 Kilometer",
        "16:45 Uhr",
        "Danach essen wir",
        "Bequeme Schuhe",
        "Geprüft am 12. März 2026, von: BGM-Koordination und SBV.",
        "Vom Parkplatz bis zum Ziel.",
        "Höranlage: Nein.",
        "Guide für Lauf oder Walking",
        "Kein Schutz durch die gesetzliche Unfallversicherung",
        "Stadtsportbund erfährt Ihren Namen",
        "Was Sie brauchen, um gut dabei zu sein, geben wir nicht weiter.",
        "Shirtgröße",
        "Sie entscheiden, ob und wo Bilder von Ihnen erscheinen.",
        "Wir laufen zusammen.",
        "Nadine Ortmann",
        "Plätze frei",
    ):
        assert words in page.text.replace("\u00a0", " "), words


def test_the_page_leads_on(browser, run):
    links = browser.get(f"/angebote/{run.id}").links()

    assert f"/angebote/{run.id}/anmeldung" in links
    assert f"/angebote/{run.id}/weg" in links
    assert f"/angebote/{run.id}/einfach" in links
    assert f"/angebote/{run.id}/termin.ics" in links


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (Answer.YES, "Hilfe beim Hören: Ja."),
        (Answer.NO, "Hilfe beim Hören: Nein."),
        (Answer.UNKNOWN, "Hilfe beim Hören: Noch nicht bekannt."),
    ],
)
def test_every_answer_stands_in_words(browser, make_activity, answer, words):
    activity = make_activity()
    row = db.session.get_one(AccessAnswer, (activity.id, AccessQuestion.HEARING_SUPPORT))
    row.answer = answer
    db.session.commit()

    page = browser.get(f"/angebote/{activity.id}")

    assert words in page.text


def test_steps_are_a_warning_with_a_way_out(browser, make_activity, make_venue):
    activity = make_activity(online_venue_id=make_venue(name_de="Online", is_online=True).id)
    row = db.session.get_one(AccessAnswer, (activity.id, AccessQuestion.STEP_FREE))
    row.answer, row.detail_de = Answer.NO, "18 Stufen, kein Aufzug."
    db.session.commit()

    page = browser.get(f"/angebote/{activity.id}")

    warning = page.soup.select_one(".bgm-notice--warn").get_text(" ", strip=True)
    assert warning == "Nicht stufenlos: 18 Stufen, kein Aufzug. Sie können online teilnehmen."


def test_an_old_fact_says_so(browser, make_activity, make_venue):
    venue = make_venue()
    db.session.add(
        VenueFact(
            venue_id=venue.id,
            code=VenueFactCode.LIFT,
            position=0,
            answer=Answer.YES,
            checked_on=date(2023, 5, 1),
        )
    )
    activity = make_activity(venue_id=venue.id)

    page = browser.get(f"/angebote/{activity.id}")

    assert "Die Angabe ist älter als zwei Jahre." in page.text


@pytest.mark.parametrize(
    ("employer", "words"),
    [
        (Employer.BA, "Zählt ganz als Arbeitszeit."),
        (Employer.CITY, "Zählt bis zu 45 Minuten in der Woche als Arbeitszeit."),
    ],
)
def test_working_time_is_said_for_the_own_employer(
    sign_in, make_person, make_activity, employer, words
):
    activity = make_activity(
        worktime_ba=WorktimeRule.FULL,
        worktime_city=WorktimeRule.CAPPED_WEEK,
        worktime_cap_minutes=45,
    )

    page = sign_in(make_person(employer=employer)).get(f"/angebote/{activity.id}")

    assert words in page.text


@pytest.mark.parametrize(
    ("values", "words", "can_begin"),
    [
        ({"taken": 9}, "Wenige Plätze", True),
        ({"taken": 10}, "Sie können sich auf die Warteliste setzen.", True),
        ({"taken": 10, "has_waiting_list": False}, "Ausgebucht", False),
        ({"registration_opens_at": NEXT_WEEK}, "Sie können sich anmelden ab", False),
        ({"registration_deadline": YESTERDAY}, "Anmeldeschluss vorbei", False),
        ({"needs_registration": False}, "Kommen Sie einfach dazu.", False),
        (
            {"state": ActivityState.CANCELLED, "ended_at": YESTERDAY, "cancel_note": "Sturm."},
            "Sturm.",
            False,
        ),
    ],
)
def test_the_box_says_whether_one_can_sign_up(browser, make_activity, values, words, can_begin):
    activity = make_activity(**values)

    page = browser.get(f"/angebote/{activity.id}")

    assert words in page.text
    assert (f"/angebote/{activity.id}/anmeldung" in page.links()) is can_begin


def test_whoever_is_registered_sees_that_instead_of_the_way_in(
    app, monkeypatch, browser, make_activity
):
    activity_id = make_activity().id
    own = OwnStatus(word="Sie sind angemeldet", tone="ok", href="/x", label="Anmeldung ansehen")
    monkeypatch.setitem(app.extensions, EXTENSION, lambda _person, _ids: {activity_id: own})

    page = browser.get(f"/angebote/{activity_id}")

    box = page.soup.select_one(".bgm-box").get_text(" ", strip=True)
    assert box == "Für dieses Angebot anmelden Sie sind angemeldet Anmeldung ansehen"


def test_a_discreet_activity_says_that_names_are_on_no_list(browser, make_activity):
    activity = make_activity(discreet=True)

    page = browser.get(f"/angebote/{activity.id}")

    assert "Dieses Angebot ist vertraulich" in page.text


def test_a_draft_is_an_unknown_page(browser, make_activity):
    activity = make_activity(state=ActivityState.DRAFT)

    browser.get(f"/angebote/{activity.id}", status=404)
    browser.get(f"/angebote/{activity.id}/einfach", status=404)
    browser.get(f"/angebote/{activity.id}/weg", status=404)


def test_an_unknown_activity_is_an_unknown_page(browser):
    browser.get(f"/angebote/{uuid4()}", status=404)


def test_the_way_can_be_read_as_text(browser, run):
    page = browser.get(f"/angebote/{run.id}/weg")

    assert page.h1 == "Der Weg zum Ort"
    assert "Nach 200 Metern links." in page.text


def test_there_is_a_page_in_plain_language(browser, run):
    page = browser.get(f"/angebote/{run.id}/einfach")

    assert page.h1 == "In einfacher Sprache: Hagener Firmenlauf"
    assert "Sie können auch gehen." in page.text


def test_no_plain_text_and_no_way_are_unknown_pages(browser, make_activity):
    activity = make_activity()

    browser.get(f"/angebote/{activity.id}/einfach", status=404)
    browser.get(f"/angebote/{activity.id}/weg", status=404)


def test_the_page_needs_six_statements_however_much_there_is(browser, make_activity, run):
    bare = make_activity().id
    days = [RUN_STARTS + timedelta(days=number) for number in range(9)]
    dates = [(day, day + timedelta(hours=1)) for day in days]
    series = make_activity(dates=dates, venue_id=run.venue_id).id
    with statements() as little:
        browser.get(f"/angebote/{bare}")

    with statements() as much:
        browser.get(f"/angebote/{series}")

    assert much.count == little.count
    assert much.count <= 6


def test_whoever_joins_a_running_series_reads_the_dates_to_come_only(browser, make_activity):
    dates = [(day, day + timedelta(hours=1)) for day in (YESTERDAY, NEXT_WEEK)]
    series = make_activity(dates=dates)

    page = browser.get(f"/angebote/{series.id}")

    assert [time["datetime"] for time in page.soup.select(".bgm-facts time")] == [
        "2026-03-30T10:00"
    ]


@pytest.mark.parametrize(
    ("kind", "says_so"), [(ActivityKind.RUN_EVENT, True), (ActivityKind.COURSE, False)]
)
def test_what_courts_decided_about_company_runs_is_said_at_runs_alone(
    make_activity, employee, sign_in, kind, says_so
):
    activity = make_activity(kind=kind, insurance=Insurance.LEISURE)

    page = sign_in(employee).get(f"/angebote/{activity.id}")

    assert "In der Regel besteht kein gesetzlicher Unfallschutz." in page.text
    assert ("Das haben Gerichte für Firmenläufe" in page.text) == says_so
