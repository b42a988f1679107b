"""Checking in at the door: with a code that changes, once, within the window."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from bgm_portal.audit.events import Event
from bgm_portal.audit.models import AuditEntry
from bgm_portal.core.database import db
from bgm_portal.participation import door
from bgm_portal.participation.models import Attendance
from bgm_portal.participation.states import AttendanceState
from tests.integration.participation.conftest import date_of
from tests.support.crowd import at_once
from tests.support.times import RUN_ENDS, RUN_STARTS

CHECK_IN = "/einchecken"
PRESENT = AttendanceState.PRESENT


@pytest.fixture
def code(occurrence):
    """The code that stands at the door of the run, without its line."""
    return door.shown(occurrence.id, at=RUN_ENDS).code


@pytest.fixture
def runner(evening, two, sign_in):
    """The browser of somebody who signed up, on that evening."""
    return sign_in(two[0])


def noted():
    db.session.rollback()
    rows = db.session.scalars(select(Attendance).order_by(Attendance.person_id)).all()
    return [(row.person_id, row.state, row.walked_in) for row in rows]


def test_whoever_has_a_place_checks_in_with_the_code(runner, two, code):
    page = runner.post(CHECK_IN, code=code.lower())

    assert "Sie sind eingecheckt: Angebot" in page.text
    assert noted() == [(two[0].id, PRESENT, False)]


def test_the_code_of_the_picture_is_filled_in_and_waits_for_the_press(runner, code):
    page = runner.get(CHECK_IN, code=code)

    assert page.soup.select_one("[name=code]")["value"] == code
    assert noted() == []


def test_checking_in_twice_is_noted_once(runner, code):
    runner.post(CHECK_IN, code=code)

    page = runner.post(CHECK_IN, code=code)

    assert "Sie waren schon eingecheckt" in page.text
    assert len(noted()) == 1


def test_sending_it_again_and_again_at_once_leaves_one_row(app, evening, two, code):
    person_id, plain = two[0].id, code.replace("-", "")

    def deed():
        door.check_in(plain, by=person_id, at=RUN_ENDS)

    assert at_once(app, [deed] * 4) == ["done"] * 4
    assert len(noted()) == 1


def test_the_code_before_still_holds_and_the_one_before_that_does_not(occurrence, two, evening):
    early = RUN_ENDS - timedelta(minutes=10)
    before = door.shown(occurrence.id, at=early).code.replace("-", "")
    long_before = door.shown(occurrence.id, at=early - timedelta(minutes=10)).code.replace("-", "")

    assert door.check_in(before, by=two[0].id, at=RUN_ENDS).is_new
    with pytest.raises(door.UnknownCode):
        door.check_in(long_before, by=two[1].id, at=RUN_ENDS)


@pytest.mark.parametrize("typed", ["ABC-DEF", "x", "²" * 6, "A" * 5000])
def test_an_unknown_code_is_explained_and_kept(runner, typed):
    page = runner.post(CHECK_IN, status=422, code=typed)

    assert "Diesen Code gibt es gerade nicht." in page.errors()[0]
    assert page.soup.select_one("[name=code]")["value"] == typed
    assert noted() == []


def test_no_code_at_all_is_asked_for(runner):
    assert runner.post(CHECK_IN, status=422, code=" ").errors() == [
        "Geben Sie den Code vom Eingang ein."
    ]


@pytest.mark.parametrize("moment", [RUN_STARTS - timedelta(hours=2), RUN_ENDS + timedelta(hours=2)])
def test_outside_the_window_the_page_says_when_one_can_check_in(
    occurrence, two, sign_in, at, moment
):
    code = door.shown(occurrence.id, at=moment).code

    with at(moment):
        page = sign_in(two[0]).post(CHECK_IN, status=422, code=code)

    assert (
        "Einchecken können Sie bei diesem Termin am Donnerstag, 21. Mai 2026, 17:00 bis 22:00"
        in (page.errors()[0])
    )
    assert noted() == []


def test_the_code_of_another_activity_is_named_and_can_be_confirmed(
    runner, two, make_activity, coordinator
):
    other = make_activity(title_de="Stuhlyoga", starts_at=RUN_STARTS)
    code = door.shown(date_of(other).id, at=RUN_ENDS).code

    asked = runner.post(CHECK_IN, status=422, code=code)
    told = noted()
    page = runner.post(CHECK_IN, code=code, without_place="ja")

    assert "Der Code gehört zu „Stuhlyoga“. Dafür sind Sie nicht angemeldet." in asked.errors()[0]
    assert told == []
    assert "Sie sind eingecheckt: Stuhlyoga." in page.text
    assert noted() == [(two[0].id, PRESENT, True)]


def test_whoever_was_ticked_as_absent_and_comes_late_is_there(
    runner, ticking, run, occurrence, two, code
):
    sheet = f"/planung/{run.id}/anwesenheit?termin={occurrence.id}"
    ticking.post(sheet, listed=[str(one.id) for one in two], present=[str(two[1].id)])

    runner.post(CHECK_IN, code=code)

    assert {state for _person, state, _walked_in in noted()} == {PRESENT}


def test_checking_in_is_noted_in_the_log_by_the_person(runner, two, code):
    runner.post(CHECK_IN, code=code)

    db.session.rollback()
    [entry] = db.session.scalars(
        select(AuditEntry).where(AuditEntry.event == Event.ATTENDANCE_MARKED)
    )
    assert (entry.actor_id, entry.subject_id) == (two[0].id, two[0].id)


def test_the_coordinator_shows_the_code_in_letters_beside_the_picture(
    ticking, run, occurrence, code
):
    page = ticking.get(f"/planung/{run.id}/anwesenheit/code", termin=str(occurrence.id))

    assert code in page.text
    assert page.soup.select_one(".bgm-qr[aria-hidden=true] svg") is not None


def test_before_its_time_there_is_no_code(run, occurrence, coordinator, sign_in):
    page = sign_in(coordinator).get(
        f"/planung/{run.id}/anwesenheit/code", termin=str(occurrence.id)
    )

    assert "Den Code gibt es am Donnerstag, 21. Mai 2026, 17:00 bis 22:00 Uhr." in page.text


def test_the_own_page_leads_to_the_door_when_it_is_open(two, sign_in, at):
    person = two[0]

    with at(RUN_STARTS - timedelta(hours=3)):
        early = sign_in(person).get("/mein-bereich").links()
    with at(RUN_STARTS):
        now = sign_in(person).get("/mein-bereich").links()

    assert (CHECK_IN in early, CHECK_IN in now) == (False, True)


def test_a_self_check_in_shows_on_the_sheet(runner, ticking, run, occurrence, code):
    runner.post(CHECK_IN, code=code)

    page = ticking.get(f"/planung/{run.id}/anwesenheit", termin=str(occurrence.id))

    assert page.soup.select_one("input[name=present][checked]") is not None
