"""What the auditor reads: how often something happened, nobody's name."""

from datetime import timedelta

from bgm_portal.audit import jobs as sealing
from bgm_portal.audit import queries as notebook
from bgm_portal.audit import service as audit
from bgm_portal.audit.events import Event
from bgm_portal.core.database import transaction
from bgm_portal.home.log import WORDS
from bgm_portal.identity.permissions import Role
from tests.support.times import NOW

FORTY_DAYS_AGO = NOW - timedelta(days=40)


def test_the_auditor_reads_how_often_something_happened_but_nobodys_name(
    sign_in, make_person, employee, coordinator
):
    with transaction():
        audit.record(Event.NEED_OPENED, at=NOW, by=coordinator.id, subject=employee.id)
        audit.record(Event.NEED_OPENED, at=FORTY_DAYS_AGO, by=coordinator.id, subject=employee.id)

    page = sign_in(make_person(Role.AUDITOR)).get("/protokoll")

    assert page.rows()[:3] == [["März 2026", "1"], ["Februar 2026", "1"], ["Januar 2026", "0"]]
    assert ["Bedarf geöffnet", "1", "2"] in page.rows(
        "table + table, .bgm-section:last-child table"
    )
    assert "Albers" not in page.text
    assert "Ortmann" not in page.soup.select_one("main").get_text()


def test_the_auditor_is_told_what_is_unusual_about_looks_at_needs(
    sign_in, make_person, coordinator, make_activity, make_need
):
    need = make_need(activity=make_activity(starts_at=NOW - timedelta(days=2)))
    with transaction():
        for _look in range(6):
            audit.record(Event.NEED_OPENED, at=NOW, by=coordinator.id, object_id=need.id)

    page = sign_in(make_person(Role.AUDITOR)).get("/protokoll")

    assert "In den letzten 30 Tagen: 6 Öffnungen von 1 verschiedenen Bedarfen." in page.text
    assert "Ein Bedarf wurde in 30 Tagen öfter als fünfmal geöffnet." in page.text
    assert "6 Mal geöffnet, als das Angebot schon vorbei war." in page.text


def test_the_auditor_reads_how_the_notebook_is_sealed(sign_in, make_person):
    auditor = sign_in(make_person(Role.AUDITOR))
    before = auditor.get("/protokoll").text
    sealing.seal(NOW)
    sealing.check(NOW)

    after = auditor.get("/protokoll").text

    assert "noch nicht" in before
    assert notebook.head()[1].hex() in after
    assert "Nichts. Kein Bedarf wurde ungewöhnlich oft" in after


def test_the_auditor_reads_what_was_erased_when_and_by_which_promise(
    sign_in, make_person, portal, app, at
):
    with transaction():
        audit.record(Event.SIGNED_IN, at=NOW - timedelta(days=91), by=None)
    with at(NOW):
        portal.test_cli_runner().invoke(args=["bgm", "job", "erase-audit-entries"])
        portal.test_cli_runner().invoke(args=["bgm", "job", "erase-feedback"])

    page = sign_in(make_person(Role.AUDITOR)).get("/protokoll/loeschungen")

    promise = "Löscht Einträge im Protokoll nach 12 Monaten, An- und Abmeldungen nach 90 Tagen."
    by_promise = {row[0]: row[1:3] for row in page.rows()}
    assert by_promise[promise] == ["1", "1"]
    assert [row[1:] for row in page.rows(".bgm-section:last-child table")] == [[promise, "1"]]
    assert len(by_promise) > 15


def test_every_event_of_the_notebook_has_words():
    assert set(WORDS) == set(Event)


def test_days_that_were_counted_tell_the_auditor_the_same(sign_in, make_person, employee):
    for days in (0, 1, 2, 40, 364):
        with transaction():
            audit.record(Event.NEED_OPENED, at=NOW - timedelta(days=days), by=None)
    auditor = sign_in(make_person(Role.AUDITOR))
    before = auditor.get("/protokoll").rows(".bgm-section:last-child table")

    assert sealing.count_days(NOW) > 300

    assert auditor.get("/protokoll").rows(".bgm-section:last-child table") == before
    assert ["Bedarf geöffnet", "3", "5"] in before
