"""Recommending a module, and noting what was completed elsewhere. Nobody is watched."""

from datetime import date

import pytest
from sqlalchemy import select

from bgm_portal.core.database import db
from bgm_portal.identity.permissions import Role
from bgm_portal.learning import assignments
from bgm_portal.learning.models import Completion, Recommendation
from tests.factories.learning import finish_probe
from tests.support.times import LAST_MONTH, NOW

RECOMMEND = "/module/probe/empfehlen"
NOTE = "/module/probe/abschluss-eintragen/person"


@pytest.fixture
def editor(publish_module, make_person, sign_in):
    publish_module()
    return sign_in(make_person(Role.EDITOR))


def rows(table):
    return db.session.scalars(select(table)).all()


def test_a_module_is_recommended_to_everybody_until_a_day(editor, employee, sign_in):
    editor.post(RECOMMEND, unit="", wish="recommended", due_on="21.05.2026")

    assert "Empfohlen bis 21. Mai 2026" in sign_in(employee).get("/lernen").text
    assert "Alle Beschäftigten: Empfohlen bis 21. Mai 2026" in editor.get(RECOMMEND).text


def test_a_module_is_meant_for_one_unit_alone(editor, employee, make_person, sign_in):
    editor.post(RECOMMEND, unit=str(employee.unit_id), wish="assigned", due_on="21.05.2026")

    assert "Vorgesehen bis 21. Mai 2026" in sign_in(employee).get("/lernen").text
    assert "Vorgesehen" not in sign_in(make_person()).get("/lernen").text


def test_a_day_that_is_over_is_no_reproach_and_the_module_can_still_be_learnt(
    editor, employee, sign_in
):
    editor.post(RECOMMEND, unit="", wish="assigned", due_on="01.03.2026")
    katrin = sign_in(employee)

    page = katrin.get("/lernen")
    katrin.post("/lernen/probe/lektion/lesson-1")

    assert "Vorgesehen bis 1. März 2026; Sie können es jederzeit nachholen" in page.text


def test_whoever_has_completed_a_module_is_reminded_of_nothing(editor, employee, sign_in):
    editor.post(RECOMMEND, unit="", wish="recommended", due_on="")
    finish_probe(employee.id)

    assert "Empfohlen" not in sign_in(employee).get("/lernen").text


def test_what_is_said_again_is_said_anew_and_can_be_taken_back(editor, employee, sign_in):
    editor.post(RECOMMEND, unit="", wish="recommended", due_on="21.05.2026")
    editor.post(RECOMMEND, unit="", wish="recommended", due_on="22.05.2026")
    [one] = rows(Recommendation)

    editor.post("/module/probe/nicht-mehr-empfehlen", empfehlung=str(one.id))

    assert rows(Recommendation) == []
    assert "Empfohlen" not in sign_in(employee).get("/lernen").text


@pytest.mark.parametrize("sent", [{"unit": "unsinn"}, {"due_on": "gestern"}, {"wish": "must"}])
def test_a_recommendation_that_makes_no_sense_is_an_error(editor, sent):
    editor.post(RECOMMEND, status=422, **({"unit": "", "wish": "recommended"} | sent))

    assert rows(Recommendation) == []


def test_a_course_elsewhere_counts_once_and_is_found_among_ones_own(editor, employee, sign_in):
    found = editor.get("/module/probe/abschluss-eintragen", name="Albers")
    sent = {"person": str(employee.id), "basis": "on_site", "completed_on": "01.03.2026"}
    editor.post(NOTE, **sent)
    editor.post(NOTE, **sent)

    [completion] = rows(Completion)
    own = sign_in(employee).get("/lernen/abschluesse")
    assert "Albers, Katrin" in found.text
    assert (completion.basis, completion.cycle) == ("on_site", 1)
    assert "Veranstaltung vor Ort" in own.text
    assert "Abgeschlossen am 1. März 2026" in sign_in(employee).get("/lernen").text


def test_a_course_elsewhere_follows_what_was_completed_before(editor, employee):
    finish_probe(employee.id, at=LAST_MONTH)

    editor.post(NOTE, person=str(employee.id), basis="recognised", completed_on=f"{NOW:%d.%m.%Y}")

    assert sorted(row.cycle for row in rows(Completion)) == [1, 2]


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        ({"completed_on": "01.01.2027"}, 409),
        ({"completed_on": ""}, 422),
        ({"basis": "module"}, 422),
        ({"person": "niemand"}, 404),
        ({"person": "00000000-0000-4000-8000-000000000000"}, 404),
    ],
)
def test_what_cannot_have_been_completed_is_refused(editor, employee, sent, status):
    sound = {"person": str(employee.id), "basis": "on_site", "completed_on": "01.03.2026"}

    editor.post(NOTE, status=status, **(sound | sent))

    assert rows(Completion) == []


def test_who_is_to_be_reminded_of_what_is_known_and_nobody_who_has_completed_is(
    editor, employee, make_person
):
    other = make_person()
    gone = make_person(deactivated_at=LAST_MONTH)
    editor.post(RECOMMEND, unit="", wish="assigned", due_on="21.05.2026")
    editor.post(RECOMMEND, unit=str(other.unit_id), wish="assigned", due_on="20.05.2026")
    finish_probe(employee.id)

    due = {one.person_id: one for one in assignments.due(date(2026, 5, 1), date(2026, 5, 31))}
    next_time = assignments.due(date(2028, 5, 1), date(2028, 5, 31))

    assert (due[other.id].key, due[other.id].due_on) == ("probe", date(2026, 5, 20))
    assert not due.keys() & {employee.id, gone.id}
    assert next_time == []


def test_whose_completion_ends_before_the_day_is_reminded_and_a_recommendation_is_no_duty(
    editor, employee
):
    finish_probe(employee.id)
    editor.post(RECOMMEND, unit="", wish="assigned", due_on="21.05.2028")

    due = assignments.due(date(2028, 5, 21), date(2028, 5, 21))
    editor.post(RECOMMEND, unit="", wish="recommended", due_on="21.05.2028")

    assert employee.id in {one.person_id for one in due}
    assert assignments.due(date(2028, 5, 21), date(2028, 5, 21)) == []
