"""What leadership and the auditor read: attributes and counts, nobody's name."""

from datetime import timedelta

from bgm_portal.activities.kinds import AccessQuestion, ActivityState, Answer, PreventionField
from bgm_portal.activities.models import AccessAnswer
from bgm_portal.audit import service as audit
from bgm_portal.audit.events import Event
from bgm_portal.core.database import db, transaction
from bgm_portal.home.log import WORDS
from bgm_portal.identity.permissions import Role
from tests.support.queries import statements
from tests.support.times import NEXT_WEEK, NOW, TOMORROW, YESTERDAY

FORTY_DAYS_AGO = NOW - timedelta(days=40)


def test_leadership_reads_the_programme_by_field(sign_in, make_person, make_activity):
    make_activity(field=PreventionField.MOVEMENT)
    make_activity(field=PreventionField.MOVEMENT, starts_at=TOMORROW)
    make_activity(field=PreventionField.STRESS, starts_at=YESTERDAY, state=ActivityState.COMPLETED)

    page = sign_in(make_person(Role.LEADERSHIP)).get("/ueberblick")

    assert page.rows() == [
        ["Bewegung", "2", "2", "2", "0"],
        ["Stress und Entspannung", "1", "1", "1", "0"],
        ["Zusammen", "3", "3", "3", "0"],
    ]


def test_leadership_reads_what_is_possible_as_shares(
    sign_in, make_person, make_activity, make_venue
):
    make_activity()
    steps = make_activity(online_venue_id=make_venue(is_online=True).id)
    answer = db.session.get_one(AccessAnswer, (steps.id, AccessQuestion.STEP_FREE))
    answer.answer = Answer.NO
    db.session.commit()

    page = sign_in(make_person(Role.LEADERSHIP)).get("/ueberblick")

    figures = [" ".join(div.stripped_strings) for div in page.soup.select(".bgm-figures div")]
    assert figures == [
        "Angebote 2",
        "Termine 2",
        "stufenlos erreichbar 50 %",
        "im Sitzen möglich 100 %",
        "auch online 50 %",
    ]


def test_leadership_does_not_read_of_drafts_and_what_was_cancelled(
    sign_in, make_person, make_activity
):
    make_activity(state=ActivityState.DRAFT)
    make_activity(state=ActivityState.CANCELLED)

    page = sign_in(make_person(Role.LEADERSHIP)).get("/ueberblick")

    assert "noch kein Angebot veröffentlicht" in page.text


def test_leadership_reads_no_figure_about_participation(
    sign_in, make_person, make_activity, register, employee
):
    register(employee, make_activity(title_de="Firmenlauf", capacity=17))

    page = sign_in(make_person(Role.LEADERSHIP)).get("/ueberblick")

    assert "Firmenlauf" not in page.text
    assert "17" not in page.soup.select_one("main").text
    assert "Wie viele teilnehmen, steht hier nicht." in page.text


def test_the_overview_asks_the_same_number_of_statements_for_one_and_for_many(
    sign_in, make_person, make_activity
):
    browser = sign_in(make_person(Role.LEADERSHIP))
    make_activity()
    with statements() as few:
        browser.get("/ueberblick")
    [make_activity(starts_at=NEXT_WEEK) for _again in range(5)]
    with statements() as many:
        browser.get("/ueberblick")

    assert many.count == few.count


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


def test_every_event_of_the_notebook_has_words():
    assert set(WORDS) == set(Event)
