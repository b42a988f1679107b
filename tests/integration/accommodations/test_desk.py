"""The desk and the page of one need, for those who look after needs."""

from datetime import timedelta

import pytest
from sqlalchemy import event

from bgm_portal.accommodations import openings, queries, service
from bgm_portal.accommodations.models import Need
from bgm_portal.accommodations.states import NeedStatus
from bgm_portal.audit import queries as audit
from bgm_portal.audit.events import Event
from bgm_portal.core.database import db, transaction
from tests.factories.accommodations import CANARY
from tests.support.queries import statements
from tests.support.times import NOW, RUN_STARTS

LABEL = "Dolmetschen in Deutsche Gebärdensprache"


def opening(need):
    return f"/bedarfe/{need.id}/oeffnen"


def page_of(need):
    return f"/bedarfe/{need.id}"


def events_on(need, *events):
    return audit.entries_on(need.id, events=events)


def test_the_desk_says_whose_and_by_when_but_not_what(coordinator, make_need, sign_in):
    make_need()

    page = sign_in(coordinator).get("/bedarfe")

    assert page.rows() == [
        ["Katrin Albers", page.rows()[0][1], "23. April 2026", "Angegeben", "Öffnen"]
    ]
    assert "21. Mai 2026" in page.rows()[0][1]
    assert LABEL not in page.text
    assert CANARY not in page.text


def test_an_empty_desk_says_when_something_comes(coordinator, sign_in):
    page = sign_in(coordinator).get("/bedarfe")

    assert "Kein Bedarf wartet auf Sie" in page.text


def test_the_desk_is_ordered_by_due_date(coordinator, make_person, make_need, sign_in):
    make_need(person=make_person(first_name="Spät"), code="contact_by_mail")
    make_need(person=make_person(first_name="Früh"), code="guide_runner")

    page = sign_in(coordinator).get("/bedarfe")

    assert [row[0].split()[0] for row in page.rows()] == ["Früh", "Spät"]


def test_the_desk_marks_what_is_open_when_half_its_time_is_gone(
    coordinator, make_need, sign_in, at
):
    make_need()

    with at(RUN_STARTS - timedelta(days=14)):
        page = sign_in(coordinator).get("/bedarfe")

    assert "Halber Vorlauf vorbei" in page.rows()[0][2]


def test_the_desk_asks_the_database_the_same_number_of_times(
    coordinator, make_person, make_activity, make_need, sign_in
):
    activity = make_activity()
    make_need(activity=activity)
    visitor = sign_in(coordinator)
    visitor.get("/bedarfe")
    with statements() as few:
        visitor.get("/bedarfe")
    for _number in range(7):
        make_need(activity=activity, person=make_person())

    with statements() as many:
        visitor.get("/bedarfe")

    assert many.count == few.count


def test_opening_is_noted_before_the_need_is_shown(coordinator, employee, make_need, sign_in):
    need = make_need()

    page = sign_in(coordinator).post(opening(need))

    (entry,) = events_on(need, Event.NEED_OPENED)
    assert entry.actor_id == coordinator.id
    assert entry.subject_id == employee.id
    assert entry.at == NOW
    assert page.path == page_of(need)
    assert page.h1 == "Katrin Albers"
    assert LABEL in page.text
    assert CANARY in page.text
    assert "Dieser Zugriff ist vermerkt" in page.text


def test_opening_answers_with_a_redirect_so_that_reloading_does_not_open_again(
    coordinator, make_need, sign_in
):
    need = make_need()

    response = sign_in(coordinator).raw(opening(need), method="POST")

    assert response.status_code == 303


def test_a_page_that_was_not_opened_shows_nothing_of_the_need(coordinator, make_need, sign_in):
    need = make_need()

    page = sign_in(coordinator).get(page_of(need))

    assert "Die Angaben sind geschlossen" in page.text
    assert LABEL not in page.text
    assert CANARY not in page.text
    assert events_on(need, Event.NEED_OPENED) == []


@pytest.mark.parametrize(
    ("later", "shown"),
    [
        (timedelta(minutes=14, seconds=59), True),
        (timedelta(minutes=15), False),
    ],
)
def test_an_opening_shows_the_need_for_a_quarter_of_an_hour(
    later, shown, coordinator, make_need, sign_in, at
):
    need = make_need()
    visitor = sign_in(coordinator)
    visitor.post(opening(need))

    with at(NOW + later):
        page = visitor.get(page_of(need))

    assert (CANARY in page.text) is shown


def test_every_opening_is_noted_anew(coordinator, make_need, sign_in):
    need = make_need()
    visitor = sign_in(coordinator)

    visitor.post(opening(need))
    visitor.post(opening(need))

    assert len(events_on(need, Event.NEED_OPENED)) == 2


def test_requirement_07_nothing_is_opened_when_the_opening_cannot_be_noted(coordinator, make_need):
    need = make_need()

    def refuse(_connection, _cursor, statement, *_others):
        if "INSERT INTO audit_entry" in statement:
            raise OSError(statement)

    event.listen(db.engine, "before_cursor_execute", refuse)
    try:
        with pytest.raises(OSError, match="audit_entry"), transaction():
            service.open_need(need_id=need.id, by=coordinator.id, at=NOW)
    finally:
        event.remove(db.engine, "before_cursor_execute", refuse)

    assert openings.last_by(coordinator.id, need.id) is None


def test_requirement_07_the_note_goes_to_the_database_before_the_sealed_text_comes_out_of_it(
    coordinator, make_need
):
    need = make_need()

    with statements() as heard, transaction():
        service.open_need(need_id=need.id, by=coordinator.id, at=NOW)

    noted = next(n for n, words in enumerate(heard) if "INSERT INTO audit_entry" in words)
    read = next(n for n, words in enumerate(heard) if words.startswith("SELECT need.id, need.key"))
    assert noted < read


def test_the_case_says_lead_time_sharing_and_erasure(coordinator, make_need, sign_in):
    need = make_need()

    page = sign_in(coordinator).post(opening(need))

    assert "Dafür planen wir 28 Tage. Nötig bis Donnerstag, 23. April 2026." in page.text
    assert "nicht der Veranstalter" in page.text
    assert "Am Donnerstag, 28. Mai 2026, oder sofort" in page.text
    assert "Gewünschter Weg: per E-Mail." in page.text


def test_a_stated_need_is_at_the_first_step_of_its_way(coordinator, make_need, sign_in):
    need = make_need()

    page = sign_in(coordinator).post(opening(need))

    steps = page.soup.select(".bgm-path li")
    assert [step.strong.text for step in steps] == [
        "Angegeben",
        "In Arbeit",
        "Organisiert",
        "Von der Person bestätigt",
    ]
    assert [step.has_attr("data-done") for step in steps] == [True, False, False, False]
    assert steps[0]["aria-current"] == "step"


def test_an_answer_reaches_the_person_and_is_sealed(coordinator, employee, make_need, sign_in):
    need = make_need()
    visitor = sign_in(coordinator)
    visitor.post(opening(need))

    page = visitor.post(page_of(need), stand="arranged", message="Frau Sommer kommt um 17 Uhr.")

    (case,) = service.own_needs(person_id=employee.id)
    assert "Ihre Antwort ist gespeichert." in page.text
    assert case.row.status is NeedStatus.ARRANGED
    assert case.steps[0].content.message == "Frau Sommer kommt um 17 Uhr."
    assert db.session.get_one(Need, need.id).arranged_at == NOW


def test_an_answer_without_a_choice_is_explained_and_nothing_is_lost(
    coordinator, make_need, sign_in
):
    need = make_need()
    visitor = sign_in(coordinator)
    visitor.post(opening(need))

    page = visitor.post(page_of(need), status=422, message="Ich schreibe gerade.")

    assert page.errors() == ["Wählen Sie aus, wie der Bedarf steht."]
    assert page.soup.select_one("#message").text.strip() == "Ich schreibe gerade."
    assert CANARY in page.text


def test_a_no_needs_a_reason_and_something_else(coordinator, make_need, sign_in):
    need = make_need()
    visitor = sign_in(coordinator)
    visitor.post(opening(need))

    page = visitor.post(page_of(need), status=422, stand="not_possible", message=" ")

    assert page.errors() == [
        "Nennen Sie einen Grund.",
        "Schlagen Sie vor, was stattdessen möglich ist.",
    ]


def test_a_no_with_reason_and_alternative_is_noted(coordinator, employee, make_need, sign_in):
    need = make_need()
    visitor = sign_in(coordinator)
    visitor.post(opening(need))

    page = visitor.post(
        page_of(need), stand="not_possible", message="Niemand ist frei.", alternative="Ein Video."
    )

    (row,) = queries.own_needs(employee.id)
    assert row.status is NeedStatus.NOT_POSSIBLE
    assert row.declined_at == NOW
    assert [step.strong.text for step in page.soup.select(".bgm-path li")] == [
        "Angegeben",
        "So nicht möglich",
    ]


@pytest.mark.parametrize(("length", "status"), [(1000, 200), (1001, 422)])
def test_an_answer_holds_a_thousand_characters(length, status, coordinator, make_need, sign_in):
    need = make_need()
    visitor = sign_in(coordinator)
    visitor.post(opening(need))

    page = visitor.post(page_of(need), status=status, stand="in_progress", message="ä" * length)

    assert ("Kürzen Sie den Text auf 1000 Zeichen." in page.text) is (status == 422)


def test_an_answer_that_does_not_fit_into_its_seal_is_refused_and_kept(
    coordinator, make_need, sign_in
):
    need = make_need()
    visitor = sign_in(coordinator)
    visitor.post(opening(need))

    page = visitor.post(
        page_of(need), status=409, stand="arranged", message="🏃" * 1000, alternative="🏃" * 500
    )

    assert page.errors() == ["Die Antwort ist zu lang. Kürzen Sie Nachricht oder Vorschlag."]
    assert "🏃" * 1000 in page.soup.select_one("#message").text


def test_a_status_of_the_person_cannot_be_answered_by_the_owner(coordinator, make_need, sign_in):
    need = make_need()
    visitor = sign_in(coordinator)
    visitor.post(opening(need))

    visitor.post(page_of(need), status=422, stand="confirmed_by_person")

    assert events_on(need, Event.NEED_CHANGED) == []


def test_a_mistake_after_a_long_pause_is_noted_as_an_opening(coordinator, make_need, sign_in, at):
    need = make_need()
    visitor = sign_in(coordinator)
    visitor.post(opening(need))

    with at(NOW + timedelta(minutes=20)):
        page = visitor.post(page_of(need), status=422, message="Ich schreibe gerade.")

    assert CANARY in page.text
    assert len(events_on(need, Event.NEED_OPENED)) == 2


def test_extra_fields_of_an_answer_are_ignored(coordinator, employee, make_need, sign_in):
    need = make_need()
    visitor = sign_in(coordinator)
    visitor.post(opening(need))

    visitor.post(page_of(need), stand="in_progress", owner_id=str(employee.id), due_on="2030-01-01")

    (row,) = queries.own_needs(employee.id)
    assert row.owner_id == coordinator.id
    assert row.due_on.year == 2026


def test_a_need_is_handed_over_to_a_deputy(
    coordinator, employee, make_activity, make_deputy, make_need, sign_in
):
    activity = make_activity()
    deputy = make_deputy(activity)
    need = make_need(activity=activity)
    visitor = sign_in(coordinator)

    page = visitor.post(f"/bedarfe/{need.id}/abgeben", person=str(deputy.id))

    (row,) = queries.own_needs(employee.id)
    assert row.owner_id == deputy.id
    assert "Der Bedarf ist abgegeben." in page.text
    assert "Katrin Albers" not in page.text
    assert len(events_on(need, Event.NEED_HANDED_OVER)) == 1
    visitor.get(page_of(need), status=404)
    sign_in(deputy).post(opening(need))


def test_nobody_outside_the_activity_is_offered_a_need(
    coordinator, make_person, make_activity, make_deputy, make_need, sign_in
):
    deputy = make_deputy(make_activity())
    need = make_need()

    page = sign_in(coordinator).get(f"/bedarfe/{need.id}/abgeben")

    assert "Im Moment kann niemand übernehmen" in page.text
    assert deputy.name not in page.text


def test_the_line_manager_is_never_offered_a_need(
    coordinator, employee, make_activity, make_deputy, make_need, sign_in
):
    activity = make_activity()
    manager = make_deputy(activity, last_name="Führing")
    make_deputy(activity)
    employee.line_manager_id = manager.id
    db.session.commit()
    need = make_need(activity=activity)

    page = sign_in(coordinator).post(
        f"/bedarfe/{need.id}/abgeben", status=422, person=str(manager.id)
    )

    (row,) = queries.own_needs(employee.id)
    assert row.owner_id == coordinator.id
    assert manager.name not in page.text


def test_handing_over_to_nobody_is_explained(
    coordinator, make_activity, make_deputy, make_need, sign_in
):
    activity = make_activity()
    make_deputy(activity)
    need = make_need(activity=activity)

    page = sign_in(coordinator).post(f"/bedarfe/{need.id}/abgeben", status=422)

    assert page.errors() == ["Wählen Sie aus, wer übernimmt."]
