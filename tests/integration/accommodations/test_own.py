"""A person's own needs."""

import pytest

from bgm_portal.accommodations import queries, service
from bgm_portal.accommodations.contents import AnswerContent
from bgm_portal.accommodations.models import Need
from bgm_portal.accommodations.states import NeedStatus
from bgm_portal.audit import queries as audit
from bgm_portal.audit.events import Event
from bgm_portal.core.database import db, transaction
from tests.factories.accommodations import CANARY
from tests.support.queries import statements
from tests.support.times import NOW

LABEL = "Dolmetschen in Deutsche Gebärdensprache"


def path(need, step=""):
    return f"/mein-bedarf/{need.id}{step}"


def answer(need, status, message="", alternative=""):
    with transaction():
        service.answer(
            need_id=need.id,
            status=status,
            content=AnswerContent(message=message, alternative=alternative),
            by=need.owner_id,
            at=NOW,
        )


def status_of(need):
    return queries.case(need.id).status


def test_the_own_list_shows_what_was_stated_and_who_looks_after_it(employee, make_need, sign_in):
    make_need()

    page = sign_in(employee).get("/mein-bedarf")

    (row,) = page.rows()
    assert row[0].startswith(LABEL)
    assert row[2:] == ["Nadine Ortmann", "Angegeben"]
    assert "Bisher niemand." in page.text


def test_somebody_without_needs_learns_where_they_are_asked(employee, sign_in):
    page = sign_in(employee).get("/mein-bedarf")

    assert "Sie haben keinen Bedarf angegeben" in page.text


def test_the_own_list_asks_the_database_the_same_number_of_times(
    employee, make_activity, make_need, sign_in
):
    make_need()
    visitor = sign_in(employee)
    visitor.get("/mein-bedarf")
    with statements() as few:
        visitor.get("/mein-bedarf")
    for code in ("guide_runner", "braille", "large_print", "seat_front"):
        answer(make_need(code=code), NeedStatus.ARRANGED, "Gefunden.")

    with statements() as many:
        visitor.get("/mein-bedarf")

    assert many.count == few.count


def test_a_person_sees_who_opened_their_details_and_when(employee, coordinator, make_need, sign_in):
    need = make_need()
    with transaction():
        service.open_need(need_id=need.id, by=coordinator.id, at=NOW)

    page = sign_in(employee).get(path(need))

    assert page.rows("#geoeffnet ~ table") == [
        ["Montag, 23. März 2026, 9:00 Uhr", "Nadine Ortmann"]
    ]


def test_a_person_still_sees_who_opened_what_is_erased(employee, coordinator, make_need, sign_in):
    need = make_need()
    with transaction():
        service.open_need(need_id=need.id, by=coordinator.id, at=NOW)
        service.withdraw_need(need_id=need.id, by=employee.id, at=NOW)

    page = sign_in(employee).get("/mein-bedarf")

    assert page.rows() == [["Montag, 23. März 2026, 9:00 Uhr", "Nadine Ortmann"]]


def test_reading_ones_own_need_is_no_opening(employee, make_need, sign_in):
    need = make_need()

    page = sign_in(employee).get(path(need))

    assert CANARY in page.text
    assert audit.entries_on(need.id, events=(Event.NEED_OPENED,)) == []


def test_a_person_reads_the_answer_and_can_say_yes(employee, make_need, sign_in):
    need = make_need()
    answer(need, NeedStatus.ARRANGED, "Frau Sommer kommt.")

    page = sign_in(employee).get(path(need))

    assert "„Frau Sommer kommt.“" in page.text
    assert "Ja, das passt" in page.text
    assert "Noch einmal sprechen" in page.text


def test_a_person_confirms_what_was_arranged(employee, make_need, sign_in):
    need = make_need()
    answer(need, NeedStatus.ARRANGED, "Frau Sommer kommt.")

    page = sign_in(employee).post(path(need, "/bestaetigen"))

    assert "Sie haben bestätigt, dass es so passt." in page.text
    assert status_of(need) is NeedStatus.CONFIRMED_BY_PERSON
    assert db.session.get_one(Need, need.id).arranged_at == NOW


@pytest.mark.parametrize("status", [NeedStatus.IN_PROGRESS, NeedStatus.NOT_POSSIBLE])
def test_only_what_is_arranged_can_be_confirmed(status, employee, make_need, sign_in):
    need = make_need()
    answer(need, status, "Noch nicht.", "Etwas anderes.")

    page = sign_in(employee).post(path(need, "/bestaetigen"), status=409)

    assert "Der Stand hat sich inzwischen geändert." in page.text
    assert status_of(need) is status


def test_a_person_wants_to_talk_again(employee, coordinator, make_need, sign_in):
    need = make_need()
    answer(need, NeedStatus.ARRANGED, "Frau Sommer kommt.")

    page = sign_in(employee).post(path(need, "/sprechen"), message="Geht auch 16 Uhr?")

    (case,) = service.own_needs(person_id=employee.id)
    assert "Nadine Ortmann meldet sich bei Ihnen." in page.text
    assert case.row.status is NeedStatus.IN_PROGRESS
    assert case.steps[-1].content.message == "Geht auch 16 Uhr?"
    assert db.session.get_one(Need, need.id).arranged_at is None


def test_nothing_must_be_said_to_talk_again(employee, make_need, sign_in):
    need = make_need()
    answer(need, NeedStatus.NOT_POSSIBLE, "Niemand ist frei.", "Ein Video.")

    sign_in(employee).post(path(need, "/sprechen"))

    assert status_of(need) is NeedStatus.IN_PROGRESS


def test_there_is_nothing_to_talk_about_before_an_answer(employee, make_need, sign_in):
    need = make_need()

    page = sign_in(employee).post(path(need, "/sprechen"), status=409, message="Hallo?")

    assert page.errors() == [
        "Der Stand hat sich inzwischen geändert. Sehen Sie sich den Bedarf noch einmal an."
    ]
    assert page.soup.select_one("#message").text.strip() == "Hallo?"


def test_too_many_words_to_talk_about_are_explained(employee, make_need, sign_in):
    need = make_need()
    answer(need, NeedStatus.ARRANGED)

    page = sign_in(employee).post(path(need, "/sprechen"), status=422, message="x" * 1001)

    assert page.errors() == ["Kürzen Sie den Text auf 1000 Zeichen."]


def test_a_person_is_asked_before_a_need_is_erased(employee, make_need, sign_in):
    need = make_need()

    page = sign_in(employee).get(path(need, "/zurueckziehen"))

    assert "Wir löschen die Angabe und alle Antworten sofort." in page.text
    assert status_of(need) is NeedStatus.STATED


def test_a_person_takes_a_need_back_and_it_is_gone(employee, coordinator, make_need, sign_in):
    need = make_need()

    page = sign_in(employee).post(path(need, "/zurueckziehen"))

    assert "Ihre Angabe ist gelöscht." in page.text
    assert queries.case(need.id) is None
    assert "Katrin Albers" not in sign_in(coordinator).get("/bedarfe").text


def test_words_are_shown_as_words(employee, make_need, sign_in):
    need = make_need(text="<script>alert(1)</script>\nund mehr")

    page = sign_in(employee).get(path(need))

    assert "<script>alert(1)</script>" in page.text


def test_a_need_is_shown_in_the_language_of_the_page(
    make_person, make_activity, make_need, sign_in
):
    person = make_person(language="en")
    need = make_need(person=person)

    page = sign_in(person).get(path(need))

    assert "German Sign Language" in page.text
