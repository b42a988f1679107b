"""Signing in and out, and what nobody can find out by trying."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from flask import Flask
from sqlalchemy import select

from bgm_portal.app import create_app
from bgm_portal.audit.models import AuditEntry
from bgm_portal.core.database import db
from bgm_portal.identity import queries
from bgm_portal.identity.models import Person, SignInSession, Throttle
from bgm_portal.identity.permissions import Role
from tests.conftest import make_config
from tests.factories.identity import PASSWORD
from tests.support.page import Page, Visitor
from tests.support.queries import statements
from tests.support.times import NOW, TOMORROW, YESTERDAY

EMAIL = "albers@jobcenter.example"
WRONG = "E-Mail-Adresse und Kennwort passen nicht zusammen. Prüfen Sie beides."
At = Callable[[datetime], AbstractContextManager[None]]


@pytest.fixture
def katrin(make_account: Callable[..., Person]) -> Person:
    return make_account(first_name="Katrin", last_name="Albers", email=EMAIL)


@pytest.fixture
def other_process(app: Flask, tmp_path: Path) -> Iterator[Visitor]:
    """A second portal on the same database."""
    other = create_app(make_config(tmp_path, app.config["SQLALCHEMY_DATABASE_URI"]))
    yield Visitor(other.test_client())
    with other.app_context():
        db.engine.dispose()


def fail(visitor: Visitor, times: int, email: str = EMAIL) -> None:
    for _time in range(times):
        visitor.raw("/anmelden", method="POST", data={"email": email, "password": "falsch"})


def status_of(visitor: Visitor, password: str = PASSWORD, email: str = EMAIL) -> int:
    data = {"email": email, "password": password}
    return visitor.raw("/anmelden", method="POST", data=data).status_code


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
        ("kein\x00name", "\x00"),
    ],
    ids=["unknown", "wrong", "deactivated", "invited", "very-long", "binary"],
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


@pytest.mark.parametrize(
    ("minutes", "expected"),
    [([29], 200), ([30], 302), ([29, 58], 200), ([29, 58, 87], 200), ([29, 60], 302)],
)
def test_a_session_ends_after_half_an_hour_without_a_page(
    visitor: Visitor, katrin: Person, at: At, minutes: list[int], expected: int
) -> None:
    status_of(visitor)
    statuses = []
    for minute in minutes:
        with at(NOW + timedelta(minutes=minute)):
            statuses.append(visitor.raw("/konto").status_code)

    assert statuses[-1] == expected


def test_a_session_ends_after_ten_hours_however_busy(
    visitor: Visitor, katrin: Person, at: At
) -> None:
    status_of(visitor)
    statuses = []
    for quarter in range(1, 41):
        with at(NOW + timedelta(minutes=15 * quarter)):
            statuses.append(visitor.raw("/konto").status_code)

    assert statuses == [200] * 39 + [302]


def test_reading_writes_that_somebody_is_there_only_every_five_minutes(
    visitor: Visitor, katrin: Person, at: At
) -> None:
    status_of(visitor)

    with at(NOW + timedelta(minutes=4)), statements() as early:
        visitor.raw("/konto")
    with at(NOW + timedelta(minutes=5)), statements() as later:
        visitor.raw("/konto")

    assert [one for one in early if one.startswith("UPDATE")] == []
    assert len([one for one in later if one.startswith("UPDATE")]) == 1


def test_somebody_who_says_that_they_are_there_gets_the_whole_half_hour_again(
    visitor: Visitor, katrin: Person, at: At
) -> None:
    status_of(visitor)
    with at(NOW + timedelta(minutes=4)):
        answer = visitor.raw("/angemeldet-bleiben", method="POST")
    with at(NOW + timedelta(minutes=33)):
        later = visitor.raw("/konto")

    assert (answer.status_code, later.status_code) == (204, 200)


@pytest.mark.parametrize(("same", "kept"), [(1, 1), (0, 0)], ids=["same-person", "somebody-else"])
def test_a_form_that_stayed_open_can_be_sent_only_by_whom_it_was_opened(
    visitor: Visitor,
    katrin: Person,
    make_account: Callable[..., Person],
    at: At,
    same: int,
    kept: int,
) -> None:
    make_account(email="jemand@jobcenter.example")
    status_of(visitor)
    with visitor.client.session_transaction() as session:
        session["csrf_token"] = "offene Seite"

    with at(NOW + timedelta(hours=1)):
        status_of(visitor, email=("jemand@jobcenter.example", EMAIL)[same])

    with visitor.client.session_transaction() as session:
        assert (session.get("csrf_token") == "offene Seite") == bool(kept)


def test_a_deactivated_person_is_out_at_the_next_page(visitor: Visitor, katrin: Person) -> None:
    status_of(visitor)
    queries.person(katrin.id).deactivated_at = NOW
    db.session.commit()

    assert visitor.raw("/konto").status_code == 302


def test_after_five_failures_even_the_right_password_has_to_wait(
    visitor: Visitor, katrin: Person, at: At
) -> None:
    fail(visitor, 5)

    page = visitor.post("/anmelden", status=429, email=EMAIL, password=PASSWORD)
    with at(NOW + timedelta(seconds=31)):
        later = status_of(visitor)

    assert "Bitte warten Sie 30 Sekunden." in page.text
    assert page.response.headers["Retry-After"] == "30"
    assert later == 302


def test_the_pause_grows_and_is_said_in_minutes(visitor: Visitor, katrin: Person, at: At) -> None:
    fail(visitor, 5)
    with at(NOW + timedelta(seconds=31)):
        fail(visitor, 1)
    with at(NOW + timedelta(seconds=95)):
        fail(visitor, 1)
        page = visitor.post("/anmelden", status=429, email=EMAIL, password=PASSWORD)

    assert "Bitte warten Sie 2 Minuten." in page.text


def test_an_unknown_address_is_paused_like_a_known_one(visitor: Visitor, katrin: Person) -> None:
    fail(visitor, 5, email="niemand@jobcenter.example")

    assert status_of(visitor, email="Niemand@jobcenter.example") == 429


def test_a_pause_of_one_account_does_not_touch_another(visitor: Visitor, katrin: Person) -> None:
    fail(visitor, 6, email="niemand@jobcenter.example")

    assert status_of(visitor) == 302


def test_signing_in_forgets_earlier_failures(visitor: Visitor, katrin: Person, app: Flask) -> None:
    fail(visitor, 4)
    status_of(visitor)
    visitor.raw("/abmelden", method="POST")
    fail(visitor, 4)

    assert status_of(visitor) == 302


def test_failures_of_yesterday_are_forgotten(visitor: Visitor, katrin: Person, at: At) -> None:
    fail(visitor, 4)
    with at(TOMORROW + timedelta(seconds=1)):
        fail(visitor, 4)
        answer = status_of(visitor)

    assert answer == 302


def test_an_address_that_tries_many_accounts_is_paused(visitor: Visitor, katrin: Person) -> None:
    for number in range(50):
        fail(visitor, 1, email=f"person{number}@jobcenter.example")

    assert status_of(visitor) == 429


def test_a_success_does_not_pay_for_failures_with_other_accounts(
    visitor: Visitor, katrin: Person
) -> None:
    for number in range(49):
        fail(visitor, 1, email=f"person{number}@jobcenter.example")
    status_of(visitor)
    visitor.raw("/abmelden", method="POST")
    fail(visitor, 1, email="noch.jemand@jobcenter.example")

    assert status_of(visitor) == 429


def test_failures_are_counted_for_all_processes_together(
    visitor: Visitor, katrin: Person, other_process: Visitor
) -> None:
    fail(visitor, 3)
    fail(other_process, 2)

    assert (status_of(visitor), status_of(other_process)) == (429, 429)


def test_counters_hold_neither_addresses_nor_names(visitor: Visitor, katrin: Person) -> None:
    fail(visitor, 1)

    keys = list(db.session.scalars(select(Throttle.key)))
    assert len(keys) == 2
    assert not [key for key in keys if "albers" in key or "127" in key]


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
