"""Nobody but the learner obtains answers, tries or score; and all of it is forgotten in time."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from bgm_portal.core.database import db
from bgm_portal.identity.permissions import Role
from bgm_portal.learning import jobs, queries
from bgm_portal.learning.models import Answer, Attempt, Certificate, Completion, Enrolment
from tests.factories.learning import RIGHT
from tests.support.routes import assembled, filled
from tests.support.times import NOW

TOLD = "Ganz eigene Worte von Katrin"
QUIZ = "/lernen/probe/fragen"


@pytest.fixture
def learnt(publish_module, employee, sign_in):
    """Katrin has read a lesson, answered rightly, and wrongly in words of her own."""
    publish_module()
    browser = sign_in(employee)
    browser.raw("/lernen/probe/lektion/lesson-1", method="POST")
    browser.raw(f"{QUIZ}/probe-q1", method="POST", data={"antwort": "a", "fassung": "0"})
    gap = {"wort-a": TOLD, "fassung": "0"}
    browser.raw(f"{QUIZ}/probe-q6", method="POST", data=gap)
    return browser


def rows(table):
    return db.session.scalars(select(table)).all()


def pages_of_learning():
    """Return the address of every page of the room, for the module and for what Katrin did."""
    ids = {"key": "probe", "section": "lesson-1", "question": "probe-q6", "number": 1}
    adapter = assembled().url_map.bind("localhost")
    return sorted(
        adapter.build(rule.endpoint, values | {k: ids[k] for k in values if k in ids})
        for rule in assembled().url_map.iter_rules()
        if rule.endpoint.partition(".")[0] in {"learning", "quiz", "certificates"}
        and "GET" in (rule.methods or ())
        for values in filled(rule, {})
    )


def test_the_learner_sees_what_was_answered(learnt):
    assert TOLD in learnt.get(f"{QUIZ}/probe-q6").html


@pytest.mark.parametrize("role", list(Role))
def test_nobody_else_sees_answers_tries_or_score_on_any_page(learnt, make_person, sign_in, role):
    other = sign_in(make_person(*({role} - {Role.EMPLOYEE})))

    said = {page: other.raw(page).get_data(as_text=True) for page in pages_of_learning()}

    assert len(said) > 12
    assert [page for page, text in said.items() if TOLD in text or "Albers" in text] == []
    assert "Noch nicht begonnen" in said["/lernen"]
    assert "0 von 6 gelöst" in said[QUIZ]


def test_addresses_of_learning_name_nobody():
    rules = assembled().url_map.iter_rules()

    named = {
        argument
        for rule in rules
        if rule.endpoint.partition(".")[0] in {"learning", "quiz", "certificates"}
        for argument in rule.arguments
    }

    assert named == {"key", "section", "question", "number", "name"}


def test_what_others_answer_is_theirs_alone(learnt, make_person, sign_in):
    other = sign_in(make_person())
    other.raw(f"{QUIZ}/probe-q1", method="POST", data={"antwort": "b", "fassung": "0"})

    assert "1 von 6 gelöst" in learnt.get(QUIZ).text
    assert "0 von 6 gelöst" in other.get(QUIZ).text


def complete(browser):
    [order] = [q for q in queries.shelved("probe").newest.base.questions if q.kind == "ordering"]
    right = {"probe-q5": {"ordnung": ",".join(option.key for option in order.options)}}
    for number in (1, 2):
        browser.raw(f"/lernen/probe/lektion/lesson-{number}", method="POST")
    for key, data in (RIGHT | right).items():
        browser.raw(f"{QUIZ}/{key}", method="POST", data={"fassung": "0"} | data)
        browser.raw(f"{QUIZ}/{key}", method="POST", data={"fassung": "1"} | data)


@pytest.mark.parametrize(("days", "kept"), [(30, True), (31, False)])
def test_answers_and_tries_are_erased_thirty_days_after_completion(learnt, at, days, kept):
    complete(learnt)
    later = NOW + timedelta(days=days)

    with at(later):
        jobs.erase_answers(later)

    assert bool(rows(Answer)) is kept
    assert bool(rows(Attempt)) is kept
    assert len(rows(Completion)) == 1


@pytest.mark.parametrize(("days", "kept"), [(180, True), (181, False)])
def test_what_nobody_goes_on_with_is_erased_after_half_a_year(learnt, at, days, kept):
    later = NOW + timedelta(days=days)

    with at(later):
        jobs.erase_learning(later)

    assert bool(rows(Enrolment)) is kept
    assert bool(rows(Answer)) is kept


@pytest.mark.parametrize(("days", "kept"), [(3 * 365 + 1, True), (3 * 365 + 2, False)])
def test_a_completion_and_its_certificate_are_erased_after_three_years(learnt, at, days, kept):
    complete(learnt)
    learnt.raw("/lernen/probe/nachweis", method="POST")
    later = NOW + timedelta(days=days)

    with at(later):
        jobs.erase_learning(later)
        jobs.erase_learning(later)

    assert bool(rows(Completion)) is kept
    assert bool(rows(Certificate)) is kept
    assert bool(rows(Enrolment)) is kept


def test_jobs_that_run_twice_forget_once(learnt, at):
    complete(learnt)
    later = NOW + timedelta(days=40)

    with at(later):
        first, second = jobs.erase_answers(later), jobs.erase_answers(later)

    assert (first, second) == (1, 0)
