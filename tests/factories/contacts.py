"""Contact points for tests: what matters is said in the test, the rest comes from here."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from flask import Flask

from bgm_portal.contacts.kinds import ContactKind, ContactScope
from bgm_portal.contacts.models import ContactPoint
from bgm_portal.core.database import db
from tests.support import numbers

CHECKED = date(2026, 1, 12)  # lately, as the tests count


@pytest.fixture
def make_contact(app: Flask) -> Callable[..., ContactPoint]:
    """Return a function that makes a contact point in the directory."""

    def _make(**values: Any) -> ContactPoint:
        number = numbers.another()
        defaults = {
            "key": f"stelle-{number}",
            "kind": ContactKind.WORK,
            "scope": ContactScope.REGIONAL,
            "name_de": f"Stelle {number}",
            "helps_de": "Hilft weiter.",
            "phone": "0221 4710 100",
            "source": "Anruf",
            "checked_on": CHECKED,
            "checked_by": "BGM-Koordination",
        }
        contact = ContactPoint(**defaults | values)
        db.session.add(contact)
        db.session.commit()
        return contact

    return _make
