"""Ticks that were made without a network: counted once, never over somebody else's."""

import pytest
from sqlalchemy import func, select

from bgm_portal.audit.models import AuditEntry
from bgm_portal.core.database import db, transaction
from bgm_portal.participation import queries, service
from bgm_portal.participation.models import Attendance
from bgm_portal.participation.queries import Tally
from bgm_portal.participation.states import AttendanceState
from tests.support.times import RUN_ENDS, RUN_STARTS


@pytest.fixture
def send(run, occurrence, ticking):
    """Return a function that sends ticks as a device does: (person, seen, present)."""

    def _send(*ticks):
        answer = ticking.raw(
            f"/planung/{run.id}/anwesenheit/nachtragen?termin={occurrence.id}",
            method="POST",
            json={
                "ticks": [
                    {"person": str(person.id), "seen": seen, "present": present}
                    for person, seen, present in ticks
                ]
            },
        )
        assert answer.status_code == 200
        return answer.json

    return _send


def state_of(person):
    return db.session.scalar(select(Attendance.state).where(Attendance.person_id == person.id))


def number_of(table):
    return db.session.scalar(select(func.count()).select_from(table))


def test_what_is_sent_twice_counts_once(send, two, occurrence):
    katrin, sven = two
    ticks = [(katrin, "", True), (sven, "", False)]
    first = send(*ticks)
    noted = number_of(AuditEntry)

    second = send(*ticks)

    assert queries.tally(occurrence.id) == Tally(present=1, absent=1)
    assert second["noted"] == first["noted"]
    assert (first["conflicts"], second["conflicts"]) == ([], [])
    assert number_of(AuditEntry) == noted


def test_a_tick_after_a_tick_knows_what_was_noted(send, two):
    katrin, _sven = two
    [noted] = send((katrin, "", True))["noted"]

    answer = send((katrin, noted["seen"], False))

    assert answer["conflicts"] == []
    assert state_of(katrin) is AttendanceState.ABSENT


def test_what_somebody_else_noted_is_not_written_over(send, two, occurrence, make_person):
    katrin, _sven = two
    other = make_person()
    [mine] = send((katrin, "", True))["noted"]
    with transaction():
        service.mark_attendance(
            occurrence_id=occurrence.id, present=(), absent=(katrin.id,), by=other.id, at=RUN_STARTS
        )

    again = send((katrin, "", True))

    [differs] = again["conflicts"]
    assert (again["noted"], state_of(katrin)) == ([], AttendanceState.ABSENT)
    assert differs["said"] == "Katrin Albers: war nicht da"
    assert differs["seen"] != mine["seen"]
    assert send((katrin, differs["seen"], True))["conflicts"] == []
    assert state_of(katrin) is AttendanceState.PRESENT


def test_a_stranger_is_not_added(send, two, make_person):
    stranger = make_person(first_name="Toni", last_name="Muster")

    answer = send((stranger, "", True))

    assert [one["said"] for one in answer["conflicts"]] == [
        "Toni Muster: steht nicht mehr auf der Liste"
    ]
    assert number_of(Attendance) == 0


@pytest.mark.parametrize(
    "sent",
    [
        None,
        [],
        {},
        {"ticks": "alle"},
        {"ticks": [None]},
        {"ticks": [{"person": "kim", "seen": "", "present": True}]},
        {"ticks": [{"person": "0" * 32, "seen": "", "present": "ja"}]},
        {"ticks": [{}] * 1001},
    ],
)
def test_what_no_page_of_ours_sends_is_refused(run, occurrence, ticking, sent):
    answer = ticking.raw(
        f"/planung/{run.id}/anwesenheit/nachtragen?termin={occurrence.id}", method="POST", json=sent
    )

    assert answer.status_code == 422
    assert answer.json == {"refused": "Das haben wir nicht verstanden. Laden Sie die Liste neu."}


def test_when_the_list_is_closed_the_device_hears_it(run, occurrence, two, coordinator, sign_in):
    katrin, _sven = two

    answer = sign_in(coordinator).raw(
        f"/planung/{run.id}/anwesenheit/nachtragen?termin={occurrence.id}",
        method="POST",
        json={"ticks": [{"person": str(katrin.id), "seen": "", "present": True}]},
    )

    assert answer.status_code == 409
    assert "Eintragen können Sie ab" in answer.json["refused"]


def test_the_list_may_be_kept_on_the_spot_alone(run, two, ticking, make_activity, make_participant):
    discreet = make_activity(discreet=True)
    make_participant(discreet, two[0])

    form = ticking.get(f"/planung/{run.id}/anwesenheit").soup.select_one("form[data-list]")
    silent = ticking.get(f"/planung/{discreet.id}/anwesenheit")

    assert float(form["data-until"]) == RUN_ENDS.timestamp() + 60 * 60
    assert form["data-scope"] == f"/planung/{run.id}/anwesenheit"
    assert silent.soup.select("[data-list], [data-offline]") == []


def test_the_script_between_page_and_network_may_stand_there(ticking, run, two):
    worker = ticking.get(f"/planung/{run.id}/anwesenheit").soup.select_one("[data-worker]")

    answer = ticking.raw(worker["data-worker"])

    assert answer.status_code == 200
    assert answer.headers["Service-Worker-Allowed"] == "/"
    assert "unsafe" not in answer.headers["Content-Security-Policy"]
