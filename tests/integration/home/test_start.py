"""Where the first address of the portal leads."""

import pytest

from bgm_portal.identity.permissions import Role

STARTS = {
    Role.COORDINATOR: "/schreibtisch",
    Role.LEADERSHIP: "/berichte",
    Role.ADMIN: "/konten",
    Role.AUDITOR: "/protokoll",
    Role.EDITOR: "/mein-bereich",
}


def test_a_visitor_learns_what_is_here_how_to_move_and_where_more_is(visitor):
    page = visitor.get("/")

    assert page.h1 == "Gesund bleiben und gut dabei sein"
    assert {"/anmelden", "/hilfe", "/einfache-sprache", "/barrierefreiheit"} <= set(page.links())


def test_an_employee_starts_with_their_own_page(sign_in, employee):
    assert sign_in(employee).get("/").path == "/mein-bereich"


@pytest.mark.parametrize(("role", "path"), STARTS.items())
def test_everybody_starts_where_their_work_is(sign_in, make_person, role, path):
    response = sign_in(make_person(role)).raw("/")

    assert response.headers["Location"] == path


@pytest.mark.parametrize("path", ["/schreibtisch", "/berichte", "/protokoll"])
def test_an_employee_cannot_open_the_start_of_another_role(sign_in, employee, path):
    assert sign_in(employee).get(path, status=403).status == 403


@pytest.mark.parametrize("path", ["/mein-bereich", "/mein-bereich/rueckblick", "/schreibtisch"])
def test_a_visitor_is_asked_to_sign_in_first(visitor, path):
    assert visitor.get(path).path == "/anmelden"
