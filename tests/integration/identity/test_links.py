"""Invitations and reset links: good once, for a while, for one person, and told to nobody."""

import logging
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from bgm_portal.core.database import db, transaction
from bgm_portal.identity import credentials, jobs, passwords, queries
from bgm_portal.identity.models import Person, PersonalLink, SignInSession
from bgm_portal.mail.models import OutgoingMail
from tests.factories.identity import NEW_PASSWORD, PASSWORD
from tests.support.mailbox import Mailbox
from tests.support.page import Visitor
from tests.support.times import NOW

At = Callable[[datetime], AbstractContextManager[None]]
GONE = "Dieser Link gilt nicht mehr."


@pytest.fixture
def katrin(make_account: Callable[..., Person]) -> Person:
    return make_account(first_name="Katrin", last_name="Albers", email="albers@jobcenter.example")


@pytest.fixture
def newcomer(make_person: Callable[..., Person]) -> Person:
    return make_person(first_name="Olga", last_name="Neumann", email="neumann@jobcenter.example")


@pytest.fixture
def invited(newcomer: Person) -> str:
    """The path of an invitation."""
    with transaction():
        token = credentials.invite(person_id=newcomer.id, by=None, at=NOW)
    return f"/einladung/{token}"


@pytest.fixture
def ask(visitor: Visitor, mailbox: Mailbox) -> Callable[[str], str]:
    """Return a function that asks for a reset link and returns the path in the mail."""

    def _ask(email: str) -> str:
        visitor.post("/kennwort-vergessen", email=email)
        letter = mailbox.deliver()[-1]
        line = next(line for line in letter.text.splitlines() if "/kennwort-neu/" in line)
        return line.removeprefix("http://localhost").strip()

    return _ask


def test_a_newcomer_sets_a_password_and_signs_in_with_it(
    visitor: Visitor, newcomer: Person, invited: str
) -> None:
    form = visitor.get(invited)
    done = visitor.post(invited, password=NEW_PASSWORD)
    inside = visitor.post("/anmelden", email=newcomer.email, password=NEW_PASSWORD, next="/konto")

    assert form.h1 == "Willkommen im BGM-Portal"
    assert "Ihr Kennwort ist gesetzt." in done.text
    assert inside.h1 == "Ihr Konto"


def test_looking_at_an_invitation_does_not_use_it_up(visitor: Visitor, invited: str) -> None:
    visitor.get(invited)
    visitor.get(invited)

    page = visitor.post(invited, password=NEW_PASSWORD)

    assert page.h1 == "Anmelden"


def test_an_invitation_is_good_once(visitor: Visitor, newcomer: Person, invited: str) -> None:
    visitor.post(invited, password=NEW_PASSWORD)

    again = visitor.post(invited, status=410, password="ein ganz anderes Wort")

    assert GONE in again.text
    assert passwords.matches(NEW_PASSWORD, queries.person(newcomer.id).password_hash)


@pytest.mark.parametrize(("days", "status"), [(13, 200), (14, 410), (15, 410)])
def test_an_invitation_is_good_for_a_fortnight(
    visitor: Visitor, invited: str, at: At, days: int, status: int
) -> None:
    with at(NOW + timedelta(days=days)):
        page = visitor.get(invited, status=status)

    assert page.status == status


@pytest.mark.parametrize(("minutes", "status"), [(29, 200), (30, 410)])
def test_a_reset_link_is_good_for_half_an_hour(
    visitor: Visitor, katrin: Person, ask: Callable[[str], str], at: At, minutes: int, status: int
) -> None:
    path = ask(katrin.email)

    with at(NOW + timedelta(minutes=minutes)):
        page = visitor.get(path, status=status)

    assert page.status == status


@pytest.mark.parametrize(
    ("kind", "token"),
    [("einladung", "erfunden"), ("kennwort-neu", "erfunden"), ("einladung", "x" * 3000)],
)
def test_a_link_that_never_was_gets_the_answer_of_an_old_one(
    visitor: Visitor, kind: str, token: str
) -> None:
    page = visitor.get(f"/{kind}/{token}", status=410)

    assert GONE in page.text


def test_an_invitation_is_no_reset_link(visitor: Visitor, invited: str) -> None:
    page = visitor.get(invited.replace("einladung", "kennwort-neu"), status=410)

    assert GONE in page.text


def test_a_deactivated_person_cannot_use_an_old_link(
    visitor: Visitor, newcomer: Person, invited: str
) -> None:
    queries.person(newcomer.id).deactivated_at = NOW
    db.session.commit()

    visitor.post(invited, status=410, password=NEW_PASSWORD)

    assert queries.person(newcomer.id).password_hash is None


def test_a_weak_password_is_refused_with_one_sentence_and_the_link_stays_good(
    visitor: Visitor, invited: str
) -> None:
    refused = visitor.post(invited, status=422, password="olga neumann im hafen")
    short = visitor.post(invited, status=422, password="kurz")
    accepted = visitor.post(invited, password=NEW_PASSWORD)

    assert refused.errors() == [
        (
            "Das Kennwort enthält Ihren Namen, Ihre E-Mail-Adresse oder den Namen des Hauses. "
            "Nehmen Sie Wörter, die nichts mit Ihnen zu tun haben."
        )
    ]
    assert "mindestens 15 Zeichen" in short.errors()[0]
    assert accepted.h1 == "Anmelden"


def test_a_forgotten_password_is_set_anew_ends_all_sessions_and_the_person_is_told(
    visitor: Visitor,
    katrin: Person,
    sign_in: Callable[[Person], Visitor],
    ask: Callable[[str], str],
    mailbox: Mailbox,
) -> None:
    elsewhere = sign_in(katrin)
    path = ask(katrin.email)

    visitor.post(path, password=NEW_PASSWORD)

    [told] = mailbox.deliver()
    assert elsewhere.raw("/konto").status_code == 302
    assert told.subject == "Ihr Kennwort wurde geändert"
    assert visitor.post("/anmelden", email=katrin.email, password=PASSWORD, status=422).errors()
    assert (
        visitor.raw(
            "/anmelden", method="POST", data={"email": katrin.email, "password": NEW_PASSWORD}
        ).status_code
        == 302
    )


def test_a_used_reset_link_takes_the_others_with_it(
    visitor: Visitor, katrin: Person, ask: Callable[[str], str]
) -> None:
    first = ask(katrin.email)
    second = ask(katrin.email)
    visitor.post(second, password=NEW_PASSWORD)

    assert GONE in visitor.get(first, status=410).text


def test_setting_a_password_lifts_the_pause_after_failures(
    visitor: Visitor, katrin: Person, ask: Callable[[str], str]
) -> None:
    wrong = {"email": katrin.email, "password": "falsch"}
    statuses = [visitor.raw("/anmelden", method="POST", data=wrong).status_code for _ in range(6)]
    visitor.post(ask(katrin.email), password=NEW_PASSWORD)

    answer = visitor.raw(
        "/anmelden", method="POST", data={"email": katrin.email, "password": NEW_PASSWORD}
    )

    assert (statuses[-1], answer.status_code) == (429, 302)


@pytest.mark.parametrize(
    "email",
    ["albers@jobcenter.example", "niemand@jobcenter.example", "gegangen@jobcenter.example", "x"],
)
def test_asking_for_a_link_says_the_same_for_every_address(
    visitor: Visitor, katrin: Person, make_account: Callable[..., Person], email: str
) -> None:
    make_account(email="gegangen@jobcenter.example", deactivated_at=NOW)

    answer = visitor.raw("/kennwort-vergessen", method="POST", data={"email": email})

    assert (answer.status_code, answer.location) == (302, "/kennwort-vergessen/gesendet")
    assert visitor.get("/kennwort-vergessen/gesendet").h1 == "Sehen Sie in Ihr Postfach"


def test_only_an_active_account_receives_a_link(
    visitor: Visitor, katrin: Person, make_account: Callable[..., Person]
) -> None:
    make_account(email="gegangen@jobcenter.example", deactivated_at=NOW)
    visitor.post("/kennwort-vergessen", email=" ALBERS@jobcenter.example ")
    visitor.post("/kennwort-vergessen", email="gegangen@jobcenter.example")
    visitor.post("/kennwort-vergessen", email="niemand@jobcenter.example")

    recipients = list(db.session.scalars(select(OutgoingMail.recipient)))
    assert recipients == [katrin.email]


def test_whoever_asks_again_and_again_fills_no_mailbox_and_sees_no_difference(
    visitor: Visitor, katrin: Person
) -> None:
    pages = [visitor.post("/kennwort-vergessen", email=katrin.email) for _time in range(8)]

    sent = list(db.session.scalars(select(OutgoingMail.id)))
    assert {page.h1 for page in pages} == {"Sehen Sie in Ihr Postfach"}
    assert len(sent) == 3


def test_an_address_that_asks_for_everybody_is_paused(visitor: Visitor) -> None:
    statuses = [
        visitor.raw(
            "/kennwort-vergessen", method="POST", data={"email": f"person{number}@haus.example"}
        ).status_code
        for number in range(51)
    ]

    assert statuses[-1] == 429


def test_asking_without_an_address_says_what_is_missing(visitor: Visitor) -> None:
    page = visitor.post("/kennwort-vergessen", status=422)

    assert page.errors() == ["Geben Sie Ihre dienstliche E-Mail-Adresse ein."]


def test_tokens_are_stored_as_hashes_and_stand_in_no_log(
    visitor: Visitor, invited: str, app: Flask, caplog: pytest.LogCaptureFixture
) -> None:
    token = invited.rpartition("/")[2]
    with caplog.at_level(logging.INFO):
        logging.getLogger("werkzeug").info('"%s" 200 -', f"GET {invited} HTTP/1.1")
        logging.getLogger("gunicorn.access").info("GET %s 200", invited)
        app.logger.error("Exception on %s [GET]", invited)
        visitor.get(invited)

    assert token not in caplog.text
    assert "/einladung/…" in caplog.text
    assert token not in set(db.session.scalars(select(PersonalLink.token_hash)))


def test_the_page_of_a_link_tells_no_other_site_where_one_was(
    visitor: Visitor, invited: str
) -> None:
    headers = visitor.raw(invited).headers

    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["Cache-Control"] == "no-store"


def test_old_sessions_links_and_counters_are_forgotten(
    visitor: Visitor, katrin: Person, ask: Callable[[str], str]
) -> None:
    ask(katrin.email)
    visitor.raw("/anmelden", method="POST", data={"email": katrin.email, "password": PASSWORD})
    visitor.raw("/abmelden", method="POST")
    visitor.raw("/anmelden", method="POST", data={"email": katrin.email, "password": "falsch"})

    early = jobs.forget(NOW + timedelta(hours=23))
    late = jobs.forget(NOW + timedelta(days=8))

    assert early == 0
    assert late >= 4
    assert db.session.scalar(select(SignInSession)) is None
    assert db.session.scalar(select(PersonalLink)) is None
