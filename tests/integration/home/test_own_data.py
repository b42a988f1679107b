"""My data: seen, taken along, erased. All of it, and nobody else's."""

import io
import json
import zipfile
from datetime import timedelta

import pytest
from sqlalchemy import func, select, update

from bgm_portal.accommodations import service as needs
from bgm_portal.activities.models import Activity
from bgm_portal.audit.events import Event
from bgm_portal.audit.models import AuditEntry
from bgm_portal.core.database import db, transaction
from bgm_portal.core.personal_data import register
from bgm_portal.home import own_data
from bgm_portal.identity.models import Person
from bgm_portal.privacy import own_rows
from bgm_portal.registration.models import Registration
from tests.factories.accommodations import CANARY
from tests.support.times import NOW

OWN = "/mein-bereich/daten"
LATER = NOW + timedelta(minutes=16)
IN_THE_ARCHIVE = {
    "meine-daten.html",
    "meine-daten.json",
    "meine-daten.pdf",
    "meine-daten.schema.json",
}


@pytest.fixture
def katrins(build_world):
    """The world, and Katrin in the middle of it."""
    world = build_world()
    world.grow(1)
    # The factory makes places that are offered without counting them.
    db.session.execute(update(Activity).where(Activity.taken == 0).values(taken=1))
    db.session.commit()
    return db.session.get_one(Person, world.people["katrin"])


def taken_along(browser):
    answer = browser.raw(f"{OWN}/mitnehmen", method="POST")
    assert answer.status_code == 200
    with zipfile.ZipFile(io.BytesIO(answer.data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def rows_of_others(person_id):
    """Count the rows that name somebody else, in every table that loses rows on wish."""
    wished = {one.table for one in register if one.on_wish}
    tables = [table for table in db.metadata.sorted_tables if table.name in wished]
    return {
        table.name: db.session.scalar(
            select(func.count()).select_from(table).where(table.c.person_id != person_id)
        )
        for table in tables
        if "person_id" in table.c
    }


def test_everybody_sees_how_much_of_what_is_held_and_who_sees_it(katrins, sign_in):
    page = sign_in(katrins).get(OWN)

    held = {row[0]: row[1:] for row in page.rows("#gespeichert ~ table")}
    counts = own_rows.counts(katrins.id)
    assert int(held["Anmeldungen, auch auf Wartelisten"][0]) == counts["registration", "person_id"]
    assert held["Ihr Tagebuch: Tage, aktive Minuten, Ruhetage"][1] == "Die Person selbst"
    assert len(held) == sum(1 for count in counts.values() if count)


def test_everybody_sees_who_opened_their_details_and_when(
    make_need, employee, coordinator, sign_in
):
    need = make_need()
    browser = sign_in(employee)
    assert "hat außer Ihnen niemand" in browser.get(OWN).text
    with transaction():
        needs.open_need(need_id=need.id, by=coordinator.id, at=NOW)

    rows = browser.get(OWN).rows("#geoeffnet ~ table")

    assert [row[1:] for row in rows] == [["Bedarf geöffnet", "Nadine Ortmann"]]


def test_everything_that_is_held_can_be_taken_along_in_three_forms(katrins, sign_in):
    files = taken_along(sign_in(katrins))

    data = json.loads(files["meine-daten.json"])["data"]
    counts = own_rows.counts(katrins.id)
    assert set(files) == IN_THE_ARCHIVE
    assert {table for table, rows in data.items() if rows} == {
        t for (t, _c), n in counts.items() if n
    }
    assert data["person"][0]["last_name"] == katrins.last_name
    assert all("activity" in row for row in data["registration"])
    assert files["meine-daten.pdf"].startswith(b"%PDF")
    assert "Anmeldenummer" in files["meine-daten.html"].decode()


def test_what_is_sealed_goes_out_opened_and_secrets_do_not(make_need, employee, sign_in):
    make_need()
    browser = sign_in(employee)

    files = taken_along(browser)

    (need,) = json.loads(files["meine-daten.json"])["data"]["need"]
    everything = b"".join(files.values()).decode(errors="replace")
    assert need["words"] == CANARY
    assert CANARY in files["meine-daten.html"].decode()
    assert "token_hash" not in everything
    assert "password_hash" not in everything
    assert (
        db.session.scalar(select(func.count()).where(AuditEntry.event == Event.DATA_TAKEN_ALONG))
        == 1
    )


def test_the_schema_knows_what_the_file_holds(katrins, sign_in):
    files = taken_along(sign_in(katrins))

    schema = json.loads(files["meine-daten.schema.json"])["properties"]["data"]["properties"]
    data = json.loads(files["meine-daten.json"])["data"]
    open_tables = {one.table for one in own_rows.holdings() if "sealed" not in str(one.exported)}
    unknown = {
        (table, name)
        for table, rows in data.items()
        for row in rows
        for name in row
        if table in open_tables and name not in schema[table]["items"]["properties"]
    }
    assert set(data) == set(schema)
    assert unknown == set()


def test_erasing_takes_all_that_can_go_and_nothing_of_anybody_else(katrins, sign_in):
    browser = sign_in(katrins)
    before = rows_of_others(katrins.id)
    promised = own_rows.counts_on_wish(katrins.id)
    form = browser.get(f"{OWN}/loeschen")

    receipt = browser.post(f"{OWN}/loeschen")

    assert f"Anmeldungen, auch auf Wartelisten: {promised['registration']}" in form.text
    assert f"Anmeldungen, auch auf Wartelisten: {promised['registration']}" in receipt.text
    assert set(own_rows.counts_on_wish(katrins.id).values()) == {0}
    assert rows_of_others(katrins.id) == before
    assert sum(before.values()) > 0
    assert db.session.get_one(Person, katrins.id).deactivated_at is None
    entry = db.session.scalars(select(AuditEntry).filter_by(event=Event.DATA_ERASED)).one()
    assert entry.facts == {"count": sum(promised.values())}


def test_a_place_that_is_erased_goes_to_whoever_waits(
    make_activity, make_person, register, employee, sign_in
):
    activity = make_activity(capacity=1, starts_at=NOW + timedelta(days=20))
    register(employee, activity)
    waiting = register(make_person(), activity).id

    receipt = sign_in(employee).post(f"{OWN}/loeschen")

    assert "1 Anmeldung abgesagt" in receipt.text
    assert db.session.get_one(Registration, waiting).state == "offered"


@pytest.mark.parametrize(
    ("method", "path"), [("GET", "loeschen"), ("POST", "loeschen"), ("POST", "mitnehmen")]
)
def test_before_taking_along_and_erasing_the_password_is_asked_once_more(
    katrin, sign_in, at, method, path
):
    browser = sign_in(katrin)
    with at(NOW + timedelta(minutes=10)):
        browser.raw("/konto")

    with at(LATER):
        answer = browser.raw(f"{OWN}/{path}", method=method)

    assert (answer.status_code, answer.headers.get("Location", "/bestaetigen")[:12]) in {
        (302, "/bestaetigen"),
        (403, "/bestaetigen"),
    }


def test_the_schema_names_every_table_that_can_go_out(portal):
    assert own_data.schema()["properties"]["data"]["properties"].keys() == {
        one.table for one in own_rows.holdings()
    }
