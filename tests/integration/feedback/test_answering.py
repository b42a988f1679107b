"""Saying how it was: who may, when, once, and that nothing links the person with the words."""

from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import select, text

from bgm_portal.audit.models import AuditEntry
from bgm_portal.core.database import db
from bgm_portal.feedback.models import FeedbackAnswer, FeedbackMarker
from bgm_portal.participation.models import Attendance
from bgm_portal.participation.states import AttendanceState
from tests.support.crowd import at_once
from tests.support.times import NEXT_WEEK, NOW, YESTERDAY

from bgm_portal.feedback import service  # isort: skip
from tests.integration.feedback.conftest import HAPPY
from tests.integration.participation.conftest import date_of

FILLED = {
    "satisfaction": "4",
    "as_wished": "partly",
    "facts_right": "no",
    "again": "yes",
    "words": "Der Raum war schwer zu finden.",
}


def page_of(activity):
    return f"/angebote/{activity.id}/rueckmeldung"


def rows(table):
    db.session.rollback()
    return db.session.scalars(select(table)).all()


def test_somebody_says_how_it_was(over, guest, sign_in):
    visitor = sign_in(guest())

    page = visitor.post(page_of(over), **FILLED)

    assert "Ihre Antworten sind gespeichert, ohne Ihren Namen." in page.text
    [answer] = rows(FeedbackAnswer)
    assert (answer.satisfaction, answer.as_wished, answer.words) == (
        "4",
        "partly",
        "Der Raum war schwer zu finden.",
    )


def test_one_answer_is_enough(over, guest, sign_in):
    sign_in(guest()).post(page_of(over), as_wished="no")

    assert [answer.as_wished for answer in rows(FeedbackAnswer)] == ["no"]


def test_no_answer_at_all_is_asked_for_one(over, guest, sign_in):
    page = sign_in(guest()).post(page_of(over), status=422, words="   ")

    assert page.errors() == ["Beantworten Sie mindestens eine Frage. Welche, ist Ihnen überlassen."]
    assert rows(FeedbackAnswer) == []


def test_too_many_words_are_kept_on_the_page(over, guest, sign_in):
    page = sign_in(guest()).post(page_of(over), status=422, words="a" * 501)

    assert page.errors() == ["Kürzen Sie Ihren Text auf höchstens 500 Zeichen."]
    assert page.soup.select_one("textarea").text.strip() == "a" * 501


def test_whoever_has_answered_cannot_answer_again(over, guest, sign_in):
    visitor = sign_in(guest())
    visitor.post(page_of(over), **FILLED)

    page = visitor.post(page_of(over), status=409, **FILLED)

    assert "Wir wissen nicht, welche Antworten Ihre sind" in page.text
    assert len(rows(FeedbackAnswer)) == 1


def test_pressing_twice_at_once_answers_once(app, over, guest):
    person_id, activity_id = guest().id, over.id

    def deed():
        service.answer(activity_id, HAPPY, by=person_id, at=NOW)

    assert sorted(at_once(app, [deed] * 3)) == ["done", "feedback_answered", "feedback_answered"]
    assert len(rows(FeedbackAnswer)) == 1


def test_people_who_answer_at_the_same_time_are_all_heard(app, over, guest):
    people, activity_id = [guest().id for _turn in range(4)], over.id

    went = at_once(
        app,
        [lambda who=who: service.answer(activity_id, HAPPY, by=who, at=NOW) for who in people],
    )

    assert went == ["done"] * 4
    assert len(rows(FeedbackAnswer)) == 4
    assert {marker.person_id for marker in rows(FeedbackMarker)} == set(people)


def test_whoever_came_without_a_place_may_answer(over, make_person, coordinator, sign_in):
    person = make_person()
    db.session.add(
        Attendance(
            occurrence_id=date_of(over).id,
            person_id=person.id,
            state=AttendanceState.PRESENT,
            walked_in=True,
            marked_at=NOW,
            marked_by=coordinator.id,
        )
    )
    db.session.commit()

    assert sign_in(person).get(page_of(over)).h1 == "Wie war es?"


def test_whoever_did_not_take_part_learns_nothing(over, employee, sign_in):
    foreign = sign_in(employee).get(page_of(over), status=404)
    invented = sign_in(employee).get(f"/angebote/{UUID(int=4)}/rueckmeldung", status=404)

    assert foreign.soup.select_one("main").text == invented.soup.select_one("main").text


@pytest.mark.parametrize(
    ("days", "sentence"),
    [
        (-2, "Das Angebot ist noch nicht zu Ende."),
        (10, "Antworten konnten Sie bis"),
    ],
)
def test_before_the_end_and_after_ten_days_nobody_can_answer(
    over, guest, sign_in, at, days, sentence
):
    person = guest()

    with at(NOW + timedelta(days=days)):
        page = sign_in(person).post(page_of(over), status=409, **FILLED)

    assert sentence in page.text
    assert rows(FeedbackAnswer) == []


def test_the_own_page_asks_until_one_has_answered(over, guest, make_activity, sign_in):
    visitor = sign_in(guest())
    make_activity(starts_at=NEXT_WEEK)

    before = visitor.get("/mein-bereich")
    visitor.post(page_of(over), **FILLED)

    assert page_of(over) in before.links()
    assert page_of(over) not in visitor.get("/mein-bereich").links()


def test_neither_a_number_nor_a_moment_nor_the_log_links_person_and_answer(over, answers):
    people = answers(6)

    columns = {column.name for column in FeedbackAnswer.__table__.columns}
    assert columns == {
        "id",
        "activity_id",
        "satisfaction",
        "as_wished",
        "facts_right",
        "again",
        "words",
    }
    assert {column.name for column in FeedbackMarker.__table__.columns} == {
        "activity_id",
        "person_id",
    }
    db.session.rollback()
    noted = db.session.scalars(
        select(AuditEntry).where(AuditEntry.subject_id.in_([one.id for one in people]))
    ).all()
    assert noted == []


def test_no_answer_keeps_its_number_when_another_one_comes(over, answers):
    answers(3)
    before = {answer.id for answer in rows(FeedbackAnswer)}

    answers(1)

    after = {answer.id for answer in rows(FeedbackAnswer)}
    assert len(after) == 4
    assert before & after == set()


def test_even_the_database_cannot_tell_which_row_came_with_which(over, answers):
    answers(5)
    db.session.rollback()

    if db.engine.dialect.name == "sqlite":
        for table in ("feedback_answer", "feedback_marker"):
            sql = db.session.scalar(
                text("SELECT sql FROM sqlite_master WHERE name = :name"), {"name": table}
            )
            assert "WITHOUT ROWID" in sql
    else:
        for table in ("feedback_answer", "feedback_marker"):
            written_by = db.session.scalars(text(f"SELECT xmin::text FROM {table}")).all()  # noqa: S608
            assert (len(written_by), len(set(written_by))) == (5, 1)


def test_answers_do_not_lie_in_the_order_in_which_people_answered(over, guest):
    said = [service.rules.Said(words=f"Satz {number:02}") for number in range(12)]
    for one in said:
        service.answer(over.id, one, by=guest().id, at=NOW)
        db.session.commit()

    rows_as_they_lie = db.session.scalars(text("SELECT words FROM feedback_answer")).all()

    assert sorted(rows_as_they_lie) == [one.words for one in said]
    assert list(rows_as_they_lie) != [one.words for one in said]


def test_one_cannot_answer_what_is_cancelled(make_activity, make_participant, employee, sign_in):
    cancelled = make_activity(starts_at=YESTERDAY, state="cancelled")
    make_participant(cancelled, employee)

    sign_in(employee).get(page_of(cancelled), status=404)
