"""Who may open what. Every address carries exactly one mark; whatever carries none is closed."""

from collections.abc import Callable, Iterator

import pytest
from flask import Flask

from bgm_portal.identity.access import Access, public, requires, signed_in
from bgm_portal.identity.models import Person
from bgm_portal.identity.permissions import Permission, Role, permissions_of
from tests.support.page import Visitor
from tests.support.routes import addresses, assembled

#: Open to everybody, also before signing in. Whoever adds one says so here.
PUBLIC = {
    "asset",
    "feeds.fetch",
    "health.figures",
    "health.live",
    "health.ready",
    "health.worker",
    "certificates.check",
    "certificates.check_form",
    "home.start",
    "house.arrive",
    "house.begin",
    "identity.code",
    "identity.code_form",
    "identity.sign_in",
    "handbook.book",
    "handbook.overview",
    "handbook.paper",
    "handbook.picture",
    "identity.sign_in_form",
    "identity.sign_out",
    "identity.signed_out",
    "links.forgotten",
    "links.forgotten_form",
    "links.invitation",
    "links.invitation_form",
    "links.link_sent",
    "links.reset",
    "links.reset_form",
    "look.colour_sheet",
    "look.logo",
    "pages.accessibility",
    "pages.barrier_form",
    "pages.barrier_thanks",
    "pages.display",
    "pages.help_page",
    "pages.imprint",
    "pages.plain",
    "pages.privacy",
    "pages.report_barrier",
    "pages.sitemap",
    "preferences.unsubscribe",
    "preferences.unsubscribe_form",
}
#: Are there only where people sign in with accounts of the house.
WITH_PROVIDER = {"/anmelden/haus", "/anmelden/haus/zurueck", "/bestaetigen/haus"}
NOT_FOUND = 404
METHODS = ("GET", "POST")


def access_of(address: str, method: str) -> Access:
    """Return the mark of the view behind an address."""
    adapter = assembled().url_map.bind("localhost")
    endpoint, _values = adapter.match(address, method=method)
    mark: Access = assembled().view_functions[endpoint].access  # type: ignore[attr-defined]
    return mark


def is_open_to(role: Role, access: Access) -> bool:
    return access.permission is None or access.permission in permissions_of(frozenset({role}))


def closed_to(role: Role) -> Iterator[tuple[str, str]]:
    """Return every method and address that this role may not call."""
    return (
        (method, address)
        for method in METHODS
        for address in addresses(method)
        if not is_open_to(role, access_of(address, method))
    )


def plain_pages() -> list[str]:
    """Return the addresses of pages that need no object to be shown; machines read no pages."""
    rules = [
        rule
        for rule in assembled().url_map.iter_rules()
        if not rule.arguments and not rule.endpoint.startswith("health.")
    ]
    return sorted(rule.rule for rule in rules if "GET" in (rule.methods or ()))


def test_requirement_01_every_view_carries_a_mark() -> None:
    views = assembled().view_functions

    unmarked = [
        name
        for name, view in views.items()
        if not isinstance(getattr(view, "access", None), Access)
    ]

    assert unmarked == []


def test_requirement_01_only_the_pages_named_here_are_public() -> None:
    views = assembled().view_functions

    assert {name for name, view in views.items() if view.access.public} == PUBLIC  # type: ignore[attr-defined]


@pytest.mark.parametrize("second", [public, signed_in, requires(Permission.AUDIT)])
def test_a_view_cannot_carry_two_marks(second: Callable[..., object]) -> None:
    @signed_in
    def view() -> str:
        return ""

    with pytest.raises(TypeError, match="two access marks"):
        second(view)


def test_requirement_01_a_view_without_a_mark_is_closed_to_everybody(
    app: Flask, make_person: Callable[..., Person], sign_in: Callable[[Person], Visitor]
) -> None:
    everything = sign_in(make_person(Role.ADMIN, Role.COORDINATOR, Role.EDITOR, Role.AUDITOR))
    mark = app.view_functions["pages.imprint"].access  # type: ignore[attr-defined]
    del app.view_functions["pages.imprint"].access  # type: ignore[attr-defined]

    try:
        statuses = [
            everything.raw("/impressum").status_code,
            Visitor(app.test_client()).raw("/impressum").status_code,
        ]
    finally:
        app.view_functions["pages.imprint"].access = mark  # type: ignore[attr-defined]

    assert statuses == [403, 403]


def test_nobody_sees_more_than_public_pages_before_signing_in(visitor: Visitor) -> None:
    expected = {page: access_of(page, "GET").public for page in plain_pages()}

    answers = {page: visitor.raw(page) for page in expected}

    assert {
        page: not (answer.location or "").startswith("/anmelden?next=")
        for page, answer in answers.items()
    } == expected


@pytest.mark.parametrize("method", METHODS)
def test_whoever_is_not_signed_in_is_asked_to_at_every_closed_address(
    visitor: Visitor, method: str
) -> None:
    closed = [one for one in addresses(method) if not access_of(one, method).public]

    answers = {one: visitor.raw(one, method=method) for one in closed}

    assert len(answers) > 10
    assert {
        (answer.status_code, (answer.location or "").partition("?")[0])
        for answer in answers.values()
    } == {(302, "/anmelden")}


@pytest.mark.parametrize("role", list(Role))
def test_each_role_opens_what_the_page_of_permissions_grants_and_nothing_else(
    role: Role, make_person: Callable[..., Person], sign_in: Callable[[Person], Visitor]
) -> None:
    browser = sign_in(make_person(*({role} - {Role.EMPLOYEE})))
    expected = {page: is_open_to(role, access_of(page, "GET")) for page in plain_pages()}

    answers = {page: browser.raw(page).status_code for page in expected}

    shown = {
        page: status in {200, 302} or (page in WITH_PROVIDER and status == NOT_FOUND)
        for page, status in answers.items()
    }
    assert shown == expected
    assert {status for page, status in answers.items() if not expected[page]} <= {403}


@pytest.mark.parametrize("role", list(Role))
def test_no_role_reaches_an_address_that_is_not_granted_whatever_the_method(
    role: Role, make_person: Callable[..., Person], sign_in: Callable[[Person], Visitor]
) -> None:
    browser = sign_in(make_person(*({role} - {Role.EMPLOYEE})))

    answers = {
        (method, address): browser.raw(address, method=method).status_code
        for method, address in closed_to(role)
    }

    assert len(answers) > 10
    assert set(answers.values()) == {403}
