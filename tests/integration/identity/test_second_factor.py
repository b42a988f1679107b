"""The second factor: set up without locking anybody out, asked for, lost, and given back."""

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime, timedelta

import pyotp
import pytest
from flask import Flask
from sqlalchemy import select, text

from bgm_portal.audit.models import AuditEntry
from bgm_portal.core.database import db, transaction
from bgm_portal.core.sealed import Keyring
from bgm_portal.identity import factor_queries, passwords, queries, second_factor
from bgm_portal.identity.models import Person, SecondFactor
from bgm_portal.identity.permissions import Role
from bgm_portal.identity.rules import FACTOR_ROLES
from tests.factories.identity import EMAIL, PASSWORD, status_of
from tests.support.crowd import at_once
from tests.support.mailbox import Mailbox
from tests.support.page import Page, Visitor
from tests.support.times import NOW

At = Callable[[datetime], AbstractContextManager[None]]
SignIn = Callable[[Person], Visitor]

WRONG = (
    "Der Code stimmt nicht oder wurde schon benutzt. Warten Sie, bis die App einen neuen zeigt, "
    "und geben Sie ihn ein."
)
SHORT_PASSWORD = "Wal fegt!"  # nine signs
LATER = NOW + timedelta(minutes=5)


@pytest.fixture
def required(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """Insist on the second factor, as in production."""
    monkeypatch.setitem(app.config, "SECOND_FACTOR", "required")


def secret_on(page: Page) -> str:
    return page.soup.select_one("#schluessel").get_text().replace(" ", "")


def codes_on(page: Page) -> list[str]:
    return [code.get_text() for code in page.soup.select(".bgm-codes code")]


def shown_by_app(secret: str, at: datetime = NOW) -> str:
    return pyotp.TOTP(secret).at(at)


def set_up(browser: Visitor, at: datetime = NOW) -> tuple[str, list[str]]:
    """Set up an app; return its secret and the codes on paper."""
    secret = secret_on(browser.post("/konto/zweiter-faktor"))
    page = browser.post("/konto/zweiter-faktor/einrichten", code=shown_by_app(secret, at))
    return secret, codes_on(page)


@pytest.fixture
def with_app(katrin: Person, sign_in: SignIn) -> tuple[str, list[str]]:
    """Katrin has set up an app a while ago; return its secret and her codes on paper."""
    return set_up(sign_in(katrin))


def name_code(visitor: Visitor, code: str) -> int:
    """Sign in with password and code; return the status of the answer to the code."""
    status_of(visitor)
    return visitor.raw("/anmelden/code", method="POST", data={"code": code}).status_code


def is_signed_in(visitor: Visitor) -> bool:
    return visitor.raw("/konto").status_code == 200


@pytest.mark.parametrize("role", sorted(FACTOR_ROLES))
def test_requirement_13_a_second_factor_is_demanded_of_roles_that_see_what_belongs_to_others(
    required: None, role: Role, make_account: Callable[..., Person], sign_in: SignIn
) -> None:
    browser = sign_in(make_account(role))

    pages = [browser.get(path).h1 for path in ("/", "/konten", "/bedarfe", "/berichte")]
    sent = browser.raw("/planung/neu", method="POST", data={})

    assert set(pages) == {"Zweiter Faktor"}
    assert sent.location == "/konto/zweiter-faktor"
    assert browser.get("/konto").h1 == "Ihr Konto"


@pytest.mark.parametrize("roles", [(), (Role.EDITOR,)])
def test_requirement_13_nobody_else_is_made_to_set_one_up(
    required: None, roles: tuple[Role, ...], make_account: Callable[..., Person], sign_in: SignIn
) -> None:
    browser = sign_in(make_account(*roles))

    assert browser.get("/").h1 != "Zweiter Faktor"
    assert "App einrichten" in browser.get("/konto/zweiter-faktor").text


def test_requirement_13_whoever_has_set_it_up_goes_on_at_once(
    required: None, make_account: Callable[..., Person], sign_in: SignIn
) -> None:
    browser = sign_in(make_account(Role.ADMIN))

    _secret, codes = set_up(browser)

    assert len(set(codes)) == 8
    assert browser.get("/konten").h1 == "Konten"


def test_requirement_13_each_code_is_good_for_one_sign_in(
    app: Flask, with_app: tuple[str, list[str]], at: At
) -> None:
    one, another = Visitor(app.test_client()), Visitor(app.test_client())
    with at(LATER):
        code = shown_by_app(with_app[0], LATER)
        first, second = name_code(one, code), name_code(another, code)

        assert (first, is_signed_in(one)) == (302, True)
        assert (second, is_signed_in(another)) == (422, False)


def test_requirement_13_the_code_that_set_it_up_signs_nobody_in(
    visitor: Visitor, with_app: tuple[str, list[str]]
) -> None:
    assert name_code(visitor, shown_by_app(with_app[0])) == 422


@pytest.mark.parametrize(
    ("seconds", "status"), [(-61, 422), (-30, 302), (0, 302), (30, 302), (61, 422)]
)
def test_a_code_is_good_for_half_a_minute_and_a_little_around_it(
    visitor: Visitor, with_app: tuple[str, list[str]], at: At, seconds: int, status: int
) -> None:
    code = shown_by_app(with_app[0], LATER + timedelta(seconds=seconds))

    with at(LATER):
        assert name_code(visitor, code) == status


@pytest.mark.parametrize("typed", ["", "12345", "1234567", "²²²²²²", "abcdef", "' OR 1=1 --"])
def test_what_is_no_code_is_explained(
    visitor: Visitor, with_app: tuple[str, list[str]], typed: str
) -> None:
    status_of(visitor)

    page = visitor.post("/anmelden/code", status=422, code=typed)

    expected = WRONG if typed else "Geben Sie den Code ein, den Ihre App gerade zeigt."
    assert page.errors() == [expected]
    assert not is_signed_in(visitor)


def test_a_code_may_be_typed_with_a_gap(
    visitor: Visitor, with_app: tuple[str, list[str]], at: At
) -> None:
    code = shown_by_app(with_app[0], LATER)

    with at(LATER):
        assert name_code(visitor, f" {code[:3]} {code[3:]}") == 302


def test_requirement_13_a_recovery_code_lets_in_once_and_the_person_is_told(
    app: Flask, katrin: Person, with_app: tuple[str, list[str]], mailbox: Mailbox
) -> None:
    mailbox.deliver()
    one, another = Visitor(app.test_client()), Visitor(app.test_client())
    typed = with_app[1][2].lower().replace("-", " ")

    statuses = name_code(one, typed), name_code(another, typed)

    assert statuses == (302, 422)
    [letter] = mailbox.deliver()
    assert "Es sind noch 7 Ersatzcodes gültig." in letter.text
    assert factor_queries.count_recovery_codes(katrin.id) == 7


def test_a_code_named_by_two_at_the_same_moment_lets_one_of_them_in(
    app: Flask, katrin: Person, with_app: tuple[str, list[str]]
) -> None:
    person_id, code = katrin.id, shown_by_app(with_app[0], LATER)
    with transaction():
        attempt = second_factor.begin_code(
            person_id=person_id, typed=code, address="192.0.2.7", at=LATER
        )
    proof = second_factor.judge(attempt, typed=code, at=LATER)

    outcomes = at_once(
        app, [lambda: second_factor.accept(attempt, proof, at=LATER) for _try in range(5)]
    )

    assert sorted(outcomes) == ["done", *["wrong_code"] * 4]


def test_requirement_13_recovery_codes_and_the_secret_are_stored_unreadable(
    with_app: tuple[str, list[str]],
) -> None:
    secret, codes = with_app
    stored = [
        repr(row)
        for table in ("second_factor", "recovery_code", "audit_entry", "outgoing_mail")
        for row in db.session.execute(text(f"SELECT * FROM {table}")).all()  # noqa: S608
    ]

    assert len([row for row in stored if "$argon2id$" in row]) == 8
    assert not [row for row in stored for code in (*codes, *[c[2:] for c in codes]) if code in row]
    assert not [row for row in stored if secret in row]


def test_new_recovery_codes_replace_the_old_ones(
    app: Flask, visitor: Visitor, katrin: Person, with_app: tuple[str, list[str]], sign_in: SignIn
) -> None:
    page = sign_in(katrin).post("/konto/zweiter-faktor/ersatzcodes")

    assert len(codes_on(page)) == 8
    assert name_code(visitor, with_app[1][0]) == 422
    assert name_code(visitor, codes_on(page)[0]) == 302


def test_whoever_tries_codes_must_wait_and_the_right_one_does_not_help_meanwhile(
    visitor: Visitor, with_app: tuple[str, list[str]], at: At
) -> None:
    statuses = [name_code(visitor, "000000") for _try in range(6)]
    with at(NOW + timedelta(seconds=20)):
        right_too_early = name_code(visitor, with_app[1][0])
    with at(NOW + timedelta(seconds=31)):
        right = name_code(visitor, with_app[1][0])

    assert statuses == [422] * 5 + [429]
    assert (right_too_early, right) == (429, 302)


def test_the_password_alone_opens_nothing(
    visitor: Visitor, with_app: tuple[str, list[str]]
) -> None:
    status_of(visitor)

    assert not is_signed_in(visitor)
    assert visitor.get("/angebote").h1 == "Anmelden"


def test_the_page_of_the_code_is_worth_nothing_without_a_password(
    visitor: Visitor, with_app: tuple[str, list[str]]
) -> None:
    page = visitor.post("/anmelden/code", code=with_app[1][0])

    assert page.h1 == "Anmelden"
    assert not is_signed_in(visitor)


def test_whoever_looks_for_the_phone_too_long_begins_again(
    visitor: Visitor, with_app: tuple[str, list[str]], at: At
) -> None:
    status_of(visitor)

    with at(NOW + timedelta(minutes=11)):
        page = visitor.post("/anmelden/code", code=with_app[1][0])

    assert "Zwischen Kennwort und Code lag zu viel Zeit." in page.text


def test_a_password_changed_between_password_and_code_ends_the_sign_in(
    visitor: Visitor, katrin: Person, with_app: tuple[str, list[str]]
) -> None:
    status_of(visitor)
    queries.person(katrin.id).password_hash = passwords.hash_of("ein ganz anderes Kennwort")
    db.session.commit()

    visitor.post("/anmelden/code", code=with_app[1][0])

    assert not is_signed_in(visitor)


def test_after_the_code_one_arrives_where_one_wanted_to_go(
    visitor: Visitor, with_app: tuple[str, list[str]]
) -> None:
    data = {"email": EMAIL, "password": PASSWORD, "next": "/konto/kennwort"}
    page = visitor.post("/anmelden", **data)

    arrived = visitor.post(
        "/anmelden/code",
        code=with_app[1][0],
        next=page.soup.select_one("main input[name=next]")["value"],
    )

    assert page.h1 == "Code eingeben"
    assert page.soup.select_one("#code")["autocomplete"] == "one-time-code"
    assert arrived.h1 == "Kennwort ändern"


def test_other_browsers_are_signed_out_when_an_app_is_set_up(
    katrin: Person, sign_in: SignIn, mailbox: Mailbox
) -> None:
    here, elsewhere = sign_in(katrin), sign_in(katrin)

    set_up(here)

    assert (is_signed_in(here), is_signed_in(elsewhere)) == (True, False)
    assert "ein zweiter Faktor eingerichtet" in mailbox.deliver()[0].text


def test_the_key_is_shown_as_a_square_and_in_letters_that_can_be_copied(
    katrin: Person, sign_in: SignIn
) -> None:
    page = sign_in(katrin).post("/konto/zweiter-faktor")

    secret = secret_on(page)
    address = page.soup.select_one("a[href^=otpauth]")["href"]
    assert re.fullmatch("[A-Z2-7]{32}", secret)
    assert pyotp.parse_uri(address).secret == secret
    assert page.soup.select_one("svg.bgm-square title").get_text()


def test_moving_to_another_device_keeps_the_old_one_until_the_new_one_works(
    visitor: Visitor, katrin: Person, with_app: tuple[str, list[str]], sign_in: SignIn, at: At
) -> None:
    browser = sign_in(katrin)
    new = secret_on(browser.post("/konto/zweiter-faktor"))
    with at(LATER):
        before = name_code(visitor, shown_by_app(with_app[0], LATER))
        wrong = browser.post("/konto/zweiter-faktor/einrichten", status=422, code="000000")
        browser.post("/konto/zweiter-faktor/einrichten", code=shown_by_app(new, LATER))
    with at(LATER + timedelta(minutes=2)) as _:
        moment = LATER + timedelta(minutes=2)
        old = name_code(visitor, shown_by_app(with_app[0], moment))
        after = name_code(visitor, shown_by_app(new, moment))

    assert wrong.errors() == [WRONG]
    assert (before, old, after) == (302, 422, 302)


def test_whoever_goes_without_it_needs_a_longer_password(
    visitor: Visitor, katrin: Person, with_app: tuple[str, list[str]], sign_in: SignIn
) -> None:
    browser = sign_in(katrin)
    address = "/konto/zweiter-faktor/entfernen"

    short = browser.post(address, status=422, password=SHORT_PASSWORD)
    still = factor_queries.has_factor(katrin.id)
    browser.post(address, password="sieben leise Lampen am Fluss")

    assert short.errors()[0].startswith("Das Kennwort ist zu kurz. Nehmen Sie mindestens 15")
    assert (still, factor_queries.has_factor(katrin.id)) == (True, False)
    assert status_of(visitor, password="sieben leise Lampen am Fluss") == 302


def test_requirement_13_whose_role_needs_it_cannot_remove_it(
    required: None, make_account: Callable[..., Person], sign_in: SignIn
) -> None:
    browser = sign_in(make_account(Role.AUDITOR))
    set_up(browser)

    page = browser.post(
        "/konto/zweiter-faktor/entfernen", status=409, password="sieben leise Lampen am Fluss"
    )

    assert "Ihre Rolle braucht den zweiten Faktor." in page.text
    assert "/konto/zweiter-faktor/entfernen" not in browser.get("/konto/zweiter-faktor").links()


def test_a_second_person_lets_somebody_begin_anew_who_lost_phone_and_paper(
    visitor: Visitor,
    katrin: Person,
    with_app: tuple[str, list[str]],
    make_account: Callable[..., Person],
    sign_in: SignIn,
    mailbox: Mailbox,
) -> None:
    admin, hers = make_account(Role.ADMIN), sign_in(katrin)
    mailbox.deliver()

    page = sign_in(admin).post(f"/konten/{katrin.id}/zweiter-faktor")

    letters = mailbox.deliver()
    link = next(link for letter in letters for link in letter.links if "/einladung/" in link)
    assert "Ein Link ist an die Person unterwegs." in page.text
    assert not is_signed_in(hers)
    assert status_of(visitor) == 422, "the old password is worth nothing"
    visitor.post(link.removeprefix("http://localhost"), password="sieben leise Lampen am Fluss")
    assert status_of(visitor, password="sieben leise Lampen am Fluss") == 302
    assert is_signed_in(visitor)
    [event] = db.session.scalars(
        select(AuditEntry).where(AuditEntry.event == "identity.factor_reset")
    )
    assert (event.actor_id, event.subject_id) == (admin.id, katrin.id)
    assert {letter.to for letter in letters} == {EMAIL}


def test_nobody_resets_their_own(make_account: Callable[..., Person], sign_in: SignIn) -> None:
    admin = make_account(Role.ADMIN)
    browser = sign_in(admin)
    set_up(browser)

    page = browser.post(f"/konten/{admin.id}/zweiter-faktor", status=409)

    assert "immer eine zweite Person" in page.text
    assert factor_queries.has_factor(admin.id)


def test_the_last_administrator_is_helped_by_a_command(
    app: Flask, visitor: Visitor, katrin: Person, with_app: tuple[str, list[str]]
) -> None:
    result = app.test_cli_runner().invoke(args=["bgm", "reset-second-factor", EMAIL.upper()])

    link = re.search(r"/einladung/\S+", result.output)
    assert link
    assert visitor.get(link.group()).h1 == "Willkommen im BGM-Portal"
    assert not factor_queries.has_factor(katrin.id)


def test_the_command_knows_no_strangers(app: Flask) -> None:
    result = app.test_cli_runner().invoke(args=["bgm", "reset-second-factor", "wer@x.example"])

    assert result.exit_code == 1
    assert "kein aktives Konto" in result.output


def test_a_deactivated_account_keeps_nothing_of_it(
    katrin: Person,
    with_app: tuple[str, list[str]],
    make_account: Callable[..., Person],
    sign_in: SignIn,
) -> None:
    sign_in(make_account(Role.ADMIN)).post(f"/konten/{katrin.id}/deaktivieren")

    assert not factor_queries.has_factor(katrin.id)
    assert factor_queries.count_recovery_codes(katrin.id) == 0


def test_requirement_09_the_keys_of_apps_are_sealed_anew(
    app: Flask,
    visitor: Visitor,
    with_app: tuple[str, list[str]],
    at: At,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    keys = {"new": b"n" * 32, "test": b"t" * 32}
    monkeypatch.setitem(app.extensions, "keyring", Keyring(keys))

    app.test_cli_runner().invoke(args=["bgm", "rotate-keys"])
    monkeypatch.setitem(app.extensions, "keyring", Keyring({"new": keys["new"]}))

    assert set(db.session.scalars(select(SecondFactor.key_name))) == {"new"}
    with at(LATER):
        assert name_code(visitor, shown_by_app(with_app[0], LATER)) == 302


def test_where_the_key_of_apps_is_missing_a_code_on_paper_still_lets_in(
    app: Flask,
    visitor: Visitor,
    with_app: tuple[str, list[str]],
    at: At,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(app.extensions, "keyring", Keyring({"new": b"n" * 32}))
    with at(LATER):
        status_of(visitor)
        code = shown_by_app(with_app[0], LATER)
        page = visitor.post("/anmelden/code", status=409, code=code)

        assert page.errors() == [
            (
                "Codes der App lassen sich im Moment nicht prüfen. Nehmen Sie einen"
                " Wiederherstellungscode, oder rufen Sie die Administration an."
            )
        ]
        assert name_code(visitor, with_app[1][0]) == 302


def test_requirement_10_beside_a_second_factor_eight_signs_are_enough(
    katrin: Person, with_app: tuple[str, list[str]], sign_in: SignIn
) -> None:
    browser = sign_in(katrin)
    data = {"present": PASSWORD}

    short = browser.post("/konto/kennwort", status=422, password="Wal 7!?", **data)
    browser.post("/konto/kennwort", password=SHORT_PASSWORD, **data)

    assert short.errors() == ["Das Kennwort ist zu kurz. Nehmen Sie mindestens 8 Zeichen."]
    assert passwords.matches(SHORT_PASSWORD, queries.person(katrin.id).password_hash)


def test_the_demonstration_signs_in_with_address_and_password_alone(
    visitor: Visitor, make_account: Callable[..., Person]
) -> None:
    make_account(Role.ADMIN, email="administration@demo.example")

    assert status_of(visitor, email="administration@demo.example") == 302
    assert visitor.get("/konten").h1 == "Konten"
