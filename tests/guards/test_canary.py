"""What somebody needs, followed through the whole portal: two people read it, nothing else does.

A sentence that stands nowhere else goes through sign-up, answer, digest and delivery while every
logger talks as much as it can. Then it is looked for wherever it must not be.
"""

import logging
import re
import subprocess
from datetime import timedelta
from pathlib import Path

import flask_migrate
import pytest
from sqlalchemy import text

from bgm_portal.accommodations import queries as needs
from bgm_portal.activities.models import Activity
from bgm_portal.core import clock
from bgm_portal.core.database import db
from bgm_portal.identity.permissions import Role
from bgm_portal.registration import queries as registrations
from bgm_portal.upkeep import backup, metrics, postgres
from tests.support.routes import pages
from tests.support.times import NOW, TOMORROW

CANARY = "Kanarienvogel-7731 braucht einen Platz am Fenster"
REPLY = "Antwortvogel-4419 hat einen Platz am Fenster"
ELSE = "Ersatzvogel-2208 sitzt an der Tür"
BIRDS = (CANARY, REPLY, ELSE)
#: An answer in a module, which is for whoever gave it alone.
LEARNT = "Lernvogel-5512 hört zu"
PHONE = "0202 74-70881"
#: What of somebody's other details whom reads: nobody's but those who keep accounts.
FIELDS = {"phone": PHONE, "address": "albers@jobcenter.example"}
READS: dict[Role | None, set[str]] = {
    None: set(),
    Role.COORDINATOR: set(),  # of other activities
    Role.EDITOR: set(),
    Role.LEADERSHIP: set(),
    Role.ADMIN: {"phone", "address"},
    Role.AUDITOR: set(),
}
#: Where a link or a form leads, and what must not stand there.
LINK = re.compile(r'(?:href|action)="([^"]*)"')
#: The extension is a number of its own, or the end of the whole one: measured seconds are neither.
EXTENSION = r"(?<![\d.])70881(?!\d)|202\W*74\W*70881"
PERSONAL = re.compile(
    rf"albers|katrin|ortmann|nadine|{EXTENSION}|kanarien|step_free", re.IGNORECASE
)
#: Drawn by lot, so they may hold any digits.
IDS = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
DIGEST = timedelta(hours=7)
#: The tables that a need passes on its way; each of them holds a row when the flight is over.
PASSED = {"registration", "need", "need_step", "outgoing_mail", "audit_entry"}


@pytest.fixture
def heard(app, caplog):
    """Everything that any logger writes, the statements of the database and their values too."""
    caplog.set_level(logging.DEBUG)
    db.session.remove()
    db.engine.echo = "debug"
    yield caplog
    db.engine.echo = False


@pytest.fixture
def flight(heard, employee, coordinator, make_activity, sign_in, publish_module):
    """State the need at sign-up, open and answer it; return the ids on the way.

    On the way, a question of a module is answered in words of one's own.
    """
    publish_module()
    activity = make_activity(starts_at=NOW + timedelta(days=20))
    begin = f"/angebote/{activity.id}/anmeldung"
    person, owner = sign_in(employee), sign_in(coordinator)
    stated = {"text": CANARY, "bedarf_access": "step_free", "channel": "mail"}
    person.post(f"{begin}/bedarf", spaeter="1", **stated)
    person.post(f"{begin}/bedarf", **stated)
    person.post(f"{begin}/pruefen")
    employee.phone = PHONE
    db.session.commit()
    need = needs.needs_of(employee.id, activity.id)[0]
    owner.post(f"/bedarfe/{need.id}/oeffnen")
    owner.post(f"/bedarfe/{need.id}", stand="not_possible", message=REPLY, alternative=ELSE)
    person.post(f"/mein-bedarf/{need.id}/sprechen", message=CANARY)
    person.post("/lernen/probe/fragen/probe-q6", fassung="0", **{"wort-a": LEARNT})
    return {
        "activity_id": activity.id,
        "key": "probe",
        "need_id": need.id,
        "person_id": employee.id,
        "question": "probe-q6",
        "registration_id": registrations.active(employee.id, activity.id).id,
        "unit_id": employee.unit_id,
        "venue_id": activity.venue_id,
    }


@pytest.fixture
def a_day_later(app, flight, mailbox, at):
    """Let every job run in the morning after, and the post be delivered; return the letters."""
    with at(TOMORROW + DIGEST):
        for job in app.extensions["jobs"]:
            job.run(clock.now())
        mailbox.deliver()
        return mailbox.letters


def birds_in(text, birds=BIRDS):
    """Return which of the sentences stand in a text, whole or by the word that gives them away."""
    return [bird for bird in birds if bird.split(maxsplit=1)[0] in text]


def read_by(visitor, addresses):
    """Return on which pages somebody finds one of the sentences."""
    found = {
        address: birds_in(
            visitor.raw(address).get_data().decode(errors="replace"), (*BIRDS, LEARNT)
        )
        for address in addresses
    }
    return {address for address, birds in found.items() if birds}


def test_the_two_people_concerned_read_it(flight, employee, coordinator, sign_in):
    need = flight["need_id"]

    person = sign_in(employee).get(f"/mein-bedarf/{need}")
    owner = sign_in(coordinator).get(f"/bedarfe/{need}")

    assert birds_in(person.text) == list(BIRDS)
    assert birds_in(owner.text) == list(BIRDS)


def test_requirement_28_no_log_holds_it(a_day_later, heard):
    lines = [record.getMessage() for record in heard.get_records("setup")]

    assert any("INSERT INTO need" in line for line in lines)
    assert [line for line in lines if birds_in(line)] == []


def test_requirement_28_no_message_holds_it(a_day_later):
    letters = [(letter.to, letter.subject, letter.text, letter.html) for letter in a_day_later]

    assert {letter.subject for letter in a_day_later} >= {
        "Es gibt eine Antwort für Sie",
        "Ihr Überblick für heute",
    }
    assert birds_in(str(letters)) == []


def test_requirement_28_no_column_holds_it(a_day_later):
    rows = [
        (table.name, str(tuple(row)))
        for table in db.metadata.sorted_tables
        for row in db.session.execute(table.select())
    ]

    assert {name for name, _row in rows} >= PASSED
    assert [name for name, row in rows if birds_in(row)] == []


def test_requirement_28_no_figure_for_monitoring_holds_it(a_day_later):
    figures = metrics.text(at=clock.now()).decode()

    assert 'bgm_mail{state="sent"}' in figures
    assert birds_in(figures) == []
    assert PERSONAL.findall(figures) == []


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("tel:+492027470881", 1),
        ("0202 74-70881", 1),
        ("?durchwahl=70881&", 1),
        ("anruf-70881.csv", 1),
        ("bgm_request_seconds_sum 0.0307088199", 0),
        ("process_resident_memory_bytes 1.70881024e+08", 0),
        ("process_start_time_seconds 1.795770881e+09", 0),
    ],
)
def test_a_telephone_number_is_told_from_a_measured_figure(words, found):
    assert len(PERSONAL.findall(words)) == found


@pytest.fixture
def stamped(app):
    """Tables that say which version they are, as a backup demands."""
    flask_migrate.stamp()
    yield
    with db.engine.begin() as connection:
        connection.execute(text("DROP TABLE alembic_version"))


def test_requirement_28_no_backup_holds_it(a_day_later, stamped, tmp_path):
    kept = tmp_path / "kept"

    backup.read(backup.make(tmp_path, at=clock.now()), kept)
    words = "".join(_in_plain(file) for file in kept.rglob("*") if file.is_file())

    assert "Es gibt eine Antwort für Sie" in words
    assert birds_in(words) == []


def _in_plain(file: Path) -> str:
    """Return what whoever stole a backup reads in one of its files."""
    if file.name == backup.DATABASES["postgresql"]:
        unpacked = file.with_suffix(".sql")
        tool = postgres.find("pg_restore")
        subprocess.run([tool, "--no-owner", "--file", unpacked, file], check=True)
        file = unpacked
    return file.read_bytes().decode(errors="replace")


@pytest.mark.parametrize("role", READS)
def test_requirement_03_each_role_reads_the_fields_that_are_its_own_and_no_need(
    flight, make_person, sign_in, role
):
    visitor = sign_in(make_person(*([role] if role else [])))

    read = [visitor.raw(address).get_data().decode(errors="replace") for address in pages(flight)]

    assert [text for text in read if birds_in(text)] == []
    assert {name for name, words in FIELDS.items() if words in "".join(read)} == READS[role]


def test_requirement_23_no_address_and_no_file_name_holds_anything_personal(
    flight, coordinator, sign_in
):
    owner = sign_in(coordinator)

    answers = [owner.raw(address) for address in pages(flight)]

    texts = [one.text for one in answers if one.mimetype == "text/html"]
    links = {link for text in texts for link in LINK.findall(text)}
    files = {answer.headers.get("Content-Disposition", "") for answer in answers}
    inside = [link for link in links if not link.startswith(("mailto:", "tel:"))]
    assert len(inside) > 50
    assert [one for one in (*inside, *files) if PERSONAL.search(IDS.sub("", one))] == []


def test_a_deputy_finds_it_on_no_page(flight, make_deputy, sign_in):
    deputy = sign_in(make_deputy(db.session.get_one(Activity, flight["activity_id"])))

    assert read_by(deputy, pages(flight)) == set()


def test_its_owner_finds_it_on_one_page_alone(flight, coordinator, sign_in):
    assert read_by(sign_in(coordinator), pages(flight)) == {f"/bedarfe/{flight['need_id']}"}


def test_its_owner_finds_it_nowhere_a_quarter_of_an_hour_later(flight, coordinator, sign_in, at):
    with at(NOW + timedelta(minutes=16)):
        assert read_by(sign_in(coordinator), pages(flight)) == set()


def test_its_person_finds_it_on_their_own_pages_alone(flight, employee, sign_in):
    own = f"/mein-bedarf/{flight['need_id']}"

    found = read_by(sign_in(employee), pages(flight))

    assert {address for address in found if not address.startswith(own)} <= {
        "/mein-bereich",
        "/lernen/probe/fragen/probe-q6",
    }
    assert "/lernen/probe/fragen/probe-q6" in found
    assert own in found


def test_whoever_is_not_signed_in_finds_it_nowhere(flight, visitor):
    assert read_by(visitor, pages(flight)) == set()
