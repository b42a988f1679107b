"""What becomes of a reported barrier: it is worked through, and forgotten in time."""

from datetime import timedelta

import pytest

from bgm_portal.core.database import db
from bgm_portal.home.jobs import erase_old_reports
from bgm_portal.home.models import BarrierReport
from bgm_portal.identity.permissions import Role
from tests.support.queries import statements
from tests.support.times import LAST_MONTH, NOW, YESTERDAY

UNKNOWN = "00000000-0000-4000-8000-000000000000"


@pytest.fixture
def make_report(app):
    """Return a function that makes a report of a barrier."""

    def _make(**values):
        report = BarrierReport(
            **{"received_at": YESTERDAY, "message": "Etwas ging nicht."} | values
        )
        db.session.add(report)
        db.session.commit()
        return report

    return _make


@pytest.fixture
def administration(sign_in, make_person):
    """A browser of somebody who runs the portal."""
    return sign_in(make_person(Role.ADMIN))


def test_the_administration_learns_that_nothing_was_reported(administration):
    page = administration.get("/barrieren")

    assert "Niemand hat eine Barriere gemeldet" in page.text


def test_the_administration_sees_open_reports_first_with_their_deadline(
    administration, make_report
):
    make_report(message="Erledigt ist das.", received_at=LAST_MONTH, answered_at=YESTERDAY)
    make_report(message="Der Knopf fehlt.", page="/hilfe", contact="intern 12")

    page = administration.get("/barrieren")

    words = [cell.replace("\xa0", " ") for cell in page.rows()[0]]
    assert words[:4] == ["22. März 2026", "Der Knopf fehlt.", "/hilfe", "intern 12"]
    assert "Antwort bis 19. April 2026" in words[4]
    assert "erledigt am 22. März 2026" in page.rows()[1][4].replace("\xa0", " ")


def test_the_administration_notes_that_a_report_is_dealt_with(administration, make_report):
    report = make_report()

    page = administration.post(f"/barrieren/{report.id}/beantwortet")

    assert "Die Meldung ist als erledigt vermerkt." in page.text
    assert db.session.get_one(BarrierReport, report.id).answered_at == NOW


def test_the_first_note_counts_when_a_report_is_dealt_with_twice(administration, make_report):
    report = make_report(answered_at=YESTERDAY)

    administration.post(f"/barrieren/{report.id}/beantwortet")

    assert db.session.get_one(BarrierReport, report.id).answered_at == YESTERDAY


def test_an_unknown_report_is_an_unknown_page(administration):
    assert administration.post(f"/barrieren/{UNKNOWN}/beantwortet", status=404).status == 404


def test_the_administration_turns_the_pages_of_many_reports(administration, make_report):
    [make_report(message=f"Meldung {number}") for number in range(26)]

    page = administration.get("/barrieren", seite="2")

    assert len(page.rows()) == 1


def test_the_list_asks_the_same_number_of_statements_for_one_and_for_many(
    administration, make_report
):
    make_report()
    with statements() as few:
        administration.get("/barrieren")
    [make_report() for _again in range(10)]
    with statements() as many:
        administration.get("/barrieren")

    assert many.count == few.count


def test_a_coordinator_does_not_work_through_reports(sign_in, coordinator):
    assert sign_in(coordinator).get("/barrieren", status=403).status == 403


def test_reports_older_than_a_year_are_erased_and_others_kept(make_report):
    make_report(received_at=NOW - timedelta(days=365), message="alt")
    make_report(message="neu")

    erased = erase_old_reports(NOW)

    assert erased == 1
    assert [report.message for report in db.session.query(BarrierReport)] == ["neu"]


def test_erasing_reports_twice_does_nothing_more(make_report):
    make_report(received_at=NOW - timedelta(days=366))
    erase_old_reports(NOW)

    assert erase_old_reports(NOW) == 0


def test_the_letter_about_a_barrier_reads_as_agreed(visitor, mailbox, snapshot):
    visitor.post(
        "/barriere-melden",
        page="/angebote/…",
        message="Der Knopf „Anmelden“ ist mit der Tastatur nicht zu erreichen.",
        contact="intern 12",
    )

    [letter] = mailbox.deliver()

    snapshot("home/barrier-de", letter)
