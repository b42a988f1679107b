"""What a coordinator reads, and what nobody reads."""

from datetime import timedelta

import pytest

from bgm_portal.feedback.kinds import AsWished, Satisfaction
from bgm_portal.feedback.rules import OPEN_DAYS, Said
from bgm_portal.identity.permissions import Role
from tests.support.times import NOW

CLOSED = NOW + timedelta(days=OPEN_DAYS)


def page_of(activity):
    return f"/planung/{activity.id}/rueckmeldungen"


def test_five_answers_are_shown_when_nobody_can_answer_any_more(
    over, answers, coordinator, sign_in, at
):
    answers(4)
    answers(1, Said(words="Bitte mehr Stühle."))

    with at(CLOSED):
        page = sign_in(coordinator).get(page_of(over))

    assert "„Bitte mehr Stühle.“" in page.text
    assert "Diese Frage haben weniger als 5 Personen beantwortet, oder alle" in page.text


def test_figures_sum_up_what_was_said(over, answers, coordinator, sign_in, at):
    answers(4)
    answers(1, Said(satisfaction=Satisfaction.RATHER, as_wished=AsWished.PARTLY))

    with at(CLOSED):
        page = sign_in(coordinator).get(page_of(over))

    assert page.rows("table")[0] == ["Sehr zufrieden", "4", "80 %"]


def test_answers_that_are_all_alike_look_like_too_few(over, answers, coordinator, sign_in, at):
    answers(5)

    with at(CLOSED):
        page = sign_in(coordinator).get(page_of(over))

    assert "100 %" not in page.text
    assert page.soup.select("main table") == []
    assert "zu wenige oder lauter gleiche Antworten" in page.text


def test_before_the_end_not_even_the_number_of_answers_is_told(over, answers, coordinator, sign_in):
    visitor = sign_in(coordinator)
    few = visitor.get(page_of(over)).soup.select_one("main").text
    answers(7)

    many = visitor.get(page_of(over)).soup.select_one("main").text

    assert few == many


def test_of_four_answers_nothing_is_shown(over, answers, coordinator, sign_in, at):
    answers(4, Said(words="Nur unter uns."))

    with at(CLOSED):
        page = sign_in(coordinator).get(page_of(over))

    assert "Weniger als 5 Antworten" in page.text
    assert "Nur unter uns" not in page.text


@pytest.mark.parametrize("role", [Role.LEADERSHIP, Role.ADMIN, Role.AUDITOR, Role.COORDINATOR])
def test_nobody_else_reads_what_people_wrote(over, answers, make_person, sign_in, at, role):
    answers(5, Said(words="Nur unter uns."))

    with at(CLOSED):
        answer = sign_in(make_person(role)).raw(page_of(over))

    assert answer.status_code == 403
    assert "Nur unter uns" not in answer.get_data(as_text=True)
