"""Somebody calls and does not come: a coordinator notes it, nobody else sees it."""

from contextlib import contextmanager
from datetime import timedelta

import pytest
from sqlalchemy import select

from bgm_portal.audit import queries as audit
from bgm_portal.audit.events import Event
from bgm_portal.core.database import db, transaction
from bgm_portal.participation import absence, queries, rules, service
from bgm_portal.participation.models import Attendance
from bgm_portal.participation.queries import Tally
from bgm_portal.participation.states import AttendanceState
from tests.support.times import NOW, RUN_ENDS, RUN_STARTS

DAY = timedelta(days=1)


def path(run, occurrence, step=""):
    return f"/planung/{run.id}/anwesenheit{step}?termin={occurrence.id}"


def noted():
    db.session.rollback()
    return dict(db.session.execute(select(Attendance.person_id, Attendance.state)).all())


@pytest.fixture
def desk_at(coordinator, sign_in, at):
    """Return a function that moves the clock and gives the coordinator's browser then."""

    @contextmanager
    def _then(moment):
        with at(moment):
            yield sign_in(coordinator)

    return _then


@pytest.mark.parametrize("moment", [NOW, RUN_STARTS, RUN_ENDS + 14 * DAY])
def test_a_call_is_noted_before_on_the_day_and_until_lists_close(
    coordinator, run, occurrence, two, desk_at, moment
):
    with desk_at(moment) as browser:
        page = browser.get(path(run, occurrence))
        form = path(run, occurrence, "/entschuldigen")
        after = browser.post(form, person=str(two[0].id))
        again = browser.post(form, person=str(two[0].id))

    assert form in page.links()
    assert "Vermerkt: entschuldigt." in after.text
    assert [row[1] for row in after.rows()] == ["entschuldigt", "noch nicht eingetragen"]
    assert "Es hat sich nichts geändert." in again.text
    assert noted() == {two[0].id: AttendanceState.EXCUSED}
    (entry,) = audit.entries_about(two[0].id, events=(Event.ATTENDANCE_MARKED,))
    assert (entry.actor_id, entry.facts) == (coordinator.id, {"state": "excused"})


def test_whoever_was_noted_as_absent_is_excused_and_a_missing_tick_changes_nothing(
    ticking, run, occurrence, two
):
    everybody = [str(one.id) for one in two]
    ticking.post(path(run, occurrence), listed=everybody)
    ticking.post(path(run, occurrence, "/entschuldigen"), person=str(two[0].id))

    ticking.post(path(run, occurrence), listed=everybody)

    assert queries.tally(occurrence.id) == Tally(absent=1, excused=1)


def test_what_was_noted_by_mistake_is_taken_back(ticking, run, occurrence, two):
    ticking.post(path(run, occurrence, "/entschuldigen"), person=str(two[0].id))

    page = ticking.post(path(run, occurrence, "/entschuldigen/zurueck"), person=str(two[0].id))

    (entry,) = audit.entries_about(two[0].id, events=(Event.ATTENDANCE_CORRECTED,))
    assert entry.facts == {"before": "excused", "after": "removed"}
    assert "Der Vermerk ist zurückgenommen." in page.text
    assert noted() == {}


def test_what_people_said_themselves_stays_theirs(ticking, run, occurrence, two):
    with transaction():
        absence.leave_out(run.id, occurrence.id, by=two[0].id, at=NOW)

    page = ticking.post(path(run, occurrence, "/entschuldigen/zurueck"), person=str(two[0].id))

    assert [row[1] for row in page.rows()] == ["hat sich entschuldigt", "noch nicht eingetragen"]
    assert page.rows()[0][2] == "nichts zu tun"
    assert noted() == {two[0].id: AttendanceState.EXCUSED}


def test_whoever_is_there_is_not_excused(ticking, run, occurrence, two):
    one = str(two[0].id)
    ticking.post(path(run, occurrence), listed=one, present=one)

    page = ticking.post(path(run, occurrence, "/entschuldigen"), status=409, person=one)

    assert "Nehmen Sie zuerst auf der Liste den Haken weg." in page.text
    assert noted() == {two[0].id: AttendanceState.PRESENT}


@pytest.mark.parametrize("person", ["", "Albers", "0f44426c-8f6c-4d9e-86bb-709f5519139b"])
def test_nobody_is_excused_who_is_not_on_the_list(ticking, run, occurrence, two, person):
    ticking.post(path(run, occurrence, "/entschuldigen"), status=404, person=person)

    assert noted() == {}


def test_a_discreet_activity_names_nobody_beforehand(coordinator, run, occurrence, two, sign_in):
    run.discreet = True
    db.session.commit()
    browser = sign_in(coordinator)

    page = browser.get(path(run, occurrence, "/entschuldigen"))
    browser.post(path(run, occurrence, "/entschuldigen"), status=409, person=str(two[0].id))

    assert "Albers" not in page.text
    assert noted() == {}


def test_when_lists_are_closed_nobody_is_excused(run, occurrence, two, desk_at):
    with desk_at(RUN_ENDS + 15 * DAY) as browser:
        page = browser.post(
            path(run, occurrence, "/entschuldigen"), status=409, person=str(two[0].id)
        )

    assert "Eintragen und ändern konnten Sie bis" in page.text


@pytest.mark.parametrize(
    ("state", "late"),
    [
        (AttendanceState.PRESENT, rules.Late.DIFFERS),
        (AttendanceState.ABSENT, rules.Late.DONE),
    ],
)
def test_a_tick_from_a_hall_without_a_network_does_not_write_over_a_call(
    run, occurrence, two, state, late
):
    with transaction():
        absence.excuse(occurrence.id, two[0].id, by=run.contact_id, at=RUN_STARTS)
    tick = rules.Tick(person_id=two[0].id, seen="", state=state)
    with transaction():
        (became,) = service.catch_up(
            occurrence_id=occurrence.id, ticks=[tick], by=run.contact_id, at=RUN_ENDS
        )

    assert became.became is late
    assert noted() == {two[0].id: AttendanceState.EXCUSED}
