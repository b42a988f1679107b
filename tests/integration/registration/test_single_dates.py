"""One date of a series moves, alone or with all that follow, or is cancelled; people are told."""

from datetime import timedelta

import pytest

from bgm_portal.activities import queries as activities
from bgm_portal.activities.errors import OnlyDate
from bgm_portal.core.clock import local
from bgm_portal.core.database import db, transaction
from bgm_portal.mail.models import OutgoingMail
from bgm_portal.registration.service import dates
from bgm_portal.reminders import jobs as reminders
from tests.support.times import NEXT_WEEK, NOW, YESTERDAY

HOUR, DAY, WEEK = timedelta(hours=1), timedelta(days=1), timedelta(weeks=1)
FIRST = NEXT_WEEK + HOUR  # Monday, 30 March 2026, 11:00 in Germany
CANCEL = {"note": "Die Leitung ist krank."}


@pytest.fixture
def desk(coordinator, sign_in):
    return sign_in(coordinator)


@pytest.fixture
def course(make_activity):
    """Three Mondays."""
    return make_activity(
        title_de="Rückenschule",
        dates=[(FIRST + n * WEEK, FIRST + n * WEEK + HOUR) for n in range(3)],
        starts_at=FIRST,
        registration_deadline=FIRST - DAY,
    )


def address(activity, number, what):
    date = activities.dates(activity.id)[number]
    return f"/planung/{activity.id}/alle-termine/{date.id}/{what}"


def held(activity):
    return [f"{local(date.starts_at):%d.%m. %H:%M}" for date in activities.dates(activity.id)]


def mails(kind):
    return db.session.query(OutgoingMail).filter_by(kind=kind).all()


def typed(**changed):
    return {"day": "07.04.2026", "start": "13:00", "end": "14:00"} | changed


def test_a_coordinator_sees_all_dates_with_what_can_be_done(desk, course):
    page = desk.get(f"/planung/{course.id}/alle-termine")

    assert [row[0] for row in page.rows("tbody")] == ["Termin 1", "Termin 2", "Termin 3"]
    assert "Montag, 30. März 2026, 11:00 bis 12:00 Uhr" in page.text


def test_moving_one_date_is_shown_first_and_tells_nobody_yet(desk, course, register, employee):
    register(employee, course)

    page = desk.post(address(course, 1, "verlegen"), **typed())

    assert page.h1 == "Wirklich verlegen?"
    assert len(page.rows("tbody")) == 1
    assert "eine Person" in page.text
    assert held(course) == ["30.03. 11:00", "06.04. 11:00", "13.04. 11:00"]
    assert mails("activity.moved") == []


def test_one_date_moves_and_the_person_is_told(desk, course, register, employee):
    registration = register(employee, course)

    page = desk.post(address(course, 1, "verlegen"), **typed(checked="ja"))

    [mail] = mails("activity.moved")
    assert "Verlegt. Benachrichtigt: eine Person." in page.text
    assert held(course) == ["30.03. 11:00", "07.04. 13:00", "13.04. 11:00"]
    assert f"UID:{registration.id}-2@" in mail.calendar
    assert "DTSTART;TZID=Europe/Berlin:20260407T130000" in mail.calendar


def test_all_following_dates_move_as_well(desk, course):
    desk.post(address(course, 1, "verlegen"), **typed(following="y", checked="ja"))

    assert held(course) == ["30.03. 11:00", "07.04. 13:00", "14.04. 13:00"]


@pytest.mark.parametrize(
    ("changed", "status", "sentence"),
    [
        ({"day": "06.04.2026", "start": "11:00", "end": "12:00"}, 409, "Es ist alles wie bisher."),
        ({"day": "01.02.2026"}, 409, "liegt in der Vergangenheit"),
        ({"day": "13.04.2026", "start": "11:00", "end": "12:00"}, 409, "schon einen Termin"),
        ({"end": "12:00"}, 422, "nach dem Beginn"),
        ({"day": "31.02.2026"}, 422, "mit Punkten"),
    ],
)
def test_a_date_that_cannot_be_moved_there_stays(desk, course, changed, status, sentence):
    page = desk.post(address(course, 1, "verlegen"), status=status, **typed(**changed))

    assert any(sentence in error for error in page.errors()), page.errors()
    assert held(course) == ["30.03. 11:00", "06.04. 11:00", "13.04. 11:00"]


def test_what_has_begun_is_not_moved(desk, make_activity):
    course = make_activity(
        dates=[(YESTERDAY, YESTERDAY + HOUR), (FIRST, FIRST + HOUR)], starts_at=YESTERDAY
    )

    page = desk.post(address(course, 0, "verlegen"), status=409, **typed())

    assert "hat schon begonnen" in page.errors()[0]


def test_a_cancelled_date_leaves_calendars_and_lists_and_nothing_else(
    desk, course, register, employee, sign_in
):
    registration = register(employee, course)

    page = desk.post(address(course, 1, "absagen"), **CANCEL)

    [mail] = mails("activity.date_cancelled")
    assert "Der Termin fällt aus. Benachrichtigt: eine Person." in page.text
    assert held(course) == ["30.03. 11:00", "13.04. 11:00"]
    assert "METHOD:CANCEL" in mail.calendar
    assert f"UID:{registration.id}-2@" in mail.calendar
    assert "-1@" not in mail.calendar
    assert "Die Leitung ist krank." in mail.text
    own = sign_in(employee)
    detail = own.get(f"/angebote/{course.id}")
    assert "Montag, 6. April 2026, 11:00 bis 12:00 Uhr: fällt aus. Die Leitung ist krank." in (
        detail.text
    )
    entry = own.raw(f"/angebote/{course.id}/termin.ics").text
    assert f"UID:{registration.id}-3@" in entry
    assert f"UID:{registration.id}-2@" not in entry


def test_the_first_date_cancelled_makes_the_second_the_start(course, coordinator):
    first = activities.dates(course.id)[0]
    with transaction():
        dates.cancel_date(course.id, first.id, note="krank", by=coordinator.id, at=NOW)

    assert activities.activity(course.id).starts_at == FIRST + WEEK


def test_nobody_is_reminded_of_a_cancelled_date(course, register, employee, coordinator):
    register(employee, course)
    first = activities.dates(course.id)[0]
    with transaction():
        dates.cancel_date(course.id, first.id, note="krank", by=coordinator.id, at=NOW)

    reminders.remind(FIRST - HOUR)

    sent = db.session.query(OutgoingMail).filter(OutgoingMail.kind.like("reminder.%"))
    assert ["6.\N{NO-BREAK SPACE}April 2026" in mail.text for mail in sent] == [True]


def test_the_only_date_is_not_cancelled_alone(make_activity, coordinator):
    activity = make_activity(starts_at=FIRST)
    [date] = activities.dates(activity.id)

    with pytest.raises(OnlyDate), transaction():
        dates.cancel_date(activity.id, date.id, note="krank", by=coordinator.id, at=NOW)


def test_a_word_is_needed_to_cancel_a_date(desk, course):
    page = desk.post(address(course, 1, "absagen"), status=422, note=" ")

    assert page.errors() == ["Schreiben Sie einen Satz, warum der Termin ausfällt."]
    assert len(held(course)) == 3


def test_a_date_of_another_activity_is_unknown(desk, course, make_activity):
    other = activities.dates(make_activity().id)[0]

    desk.get(f"/planung/{course.id}/alle-termine/{other.id}/verlegen", status=404)
    desk.post(f"/planung/{course.id}/alle-termine/{other.id}/absagen", status=404, **CANCEL)


def test_a_date_that_falls_out_with_a_move_leaves_calendars(
    course, register, employee, coordinator
):
    registration = register(employee, course)
    later = [(FIRST + DAY, FIRST + DAY + HOUR), (FIRST + WEEK, FIRST + WEEK + HOUR)]

    with transaction():
        dates.move_activity(course.id, later, by=coordinator.id, at=NOW)

    [moved], [gone] = mails("activity.moved"), mails("activity.date_cancelled")
    assert held(course) == ["31.03. 11:00", "06.04. 11:00"]
    assert f"UID:{registration.id}-3@" not in moved.calendar
    assert "METHOD:CANCEL" in gone.calendar
    assert f"UID:{registration.id}-3@" in gone.calendar
    assert "SEQUENCE:1" in gone.calendar


def test_whoever_moves_what_was_moved_meanwhile_is_told_and_keeps_what_they_typed(
    desk, course, coordinator
):
    page = desk.get(address(course, 1, "verlegen"))
    version = page.soup.select_one("[name=version]")["value"]
    with transaction():
        later = [(FIRST + n * WEEK + HOUR, FIRST + n * WEEK + 2 * HOUR) for n in range(3)]
        dates.move_activity(course.id, later, by=coordinator.id, at=NOW)

    page = desk.post(address(course, 1, "verlegen"), status=409, **typed(version=version))

    assert "Jemand anderes hat inzwischen verlegt. Jetzt gilt: Montag, 30. März" in page.errors()[0]
    assert page.soup.select_one("[name=day]")["value"] == "07.04.2026"
    assert held(course) == ["30.03. 12:00", "06.04. 12:00", "13.04. 12:00"]
