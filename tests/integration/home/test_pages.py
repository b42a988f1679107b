"""The pages that a house owes to everybody, open without signing in."""

from dataclasses import replace

import pytest

from bgm_portal.core.database import db
from bgm_portal.core.house import teller
from bgm_portal.home.models import BarrierReport
from bgm_portal.mail.models import OutgoingMail
from tests.support.page import Visitor
from tests.support.times import NOW

PAGES = {
    "/hilfe": "Hilfe",
    "/einfache-sprache": "Das Portal in einfacher Sprache",
    "/barrierefreiheit": "Erklärung zur Barrierefreiheit",
    "/barriere-melden": "Barriere melden",
    "/datenschutz": "Datenschutz",
    "/impressum": "Impressum",
    "/uebersicht": "Alle Seiten im Überblick",
}


@pytest.mark.parametrize(("path", "heading"), PAGES.items())
def test_everybody_reads_a_page_of_the_house_without_signing_in(visitor, path, heading):
    page = visitor.get(path)

    assert page.h1 == heading


def test_everybody_reads_the_pages_of_the_house_when_signed_in(sign_in, employee):
    page = sign_in(employee).get("/uebersicht")

    assert "/mein-bereich/rueckblick" in page.links()


def test_a_reader_of_the_statement_learns_what_is_missing(visitor):
    page = visitor.get("/barrierefreiheit")

    assert "noch keinen Film in Deutscher Gebärdensprache" in page.text
    assert "noch keinen Text in Leichter Sprache" in page.text


def test_a_reader_of_the_statement_is_sent_to_the_federal_body_by_default(visitor):
    page = visitor.get("/barrierefreiheit")

    assert "Schlichtungsstelle nach § 16 BGG" in page.text


def test_a_reader_of_the_statement_is_sent_to_the_state_when_the_house_says_so(
    app, visitor, monkeypatch
):
    of_the_state = replace(teller().installed, enforcement="nrw")
    monkeypatch.setattr(teller(), "_told", of_the_state)

    page = visitor.get("/barrierefreiheit")

    assert "Ombudsstelle für barrierefreie Informationstechnik" in page.text
    assert "BITVNRW" in page.text


def test_a_barrier_is_kept_when_the_house_names_no_address(app, visitor, monkeypatch):
    monkeypatch.setattr(teller(), "_told", replace(teller().installed, contact_email=""))

    visitor.post("/barriere-melden", message="Der Kontrast ist zu gering.")

    assert db.session.query(BarrierReport).count() == 1
    assert db.session.query(OutgoingMail).count() == 0


def test_a_reader_of_the_privacy_notice_finds_what_is_held(visitor):
    page = visitor.get("/datenschutz")

    assert "Meldungen von Barrieren" in page.text
    assert "12 Monate nach dem Eingang" in page.text


def test_somebody_reports_a_barrier_without_a_name(visitor: Visitor):
    page = visitor.post("/barriere-melden", page="/hilfe", message="Der Kontrast ist zu gering.")

    assert page.h1 == "Danke für Ihre Meldung"
    report = db.session.query(BarrierReport).one()
    assert (report.page, report.message, report.contact) == (
        "/hilfe",
        "Der Kontrast ist zu gering.",
        None,
    )


def test_the_contact_of_the_house_is_told_when_a_barrier_is_reported(visitor):
    visitor.post("/barriere-melden", message="Der Knopf hat keinen Namen.", contact="intern 12")

    mail = db.session.query(OutgoingMail).one()
    assert mail.kind == "home.barrier"
    assert mail.recipient == "bgm@jobcenter.example"
    assert mail.subject == "Eine Barriere wurde gemeldet"
    assert "Der Knopf hat keinen Namen." in mail.text
    assert "Montag, 20. April 2026".replace(". ", ".\u00a0", 1) in mail.text


def test_somebody_is_asked_what_happened_when_the_form_is_empty(visitor):
    page = visitor.post("/barriere-melden", status=422, page="/hilfe", message="  ")

    assert page.errors() == ["Beschreiben Sie in einem Satz, was nicht ging."]
    assert page.soup.select_one("#page")["value"] == "/hilfe"
    assert db.session.query(BarrierReport).count() == 0


def test_somebody_is_asked_to_wait_when_reports_pour_in(visitor):
    db.session.add_all(BarrierReport(received_at=NOW, message="x") for _ in range(20))
    db.session.commit()

    page = visitor.post("/barriere-melden", status=429, message="Noch eine.")

    assert "rufen Sie uns an" in page.errors()[0]
    assert "Noch eine." in page.html


def test_the_form_knows_where_a_visitor_came_from_but_no_number_of_theirs(visitor):
    page = visitor.get("/hilfe")

    assert "/barriere-melden?seite=/hilfe" in page.links()
