"""One page for the day, and whom to call: sealed, opened on the day, erased the day after."""

from datetime import timedelta
from uuid import UUID

import pytest

from bgm_portal.activities import queries as activities
from bgm_portal.activities.kinds import ActivityKind, Times
from bgm_portal.audit.events import Event
from bgm_portal.audit.models import AuditEntry
from bgm_portal.core.database import db, transaction
from bgm_portal.runs import jobs
from bgm_portal.runs.models import EmergencyContact
from bgm_portal.runs.queries import entries as queries
from bgm_portal.runs.service import entries as service
from bgm_portal.runs.service.entries import Result
from tests.factories.activities import QUARTER, cut_into_slots
from tests.support.times import NOW, RUN_ENDS, RUN_STARTS

DAY = timedelta(days=1)
CALL = {"name": "Max Albers", "phone": "0171 234567"}
ON_THE_DAY = RUN_STARTS - timedelta(hours=8)


@pytest.fixture
def run(make_activity):
    return make_activity(
        title_de="Hagener Firmenlauf",
        kind=ActivityKind.RUN_EVENT,
        course_de="16:45 Bus ab Haus Mitte\nStart der Läufe",
        bring_de="Laufschuhe",
        plain_de="Wir laufen zusammen.",
    )


@pytest.fixture
def own(run, employee, register):
    """The address of Katrin's own page for the day."""
    return f"/mein-lauftag/{register(employee, run).id}"


@pytest.fixture
def katrin(employee, sign_in):
    return sign_in(employee)


def test_everything_for_the_day_stands_on_one_page(katrin, own):
    page = katrin.get(own)

    assert page.h1 == "Mein Lauftag: Hagener Firmenlauf"
    for words in ("16:45 Uhr", "Bus ab Haus Mitte", "Laufschuhe", "Wir laufen zusammen."):
        assert words in page.text


def test_the_registration_leads_to_the_page(katrin, own):
    detail = katrin.get(own.replace("mein-lauftag", "meine-anmeldung"))

    assert own in detail.links()


def test_whoever_has_a_time_reads_it_and_no_other_day(make_activity, employee, register, sign_in):
    spans = [(RUN_STARTS + n * DAY, RUN_STARTS + n * DAY + 4 * QUARTER) for n in range(2)]
    check = make_activity(dates=spans, registration_deadline=RUN_STARTS, times=Times.ONE)
    _first, second = [cut_into_slots(check.id, date) for date in activities.dates(check.id)]
    registration = register(employee, check, slots=(second[1],))

    page = sign_in(employee).get(f"/mein-lauftag/{registration.id}")

    [time] = page.soup.select("[aria-labelledby=wann-wo] li")
    assert " ".join(time.get_text().split()) == "Freitag, 22. Mai 2026, 18:15 bis 18:30 Uhr"


def test_somebody_elses_day_does_not_exist(own, make_person, sign_in):
    assert sign_in(make_person()).raw(own).status_code == 404


def test_whoever_waits_has_no_day(make_activity, make_person, register, sign_in):
    full = make_activity(capacity=1)
    register(make_person(), full)
    waiting = make_person()
    registration = register(waiting, full)

    assert sign_in(waiting).raw(f"/mein-lauftag/{registration.id}").status_code == 404


def test_whom_to_call_is_sealed_and_can_be_taken_back(katrin, own):
    page = katrin.post(f"{own}/notfallkontakt", **CALL)

    [contact] = db.session.query(EmergencyContact).all()
    assert b"Albers" not in bytes(contact.sealed)
    assert page.soup.select_one("[name=name]")["value"] == "Max Albers"
    katrin.post(f"{own}/notfallkontakt/loeschen")
    assert db.session.query(EmergencyContact).count() == 0


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        (CALL | {"name": " "}, "Geben Sie ein, wen wir anrufen sollen."),
        (CALL | {"phone": ""}, "Geben Sie die Telefonnummer ein."),
        (CALL | {"name": "x" * 101}, "Kürzen Sie den Namen auf 100 Zeichen."),
    ],
)
def test_half_a_contact_is_explained(katrin, own, typed, message):
    page = katrin.post(f"{own}/notfallkontakt", status=422, **typed)

    assert page.errors() == [message]
    assert db.session.query(EmergencyContact).count() == 0


@pytest.fixture
def listed(run, katrin, own):
    """The address of the list of those to call, with one contact on it."""
    katrin.post(f"{own}/notfallkontakt", **CALL)
    return f"/planung/{run.id}/notfallkontakte"


def test_the_named_contact_opens_them_on_the_day_and_it_is_noted(listed, coordinator, sign_in, at):
    with at(ON_THE_DAY):
        visitor = sign_in(coordinator)
        closed = visitor.get(listed)
        opened = visitor.post(listed)

    assert "Albers" not in closed.text
    assert opened.rows() == [["Albers, Katrin", "Max Albers", "0171 234567"]]
    assert opened.soup.select_one("main td a")["href"] == "tel:0171234567"
    [entry] = db.session.query(AuditEntry).filter_by(event=Event.EMERGENCY_OPENED).all()
    assert (entry.actor_id, entry.facts) == (coordinator.id, {"count": 1})


def test_nobody_opens_them_before_the_day(listed, coordinator, sign_in):
    response = sign_in(coordinator).raw(listed, method="POST")

    assert response.status_code == 409
    assert "nur am Tag des Angebots" in response.get_data(as_text=True)
    assert db.session.query(AuditEntry).filter_by(event=Event.EMERGENCY_OPENED).count() == 0


def test_the_button_stands_where_it_works(listed, run, coordinator, make_deputy, sign_in, at):
    def button(person):
        return sign_in(person).get(listed).soup.select_one("main form[method=post] button")

    assert button(coordinator) is None
    with at(ON_THE_DAY):
        assert button(coordinator) is not None
        assert button(make_deputy(run)) is None


def test_a_deputy_is_led_to_where_somebody_else_becomes_the_contact(
    listed, run, make_deputy, sign_in, at
):
    deputy = make_deputy(run)

    with at(ON_THE_DAY):
        desk = sign_in(deputy)
        page = desk.get(listed)
        contact = desk.get(f"/planung/{run.id}/kontakt")

    assert "Fällt sie aus, tragen Sie vorher jemand anderen ein:" in page.text
    assert f"/planung/{run.id}/kontakt" in page.links()
    assert contact.soup.select_one("main form [name=contact]")


def test_a_deputy_does_not_open_them(listed, run, make_deputy, sign_in, at):
    deputy = make_deputy(run)

    with at(ON_THE_DAY):
        response = sign_in(deputy).raw(listed, method="POST")

    assert response.status_code == 403


def test_they_are_erased_the_day_after(listed):
    assert jobs.erase_emergency_contacts(RUN_ENDS + timedelta(hours=12)) == 0
    assert jobs.erase_emergency_contacts(RUN_ENDS + timedelta(days=2)) == 1
    assert jobs.erase_emergency_contacts(RUN_ENDS + timedelta(days=2)) == 0
    assert db.session.query(EmergencyContact).count() == 0


def test_a_result_can_be_deleted_by_its_person(katrin, own, run, coordinator):
    registration_id = UUID(own.rpartition("/")[2])
    by, activity_id = coordinator.id, run.id
    with transaction():
        service.assign_numbers(activity_id, {registration_id: "0412"}, by=by, at=NOW)
        service.note_results(activity_id, {registration_id: Result(time="0:41:23")}, by=by, at=NOW)

    page = katrin.get(own)
    katrin.post(f"{own}/ergebnis/loeschen")

    assert "0:41:23" in page.text
    assert "0412" in page.text
    assert service.own_result(registration_id) is None
    assert queries.entry(registration_id).start_number == "0412"
