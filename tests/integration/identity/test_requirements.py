"""The requirements on signing in, each by its number in docs/security.md."""

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime, timedelta
from pathlib import Path

import argon2
import pytest
from flask import Flask
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError

from bgm_portal.app import create_app
from bgm_portal.core.database import db
from bgm_portal.identity import passwords, queries
from bgm_portal.identity.models import Person, RoleGrant, SignInSession
from bgm_portal.identity.permissions import EXCLUSIVE_GROUP, Role
from tests.conftest import make_config
from tests.factories.identity import EMAIL, NEW_PASSWORD, PASSWORD, fail, status_of
from tests.support.mailbox import Mailbox
from tests.support.page import Page, Visitor
from tests.support.times import NOW, YESTERDAY

At = Callable[[datetime], AbstractContextManager[None]]
SignIn = Callable[[Person], Visitor]

WRONG = {"email": EMAIL, "password": "falsch"}
LONG = "Boote " * 10 + "Hafen"  # 65 signs


def change(browser: Visitor, password: str, status: int = 200) -> Page:
    return browser.post("/konto/kennwort", status=status, present=PASSWORD, password=password)


def test_requirement_05_a_role_is_gone_at_the_next_request(
    make_account: Callable[..., Person], sign_in: SignIn
) -> None:
    browser = sign_in(make_account(Role.ADMIN))
    before = browser.raw("/konten").status_code
    db.session.execute(RoleGrant.__table__.delete())
    db.session.commit()

    assert (before, browser.raw("/konten").status_code) == (200, 403)


@pytest.mark.parametrize("exclusive", [EXCLUSIVE_GROUP, None, "anything"])
def test_requirement_06_nobody_both_plans_and_leads_whatever_writes_to_the_table(
    make_account: Callable[..., Person], exclusive: str | None
) -> None:
    planner = make_account(Role.COORDINATOR)

    db.session.add(
        RoleGrant(person_id=planner.id, role=Role.LEADERSHIP, exclusive=exclusive, granted_at=NOW)
    )

    with pytest.raises(IntegrityError):
        db.session.flush()


@pytest.mark.parametrize(
    ("password", "status"),
    [
        ("Wald und Boot!", 422),
        ("Wald und Boote!", 200),
        ("nur kleine buchstaben", 200),
        (LONG, 200),
        ("Wald und Boote!" + "ß" * 242, 422),
    ],
    ids=["14", "15", "no-composition", "65", "too-long-after-all"],
)
def test_requirement_10_length_counts_and_composition_does_not(
    katrin: Person, sign_in: SignIn, password: str, status: int
) -> None:
    change(sign_in(katrin), password, status)


def test_requirement_10_a_password_may_be_pasted_and_never_expires(
    visitor: Visitor, katrin: Person, sign_in: SignIn, at: At
) -> None:
    field = sign_in(katrin).get("/konto/kennwort").soup.select_one("#password")
    with at(NOW + timedelta(days=5_000)):
        years_later = status_of(visitor)

    assert not {"onpaste", "oncopy", "ondrop"} & set(field.attrs)
    assert int(field["maxlength"]) >= 64
    assert years_later == 302


@pytest.mark.parametrize(
    "password",
    [
        "qwertyuiopasdfgh",
        "1234567890123456",
        "passwordpassword",
        "Weihnachten2026!",
        "Sonnenschein123456",
        "Mein Passwort 1234!",
        "ich bin im jobcenter",
        "albers mag gelbe Boote",
    ],
)
def test_requirement_11_what_others_try_first_is_refused(
    katrin: Person, sign_in: SignIn, password: str
) -> None:
    change(sign_in(katrin), password, 422)


@pytest.mark.parametrize(
    "password", ["password1", "Sommer2026!", "Schalke04", "football1", "trustno1", "2026Willkommen"]
)
def test_requirement_11_short_ones_of_the_breached_are_refused_beside_a_second_factor(
    app: Flask, password: str
) -> None:
    assert passwords.flaw(password, about=(), has_factor=app.testing) is not None


def test_requirement_11_more_than_the_three_thousand_most_frequent_are_known(app: Flask) -> None:
    long_enough = [word for word in passwords.common_passwords() if len(word) >= 8]

    assert len(long_enough) > 3_000  # OWASP ASVS 5.0, 6.2.4


def test_requirement_12_argon2id_with_46_mebibytes_or_more(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(app.config, "TESTING", not app.testing)

    used = argon2.extract_parameters(passwords.hash_of(PASSWORD))

    assert used.type is argon2.Type.ID
    assert used.memory_cost >= 46 * 1024
    assert used.hash_len >= 32
    assert used.salt_len >= 16


def test_requirement_12_a_weaker_hash_is_renewed_at_sign_in(
    visitor: Visitor, katrin: Person
) -> None:
    weak = argon2.PasswordHasher(time_cost=1, memory_cost=8, parallelism=1, hash_len=16)
    queries.person(katrin.id).password_hash = weak.hash(PASSWORD)
    db.session.commit()

    status_of(visitor)

    assert argon2.extract_parameters(queries.person(katrin.id).password_hash or "").hash_len == 32


def test_requirement_14_the_pause_grows_and_is_never_for_ever(
    visitor: Visitor, katrin: Person, at: At
) -> None:
    moment, waits = NOW, []
    fail(visitor, 5)
    for _pause in range(8):
        with at(moment):
            answer = visitor.raw("/anmelden", method="POST", data=WRONG)
        waits.append(int(answer.headers["Retry-After"]))
        moment += timedelta(seconds=waits[-1] + 1)
        with at(moment):
            fail(visitor, 1)
    with at(moment + timedelta(minutes=16)):
        right = status_of(visitor)

    assert waits == [30, 60, 120, 240, 480, 900, 900, 900]
    assert right == 302


def test_requirement_14_tries_are_counted_together_by_all_processes(
    app: Flask, visitor: Visitor, katrin: Person
) -> None:
    url = app.config["SQLALCHEMY_DATABASE_URI"]
    other = create_app(make_config(Path(app.instance_path), url))
    fail(visitor, 5)

    with other.app_context():
        elsewhere = status_of(Visitor(other.test_client()))
        db.session.remove()
        db.engine.dispose()

    assert elsewhere == 429


@pytest.mark.parametrize(
    "email", ["niemand@jobcenter.example", EMAIL, "gegangen@jobcenter.example"]
)
def test_requirement_15_the_answer_tells_nobody_who_has_an_account(
    visitor: Visitor,
    katrin: Person,
    make_account: Callable[..., Person],
    email: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    make_account(email="gegangen@jobcenter.example", deactivated_at=YESTERDAY)
    compared: list[str] = []
    verify = argon2.PasswordHasher.verify
    monkeypatch.setattr(
        argon2.PasswordHasher,
        "verify",
        lambda self, stored, given: compared.append(stored) or verify(self, stored, given),
    )

    page = visitor.post("/anmelden", status=422, email=email, password="falsch")
    forgotten = visitor.post("/kennwort-vergessen", email=email)

    assert page.errors() == [
        "E-Mail-Adresse und Kennwort passen nicht zusammen. Prüfen Sie beides."
    ]
    assert forgotten.h1 == "Sehen Sie in Ihr Postfach"
    assert len(compared) == 1, "a password is compared in any case, which takes the time"


def reset_link(visitor: Visitor, mailbox: Mailbox) -> str:
    visitor.post("/kennwort-vergessen", email=EMAIL)
    links = [link for letter in mailbox.deliver() for link in letter.links]
    return next(link for link in links if "/kennwort-neu/" in link).removeprefix("http://localhost")


def test_requirement_16_a_reset_link_is_good_for_half_an_hour(
    visitor: Visitor, katrin: Person, mailbox: Mailbox, at: At
) -> None:
    link = reset_link(visitor, mailbox)

    with at(NOW + timedelta(minutes=29)):
        early = visitor.raw(link).status_code
    with at(NOW + timedelta(minutes=30)):
        late = visitor.raw(link).status_code

    assert (early, late) == (200, 410)


def test_requirement_16_it_is_good_for_once_ends_sessions_and_the_person_is_told(
    visitor: Visitor, katrin: Person, mailbox: Mailbox, sign_in: SignIn
) -> None:
    elsewhere = sign_in(katrin)
    link = reset_link(visitor, mailbox)

    visitor.post(link, password=NEW_PASSWORD)
    again = visitor.raw(link, method="POST", data={"password": PASSWORD}).status_code

    assert again == 410
    assert elsewhere.raw("/konto").status_code == 302
    assert [letter.subject for letter in mailbox.deliver()] == ["Ihr Kennwort wurde geändert"]


def test_requirement_16_it_holds_256_random_bits_and_is_stored_as_a_hash(
    visitor: Visitor, katrin: Person, mailbox: Mailbox
) -> None:
    token = reset_link(visitor, mailbox).rpartition("/")[2]

    stored = db.session.scalar(text("SELECT token_hash FROM personal_link"))
    assert len(token) == 43  # 32 bytes in base 64
    assert token not in str(stored)


def test_requirement_17_a_new_id_at_sign_in_that_is_dead_at_sign_out(
    visitor: Visitor, katrin: Person
) -> None:
    with visitor.client.session_transaction() as session:
        session["_user_id"] = "geraten"
    status_of(visitor)
    with visitor.client.session_transaction() as session:
        token = session["_user_id"]
    visitor.raw("/abmelden", method="POST")
    with visitor.client.session_transaction() as session:
        session["_user_id"] = token

    assert token != "geraten"
    assert token not in db.session.scalars(select(SignInSession.token_hash)).all()
    assert visitor.raw("/konto").status_code == 302


@pytest.mark.parametrize(("minutes", "status"), [(29, 200), (30, 302)])
def test_requirement_18_a_session_ends_after_half_an_hour_of_doing_nothing(
    visitor: Visitor, katrin: Person, at: At, minutes: int, status: int
) -> None:
    status_of(visitor)

    with at(NOW + timedelta(minutes=minutes)):
        assert visitor.raw("/konto").status_code == status


def test_requirement_18_it_ends_after_ten_hours_however_busy(
    visitor: Visitor, katrin: Person, at: At
) -> None:
    status_of(visitor)
    statuses = []
    for part in range(1, 25):
        with at(NOW + timedelta(minutes=25 * part)):
            statuses.append(visitor.raw("/konto").status_code)

    assert statuses == [200] * 23 + [302]


def test_requirement_18_the_question_comes_minutes_before_and_is_answered_by_one_key(
    katrin: Person, sign_in: SignIn
) -> None:
    page = sign_in(katrin).get("/konto")
    dialog = page.soup.select_one("dialog[data-session]")
    script = Path("static/js/session.js").read_text(encoding="utf-8")
    asked_after = re.search(r"ASK_AFTER = (\d+) \* 60 \* 1000", script)

    assert asked_after
    assert int(asked_after[1]) <= 25 - 2  # sessions end 25 to 30 minutes after the last page
    assert len(dialog.select("button")) == 1
    assert sign_in(katrin).raw(dialog["data-session"], method="POST").status_code == 204


def test_somebody_sees_where_they_are_signed_in_and_ends_one_of_it(
    app: Flask, katrin: Person
) -> None:
    phone, desk = Visitor(app.test_client()), Visitor(app.test_client())
    phone.client.environ_base["HTTP_USER_AGENT"] = (
        "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko)"
        " Chrome/130.0.0.0 Mobile Safari/537.36"
    )
    desk.client.environ_base["HTTP_USER_AGENT"] = (
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:132.0) Gecko/20100101 Firefox/132.0"
    )
    status_of(phone)
    status_of(desk)

    page = desk.get("/konto/geraete")
    after = desk.post(page.soup.select_one("main form")["action"])

    assert "Firefox, Windows (dieses Gerät)" in page.text
    assert len({form["aria-label"] for form in page.soup.select("main form")}) == 2
    assert "Chrome, Android" in page.text
    assert "Pixel" not in page.text
    assert "Chrome, Android" not in after.text
    assert phone.raw("/konto").status_code == 302
    assert desk.raw("/konto").status_code == 200


def test_nobody_ends_the_sign_in_of_somebody_else(
    katrin: Person, make_account: Callable[..., Person], sign_in: SignIn
) -> None:
    hers = sign_in(katrin)
    session_id = db.session.scalars(select(SignInSession.id)).one()

    answer = sign_in(make_account()).raw(f"/konto/geraete/{session_id}/beenden", method="POST")

    assert answer.status_code == 404
    assert hers.raw("/konto").status_code == 200
