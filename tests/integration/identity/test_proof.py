"""Naming the password once more before what only oneself should do; forms that come too late."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from bgm_portal.accommodations.models import Need
from bgm_portal.audit.models import AuditEntry
from bgm_portal.core.database import db
from bgm_portal.identity import queries
from bgm_portal.identity.models import Person
from bgm_portal.identity.permissions import Role
from tests.factories.identity import EMAIL, NEW_PASSWORD, PASSWORD, status_of
from tests.support.page import Page, Visitor
from tests.support.times import NOW

At = Callable[[datetime], AbstractContextManager[None]]
SignIn = Callable[[Person], Visitor]

LATER = NOW + timedelta(minutes=16)
MUCH_LATER = NOW + timedelta(minutes=45)


def hidden_on(page: Page) -> dict[str, str]:
    """Return the hidden fields of the form in the main part, as a browser sends them."""
    fields = page.soup.select("main form input[type=hidden]")
    return {str(field["name"]): str(field["value"]) for field in fields}


@pytest.fixture
def busy(sign_in: SignIn, katrin: Person, at: At) -> Visitor:
    """Katrin's browser, in which she has read something every ten minutes."""
    browser = sign_in(katrin)
    with at(NOW + timedelta(minutes=10)):
        browser.raw("/konto")
    return browser


def test_soon_after_signing_in_nobody_is_asked_once_more(busy: Visitor, at: At) -> None:
    with at(NOW + timedelta(minutes=14)):
        assert busy.raw("/konto/zweiter-faktor/entfernen").status_code == 200


def test_after_a_quarter_of_an_hour_the_password_is_asked_for_and_one_goes_on(
    busy: Visitor, at: At
) -> None:
    with at(LATER):
        asked = busy.get("/konto/zweiter-faktor/entfernen")
        arrived = busy.post("/bestaetigen", present=PASSWORD, **hidden_on(asked))
        again = busy.get("/konto/zweiter-faktor/entfernen")

    assert asked.h1 == "Anmeldung bestätigen"
    assert {arrived.h1, again.h1} == {"Zweiten Faktor entfernen"}


@pytest.mark.parametrize(
    ("typed", "error"),
    [
        ("falsch", "Das Kennwort stimmt nicht. Geben Sie es noch einmal ein."),
        ("", "Geben Sie Ihr Kennwort ein."),
    ],
)
def test_a_wrong_password_proves_nothing(busy: Visitor, at: At, typed: str, error: str) -> None:
    with at(LATER):
        page = busy.post("/bestaetigen", status=422, present=typed)
        still = busy.get("/konto/zweiter-faktor/entfernen")

    assert page.errors() == [error]
    assert still.h1 == "Anmeldung bestätigen"


def test_whoever_found_an_open_screen_cannot_try_passwords_for_ever(busy: Visitor) -> None:
    statuses = [
        busy.raw("/bestaetigen", method="POST", data={"present": "falsch"}).status_code
        for _time in range(6)
    ]

    assert statuses == [422] * 5 + [429]


def test_the_proof_leads_nowhere_outside_of_the_house(busy: Visitor) -> None:
    data = {"present": PASSWORD, "next": "//boese.example/"}

    assert busy.raw("/bestaetigen", method="POST", data=data).location == "/"


def test_a_need_is_opened_only_by_whom_it_was_made_sure_that_it_is_them(
    make_account: Callable[..., Person],
    make_activity: Callable[..., object],
    make_need: Callable[..., Need],
    make_person: Callable[..., Person],
    sign_in: SignIn,
    at: At,
) -> None:
    nadine = make_account(Role.COORDINATOR)
    need = make_need(person=make_person(), activity=make_activity(contact_id=nadine.id))
    browser = sign_in(nadine)
    with at(NOW + timedelta(minutes=20)):
        asked = browser.post(f"/bedarfe/{need.id}/oeffnen", status=403)
        opened_unproven = _opened()
        ready = browser.post("/bestaetigen", present=PASSWORD, **hidden_on(asked))
        action = ready.soup.select_one("main form")["action"]
        browser.post(action)

    assert asked.h1 == "Anmeldung bestätigen"
    assert opened_unproven == []
    assert action == f"/bedarfe/{need.id}/oeffnen"
    assert len(_opened()) == 1


def _opened() -> list[AuditEntry]:
    wanted = select(AuditEntry).where(AuditEntry.event == "accommodations.opened")
    return list(db.session.scalars(wanted))


def test_requirement_18_a_form_that_came_too_late_is_given_back_after_signing_in(
    visitor: Visitor, katrin: Person, at: At
) -> None:
    status_of(visitor)
    with at(MUCH_LATER):
        asked = visitor.post("/konto/kennwort", status=403, present=PASSWORD, password=NEW_PASSWORD)
        ready = visitor.post("/anmelden", email=EMAIL, password=PASSWORD, **hidden_on(asked))
        form = ready.soup.select_one("main form")
        done = visitor.post(form["action"], **hidden_on(ready))

    assert asked.h1 == "Anmelden"
    assert NEW_PASSWORD not in asked.html, "what was typed is sealed"
    assert ready.h1 == "Noch ein Klick, dann geht es weiter"
    assert "Ihr Kennwort ist geändert." in done.text


def test_requirement_18_it_is_given_back_after_a_mistyped_password_too(
    visitor: Visitor, katrin: Person, at: At
) -> None:
    status_of(visitor)
    with at(MUCH_LATER):
        asked = visitor.post("/konto/kennwort", status=403, present="a", password=NEW_PASSWORD)
        wrong = visitor.post(
            "/anmelden", status=422, email=EMAIL, password="falsch", **hidden_on(asked)
        )
        ready = visitor.post("/anmelden", email=EMAIL, password=PASSWORD, **hidden_on(wrong))

    assert hidden_on(ready)["password"] == NEW_PASSWORD


def test_somebody_else_at_the_same_screen_gets_nothing_of_it(
    visitor: Visitor, katrin: Person, make_account: Callable[..., Person], at: At
) -> None:
    make_account(email="jemand@jobcenter.example")
    status_of(visitor)
    with at(MUCH_LATER):
        asked = visitor.post("/konto/kennwort", status=403, present="a", password=NEW_PASSWORD)
        page = visitor.post(
            "/anmelden", email="jemand@jobcenter.example", password=PASSWORD, **hidden_on(asked)
        )

    assert NEW_PASSWORD not in page.html
    assert page.h1 != "Noch ein Klick, dann geht es weiter"


@pytest.mark.parametrize("kept", ["", "erfunden", "gAAAAABm" + "x" * 100, "ü"])
def test_what_the_portal_did_not_seal_is_not_given_back(
    visitor: Visitor, katrin: Person, kept: str
) -> None:
    data = {"email": EMAIL, "password": PASSWORD, "kept": kept}

    assert visitor.raw("/anmelden", method="POST", data=data).location == "/"


def test_whoever_was_never_signed_in_has_nothing_to_be_kept(app: Flask, visitor: Visitor) -> None:
    data = {"present": "a", "password": "b"}

    assert visitor.raw("/konto/kennwort", method="POST", data=data).location == "/anmelden"


def test_an_endless_form_is_not_kept(visitor: Visitor, katrin: Person, at: At) -> None:
    status_of(visitor)
    with at(MUCH_LATER):
        answer = visitor.raw("/konto/kennwort", method="POST", data={"present": "x" * 100_001})

    assert answer.location == "/anmelden"


def test_a_form_of_somebody_who_was_locked_out_is_not_kept(
    visitor: Visitor, katrin: Person
) -> None:
    status_of(visitor)
    queries.person(katrin.id).deactivated_at = NOW
    db.session.commit()

    answer = visitor.raw("/konto/kennwort", method="POST", data={"present": "a"})

    assert answer.location == "/anmelden"
