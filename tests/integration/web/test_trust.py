"""Which requests are believed: tokens of forms, names of hosts, roles and accounts of this moment.

All other tests run without tokens of forms; these switch them on as in production.
"""

import pytest
from flask_wtf.csrf import CSRFProtect

from bgm_portal.core.database import db, transaction
from bgm_portal.identity import service as identity
from bgm_portal.identity.permissions import Role
from tests.factories.identity import EMAIL, PASSWORD
from tests.support.routes import ONE_CLICK, addresses, assembled, with_token
from tests.support.times import NOW, RUN_STARTS

ELSEWHERE = "boese.example"


@pytest.fixture
def guarded(app, monkeypatch):
    """Ask for the token of every form, as production does."""
    monkeypatch.setitem(app.config, "WTF_CSRF_ENABLED", app.testing)  # which switched it off


def token_on(page):
    return page.soup.select_one("main input[name=csrf_token]")["value"]


def only_for_forms():
    """Return every address that takes forms and shows no page."""
    shown = set(addresses("GET"))
    return [address for address in addresses("POST") if address not in shown]


def test_tokens_are_asked_for_in_production_and_no_view_is_left_out(monkeypatch):
    extension = assembled().extensions["csrf"]

    assert isinstance(extension, CSRFProtect)
    one_click = assembled().view_functions[ONE_CLICK]
    name = f"{one_click.__module__}.{one_click.__name__}"
    assert extension._exempt_views == {name}  # noqa: SLF001 - there is no other way to ask
    assert extension._exempt_blueprints == set()  # noqa: SLF001


@pytest.mark.parametrize("token", ["", "erfunden"])
def test_no_form_is_taken_without_its_token(guarded, employee, sign_in, token):
    visitor = sign_in(employee)

    answers = {
        address: visitor.raw(address, method="POST", data={"csrf_token": token}).status_code
        for address in with_token()
    }

    assert len(answers) > 50
    assert set(answers.values()) == {400}


def test_nobody_is_signed_in_by_a_form_of_another_site(guarded, visitor, katrin):
    data = {"email": EMAIL, "password": PASSWORD}

    answer = visitor.raw("/anmelden", method="POST", data=data)

    assert answer.status_code == 400
    assert visitor.raw("/konto").location.startswith("/anmelden")


def test_a_form_is_taken_with_the_token_of_its_page(guarded, visitor, katrin):
    token = token_on(visitor.get("/anmelden"))

    page = visitor.post("/anmelden", email=EMAIL, password=PASSWORD, csrf_token=token)

    assert page.path == "/mein-bereich"


def test_the_token_of_somebody_else_is_worth_nothing(guarded, make_person, sign_in):
    theirs = token_on(sign_in(make_person()).get("/konto/kennwort"))
    visitor = sign_in(make_person())
    visitor.get("/konto/kennwort")

    answer = visitor.raw(
        "/konto/andere-geraete-abmelden", method="POST", data={"csrf_token": theirs}
    )

    assert answer.status_code == 400


def test_a_sign_up_goes_through_with_the_tokens_of_its_pages(
    guarded, employee, make_activity, sign_in
):
    begin = f"/angebote/{make_activity().id}/anmeldung"
    visitor = sign_in(employee)

    page = visitor.get(begin)
    page = visitor.post(f"{begin}/bedarf", csrf_token=token_on(page))
    page = visitor.post(f"{begin}/pruefen", csrf_token=token_on(page))

    assert page.h1 == "Sie sind angemeldet"


def test_no_link_and_no_picture_can_do_what_a_form_does(employee, sign_in):
    visitor = sign_in(employee)

    answers = {address: visitor.raw(address).status_code for address in only_for_forms()}

    assert len(answers) > 20
    assert set(answers.values()) <= {404, 405}


@pytest.mark.parametrize(
    "how",
    [
        {"headers": {"X-HTTP-Method-Override": "POST"}},
        {"query_string": {"_method": "POST"}},
        {"query_string": {"method": "post"}},
    ],
)
def test_a_request_is_what_it_says_it_is(employee, make_activity, register, sign_in, how):
    registration = register(employee, make_activity())
    address = f"/meine-anmeldung/{registration.id}/absagen"

    answer = sign_in(employee).raw(address, **how)

    db.session.refresh(registration)
    assert answer.status_code == 200
    assert registration.ended_at is None


@pytest.mark.parametrize("host", [ELSEWHERE, f"localhost.{ELSEWHERE}", f"localhost@{ELSEWHERE}"])
def test_a_request_for_another_host_is_refused(visitor, host):
    answer = visitor.raw("/kennwort-vergessen", headers={"Host": host})

    assert answer.status_code == 400
    assert ELSEWHERE not in answer.get_data(as_text=True)
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("name", ["X-Forwarded-Host", "X-Host", "Forwarded", "X-Original-URL"])
def test_a_header_cannot_lead_the_link_in_a_message_elsewhere(visitor, katrin, mailbox, name):
    value = {"Forwarded": f"host={ELSEWHERE}"}.get(name, ELSEWHERE)

    visitor.raw("/kennwort-vergessen", method="POST", data={"email": EMAIL}, headers={name: value})

    [letter] = mailbox.deliver()
    assert [link for link in letter.links if not link.startswith("http://localhost/")] == []
    assert ELSEWHERE not in letter.text


@pytest.mark.parametrize(
    "target",
    [
        "///boese.example",
        "/\\/boese.example",
        "\\\\boese.example",
        "/\tboese.example",
        "\t//boese.example",
        "http:boese.example",
        "//[boese",
    ],
)
@pytest.mark.parametrize(
    ("address", "field"),
    [("/anzeige", "next"), ("/meine-einwilligungen/portal/history/geben", "zurueck")],
)
def test_nobody_is_sent_to_another_host(employee, sign_in, address, field, target):
    answer = sign_in(employee).raw(address, method="POST", data={field: target})

    assert answer.location in {"/", "/meine-einwilligungen"}


def test_whoever_is_made_coordinator_plans_at_the_next_page(employee, make_person, sign_in):
    visitor, admin = sign_in(employee), make_person(Role.ADMIN)
    before = visitor.raw("/planung").status_code

    with transaction():
        identity.grant_role(person_id=employee.id, role=Role.COORDINATOR, by=admin.id, at=NOW)

    assert (before, visitor.raw("/planung").status_code) == (403, 200)


def test_whoever_coordinates_no_more_reads_no_need_at_the_next_page(
    make_need, coordinator, make_person, sign_in
):
    need, visitor, admin = make_need(), sign_in(coordinator), make_person(Role.ADMIN)
    visitor.post(f"/bedarfe/{need.id}/oeffnen")

    with transaction():
        identity.revoke_role(person_id=coordinator.id, role=Role.COORDINATOR, by=admin.id, at=NOW)

    assert visitor.raw(f"/bedarfe/{need.id}").status_code == 403


def test_whoever_is_locked_out_sends_no_form_any_more(
    employee, make_activity, make_person, register, sign_in
):
    registration = register(employee, make_activity(starts_at=RUN_STARTS))
    visitor, admin = sign_in(employee), make_person(Role.ADMIN)

    with transaction():
        identity.deactivate_person(person_id=employee.id, by=admin.id, at=NOW)
    answer = visitor.raw(f"/meine-anmeldung/{registration.id}/absagen", method="POST")

    db.session.refresh(registration)
    assert answer.location.startswith("/anmelden")
    assert registration.ended_at is None
