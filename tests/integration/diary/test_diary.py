"""Keeping a diary: writing, changing, erasing, taking along, ending."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from bgm_portal.audit.models import AuditEntry
from bgm_portal.core.database import db, transaction
from bgm_portal.diary import jobs, service
from bgm_portal.diary.models import DiaryEntry
from bgm_portal.diary.rules import Entry
from bgm_portal.privacy import service as privacy
from bgm_portal.privacy.kinds import ConsentCode
from tests.support.crowd import at_once
from tests.support.times import NOW

DIARY = "/mein-bereich/tagebuch"
TODAY = NOW.date()


@pytest.fixture
def diarist(employee):
    """Somebody who keeps a diary."""
    with transaction():
        privacy.give(person_id=employee.id, code=ConsentCode.DIARY, by=employee.id, at=NOW)
    return employee


@pytest.fixture
def browser(diarist, sign_in):
    return sign_in(diarist)


@pytest.fixture
def wrote(diarist):
    """Return a function that writes a day: `wrote(30, days_back=1)`."""

    def _wrote(minutes, *, days_back=0):
        with transaction():
            entry = Entry(day=TODAY - timedelta(days=days_back), minutes=minutes, rest=not minutes)
            service.write(entry, by=diarist.id, at=NOW)

    return _wrote


def written():
    db.session.rollback()
    rows = db.session.scalars(select(DiaryEntry).order_by(DiaryEntry.day)).all()
    return [(f"{row.day:%d.%m.}", row.minutes, row.rest) for row in rows]


def test_nobody_has_a_diary_who_does_not_wish_one(employee, sign_in):
    visitor = sign_in(employee)

    asked = visitor.get(DIARY)
    refused = visitor.raw(f"{DIARY}/tag", method="POST", data={"day": "23.3.2026", "minutes": "30"})

    assert "Möchten Sie ein Tagebuch führen?" in asked.text
    assert refused.status_code == 422
    assert written() == []


def test_a_diary_is_begun_with_one_press(employee, sign_in):
    page = sign_in(employee).post(f"{DIARY}/fuehren")

    assert "Ihr Tagebuch ist angelegt. Nur Sie sehen es." in page.text


def test_a_day_is_written(browser):
    page = browser.post(f"{DIARY}/tag", day="22.03.2026", minutes="1:15")

    assert "Gespeichert: 75 Minuten." in page.text
    assert page.rows("table")[0][:2] == ["Sonntag, 22. März 2026", "75 Minuten"]


def test_a_day_is_changed_by_writing_it_again(browser, wrote):
    wrote(30)

    form = browser.get(DIARY, tag="2026-03-23")
    browser.post(f"{DIARY}/tag", day="23.03.2026", minutes="45")

    assert form.soup.select_one("[name=minutes]")["value"] == "30"
    assert written() == [("23.03.", 45, False)]


def test_rest_is_planned_and_shown(browser):
    page = browser.post(f"{DIARY}/tag", day="28.03.2026", rest="y")

    assert "Geplante Ruhetage" in page.text
    assert written() == [("28.03.", 0, True)]


def test_a_week_is_written_at_once_around_what_stands(browser, wrote):
    wrote(60, days_back=1)
    wrote(0, days_back=2)

    page = browser.post(f"{DIARY}/woche", total="50")

    assert "Auf 5 Tage verteilt." in page.text
    assert [minutes for _day, minutes, _rest in written()] == [10, 10, 10, 10, 0, 60, 10]


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"day": "23.3.2026", "minutes": "25:00"}, "Ein Tag hat höchstens 1440 Minuten."),
        ({"day": "23.3.2026", "minutes": "1500"}, "Ein Tag hat höchstens 1440 Minuten."),
        ({"day": "23.3.2026", "minutes": "0"}, "Ein Tag hat höchstens 1440 Minuten."),
        ({"day": "23.3.2026", "minutes": "-5"}, "Minuten können nicht negativ sein."),
        ({"day": "23.3.2026", "minutes": "viel"}, "Geben Sie die Minuten als Zahl ein, etwa 30."),
        ({"day": "23.3.2026", "minutes": ""}, "Geben Sie Minuten ein, oder wählen Sie"),
        ({"day": "23.3.2026", "minutes": "9", "rest": "y"}, "Ein Ruhetag hat keine Minuten."),
        ({"day": "15.3.2026", "minutes": "30"}, "bis zu sieben Tage zurück, heute also ab Montag"),
        ({"day": "24.3.2026", "minutes": "30"}, "Dieser Tag kommt erst noch."),
        ({"day": "7.4.2026", "rest": "y"}, "Ruhetage können Sie bis zu 14 Tage im Voraus planen."),
        ({"day": "31.2.2026", "minutes": "30"}, "Diesen Tag gibt es nicht"),
        ({"day": "", "minutes": "30"}, "Geben Sie einen Tag ein."),
    ],
)
def test_what_makes_no_sense_is_explained_and_kept(browser, said, sentence):
    page = browser.post(f"{DIARY}/tag", status=422, **said)

    assert any(sentence in line for line in page.errors()), page.errors()
    assert page.soup.select_one("[name=day]")["value"] == said["day"]
    assert page.soup.select_one("[name=minutes]")["value"] == said.get("minutes", "")
    assert written() == []


@pytest.mark.parametrize(
    ("total", "sentence"),
    [
        ("-1", "Minuten können nicht negativ sein."),
        ("0", "Geben Sie mindestens eine Minute ein."),
        ("", "Geben Sie die Minuten der letzten sieben Tage ein."),
        ("99999", "Geben Sie höchstens 10080 ein."),
    ],
)
def test_a_week_that_makes_no_sense_is_explained(browser, total, sentence):
    page = browser.post(f"{DIARY}/woche", status=422, total=total)

    assert any(sentence in line for line in page.errors())
    assert page.soup.select_one("[name=total]")["value"] == total
    assert written() == []


def test_a_full_week_takes_no_total(browser, wrote):
    for back in range(7):
        wrote(10, days_back=back)

    page = browser.post(f"{DIARY}/woche", status=422, total="70")

    assert "Die letzten sieben Tage haben alle schon einen Eintrag." in page.text


def test_every_day_can_be_erased_also_an_old_one(diarist, wrote, sign_in, at):
    wrote(30)

    with at(NOW + timedelta(days=30)):
        page = sign_in(diarist).post(f"{DIARY}/loeschen", day="2026-03-23")

    assert "Der Eintrag ist gelöscht." in page.text
    assert written() == []


@pytest.mark.parametrize("day", ["2026-03-22", "gestern", ""])
def test_erasing_what_is_not_there_says_so(browser, wrote, day):
    wrote(30)

    page = browser.post(f"{DIARY}/loeschen", day=day)

    assert "Diesen Eintrag gibt es nicht mehr." in page.text
    assert len(written()) == 1


def test_the_year_stands_in_a_table_beside_its_picture(browser, wrote):
    wrote(30)
    wrote(15, days_back=1)
    wrote(0, days_back=2)

    page = browser.get(DIARY)

    assert page.soup.select_one("svg.bgm-diary title").text == "2026: 45 Minuten an 2 Tagen"
    assert [row[:4] for row in page.rows("svg ~ table")] == [["März", "45", "2", "1"]]


def test_a_diary_can_be_taken_along(browser, wrote):
    wrote(30)
    wrote(0, days_back=1)

    table = browser.raw(f"{DIARY}/tagebuch.csv").get_data(as_text=True)
    data = json.loads(browser.raw(f"{DIARY}/tagebuch.json").data)

    assert table.splitlines() == [
        "\ufeffTag;Aktive Minuten;Ruhetag",
        "23.03.2026;30;nein",
        "22.03.2026;0;ja",
    ]
    assert data["diary"][0] == {"day": "2026-03-23", "minutes": 30, "rest": False}


@pytest.mark.parametrize(
    "address", [f"{DIARY}/beenden", "/meine-einwilligungen/portal/diary/zuruecknehmen"]
)
def test_whoever_ends_the_diary_leaves_nothing(browser, wrote, address):
    wrote(30)

    browser.post(address)

    assert written() == []
    assert "Möchten Sie ein Tagebuch führen?" in browser.get(DIARY).text


def test_the_log_does_not_tell_when_somebody_moved(wrote):
    wrote(30)

    db.session.rollback()
    events = set(db.session.scalars(select(AuditEntry.event)))
    assert {event for event in events if "diary" in str(event)} == set()
    assert len(events) == 1


def test_writing_the_same_day_at_once_leaves_one_entry(app, diarist):
    person_id = diarist.id

    def deed():
        service.write(Entry(day=TODAY, minutes=30), by=person_id, at=NOW)

    assert at_once(app, [deed] * 4) == ["done"] * 4
    assert written() == [("23.03.", 30, False)]


def test_what_is_old_is_erased(wrote):
    wrote(30)

    jobs.erase(datetime(2027, 12, 31, 12, tzinfo=UTC))
    kept = len(written())
    jobs.erase(datetime(2028, 1, 1, 12, tzinfo=UTC))

    assert (kept, written()) == (1, [])
