"""One's own past: a part of it, to take along, to erase."""

import json
from datetime import timedelta

import pytest
from sqlalchemy import select

from bgm_portal.activities.kinds import PreventionField
from bgm_portal.activities.models import Occurrence
from bgm_portal.core.database import db, transaction
from bgm_portal.participation.models import Attendance, AttendanceNumbers
from bgm_portal.participation.states import AttendanceState
from bgm_portal.privacy import service as privacy
from bgm_portal.privacy.kinds import ConsentCode
from tests.integration.participation.conftest import date_of
from tests.support.contents import words_of
from tests.support.times import NOW, YESTERDAY

PAST = "/mein-bereich/rueckblick"
LAST_YEAR = NOW - timedelta(days=120)
LAST_WEEKS = NOW - timedelta(days=30)


@pytest.fixture
def keeper(employee):
    with transaction():
        privacy.give(person_id=employee.id, code=ConsentCode.HISTORY, by=employee.id, at=NOW)
    return employee


@pytest.fixture
def was_at(keeper, coordinator, make_activity):
    """Return a function that lets the keeper have been somewhere; return the date."""

    def _was_at(title, starts_at, field=PreventionField.MOVEMENT, person=keeper):
        date = date_of(make_activity(title_de=title, starts_at=starts_at, field=field))
        db.session.add(
            Attendance(
                occurrence_id=date.id,
                person_id=person.id,
                state=AttendanceState.PRESENT,
                marked_at=NOW,
                marked_by=coordinator.id,
            )
        )
        db.session.commit()
        return date.id

    return _was_at


@pytest.fixture
def browser(keeper, sign_in):
    return sign_in(keeper)


def left():
    db.session.rollback()
    return set(db.session.scalars(select(Attendance.occurrence_id)))


def test_the_past_is_shown_by_year_and_by_field(browser, was_at):
    was_at("Rückenfit", LAST_YEAR)
    was_at("Yoga", LAST_WEEKS, PreventionField.STRESS)

    year = browser.get(PAST, jahr="2025").text
    field = browser.get(PAST, thema="stress").text
    both = browser.get(PAST, jahr="2025", thema="stress").text

    assert ("Rückenfit" in year, "Yoga" in year) == (True, False)
    assert ("Rückenfit" in field, "Yoga" in field) == (False, True)
    assert "Dazu steht nichts in Ihrem Rückblick." in both


def test_what_nobody_can_choose_means_all(browser, was_at):
    was_at("Yoga", LAST_WEEKS)

    assert "Yoga" in browser.get(PAST, jahr="1999", thema="erfunden").text


def test_a_part_can_be_taken_along(browser, was_at):
    was_at("=Rückenfit", LAST_YEAR)
    was_at("Yoga", LAST_WEEKS, PreventionField.STRESS)

    table = browser.raw(f"{PAST}/rueckblick.csv?jahr=2025").get_data(as_text=True)
    data = json.loads(browser.raw(f"{PAST}/rueckblick.json?thema=stress").data)

    assert table.splitlines()[1:] == ["'=Rückenfit;Bewegung;23.11.2025;09:00;60"]
    assert [(row["activity"], row["minutes"]) for row in data["attended"]] == [("Yoga", 60)]


def test_a_part_can_be_printed(browser, keeper, was_at):
    was_at("Rückenfit", LAST_YEAR)
    was_at("Yoga", LAST_WEEKS, PreventionField.STRESS)

    link = browser.get(PAST, thema="stress").soup.select_one("a[href*='rueckblick.pdf']")
    printed = words_of(browser.raw(link["href"]))
    empty = words_of(browser.raw(f"{PAST}/rueckblick.pdf?jahr=2025&thema=stress"))

    assert keeper.last_name in printed
    assert "Yoga" in printed
    assert "Rückenfit" not in printed
    assert "Teilnahmen: 0" in empty


def test_without_the_wish_nothing_is_given_out(employee, sign_in):
    visitor = sign_in(employee)

    assert json.loads(visitor.raw(f"{PAST}/rueckblick.json").data) == {"attended": []}


def test_one_date_is_erased_and_the_number_stays(browser, was_at):
    gone, kept = was_at("Rückenfit", LAST_WEEKS), was_at("Yoga", LAST_WEEKS)

    page = browser.post(f"{PAST}/loeschen", occurrence=str(gone))

    assert "Diese Teilnahme ist aus Ihrem Rückblick gelöscht." in page.text
    assert left() == {kept}
    assert db.session.get_one(AttendanceNumbers, gone).present == 1


def test_what_can_still_be_corrected_stays(browser, was_at):
    fresh = was_at("Yoga", YESTERDAY)

    listed = browser.get(PAST)
    page = browser.post(f"{PAST}/loeschen", status=409, occurrence=str(fresh))

    assert listed.rows("table")[0][-1] == "ab 6. April 2026"
    assert listed.soup.select_one("[name=occurrence]") is None
    assert "Diese Teilnahme können Sie ab Montag, 6. April 2026 löschen." in page.text
    assert left() == {fresh}


def test_the_day_that_is_named_is_the_day_on_which_it_can_be_erased(keeper, was_at, sign_in, at):
    fresh = was_at("Yoga", YESTERDAY)

    with at(YESTERDAY + timedelta(days=15)):
        sign_in(keeper).post(f"{PAST}/loeschen", occurrence=str(fresh))

    assert left() == set()


@pytest.mark.parametrize("occurrence", ["", "x", "00000000-0000-4000-8000-000000000000"])
def test_what_is_not_there_cannot_be_erased(browser, occurrence):
    page = browser.post(f"{PAST}/loeschen", occurrence=occurrence)

    assert "Diese Teilnahme steht nicht mehr in Ihrem Rückblick." in page.text


def test_nobody_erases_the_past_of_somebody_else(browser, was_at, make_person):
    theirs = was_at("Yoga", LAST_WEEKS, person=make_person())

    browser.post(f"{PAST}/loeschen", occurrence=str(theirs))

    assert left() == {theirs}


def test_all_is_erased_and_what_comes_is_kept(browser, was_at):
    was_at("Rückenfit", LAST_YEAR)
    was_at("Yoga", LAST_WEEKS)
    fresh = was_at("Lauf", YESTERDAY)

    page = browser.post(f"{PAST}/alles-loeschen")

    assert left() == {fresh}
    assert "Lauf" in page.text


@pytest.fixture
def course(keeper, coordinator, make_activity, make_participant):
    """Four dates, of which three have begun; the keeper was at two."""
    days = [NOW + timedelta(days=number) for number in (-21, -14, -7, 7)]
    activity = make_activity(
        title_de="Rückenschule", dates=[(day, day + timedelta(hours=1)) for day in days]
    )
    make_participant(activity, keeper)
    held = db.session.scalars(
        select(Occurrence)
        .where(Occurrence.activity_id == activity.id)
        .order_by(Occurrence.starts_at)
    ).all()
    for date in held[:2]:
        db.session.add(
            Attendance(
                occurrence_id=date.id,
                person_id=keeper.id,
                state=AttendanceState.PRESENT,
                marked_at=NOW,
                marked_by=coordinator.id,
            )
        )
    db.session.commit()
    return activity


def test_of_a_series_the_past_says_at_how_many_dates_one_was(browser, course, was_at):
    was_at("Yoga", LAST_WEEKS)

    past = browser.get(PAST).text
    mine = browser.get("/mein-bereich").text

    assert past.count("2 von 3 Terminen") == 2  # beside each of both dates
    assert "Rückenschule: 2 von 3 Terminen" in mine
    assert "von einem Termin" not in past


def test_without_the_wish_nothing_is_counted(course, keeper, sign_in):
    with transaction():
        privacy.withdraw(person_id=keeper.id, code=ConsentCode.HISTORY, by=keeper.id, at=NOW)

    assert "2 von 3" not in sign_in(keeper).get("/mein-bereich").text
