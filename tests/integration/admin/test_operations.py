"""Is the portal at work? What administrators see, and what they do not."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest

import bgm_portal
from bgm_portal.audit import queries as audit
from bgm_portal.audit.events import Event
from bgm_portal.core import heartbeat
from bgm_portal.core.database import db
from bgm_portal.core.heartbeat import Beat
from bgm_portal.identity.permissions import Role
from bgm_portal.mail import queries as mail
from bgm_portal.mail.states import MailState
from tests.factories.mail import message
from tests.support.queries import statements
from tests.support.times import NOW

SOME_SECONDS_AGO = NOW - timedelta(seconds=5)
HOURS_AGO = NOW - timedelta(hours=3)


@pytest.fixture
def administrator(make_person, sign_in):
    """Somebody who runs the portal, with a browser."""
    return sign_in(make_person(Role.ADMIN))


@pytest.fixture
def beats(app):
    """Return a function that leaves a sign of life of the worker."""
    folder = Path(app.instance_path)
    yield lambda **jobs: heartbeat.leave(
        folder, {name.replace("_", "-"): beat for name, beat in jobs.items()}
    )
    (folder / heartbeat.FILE).unlink(missing_ok=True)


@pytest.fixture
def production(app):
    """A house in which messages are personal."""
    before = app.config["ENVIRONMENT"]
    app.config["ENVIRONMENT"] = "production"
    yield
    app.config["ENVIRONMENT"] = before


def test_an_administrator_sees_when_each_job_ran_last(administrator, beats):
    beats(
        deliver_mail=Beat(at=SOME_SECONDS_AGO, did=3, well=True),
        remind=Beat(at=SOME_SECONDS_AGO, did=0, well=False),
    )

    page = administrator.get("/betrieb")

    rows = {row[1]: row[2:] for row in _rows(page, 1) + _rows(page, 2)}
    assert [row[1] for row in _rows(page, 1)] == ["remind"]
    assert "Die übrigen" in page.soup.select_one("details summary").get_text()
    assert rows["deliver-mail"] == ["alle 5 Sekunden", "vor 5 Sekunden", "3 erledigt"]
    assert rows["remind"] == ["jede Minute", "vor 5 Sekunden", "nicht zu Ende gekommen"]
    assert rows["forget-mail"] == ["jede Stunde", "noch nie", "noch nicht gelaufen"]
    assert "flask bgm worker" not in page.text


def _rows(page, number):
    table = page.soup.select("table")[number]
    cells = [row.select("th, td") for row in table.select("tbody tr")]
    return [[cell.get_text(" ", strip=True) for cell in row] for row in cells]


def test_an_administrator_reads_which_version_runs(administrator):
    assert f"Hier läuft Version {bgm_portal.__version__}." in administrator.get("/betrieb").text


def test_a_silent_worker_is_named_with_what_to_do(administrator, beats):
    beats(deliver_mail=Beat(at=HOURS_AGO, did=0, well=True))

    page = administrator.get("/betrieb")

    assert "Der Worker hat sich zuletzt vor 3 Stunden gemeldet." in page.text
    assert "„flask bgm worker“" in page.text


def test_a_job_that_hangs_and_one_that_is_overdue_are_named(administrator, beats):
    beats(
        deliver_mail=Beat(at=SOME_SECONDS_AGO, did=0, well=True, since=HOURS_AGO),
        remind=Beat(at=HOURS_AGO, did=0, well=True),
        forget_mail=Beat(at=NOW, did=0, well=True, since=SOME_SECONDS_AGO),
    )

    page = administrator.get("/betrieb")

    rows = {row[1]: row[2:] for row in _rows(page, 1) + _rows(page, 2)}
    heads = [head.get_text(" ", strip=True) for head in page.soup.select("h2")]
    assert any("kommt nicht zurück: Verschickt die Nachrichten" in head for head in heads)
    assert any("nicht mehr begonnen: Legt die Erinnerungen an" in head for head in heads)
    assert rows["deliver-mail"][-1] == "läuft seit 3 Stunden, zu lange"
    assert rows["remind"][-1] == "überfällig"
    assert rows["forget-mail"][-1] == "läuft seit 5 Sekunden"


def test_a_worker_that_never_ran_is_named(administrator):
    page = administrator.get("/betrieb")

    assert page.soup.select_one("details summary").get_text().startswith("Alle ")
    assert "Der Worker hat hier noch nie gearbeitet." in page.text


def test_an_administrator_sees_where_messages_stand(administrator, make_mail, at):
    with at(HOURS_AGO):
        make_mail()

    page = administrator.get("/betrieb")

    assert "Die älteste fällige Nachricht wartet schon 3 Stunden." in page.text
    assert _rows(page, 0)[0] == [
        "wartet",
        "Die Nachricht geht hinaus, sobald sie an der Reihe ist.",
        "1",
    ]


def test_where_very_many_messages_stand_nobody_counts_to_the_end(
    administrator, make_mail, monkeypatch
):
    monkeypatch.setattr(mail, "MOST_COUNTED", 3)
    for _number in range(2):
        make_mail()
    few = _rows(administrator.get("/betrieb"), 0)[0]
    for _number in range(2):
        make_mail()
    many = _rows(administrator.get("/betrieb"), 0)[0]

    assert (few[2], many[2]) == ("2", "3 oder mehr")


def test_an_administrator_finds_messages_by_kind_and_state(administrator, make_mail):
    make_mail(kind="reminder.day")
    make_mail(kind="identity.reset").state = MailState.FAILED
    db.session.commit()

    found = administrator.get("/betrieb/post", art="identity.reset", stand="failed")
    nothing = administrator.get("/betrieb/post", art="reminder.day", stand="failed")

    assert [row[0] for row in found.rows()] == ["Neues Kennwort"]
    assert "Keine Nachricht" in nothing.text


def test_a_filter_that_does_not_exist_filters_nothing(administrator, make_mail):
    make_mail()

    page = administrator.get("/betrieb/post", art="x", stand="y", seite="z")

    assert len(page.rows()) == 1


def test_many_messages_are_spread_over_pages_with_few_statements(administrator, make_mail):
    make_mail()
    with statements() as few:
        administrator.get("/betrieb/post")
    [make_mail() for _number in range(29)]

    with statements() as many:
        first = administrator.get("/betrieb/post")
    second = administrator.get("/betrieb/post", seite="2")

    assert (len(first.rows()), len(second.rows())) == (25, 5)
    assert many.count == few.count


def test_a_message_shows_its_envelope_and_not_its_words(administrator, make_mail):
    mail = make_mail(text="Guten Tag, ein Geheimnis\n")

    page = administrator.get(f"/betrieb/post/{mail.id}")

    assert mail.recipient in page.text
    assert "Geheimnis" not in page.html


def test_in_a_demonstration_a_sent_message_can_be_read_and_that_is_noted(
    administrator, make_mail, mailbox, employee
):
    mail = make_mail(
        text="Guten Tag Katrin Albers,\n\nbis morgen.\n",
        to=replace(message().to, person_id=employee.id),
    )
    mailbox.deliver()

    page = administrator.post(f"/betrieb/post/{mail.id}/inhalt")

    assert "bis morgen." in page.text
    assert "auto-generated" in page.text
    assert len(audit.entries_about(employee.id, events=(Event.MAIL_VIEWED,))) == 1


@pytest.mark.usefixtures("production")
def test_in_production_nobody_but_the_reader_sees_what_a_message_says(
    administrator, make_mail, mailbox
):
    mail = make_mail()
    mailbox.deliver()

    page = administrator.get(f"/betrieb/post/{mail.id}")

    assert "Ihr Inhalt wird hier nicht gezeigt." in page.text
    administrator.post(f"/betrieb/post/{mail.id}/inhalt", status=404)
    assert audit.entries_on(mail.id, events=(Event.MAIL_VIEWED,)) == []


def test_a_message_that_was_not_sent_cannot_be_read(administrator, make_mail):
    mail = make_mail()

    administrator.post(f"/betrieb/post/{mail.id}/inhalt", status=404)


def test_a_message_that_failed_is_sent_again_and_that_is_noted(administrator, make_mail, mailbox):
    mail = make_mail()
    mail.state, mail.last_error = MailState.FAILED, "550 unbekannt"
    db.session.commit()

    page = administrator.post(f"/betrieb/post/{mail.id}/noch-einmal")

    assert "noch einmal verschickt" in page.text
    assert len(mailbox.deliver()) == 1
    assert len(audit.entries_on(mail.id, events=(Event.MAIL_RESENT,))) == 1


def test_a_message_that_arrived_is_not_sent_again(administrator, make_mail, mailbox):
    mail = make_mail()
    mailbox.deliver()

    page = administrator.post(f"/betrieb/post/{mail.id}/noch-einmal", status=409)

    assert "kann nicht noch einmal verschickt werden" in page.text
    assert audit.entries_on(mail.id, events=(Event.MAIL_RESENT,)) == []


def test_an_unknown_message_does_not_exist(administrator):
    administrator.get(f"/betrieb/post/{uuid4()}", status=404)


@pytest.mark.parametrize("path", ["/betrieb", "/betrieb/post"])
@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.EDITOR, Role.LEADERSHIP, Role.AUDITOR])
def test_nobody_else_looks_into_the_running_of_the_portal(make_person, sign_in, path, role):
    sign_in(make_person(role)).get(path, status=403)
