"""Leaving out one date: the place stays, no reason is asked, only the coordinator sees it."""

import re

import pytest
from sqlalchemy import delete, select

from bgm_portal.audit.events import Event
from bgm_portal.audit.models import AuditEntry
from bgm_portal.core.database import db, transaction
from bgm_portal.evaluation import queries as evaluation
from bgm_portal.identity.models import Person
from bgm_portal.participation import absence, queries, retention, service
from bgm_portal.participation.models import Attendance
from bgm_portal.participation.queries import Tally
from bgm_portal.participation.states import AttendanceState
from tests.support.routes import assembled
from tests.support.times import NOW, RUN_ENDS, RUN_STARTS
from tests.support.visits import VISITS

#: What differs from one visit to the next: tokens.
TOKEN = re.compile(r'(name="csrf_token"[^>]*value="[^"]*"|value="[^"]*"[^>]*name="csrf_token")')


def noted():
    db.session.rollback()
    return dict(db.session.execute(select(Attendance.person_id, Attendance.state)).all())


@pytest.fixture
def dates(run):
    return f"/mein-bereich/termine/{run.id}"


@pytest.fixture
def left_out(run, occurrence, two):
    with transaction():
        absence.leave_out(run.id, occurrence.id, by=two[0].id, at=NOW)
    return two[0]


def test_somebody_leaves_out_a_date_and_comes_after_all(dates, occurrence, two, sign_in):
    browser = sign_in(two[0])

    gone = browser.post(f"{dates}/auslassen", occurrence=str(occurrence.id))
    stored = noted()
    back = browser.post(f"{dates}/kommen", occurrence=str(occurrence.id))

    assert "Ihr Platz bleibt Ihnen." in gone.text
    assert [row[1] for row in gone.rows("table")] == ["Sie kommen nicht"]
    assert stored == {two[0].id: AttendanceState.EXCUSED}
    assert [row[1] for row in back.rows("table")] == ["Sie sind dabei"]
    assert noted() == {}


def test_saying_it_twice_is_noted_once(run, occurrence, left_out):
    with transaction():
        again = absence.leave_out(run.id, occurrence.id, by=left_out.id, at=NOW)

    assert again is False
    assert noted() == {left_out.id: AttendanceState.EXCUSED}


@pytest.mark.parametrize("step", ["auslassen", "kommen"])
def test_what_has_begun_cannot_be_left_out(dates, occurrence, two, sign_in, at, step):
    with at(RUN_STARTS):
        page = sign_in(two[0]).post(f"{dates}/{step}", status=409, occurrence=str(occurrence.id))

    assert "Der Termin hat schon begonnen." in page.text
    assert noted() == {}


@pytest.mark.parametrize("sent", ["", "morgen", "0f44426c-8f6c-4d9e-86bb-709f5519139b"])
def test_a_date_that_is_none_is_not_found(dates, two, sign_in, sent):
    answer = sign_in(two[0]).raw(f"{dates}/auslassen", method="POST", data={"occurrence": sent})

    assert answer.status_code == 404
    assert noted() == {}


def test_whoever_has_no_place_finds_nothing(dates, occurrence, two, make_person, sign_in):
    stranger = sign_in(make_person())

    answers = [
        stranger.raw(dates),
        stranger.raw(f"{dates}/auslassen", method="POST", data={"occurrence": str(occurrence.id)}),
    ]

    assert [one.status_code for one in answers] == [404, 404]


def test_the_coordinator_sees_it_and_a_missing_tick_does_not_change_it(
    ticking, run, occurrence, left_out, two
):
    sheet = f"/planung/{run.id}/anwesenheit"

    before = ticking.get(sheet)
    ticking.post(f"{sheet}?termin={occurrence.id}", listed=[str(one.id) for one in two], present=[])

    assert (
        "hat sich entschuldigt" in before.soup.find("th", string=re.compile("Albers")).parent.text
    )
    assert noted() == {
        left_out.id: AttendanceState.EXCUSED,
        two[1].id: AttendanceState.ABSENT,
    }
    assert queries.tally(occurrence.id) == Tally(absent=1, excused=1)


def test_whoever_comes_nevertheless_is_there(ticking, run, occurrence, left_out, two):
    ticking.post(
        f"/planung/{run.id}/anwesenheit?termin={occurrence.id}",
        listed=[str(left_out.id)],
        present=[str(left_out.id)],
    )

    assert noted() == {left_out.id: AttendanceState.PRESENT}


def test_it_is_counted_as_expected_and_forgotten_with_the_rest(run, occurrence, left_out, two):
    with transaction():
        service.mark_attendance(
            occurrence_id=occurrence.id,
            present=[two[1].id],
            absent=[left_out.id],
            by=run.contact_id,
            at=RUN_ENDS,
        )
    shown, _attendances = evaluation.shown(run.id)
    with transaction():
        retention.forget_date(occurrence.id, at=RUN_ENDS.replace(year=RUN_ENDS.year + 1))

    assert (shown.came, shown.expected) == (1, 2)
    assert noted() == {}
    assert queries.numbers(occurrence.id) == Tally(present=1, excused=1)


def test_the_log_names_the_person_themselves(left_out):
    entry = db.session.scalars(
        select(AuditEntry).where(AuditEntry.event == Event.ATTENDANCE_MARKED)
    ).one()

    assert entry.subject_id == left_out.id


@pytest.mark.no_cover  # walks through every page of the house
@pytest.mark.parametrize("name", ["tom", "editor", "leader"])
def test_pages_of_others_are_the_same_whether_somebody_was_there_or_not(build_world, sign_in, name):
    world = build_world()
    world.grow(1)
    katrin, nadine = world.people["katrin"], world.people["nadine"]
    browser = sign_in(db.session.get_one(Person, world.people[name]))
    before = read(browser, addresses(world))
    read_again = {}
    for state in (AttendanceState.EXCUSED, AttendanceState.ABSENT):
        with transaction():
            db.session.execute(delete(Attendance).where(Attendance.person_id == katrin))
            db.session.add(
                Attendance(
                    occurrence_id=world.ids["date"],
                    person_id=katrin,
                    state=state,
                    marked_at=NOW,
                    marked_by=nadine,
                )
            )
        read_again[state] = read(browser, before)

    assert len(before) > 100
    assert read_again == dict.fromkeys(read_again, before)


def addresses(world):
    """Return every address that a page of the house has; papers and files have a suffix."""
    named = world.ids | world.people
    adapter = assembled().url_map.bind("localhost")
    built = [
        adapter.build(
            visit.endpoint, {name: named[key] for name, key in visit.world.items()} | visit.fixed
        )
        for visit in VISITS
    ]
    return [address for address in built if "." not in address.rsplit("/", 1)[-1]]


def read(browser, addresses):
    """Return each page that there is as somebody reads it."""
    answers = {address: browser.raw(address) for address in addresses}
    return {
        address: TOKEN.sub("", answer.get_data(as_text=True))
        for address, answer in answers.items()
        if answer.mimetype == "text/html"
    }
