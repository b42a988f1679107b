"""Every address earns full marks by the rubric of the MDN HTTP Observatory, as over HTTPS."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask

from bgm_portal.app import create_app
from bgm_portal.core.database import db
from bgm_portal.identity.models import Person
from bgm_portal.identity.permissions import Role
from bgm_portal.identity.service import begin_session
from bgm_portal.web.assets import asset_url, manifest
from bgm_portal.web.security import ONLY_OURS
from tests.conftest import make_config
from tests.factories.identity import EMAIL, PASSWORD, katrin, make_account
from tests.support.observatory import score
from tests.support.page import Visitor
from tests.support.routes import addresses, with_token
from tests.support.times import NOW

__all__ = ["katrin", "make_account"]

FULL_MARKS = 130  # 100, and the bonuses for policy, referrer, frames and resources
WITH_COOKIE = 135


@pytest.fixture
def secure(app: Flask) -> Iterator[Flask]:
    """The same portal on the same database, as people reach it: over HTTPS."""
    url = app.config["SQLALCHEMY_DATABASE_URI"]
    config = make_config(Path(app.instance_path), url)
    other = create_app(replace(config, base_url="https://localhost"))
    with other.app_context():
        yield other
        db.session.remove()
        db.engine.dispose()


def ask(app: Flask, address: str, method: str = "GET", token: str = "") -> object:
    client = app.test_client()
    if token:
        with client.session_transaction(base_url="https://localhost") as session:
            session["_user_id"] = token
    answer = client.open(address, method=method, base_url="https://localhost")
    db.session.rollback()
    return answer


@pytest.mark.parametrize("method", ["GET", "POST", "HEAD", "OPTIONS", "DELETE"])
def test_requirement_21_every_address_earns_full_marks_before_signing_in(
    secure: Flask, method: str
) -> None:
    asked = [*addresses("GET"), *addresses("POST"), "/gibt-es-nicht", "/static/nichts.css"]

    marks = {address: score(ask(secure, address, method)) for address in asked}

    assert {address: mark for address, mark in marks.items() if mark < FULL_MARKS} == {}


@pytest.mark.parametrize("role", [None, Role.COORDINATOR, Role.LEADERSHIP, Role.ADMIN])
def test_requirement_21_every_address_earns_full_marks_after_signing_in(
    secure: Flask, make_person: Callable[..., Person], role: Role | None
) -> None:
    person = make_person(*filter(None, [role]))
    token = begin_session(person_id=person.id, at=NOW)
    db.session.commit()

    marks = {one: score(ask(secure, one, token=token)) for one in addresses("GET")}

    assert {address: mark for address, mark in marks.items() if mark < FULL_MARKS} == {}


def test_requirement_21_files_earn_full_marks(secure: Flask) -> None:
    with secure.test_request_context():
        files = [asset_url(name) for name in manifest()]

    marks = {file: score(ask(secure, file)) for file in files}

    assert len(marks) >= 5
    assert {file: mark for file, mark in marks.items() if mark < FULL_MARKS} == {}


@pytest.mark.parametrize("host", ["boese.example", "localhost.boese.example"])
def test_requirement_21_a_refused_host_earns_full_marks(secure: Flask, host: str) -> None:
    answer = secure.test_client().get("/", base_url="https://localhost", headers={"Host": host})

    assert (answer.status_code, score(answer) >= FULL_MARKS) == (400, True)


def test_requirement_19_cookies_are_bound_to_this_host_over_https(
    secure: Flask, katrin: Person
) -> None:
    client = secure.test_client()
    signed_in = client.post(
        "/anmelden", base_url="https://localhost", data={"email": EMAIL, "password": PASSWORD}
    )
    shown = client.post("/anzeige", base_url="https://localhost", data={"farben": "dark"})

    cookies = [*signed_in.headers.getlist("Set-Cookie"), *shown.headers.getlist("Set-Cookie")]
    assert signed_in.headers.getlist("Set-Cookie")
    for cookie in cookies:
        name, *flags = (part.strip().lower() for part in cookie.split(";"))
        assert name.startswith("__host-")
        assert {"secure", "httponly", "path=/"} <= set(flags)
        assert {"samesite=lax", "samesite=strict"} & set(flags)
        assert not [flag for flag in flags if flag.startswith("domain")]
    assert score(signed_in) == WITH_COOKIE


def test_requirement_20_every_change_is_a_post_with_a_token(
    secure: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(secure.config, "WTF_CSRF_ENABLED", secure.testing)
    monkeypatch.setitem(secure.config, "WTF_CSRF_SSL_STRICT", not secure.testing)
    statuses = {one: ask(secure, one, "POST").status_code for one in with_token()}

    assert len(statuses) > 50
    assert set(statuses.values()) == {400}


@pytest.mark.parametrize(
    ("site", "refused"),
    [("cross-site", 1), ("same-site", 1), ("same-origin", 0), ("none", 0), (None, 0)],
)
def test_requirement_20_a_form_from_elsewhere_is_refused(
    visitor: Visitor, site: str | None, refused: int
) -> None:
    headers = {"Sec-Fetch-Site": site} if site else {}

    answers = [
        visitor.raw(address, method="POST", headers=headers) for address in addresses("POST")
    ]

    said = [str(ONLY_OURS)[:40] in answer.get_data(as_text=True) for answer in answers]
    assert set(said) == {bool(refused)}
    assert not refused or {answer.status_code for answer in answers} == {403}


def test_requirement_22_no_page_is_kept_after_signing_in_and_signing_out_empties_the_browser(
    make_person: Callable[..., Person], sign_in: Callable[[Person], Visitor]
) -> None:
    browser = sign_in(make_person(Role.COORDINATOR, Role.ADMIN))

    kept = {
        address
        for address in addresses("GET")
        if browser.raw(address).headers.get("Cache-Control") != "no-store"
    }
    out = browser.raw("/abmelden", method="POST")

    assert kept == set()
    assert {'"cache"', '"storage"'} <= set(out.headers["Clear-Site-Data"].split(", "))
