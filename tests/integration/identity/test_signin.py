"""Signing in and out, and what nobody can find out by trying."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime

import pytest
from argon2 import PasswordHasher
from sqlalchemy import select

from bgm_portal.audit.models import AuditEntry
from bgm_portal.core.database import db
from bgm_portal.identity import queries
from bgm_portal.identity.models import Person, SignInSession
from bgm_portal.identity.permissions import Role
from tests.factories.identity import EMAIL, PASSWORD, fail, status_of
from tests.support.page import Page, Visitor
from tests.support.times import YESTERDAY

At = Callable[[datetime], AbstractContextManager[None]]

WRONG = "E-Mail-Adresse und Kennwort passen nicht zusammen. Prüfen Sie beides."


def test_somebody_signs_in_whatever_the_case_of_the_address(
    visitor: Visitor, katrin: Person
) -> None:
    answer = visitor.raw(
        "/anmelden", method="POST", data={"email": f" {EMAIL.upper()} ", "password": PASSWORD}
    )

    assert answer.status_code == 302
    assert answer.location == "/"
    assert visitor.get("/konto").h1 == "Ihr Konto"


def test_the_page_asks_for_address_and_password_and_lets_password_stores_work(
    visitor: Visitor,
) -> None:
    page = visitor.get("/anmelden")

    assert page.h1 == "Anmelden"
    assert page.soup.select_one("#email")["autocomplete"] == "username"
    assert page.soup.select_one("#password")["autocomplete"] == "current-password"
    assert page.soup.select_one("#password")["value"] == ""


def test_what_is_missing_is_said(visitor: Visitor) -> None:
    page = visitor.post("/anmelden", status=422)

    assert page.errors() == [
        "Geben Sie Ihre dienstliche E-Mail-Adresse ein.",
        "Geben Sie Ihr Kennwort ein.",
    ]


@pytest.mark.parametrize(
    ("email", "password"),
    [
        ("niemand@jobcenter.example", PASSWORD),
        (EMAIL, "ein falsches Kennwort"),
        ("gegangen@jobcenter.example", PASSWORD),
        ("eingeladen@jobcenter.example", PASSWORD),
        (EMAIL, "x" * 5000),
    ],
    ids=["unknown", "wrong", "deactivated", "invited", "very-long"],
)
def test_whoever_cannot_sign_in_gets_one_and_the_same_answer(
    visitor: Visitor,
    katrin: Person,
    make_account: Callable[..., Person],
    make_person: Callable[..., Person],
    email: str,
    password: str,
) -> None:
    make_account(email="gegangen@jobcenter.example", deactivated_at=YESTERDAY)
    make_person(email="eingeladen@jobcenter.example")

    page = visitor.post("/anmelden", status=422, email=email, password=password)

    assert page.errors() == [WRONG]
    assert _without_address(page) == _without_address(
        visitor.post("/anmelden", status=422, email="x@y.example", password="falsch")
    )
    assert db.session.scalar(select(SignInSession)) is None


def _without_address(page: Page) -> str:
    """Return the main part without what was typed."""
    page.soup.select_one("#email").decompose()
    return str(page.soup.select_one("main"))


@pytest.mark.parametrize("email", [EMAIL, "niemand@jobcenter.example"])
def test_a_password_is_compared_even_when_there_is_none(
    visitor: Visitor, katrin: Person, email: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    compared: list[str] = []
    verify = PasswordHasher.verify
    monkeypatch.setattr(
        PasswordHasher,
        "verify",
        lambda self, stored, given: compared.append(stored) or verify(self, stored, given),
    )

    fail(visitor, 1, email=email)

    assert len(compared) == 1


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("/angebote?monat=5", "/angebote?monat=5"),
        ("https://boese.example/", "/"),
        ("//boese.example/", "/"),
        ("/\\boese.example", "/"),
        ("javascript:alert(1)", "/"),
        ("/\nboese", "/"),
        ("", "/"),
    ],
)
def test_after_signing_in_one_stays_in_the_house(
    visitor: Visitor, katrin: Person, target: str, expected: str
) -> None:
    answer = visitor.raw(
        "/anmelden",
        method="POST",
        data={"email": EMAIL, "password": PASSWORD, "next": target},
    )

    assert answer.location == expected


def test_a_page_that_needs_a_sign_in_is_opened_after_it(visitor: Visitor, katrin: Person) -> None:
    form = visitor.get("/konto/kennwort")

    answer = visitor.post(
        "/anmelden",
        email=EMAIL,
        password=PASSWORD,
        next=form.soup.select_one("input[name=next]")["value"],
    )

    assert answer.h1 == "Kennwort ändern"


def test_whoever_is_signed_in_is_not_asked_again(
    katrin: Person, sign_in: Callable[[Person], Visitor]
) -> None:
    answer = sign_in(katrin).raw("/anmelden?next=/konto")

    assert answer.location == "/konto"


def test_each_sign_in_has_a_token_of_its_own_that_is_stored_as_a_hash(
    visitor: Visitor, katrin: Person
) -> None:
    status_of(visitor)
    with visitor.client.session_transaction() as session:
        first = session["_user_id"]
    visitor.raw("/abmelden", method="POST")
    status_of(visitor)
    with visitor.client.session_transaction() as session:
        second = session["_user_id"]

    stored = set(db.session.scalars(select(SignInSession.token_hash)))
    assert first != second
    assert len(stored) == 2
    assert not stored & {first, second}


def test_a_token_planted_before_signing_in_is_worth_nothing_afterwards(
    visitor: Visitor, katrin: Person
) -> None:
    with visitor.client.session_transaction() as session:
        session["_user_id"] = "geraten"
        session["csrf_token"] = "bekannt"
    status_of(visitor)

    with visitor.client.session_transaction() as session:
        assert session["_user_id"] != "geraten"
        assert session.get("csrf_token") != "bekannt"
        assert session.permanent


def test_signing_out_ends_the_session_and_empties_the_browser(
    visitor: Visitor, katrin: Person
) -> None:
    status_of(visitor)
    with visitor.client.session_transaction() as session:
        cookie = session["_user_id"]

    answer = visitor.raw("/abmelden", method="POST")
    with visitor.client.session_transaction() as session:
        session["_user_id"] = cookie

    assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert visitor.raw("/konto").status_code == 302
    assert visitor.get("/abgemeldet").h1 == "Sie sind abgemeldet"


def test_signing_out_twice_does_no_harm(visitor: Visitor) -> None:
    page = visitor.post("/abmelden")

    assert page.h1 == "Sie sind abgemeldet"


def test_a_password_hash_of_weaker_times_is_renewed_when_it_is_used(
    visitor: Visitor, katrin: Person
) -> None:
    weak = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1, hash_len=16).hash(PASSWORD)
    queries.person(katrin.id).password_hash = weak
    db.session.commit()

    first = status_of(visitor)
    renewed = queries.person(katrin.id).password_hash
    visitor.raw("/abmelden", method="POST")

    assert (first, status_of(visitor)) == (302, 302)
    assert renewed != weak


def test_signing_in_and_out_and_failing_is_noted_without_names(
    visitor: Visitor, katrin: Person
) -> None:
    fail(visitor, 1)
    status_of(visitor)
    visitor.raw("/abmelden", method="POST")

    entries = db.session.execute(
        select(AuditEntry.event, AuditEntry.subject_id, AuditEntry.facts).order_by(AuditEntry.event)
    ).all()
    assert [tuple(entry) for entry in entries] == [
        ("identity.sign_in_failed", katrin.id, {}),
        ("identity.signed_in", katrin.id, {}),
        ("identity.signed_out", katrin.id, {}),
    ]


def test_a_cookie_that_was_made_up_signs_nobody_in(visitor: Visitor, katrin: Person) -> None:
    with visitor.client.session_transaction() as session:
        session["_user_id"] = "erfunden"

    assert visitor.raw("/konto").status_code == 302


def test_a_role_that_was_taken_away_is_gone_at_the_next_page(
    make_account: Callable[..., Person], sign_in: Callable[[Person], Visitor]
) -> None:
    person = make_account(Role.ADMIN)
    browser = sign_in(person)
    before = browser.raw("/konten").status_code
    db.session.execute(Person.metadata.tables["role_grant"].delete())
    db.session.commit()

    assert (before, browser.raw("/konten").status_code) == (200, 403)
