"""Forged forms of the sign-up: what nobody offered is not kept, and nothing breaks over it."""

import pytest

from bgm_portal.activities.kinds import QuestionKind
from bgm_portal.privacy import queries as privacy
from bgm_portal.privacy.kinds import ConsentCode
from bgm_portal.registration import queries
from tests.support.times import NOW

FORGED = "00000000-0000-4000-8000-000000000000"


def begin(activity):
    return f"/angebote/{activity.id}/anmeldung"


@pytest.mark.parametrize(
    "role", ["ministerin", FORGED, "<script>alert(1)</script>", "²", "x" * 5000]
)
def test_a_way_to_take_part_that_nobody_offered_is_not_put_aside(
    employee, make_activity, make_role, sign_in, role
):
    activity = make_activity()
    make_role(activity, "runner")
    visitor = sign_in(employee)

    visitor.post(f"{begin(activity)}/dabei-als", role=role, spaeter="1")
    page = visitor.post(f"{begin(activity)}/pruefen")

    assert page.path == f"{begin(activity)}/dabei-als"
    assert queries.active(employee.id, activity.id) is None


def test_a_way_to_take_part_of_another_activity_is_refused(
    employee, make_activity, make_role, sign_in
):
    activity = make_activity()
    make_role(activity, "runner")
    foreign = make_role(make_activity(), "guide", takes_place=False)

    page = sign_in(employee).post(f"{begin(activity)}/dabei-als", status=422, role=str(foreign.id))

    assert page.errors() == ["Keine gültige Auswahl."]


def test_a_wish_for_the_queue_that_nobody_offered_is_not_put_aside(
    employee, make_person, make_activity, register, sign_in
):
    activity = make_activity(capacity=1)
    register(make_person(), activity)
    visitor = sign_in(employee)
    visitor.post(f"{begin(activity)}/bedarf")

    visitor.post(f"{begin(activity)}/warteliste", promotion="sofort", spaeter="1")
    page = visitor.post(f"{begin(activity)}/pruefen")

    assert page.path == f"{begin(activity)}/warteliste"
    assert queries.active(employee.id, activity.id) is None


def test_an_answer_that_nobody_offered_is_not_put_aside(
    employee, make_activity, make_question, sign_in
):
    activity = make_activity()
    make_question(activity)
    visitor = sign_in(employee)

    visitor.post(f"{begin(activity)}/angaben", frage_shirt="XXXXL", spaeter="1")
    page = visitor.post(f"{begin(activity)}/pruefen")

    assert page.path == f"{begin(activity)}/angaben"
    assert queries.active(employee.id, activity.id) is None


def test_a_voluntary_answer_that_nobody_offered_counts_as_none(
    employee, make_activity, make_question, register, sign_in
):
    activity = make_activity()
    make_question(activity, required=False)
    registration = register(employee, activity)

    sign_in(employee).post(f"/meine-anmeldung/{registration.id}/angaben", frage_shirt="XXL")

    assert queries.answers_of(registration.id) == {}


def test_requirement_04_questions_of_another_activity_and_consents_nobody_asked_for_are_left_out(
    employee, make_activity, make_question, sign_in
):
    activity = make_activity(asks_result_consent=True)
    make_question(activity)
    make_question(make_activity(), "allergy", kind=QuestionKind.TEXT, options=[])
    visitor = sign_in(employee)

    visitor.post(f"{begin(activity)}/angaben", frage_shirt="M", frage_allergy="Nüsse")
    visitor.post(f"{begin(activity)}/bedarf")
    visitor.post(
        f"{begin(activity)}/einwilligungen", photo_public="y", organiser="ja", result_list="y"
    )
    visitor.post(f"{begin(activity)}/pruefen")

    registration = queries.active(employee.id, activity.id)
    assert list(queries.answers_of(registration.id).values()) == ["M"]
    assert privacy.standing(employee.id, str(activity.id)) == {ConsentCode.RESULT_LIST}


def test_an_adaptation_that_nobody_offered_is_refused(employee, make_activity, sign_in):
    activity = make_activity()

    page = sign_in(employee).post(
        f"{begin(activity)}/bedarf", status=422, bedarf_access="golden_carpet", channel="mail"
    )

    assert page.errors()


def test_requirement_04_extra_fields_change_nothing(employee, make_activity, make_person, sign_in):
    activity, somebody = make_activity(), make_person()
    visitor = sign_in(employee)

    visitor.post(f"{begin(activity)}/bedarf", person_id=str(somebody.id), state="confirmed")
    visitor.post(f"{begin(activity)}/pruefen", person_id=str(somebody.id), ticket="0", taken="0")

    assert queries.active(somebody.id, activity.id) is None
    assert queries.active(employee.id, activity.id).ticket == 1


def test_a_guide_who_is_not_to_be_named_outside_gets_no_start_place_by_changing(
    employee, make_activity, make_role, register, sign_in
):
    activity = make_activity(organiser="Lauf-Agentur")
    runner = make_role(activity, "runner")
    guide = make_role(activity, "guide", takes_place=False)
    registration = register(employee, activity, role_id=guide.id, consents=frozenset())

    page = sign_in(employee).post(
        f"/meine-anmeldung/{registration.id}/dabei-als", status=409, role=str(runner.id)
    )

    assert "Ohne die Weitergabe an den Veranstalter ist kein Startplatz möglich." in page.text
    assert queries.registration(registration.id).role_id == guide.id


def test_a_guide_who_agrees_to_be_named_outside_may_run(
    employee, make_activity, make_role, register, sign_in
):
    activity = make_activity(organiser="Lauf-Agentur")
    runner = make_role(activity, "runner")
    guide = make_role(activity, "guide", takes_place=False)
    registration = register(employee, activity, role_id=guide.id, consents=frozenset(), at=NOW)
    visitor = sign_in(employee)

    visitor.post(f"/meine-einwilligungen/{activity.id}/organiser/geben")
    visitor.post(f"/meine-anmeldung/{registration.id}/dabei-als", role=str(runner.id))

    assert queries.registration(registration.id).takes_place
