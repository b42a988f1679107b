"""Results that were read in by mistake are erased at once; start numbers stay."""

from datetime import timedelta

import pytest

from bgm_portal.audit.events import Event
from bgm_portal.audit.models import AuditEntry
from bgm_portal.core.database import db, transaction
from bgm_portal.privacy import ledger
from bgm_portal.privacy.kinds import ConsentCode
from bgm_portal.runs.models import Entry
from bgm_portal.runs.queries import entries as queries
from bgm_portal.runs.service import entries as service
from bgm_portal.runs.service.entries import Result
from tests.support.times import NOW


@pytest.fixture
def address(run):
    return f"/planung/{run.id}/einlesen/ergebnisse"


@pytest.fixture
def held(run, katrin, on_the_run, make_person, coordinator):
    """The registrations of three people with a start number, of whom two have a result."""
    ids = [
        katrin.id,
        *(on_the_run(make_person(), ConsentCode.ORGANISER).id for _number in range(2)),
    ]
    activity_id, by = run.id, coordinator.id
    with transaction():
        numbers = {one: str(number) for number, one in enumerate(ids, start=1)}
        service.assign_numbers(activity_id, numbers, by=by, at=NOW)
        results = {one: Result(time="0:31:12") for one in ids[:2]}
        service.note_results(activity_id, results, by=by, at=NOW)
    return ids


def test_the_page_says_how_many_there_are_and_what_a_new_file_does(desk, address, held):
    page = desk.get(address)

    assert "Für 2 Personen liegt ein Ergebnis vor." in page.text
    assert "alle anderen behalten ihres." in page.text
    assert f"{address}/zuruecknehmen" in page.links()


def test_where_there_are_none_nothing_is_offered(desk, address, katrin):
    page = desk.get(address)
    asked = desk.get(f"{address}/zuruecknehmen")
    sent = desk.post(f"{address}/zuruecknehmen")

    assert f"{address}/zuruecknehmen" not in page.links()
    assert "Es gibt keine Ergebnisse." in asked.text
    assert asked.soup.select("main form") == []
    assert "Es gab keine Ergebnisse mehr." in sent.text
    assert db.session.query(AuditEntry).filter_by(event=Event.RESULTS_WITHDRAWN).count() == 0


def test_all_results_are_erased_and_start_numbers_stay(desk, run, address, held, coordinator):
    asked = desk.get(f"{address}/zuruecknehmen")
    nothing_yet = queries.result_count(run.id)
    done = desk.post(f"{address}/zuruecknehmen")

    assert "Gelöscht werden die Ergebnisse von 2 Personen: Zeit, Platz und Klasse." in asked.text
    assert nothing_yet == 2
    assert "2 Ergebnisse sind gelöscht." in done.text
    assert done.h1 == "Ergebnisse einlesen"
    assert [service.own_result(one) for one in held] == [None, None, None]
    rows = db.session.query(Entry).order_by(Entry.start_number).all()
    assert [(row.start_number, row.sealed_result, row.key_name) for row in rows] == [
        ("1", None, None),
        ("2", None, None),
        ("3", None, None),
    ]
    [entry] = db.session.query(AuditEntry).filter_by(event=Event.RESULTS_WITHDRAWN).all()
    assert (entry.actor_id, entry.object_id, entry.facts) == (coordinator.id, run.id, {"count": 2})


def test_results_of_another_run_stay(desk, address, held, make_activity, make_person, register):
    other = make_activity()
    registration_id = register(make_person(), other).id
    activity_id, by = other.id, other.contact_id
    with transaction():
        service.assign_numbers(activity_id, {registration_id: "9"}, by=by, at=NOW)
        service.note_results(activity_id, {registration_id: Result(time="0:40:00")}, by=by, at=NOW)

    desk.post(f"{address}/zuruecknehmen")

    assert service.own_result(registration_id) == Result(time="0:40:00")


def test_a_restored_backup_does_not_bring_them_back(desk, run, address, held):
    rows = db.session.query(Entry).all()
    before = {one.registration_id: (one.key_name, one.sealed_result) for one in rows}
    desk.post(f"{address}/zuruecknehmen")
    for entry in db.session.query(Entry):  # as it stands in a backup of the day before
        entry.key_name, entry.sealed_result = before[entry.registration_id]
    db.session.commit()
    restored = queries.result_count(run.id)

    with transaction():
        since = NOW - timedelta(days=1)
        ledger.replay(db.session.connection(), ledger.known(db.engine), since=since)

    assert (restored, queries.result_count(run.id)) == (2, 0)


def test_the_right_file_is_read_in_afterwards(desk, send, address, held):
    desk.post(f"{address}/zuruecknehmen")

    page = send("ergebnisse", "Startnummer;Zeit netto", "1;0:29:59")
    form = page.soup.select_one("main form")
    fields = {str(field["name"]): str(field.get("value", "")) for field in form.select("[name]")}
    desk.post(str(form["action"]), **fields)

    assert service.own_result(held[0]) == Result(time="0:29:59")
    assert service.own_result(held[1]) is None
