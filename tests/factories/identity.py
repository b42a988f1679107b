"""People who can sign in, and their links."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from bgm_portal.core.database import db
from bgm_portal.identity import passwords
from bgm_portal.identity.models import Person
from bgm_portal.identity.permissions import Role
from tests.support.times import LAST_MONTH

#: Long enough, and nothing that anybody could look up.
PASSWORD = "vier gelbe Boote im Hafen"
NEW_PASSWORD = "sieben leise Lampen am Fluss"


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
