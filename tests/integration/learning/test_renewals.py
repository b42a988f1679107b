"""What is offered to whoever holds a completion, and to whom it counts no longer."""

from datetime import timedelta

import pytest

from bgm_portal.core.database import transaction
from bgm_portal.identity.permissions import Role
from bgm_portal.learning.kinds import Change
from bgm_portal.learning.service import retention
from tests.factories.learning import finish_probe
from tests.support.times import NOW


@pytest.fixture
def ended(publish_module, employee):
    """The day after the completion of the small module has ended."""
    publish_module()
    finish_probe(employee.id)
    publish_module(("Bleiben Sie ruhig.", "Neues Recht."), change=Change.RENEW, at=NOW)
    return NOW + timedelta(days=31)


def test_whoever_holds_an_ended_completion_is_offered_to_renew_it_first(
    ended, at, employee, sign_in
):
    with at(ended):
        again = sign_in(employee)
        overview, module = again.get("/lernen"), again.get("/lernen/probe")
        done = again.get("/lernen/probe/abschluss")
        begun = again.post("/lernen/probe/auffrischen")

    assert overview.soup.select_one("a[href='/lernen/probe'].bgm-standalone").contents[0] == (
        "Wissen auffrischen"
    )
    assert [one.get_text() for one in module.soup.select("main .kern-btn--primary")] == [
        "Wissen auffrischen"
    ]
    assert module.soup.find("a", string="Früheren Abschluss ansehen")
    assert done.soup.h1.get_text() == "Ihr Abschluss gilt nicht mehr"
    assert "Der Abschluss galt bis 22. April 2026." in done.text
    primary = [one.get_text() for one in done.soup.select("main .kern-btn--primary")]
    assert primary == ["Wissen auffrischen"]
    assert "Sie können auch gleich mit den Fragen beginnen." in begun.text
    assert "Weiterlernen" in begun.text


def test_an_ended_completion_of_a_withdrawn_module_offers_nothing_that_is_refused(
    ended, at, employee, sign_in, make_person
):
    with at(ended):
        sign_in(make_person(Role.EDITOR)).post("/module/probe/zurueckziehen")
        again = sign_in(employee)
        module, done = again.get("/lernen/probe"), again.get("/lernen/probe/abschluss")

    assert "Wissen auffrischen" not in module.text
    assert "Abschluss ansehen" in module.text
    assert "Wissen auffrischen" not in done.text


def test_a_completed_module_shows_its_questions_as_done_after_the_answers_are_deleted(
    publish_module, at, employee, sign_in
):
    publish_module()
    finish_probe(employee.id)
    with at(NOW + timedelta(days=31)):
        with transaction():
            retention.erase_answers(at=NOW + timedelta(days=31))
        quiz = sign_in(employee).get("/lernen/probe/fragen")

    [questions] = [one for one in quiz.soup.select(".bgm-lessons li") if "Fragen" in one.text]
    primary = [one.get_text() for one in quiz.soup.select("main .kern-btn--primary")]
    module = sign_in(employee).get("/lernen/probe").soup
    assert "0 von 6 gelöst" in quiz.text
    assert questions.has_attr("aria-current")
    assert primary == ["Abschluss ansehen"]
    assert "noch offen" not in module.select_one(".bgm-lessons").get_text()
