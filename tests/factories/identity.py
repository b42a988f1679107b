"""People who can sign in, and their links."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from bgm_portal.core.database import db
from bgm_portal.identity import passwords
from bgm_portal.identity.models import Person
from bgm_portal.identity.permissions import Role
from tests.support.page import Visitor
from tests.support.times import LAST_MONTH

#: Long enough, and nothing that anybody could look up.
PASSWORD = "vier gelbe Boote im Hafen"
NEW_PASSWORD = "sieben leise Lampen am Fluss"
EMAIL = "albers@jobcenter.example"


@pytest.fixture
def make_account(app: Flask, make_person: Callable[..., Person]) -> Callable[..., Person]:
    """Return a function that makes somebody who has set the password PASSWORD."""

    def _make(*roles: Role, password: str = PASSWORD, **values: Any) -> Person:
        person = make_person(*roles, **values)
        person.password_hash = passwords.hash_of(password)
        person.password_set_at = LAST_MONTH
        db.session.commit()
        return person

    return _make


@pytest.fixture
def katrin(make_account: Callable[..., Person]) -> Person:
    """Somebody who can sign in with EMAIL and PASSWORD."""
    return make_account(first_name="Katrin", last_name="Albers", email=EMAIL)


def fail(visitor: Visitor, times: int, email: str = EMAIL) -> None:
    """Try a wrong password several times."""
    for _time in range(times):
        visitor.raw("/anmelden", method="POST", data={"email": email, "password": "falsch"})


def status_of(visitor: Visitor, password: str = PASSWORD, email: str = EMAIL) -> int:
    """Try to sign in, and return the status of the answer."""
    data = {"email": email, "password": password}
    return visitor.raw("/anmelden", method="POST", data=data).status_code
