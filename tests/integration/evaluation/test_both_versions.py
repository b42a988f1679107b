"""Two coordinators evaluate the same activity: nobody overwrites what they have not seen."""

from functools import partial

import pytest

from bgm_portal.core.database import db
from bgm_portal.evaluation import queries
from tests.support.crowd import at_once
from tests.support.queries import statements

MOST = 15
AT_ONCE = 4
MINE = {"goal": "Mehr Menschen erreichen.", "lessons": "Der Raum war zu klein.", "next_step": ""}
THEIRS = {"goal": "Alle erreichen.", "lessons": "Der Raum war zu klein.", "next_step": "Umziehen."}


@pytest.fixture
def activity(make_activity):
    return make_activity(title_de="Stuhlyoga")


@pytest.fixture
def address(activity):
    return f"/planung/{activity.id}/auswertung"


@pytest.fixture
def desk(coordinator, sign_in):
    return sign_in(coordinator)


@pytest.fixture
def desks(coordinator, sign_in):
    return [sign_in(coordinator) for _turn in range(AT_ONCE)]


@pytest.fixture
def shown(desk, address):
    """Open the empty page; return the fingerprint of what it showed."""
    return seen(desk.get(address))


@pytest.fixture
def saved_meanwhile(shown, coordinator, sign_in, address):
    """Another window that had the same empty page open saves first."""
    sign_in(coordinator).post(address, **THEIRS, shown=shown)


def seen(page):
    return page.soup.select_one("[name=shown]")["value"]


def filled(page):
    """Return what a browser sends of the page with both versions."""
    fields = page.soup.select("main form input[name]")
    return {str(one["name"]): str(one["value"]) for one in fields}


def stored(activity):
    db.session.expire_all()
    words = queries.words(activity.id)
    return {"goal": words.goal, "lessons": words.lessons, "next_step": words.next_step}


def test_the_second_one_sees_both_versions_and_nothing_is_lost(
    desk, coordinator, address, activity, shown, saved_meanwhile
):
    page = desk.post(address, status=409, **MINE, shown=shown)

    assert page.h1 == "Was soll gelten?"
    assert f"{coordinator.name} hat diesen Teil gespeichert" in page.text
    assert page.rows("tbody") == [
        ["Was wollten wir erreichen?", "Alle erreichen.", "Mehr Menschen erreichen."],
        ["Was tun wir als Nächstes?", "Umziehen.", "leer"],
    ]
    assert stored(activity) == THEIRS


def test_what_the_second_one_decides_is_saved(desk, address, activity, shown, saved_meanwhile):
    page = desk.post(address, status=409, **MINE, shown=shown)

    desk.post(address, **filled(page))

    assert stored(activity) == MINE


def test_what_was_typed_can_be_worked_on_and_is_asked_about_no_second_time(
    desk, address, activity, shown, saved_meanwhile
):
    page = desk.post(address, status=409, **MINE, shown=shown)

    again = desk.post(address, **filled(page), weiter="1")

    assert again.h1 == "Auswertung"
    assert again.soup.select_one("#goal").text.strip() == "Mehr Menschen erreichen."
    assert stored(activity) == THEIRS
    desk.post(address, **MINE | {"goal": "Beides."}, shown=seen(again))
    assert stored(activity) == MINE | {"goal": "Beides."}


def test_whoever_is_alone_is_asked_nothing(desk, address, activity, shown):
    many_lines = MINE | {"goal": "Mehr Menschen\r\nerreichen."}
    page = desk.post(address, **many_lines, shown=shown)

    desk.post(address, **many_lines, shown=seen(page))

    assert stored(activity) == many_lines


def test_a_mistake_in_between_does_not_hide_what_was_saved(
    desk, address, activity, shown, saved_meanwhile
):
    page = desk.post(address, status=422, **MINE | {"goal": "a" * 801}, shown=shown)

    desk.post(address, status=409, **MINE, shown=seen(page))

    assert stored(activity) == THEIRS


def test_a_page_without_a_fingerprint_is_still_saved(desk, address, activity, saved_meanwhile):
    desk.post(address, **MINE)

    assert stored(activity) == MINE


def test_to_show_both_versions_takes_a_fixed_number_of_statements(
    desk, address, shown, saved_meanwhile
):
    db.session.remove()

    with statements() as heard:
        desk.post(address, status=409, **MINE, shown=shown)

    assert heard.count <= MOST, heard


@pytest.mark.parametrize("knows", [True, False])
def test_of_several_who_save_first_at_once_none_is_refused_without_a_word(
    app, desks, address, activity, shown, knows
):
    answers = []
    sent = MINE | ({"shown": shown} if knows else {})

    def save(browser):
        answers.append(browser.raw(address, method="POST", data=sent).status_code)

    at_once(app, [partial(save, one) for one in desks])

    assert sorted(answers) == ([302] + [409] * 3 if knows else [302] * AT_ONCE)
    assert stored(activity) == MINE
