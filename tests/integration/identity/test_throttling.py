"""Whoever tries passwords has to wait, longer and longer, but never for ever."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from bgm_portal.app import create_app
from bgm_portal.core.database import db
from bgm_portal.identity.models import Person, Throttle
from tests.conftest import make_config
from tests.factories.identity import EMAIL, PASSWORD, fail, status_of
from tests.support.page import Visitor
from tests.support.times import NOW, TOMORROW

At = Callable[[datetime], AbstractContextManager[None]]


@pytest.fixture
def other_process(app: Flask, tmp_path: Path) -> Iterator[Visitor]:
    """A second portal on the same database."""
    other = create_app(make_config(tmp_path, app.config["SQLALCHEMY_DATABASE_URI"]))
    yield Visitor(other.test_client())
    with other.app_context():
        db.engine.dispose()


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


def test_tries_at_the_same_moment_do_not_slip_through(app: Flask, katrin: Person) -> None:
    wrong = {"email": EMAIL, "password": "falsch"}
    browsers = [app.test_client() for _number in range(12)]

    with ThreadPoolExecutor(max_workers=6) as pool:
        answers = list(pool.map(lambda one: one.post("/anmelden", data=wrong), browsers))

    assert sorted(answer.status_code for answer in answers) == [422] * 5 + [429] * 7
