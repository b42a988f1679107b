"""A coordinator's desk: tasks in order of urgency, the coming week, the next large event."""

from datetime import timedelta

import pytest

from bgm_portal.activities.kinds import AccessQuestion, ActivityKind, ActivityState
from bgm_portal.activities.models import AccessAnswer
from bgm_portal.core.database import db
from bgm_portal.identity.permissions import Role
from bgm_portal.mail.states import MailState
from bgm_portal.registration.models import Registration
from bgm_portal.registration.states import RegistrationState
from bgm_portal.runs.models import Entry
from tests.support.queries import statements
from tests.support.times import LAST_MONTH, NEXT_MONTH, NEXT_WEEK, NOW, TOMORROW, YESTERDAY


@pytest.fixture
def make_offer(make_person, register):
    """Return a function that offers somebody a place at an activity until a moment."""

    def _make(activity, until):
        registration = register(make_person(), activity)
        registration = db.session.get_one(Registration, registration.id)
        registration.state = RegistrationState.OFFERED
        registration.offer_expires_at = until
        db.session.commit()

    return _make


def tasks(page):
    """Return when each task is due, what it is, and what it says."""
    return [
        tuple(" ".join(part.stripped_strings).replace("\xa0", " ") for part in item.select("p, h3"))
        for item in page.soup.select(".bgm-desk > li")
    ]


def test_a_coordinator_without_tasks_is_told_so(sign_in, coordinator):
    page = sign_in(coordinator).get("/schreibtisch")

    assert page.h1 == "Heute wartet nichts auf Sie"
    assert "Alles ist erledigt" in page.text


def test_a_coordinator_sees_which_offers_end_today(sign_in, coordinator, make_activity, make_offer):
    make_offer(make_activity(title_de="Rückenschule"), NOW + timedelta(hours=5))

    page = sign_in(coordinator).get("/schreibtisch")

    assert page.h1 == "Heute wartet eine Aufgabe auf Sie"
    assert tasks(page) == [
        (
            "bis 14:00 Uhr",
            "Nachrücken: Frist läuft ab",
            "Rückenschule. Eine Person hat noch nicht geantwortet.",
        )
    ]


def test_a_coordinator_sees_that_needs_wait_but_not_what_is_needed(
    sign_in, coordinator, make_activity, make_need
):
    activity = make_activity(title_de="Firmenlauf")
    make_need(activity=activity, code="dgs")

    page = sign_in(coordinator).get("/schreibtisch")

    [(_due, title, words)] = tasks(page)
    assert title == "Ein Bedarf ohne Antwort"
    assert words.startswith("Firmenlauf. Der Vorlauf endet am ")
    assert "Gebärden" not in page.text
    assert "Albers" not in page.text


def test_a_coordinator_sees_where_attendance_is_to_be_ticked(
    sign_in, coordinator, employee, make_activity, register
):
    yoga = make_activity(title_de="Yoga auf dem Stuhl", starts_at=YESTERDAY)
    register(employee, yoga, at=LAST_MONTH)

    page = sign_in(coordinator).get("/schreibtisch")

    assert tasks(page) == [
        (
            "bis Samstag",
            "Anwesenheit eintragen",
            "Yoga auf dem Stuhl, Sonntag, 22. März 2026. Eine Person war angemeldet.",
        )
    ]


def test_a_coordinator_is_not_sent_to_a_discreet_list_that_names_nobody_any_more(
    sign_in, coordinator, employee, make_activity, register
):
    register(employee, make_activity(starts_at=YESTERDAY, discreet=True), at=LAST_MONTH)

    page = sign_in(coordinator).get("/schreibtisch")

    assert tasks(page) == []


def test_a_coordinator_sees_which_draft_lacks_answers(sign_in, coordinator, make_activity):
    draft = make_activity(title_de="Rollstuhlsport", state=ActivityState.DRAFT)
    db.session.delete(db.session.get_one(AccessAnswer, (draft.id, AccessQuestion.HEARING_SUPPORT)))
    db.session.commit()

    page = sign_in(coordinator).get("/schreibtisch")

    assert tasks(page) == [
        (
            "bis 21. Mai",
            "Eine Angabe zum Zugang fehlt",
            "Rollstuhlsport. So kann das Angebot nicht erscheinen.",
        )
    ]


def test_a_coordinator_sees_since_when_something_is_late(
    sign_in, coordinator, employee, make_activity, register
):
    yoga = make_activity(starts_at=NOW - timedelta(days=10))
    register(employee, yoga, at=LAST_MONTH)

    page = sign_in(coordinator).get("/schreibtisch")

    assert tasks(page)[0][0] == "seit 19. März"


def test_a_coordinator_sees_a_draft_without_a_date_last(sign_in, coordinator, make_activity):
    draft = make_activity(title_de="Irgendwann", state=ActivityState.DRAFT)
    draft.starts_at = draft.ends_at = None
    make_activity(title_de="Bald", registration_deadline=TOMORROW)
    db.session.commit()

    page = sign_in(coordinator).get("/schreibtisch")

    assert [task[0] for task in tasks(page)] == ["bis Dienstag", "ohne Frist"]
    assert tasks(page)[1][1:] == (
        "Ein Entwurf ist bereit",
        "Irgendwann kann veröffentlicht werden.",
    )


def test_a_coordinator_sees_the_most_urgent_task_first(
    sign_in, coordinator, make_activity, make_offer
):
    make_activity(title_de="Später", registration_deadline=NOW + timedelta(days=3))
    make_offer(make_activity(title_de="Gleich"), NOW + timedelta(hours=1))
    make_activity(title_de="Bald", registration_deadline=TOMORROW)

    page = sign_in(coordinator).get("/schreibtisch")

    assert [task[2].split(".")[0] for task in tasks(page)] == ["Gleich", "Bald", "Später"]
    assert [task[0] for task in tasks(page)] == ["bis 10:00 Uhr", "bis Dienstag", "bis Donnerstag"]


def test_a_coordinator_sees_the_coming_week_with_exact_counts(
    sign_in, coordinator, employee, make_activity, register
):
    register(
        employee,
        make_activity(title_de="Yoga", starts_at=TOMORROW, registration_deadline=TOMORROW),
    )
    make_activity(title_de="Firmenlauf", starts_at=NEXT_MONTH)

    page = sign_in(coordinator).get("/schreibtisch")

    week = page.soup.select_one(".bgm-agenda").get_text(" ")
    assert "Yoga" in week
    assert "1 von 10 Plätzen belegt" in week
    assert "Firmenlauf" not in week


def test_a_coordinator_sees_how_the_next_large_event_stands(
    sign_in, coordinator, make_activity, make_need
):
    run = make_activity(title_de="Firmenlauf", kind=ActivityKind.RUN_EVENT)
    make_need(activity=run)

    page = sign_in(coordinator).get("/schreibtisch")

    event = " ".join(page.soup.select_one(".bgm-aside").stripped_strings)
    assert event.startswith(
        "Firmenlauf, in 59 Tagen 0 von 10 Plätzen belegt Bedarfe klären 1 offen"
    )


def test_a_coordinator_sees_nothing_of_what_others_look_after(
    sign_in, make_person, make_activity, make_offer
):
    make_offer(make_activity(starts_at=NEXT_WEEK), TOMORROW)

    page = sign_in(make_person(Role.COORDINATOR)).get("/schreibtisch")

    assert page.h1 == "Heute wartet nichts auf Sie"


@pytest.fixture
def make_full_row(make_person, make_activity, make_offer, make_need):
    """Return a function that gives the desk one more of everything."""

    def _make():
        make_activity(state=ActivityState.DRAFT)
        activity = make_activity(registration_deadline=TOMORROW)
        make_offer(activity, TOMORROW)
        make_need(activity=activity, person=make_person())

    return _make


def test_the_desk_asks_the_same_number_of_statements_for_one_and_for_many(
    sign_in, coordinator, make_full_row
):
    browser = sign_in(coordinator)
    make_full_row()
    with statements() as few:
        browser.get("/schreibtisch")
    [make_full_row() for _again in range(4)]
    with statements() as many:
        browser.get("/schreibtisch")

    assert many.count == few.count


def test_a_coordinator_sees_what_did_not_arrive_and_which_results_are_missing(
    sign_in, coordinator, make_activity, make_participant, make_person, make_mail
):
    run = make_activity(title_de="Firmenlauf", kind=ActivityKind.RUN_EVENT, starts_at=YESTERDAY)
    registration = make_participant(run, make_person())
    db.session.add(Entry(registration_id=registration.id, activity_id=run.id, start_number="0815"))
    for state in (MailState.FAILED, MailState.UNCERTAIN, MailState.SENT):
        make_mail(activity_id=run.id).state = state
    db.session.commit()
    desk = sign_in(coordinator)

    said = [(title, words) for _due, title, words in tasks(desk.get("/schreibtisch"))]
    entry = db.session.query(Entry).one()
    entry.key_name, entry.sealed_result = "test", b"sealed"
    db.session.commit()
    later = [title for _due, title, _words in tasks(desk.get("/schreibtisch"))]

    assert (
        "Nachrichten kamen nicht an",
        "Firmenlauf, 2 Nachrichten. Die Administration kann sie noch einmal schicken.",
    ) in said
    assert ("Ergebnisse einlesen", "Firmenlauf. Wer gelaufen ist, wartet darauf.") in said
    assert "Ergebnisse einlesen" not in later
