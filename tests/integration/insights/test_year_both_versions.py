"""Two coordinators write about the same year: nobody overwrites what they have not seen."""

from datetime import UTC, datetime
from functools import partial

import pytest

from bgm_portal.core.database import db
from bgm_portal.insights import jobs, yearly_queries
from bgm_portal.insights.kinds import Goal, Part
from tests.integration.insights.conftest import FREEZE
from tests.support.crowd import at_once
from tests.support.queries import statements
from tests.support.times import NOW

MOST = 15
AT_ONCE = 4
WRITE = "/berichte/jahr/2026/schreiben"
WINTER = datetime(2027, 1, 15, 8, 0, tzinfo=UTC)
MINE = {"reach": "25", "accessible": "90", "summary": "Es war ein gutes Jahr."}
THEIRS = {"reach": "30", "accessible": "90", "summary": "Es war ein Jahr."}


@pytest.fixture
def desk(coordinator, sign_in):
    return sign_in(coordinator)


@pytest.fixture
def desks(coordinator, sign_in):
    return [sign_in(coordinator) for _turn in range(AT_ONCE)]


@pytest.fixture
def shown(desk):
    """Open the empty page; return the fingerprint of what it showed."""
    return seen(desk.get(WRITE))


@pytest.fixture
def saved_meanwhile(shown, coordinator, sign_in):
    """Another window that had the same empty page open saves first."""
    sign_in(coordinator).post(WRITE, **THEIRS, shown=shown)


def seen(page):
    return page.soup.select_one("[name=shown]")["value"]


def filled(page):
    """Return what a browser sends of the page with both versions."""
    fields = page.soup.select("main form input[name]")
    return {str(one["name"]): str(one["value"]) for one in fields}


def stored():
    db.session.rollback()
    return yearly_queries.goals(2026), yearly_queries.texts(2026)


def as_stored(said):
    goals = {Goal.REACH: int(said["reach"]), Goal.ACCESSIBLE: int(said["accessible"])}
    return goals, {Part.SUMMARY: said["summary"]}


def test_the_second_one_sees_both_versions_and_nothing_is_lost(desk, shown, saved_meanwhile):
    page = desk.post(WRITE, status=409, **MINE, shown=shown)

    assert page.h1 == "Was soll gelten?"
    assert [row[1:] for row in page.rows("tbody")] == [
        ["30–34 %", "25–29 %"],
        ["Es war ein Jahr.", "Es war ein gutes Jahr."],
    ]
    assert stored() == as_stored(THEIRS)


def test_what_the_second_one_decides_is_saved(desk, shown, saved_meanwhile):
    page = desk.post(WRITE, status=409, **MINE, shown=shown)

    desk.post(WRITE, **filled(page))

    assert stored() == as_stored(MINE)


def test_what_was_typed_can_be_worked_on_and_is_asked_about_no_second_time(
    desk, shown, saved_meanwhile
):
    page = desk.post(WRITE, status=409, **MINE, shown=shown)

    again = desk.post(WRITE, **filled(page), weiter="1")

    assert again.h1 == "Gesundheitsbericht 2026 schreiben"
    assert again.soup.select_one("#summary").text.strip() == "Es war ein gutes Jahr."
    assert stored() == as_stored(THEIRS)
    desk.post(WRITE, **MINE | {"summary": "Beides."}, shown=seen(again))
    assert stored() == as_stored(MINE | {"summary": "Beides."})


def test_whoever_is_alone_is_asked_nothing(desk, shown):
    many_lines = MINE | {"summary": "Es war\r\nein gutes Jahr."}
    desk.post(WRITE, **many_lines, shown=shown)

    desk.post(WRITE, **many_lines, shown=seen(desk.get(WRITE)))

    assert stored() == as_stored(MINE | {"summary": "Es war\nein gutes Jahr."})


def test_a_mistake_in_between_does_not_hide_what_was_saved(desk, shown, saved_meanwhile):
    page = desk.post(WRITE, status=422, **MINE | {"accessible": "viel"}, shown=shown)

    desk.post(WRITE, status=409, **MINE, shown=seen(page))

    assert stored() == as_stored(THEIRS)


def test_a_page_without_a_fingerprint_is_still_saved(desk, saved_meanwhile):
    desk.post(WRITE, **MINE)

    assert stored() == as_stored(MINE)


def test_goals_that_stand_fast_are_no_matter_of_two_versions(half_year, coordinator, sign_in, at):
    with at(NOW):
        sign_in(coordinator).post(WRITE, **THEIRS)
    jobs.freeze_reports(FREEZE)
    jobs.freeze_reports(WINTER)
    with at(WINTER):
        desk = sign_in(coordinator)
        shown = seen(desk.get(WRITE))
        desk.post(WRITE, summary="Es ist um.", shown=shown)

        page = desk.post(WRITE, status=409, summary="Es ist vorbei.", shown=shown)
        desk.post(WRITE, **filled(page))

    assert [row[1:] for row in page.rows("tbody")] == [["Es ist um.", "Es ist vorbei."]]
    assert stored() == as_stored(THEIRS | {"summary": "Es ist vorbei."})


def test_to_show_both_versions_takes_a_fixed_number_of_statements(desk, shown, saved_meanwhile):
    db.session.remove()

    with statements() as heard:
        desk.post(WRITE, status=409, **MINE, shown=shown)

    assert heard.count <= MOST, heard


@pytest.mark.parametrize("knows", [True, False])
def test_of_several_who_save_first_at_once_none_is_refused_without_a_word(app, desks, shown, knows):
    answers = []
    sent = MINE | ({"shown": shown} if knows else {})

    def save(browser):
        answers.append(browser.raw(WRITE, method="POST", data=sent).status_code)

    at_once(app, [partial(save, one) for one in desks])

    assert sorted(answers) == ([302] + [409] * 3 if knows else [302] * AT_ONCE)
    assert stored() == as_stored(MINE)
