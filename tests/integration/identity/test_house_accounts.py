"""Signing in with the account of the house, at a real provider that runs beside the tests."""

import base64
import hashlib
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import datetime, timedelta
from http import HTTPStatus
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from bgm_portal import doctor
from bgm_portal.audit.models import AuditEntry
from bgm_portal.core.database import db, transaction
from bgm_portal.identity import credentials, queries
from bgm_portal.identity.models import Person
from bgm_portal.identity.permissions import EXCLUSIVE_ROLES, Role
from bgm_portal.identity.rules import roles_by_groups
from tests.factories.identity import EMAIL, PASSWORD, status_of
from tests.support.mailbox import Mailbox
from tests.support.page import Page, Visitor
from tests.support.provider import Provider, running_provider
from tests.support.times import NOW

At = Callable[[datetime], AbstractContextManager[None]]

KATRIN = "katrin-4711"
MAPPING = {
    "bgm-koordination": "coordinator",
    "bgm-leitung": "leadership",
    "bgm-verwaltung": "admin",
}


@pytest.fixture(scope="module")
def there() -> Iterator[Provider]:
    with running_provider() as provider:
        yield provider


@pytest.fixture
def provider(there: Provider, app: Flask, monkeypatch: pytest.MonkeyPatch) -> Provider:
    """The portal knows the provider, and the provider knows Katrin Albers."""
    settings = replace(there.settings, roles=MAPPING)
    monkeypatch.setitem(app.config, "HOUSE_ACCOUNTS", settings)
    there.knows(KATRIN, email=EMAIL, email_verified=True, name="Katrin Albers")
    return there


@pytest.fixture
def without_passwords(provider: Provider, app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(app.config, "PASSWORDS", not app.testing)


def sent_to(visitor: Visitor, address: str = "/anmelden/haus") -> str:
    """Go to the provider; return its address."""
    answer = visitor.raw(address)
    assert answer.status_code == 302
    return str(answer.location)


def come_in(visitor: Visitor, provider: Provider, subject: str = KATRIN, status: int = 200) -> Page:
    """Sign in at the provider and come back."""
    return visitor.get(provider.signs_in(sent_to(visitor), subject), status=status)


def is_signed_in(visitor: Visitor) -> bool:
    return visitor.raw("/konto").status_code == 200


def roles() -> set[Role]:
    return set(queries.roles_of(queries.person_by_email(EMAIL).id))


def test_somebody_signs_in_and_arrives_where_they_wanted_to_go(
    visitor: Visitor, katrin: Person, provider: Provider
) -> None:
    asked = visitor.get("/konto/kennwort")
    link = asked.soup.select_one(".bgm-signin__house a")["href"]

    page = visitor.get(provider.signs_in(sent_to(visitor, link), KATRIN))

    assert page.h1 == "Kennwort ändern"
    assert "Sie melden sich mit Ihrer Kennung an: Hauskennung." in visitor.get("/konto").text


def test_the_request_carries_state_nonce_and_a_challenge(
    visitor: Visitor, provider: Provider
) -> None:
    asked = {key: said[0] for key, said in parse_qs(urlsplit(sent_to(visitor)).query).items()}

    with visitor.client.session_transaction() as session:
        [kept] = [said for key, said in session.items() if key.startswith("_state_")]
    verifier = kept["data"]["code_verifier"].encode()
    challenge = base64.urlsafe_b64encode(hashlib.sha256(verifier).digest()).decode().rstrip("=")
    assert asked["response_type"] == "code"
    assert (asked["code_challenge"], asked["code_challenge_method"]) == (challenge, "S256")
    assert len(asked["state"]) >= 30
    assert len(asked["nonce"]) >= 20
    assert asked["redirect_uri"] == "http://localhost/anmelden/haus/zurueck"


def test_the_first_sign_in_binds_the_account_and_the_person_is_told(
    visitor: Visitor, katrin: Person, provider: Provider, mailbox: Mailbox
) -> None:
    come_in(visitor, provider)
    provider.knows(KATRIN, email="ganz.anders@jobcenter.example", email_verified=True)
    visitor.post("/abmelden")
    come_in(visitor, provider)

    assert is_signed_in(visitor), "from now on the subject counts, not the address"
    assert ["verbunden" in letter.text for letter in mailbox.deliver()] == [True]


@pytest.mark.parametrize(
    "claims",
    [
        {"email": EMAIL},
        {"email": EMAIL, "email_verified": False},
        {"email": EMAIL, "email_verified": "true"},
        {"email": "wer@jobcenter.example", "email_verified": True},
        {"email_verified": True},
    ],
    ids=["unsaid", "unverified", "a-word", "unknown", "no-address"],
)
def test_nobody_gets_in_by_an_address_that_is_not_verified_or_not_known(
    visitor: Visitor, katrin: Person, provider: Provider, claims: dict[str, object]
) -> None:
    provider.knows("fremd", **claims)

    page = come_in(visitor, provider, "fremd", status=403)

    assert page.h1 == "Das hat nicht geklappt"
    assert "Zu Ihrer Kennung gibt es hier kein Konto." in page.text
    assert not is_signed_in(visitor)


def test_a_second_account_of_the_house_does_not_take_over_a_bound_one(
    app: Flask, visitor: Visitor, katrin: Person, provider: Provider
) -> None:
    come_in(visitor, provider)
    provider.knows("jemand-anders", email=EMAIL, email_verified=True)
    other = Visitor(app.test_client())

    come_in(other, provider, "jemand-anders", status=403)

    assert not is_signed_in(other)


def test_a_deactivated_account_stays_closed(
    app: Flask, visitor: Visitor, katrin: Person, provider: Provider
) -> None:
    come_in(visitor, provider)
    queries.person(katrin.id).deactivated_at = NOW
    db.session.commit()
    later = Visitor(app.test_client())

    come_in(later, provider, status=403)

    assert not is_signed_in(visitor)
    assert not is_signed_in(later)


@pytest.mark.parametrize(
    "bent",
    [
        {"nonce": "geraten"},
        {"iss": "https://boese.example"},
        {"aud": "ein anderes Portal"},
        {"exp": 1_000_000_000},
        {"at_hash": "falsch"},
    ],
    ids=lambda bent: next(iter(bent)),
)
def test_a_token_that_was_not_made_for_this_sign_in_lets_nobody_in(
    visitor: Visitor, katrin: Person, provider: Provider, bent: dict[str, object]
) -> None:
    provider.knows(KATRIN, email=EMAIL, email_verified=True, **bent)

    page = come_in(visitor, provider, status=400)

    assert "passte nicht zu Ihrer Anfrage" in page.text
    assert not is_signed_in(visitor)


def test_the_answer_to_somebody_else_lets_nobody_in(
    app: Flask, visitor: Visitor, katrin: Person, provider: Provider
) -> None:
    back = provider.signs_in(sent_to(visitor), KATRIN)
    victim = Visitor(app.test_client())
    sent_to(victim)

    page = victim.get(back, status=400)

    assert page.h1 == "Das hat nicht geklappt"
    assert not is_signed_in(victim)


def test_an_answer_is_good_for_once(visitor: Visitor, katrin: Person, provider: Provider) -> None:
    back = provider.signs_in(sent_to(visitor), KATRIN)
    visitor.get(back)
    visitor.post("/abmelden")

    visitor.get(back, status=400)

    assert not is_signed_in(visitor)


@pytest.mark.parametrize("query", ["", "?code=x", "?state=x", "?code=x&state=x", "?error=%00"])
def test_an_answer_that_nobody_asked_for_is_explained(
    visitor: Visitor, provider: Provider, query: str
) -> None:
    assert visitor.raw(f"/anmelden/haus/zurueck{query}").status_code == 400


def test_whoever_changes_their_mind_there_can_try_again(
    visitor: Visitor, provider: Provider
) -> None:
    page = visitor.get(provider.is_refused(sent_to(visitor)), status=400)

    assert "Die Anmeldung wurde dort abgebrochen." in page.text
    assert "/anmelden" in page.links()


def test_a_provider_that_does_not_answer_is_explained(
    visitor: Visitor, provider: Provider, app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    nowhere = replace(provider.settings, issuer="http://127.0.0.1:9")
    monkeypatch.setitem(app.config, "HOUSE_ACCOUNTS", nowhere)

    page = visitor.get("/anmelden/haus", status=400)
    finding = doctor.provider_answers(NOW)

    assert "Der Dienst dafür antwortet gerade nicht." in page.text
    assert not finding.well


def test_a_provider_that_calls_itself_otherwise_is_not_believed(
    visitor: Visitor, provider: Provider, app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    other_name = provider.address.replace("127.0.0.1", "localhost")
    known_as = replace(provider.settings, issuer=f"{other_name}/realm")
    monkeypatch.setitem(app.config, "HOUSE_ACCOUNTS", known_as)

    assert visitor.raw("/anmelden/haus").status_code == 400


def test_the_doctor_finds_the_provider_well(provider: Provider) -> None:
    assert doctor.provider_answers(NOW).well


def test_without_a_provider_there_is_no_such_page(visitor: Visitor) -> None:
    visitor.get("/anmelden/haus", status=404)
    visitor.get("/anmelden/haus/zurueck", status=404)


def test_groups_give_roles_at_sign_in_and_take_them_back(
    visitor: Visitor, katrin: Person, provider: Provider
) -> None:
    known = {"email": EMAIL, "email_verified": True}
    provider.knows(KATRIN, groups=["bgm-verwaltung", "kantine"], **known)
    come_in(visitor, provider)
    first, page = roles(), visitor.get("/konten").h1
    provider.knows(KATRIN, groups=["bgm-koordination"], **known)
    visitor.post("/abmelden")
    come_in(visitor, provider)
    second = roles()
    provider.knows(KATRIN, groups="kantine", **known)
    visitor.post("/abmelden")
    come_in(visitor, provider)

    assert (first, page, second, roles()) == ({Role.ADMIN}, "Konten", {Role.COORDINATOR}, set())


def test_groups_that_name_both_planning_and_leading_give_neither(
    visitor: Visitor, katrin: Person, provider: Provider
) -> None:
    both = ["bgm-koordination", "bgm-leitung", "bgm-verwaltung"]
    provider.knows(KATRIN, email=EMAIL, email_verified=True, groups=both)

    page = come_in(visitor, provider)

    assert "zwei Rollen, die sich ausschließen" in page.text
    assert roles() == {Role.ADMIN}
    assert db.session.scalar(
        select(AuditEntry).where(AuditEntry.event == "identity.house_roles_conflict")
    )


ROLES = st.sets(st.sampled_from([role for role in Role if role is not Role.EMPLOYEE]))
GROUPS = st.sampled_from("abcdefg")


@given(
    groups=st.sets(GROUPS),
    mapping=st.dictionaries(GROUPS, st.sampled_from([r for r in Role if r is not Role.EMPLOYEE])),
    held=ROLES.filter(lambda held: not held >= EXCLUSIVE_ROLES),
)
def test_no_groups_and_no_mapping_ever_make_somebody_plan_and_lead(
    groups: set[str], mapping: dict[str, Role], held: set[Role]
) -> None:
    change = roles_by_groups(groups, mapping=mapping, held=held)

    after = (held - change.take) | change.give
    assert not after >= EXCLUSIVE_ROLES
    assert change.take <= set(mapping.values()), "other roles are not in the provider's hands"
    assert change.give <= {role for group, role in mapping.items() if group in groups}
    assert not change.give & held


def test_a_second_factor_is_the_matter_of_the_provider(
    visitor: Visitor,
    katrin: Person,
    provider: Provider,
    app: Flask,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(app.config, "SECOND_FACTOR", "required")
    provider.knows(KATRIN, email=EMAIL, email_verified=True, groups=["bgm-verwaltung"])

    come_in(visitor, provider)

    assert visitor.get("/konten").h1 == "Konten"


@pytest.mark.parametrize(
    "case",
    [
        (KATRIN, timedelta(seconds=5), "Zweiten Faktor entfernen"),
        (KATRIN, timedelta(minutes=-20), "Das hat nicht geklappt"),
        ("kollege", timedelta(seconds=5), "Das hat nicht geklappt"),
    ],
    ids=["same-and-asked", "not-asked-anew", "somebody-else"],
)
def test_the_provider_makes_sure_once_more_who_it_is(
    visitor: Visitor,
    katrin: Person,
    provider: Provider,
    at: At,
    case: tuple[str, timedelta, str],
) -> None:
    subject, asked_after, expected = case
    come_in(visitor, provider)
    later = NOW + timedelta(minutes=20)
    with at(later):
        known = {"email": EMAIL, "email_verified": True}
        provider.knows(subject, auth_time=int((later + asked_after).timestamp()), **known)
        page = visitor.get("/konto/zweiter-faktor/entfernen")
        link = page.soup.select_one("main .bgm-actions a")["href"]
        location = sent_to(visitor, link)
        back = visitor.client.get(provider.signs_in(location, subject), follow_redirects=True)

    assert parse_qs(urlsplit(location).query)["prompt"] == ["login"]
    assert page.h1 == "Anmeldung bestätigen"
    assert Page(back).h1 == expected


def test_a_form_that_came_too_late_is_given_back_after_the_provider(
    visitor: Visitor, katrin: Person, provider: Provider, at: At
) -> None:
    come_in(visitor, provider)
    with at(NOW + timedelta(minutes=45)):
        visitor.post("/konto/kennwort", status=403, present="a", password="b")
        page = come_in(visitor, provider)

    assert page.h1 == "Noch ein Klick, dann geht es weiter"
    assert page.soup.select_one("main form")["action"] == "/konto/kennwort"


def test_whoever_signs_out_is_shown_the_way_out_at_the_provider_too(
    visitor: Visitor, katrin: Person, provider: Provider
) -> None:
    come_in(visitor, provider)

    page = visitor.post("/abmelden")

    away = page.soup.select_one("main a[href^=http]")
    assert away.get_text() == "Auch abmelden von: Hauskennung"
    assert away["href"].startswith(f"{provider.address}/oauth2/end_session?")
    assert not is_signed_in(visitor)
    asked = parse_qs(urlsplit(away["href"]).query)
    assert asked["client_id"] == [provider.settings.client_id]
    there = requests.get(away["href"], timeout=10, allow_redirects=False)
    assert there.status_code < HTTPStatus.BAD_REQUEST, there.text
    back = asked["post_logout_redirect_uri"][0]
    assert back.startswith("http://localhost/")
    assert visitor.raw(back.removeprefix("http://localhost")).status_code == HTTPStatus.OK


def test_where_there_are_no_passwords_none_lets_anybody_in(
    visitor: Visitor, katrin: Person, without_passwords: None
) -> None:
    page = visitor.get("/anmelden")
    refused = visitor.post("/anmelden", status=403, email=EMAIL, password=PASSWORD)

    assert page.soup.select_one("#password") is None
    assert "Hier meldet man sich nur mit der Hauskennung an." in refused.text
    assert visitor.raw("/kennwort-vergessen").status_code == 403
    assert status_of(visitor) == 403


def test_where_there_are_no_passwords_an_invitation_names_the_way_in(
    katrin: Person, without_passwords: None, mailbox: Mailbox
) -> None:
    with transaction():
        token = credentials.invite(person_id=katrin.id, by=None, at=NOW)

    [letter] = mailbox.deliver()
    assert "http://localhost/anmelden" in letter.text
    assert token not in letter.text


def test_where_there_are_no_passwords_the_account_offers_none(
    visitor: Visitor, katrin: Person, provider: Provider, without_passwords: None
) -> None:
    come_in(visitor, provider)

    page = visitor.get("/konto")

    assert "Kennwort" not in page.soup.select_one("main").get_text()
    assert visitor.raw("/konto/kennwort").status_code == 403
    assert visitor.raw("/konto/zweiter-faktor").status_code == 403
