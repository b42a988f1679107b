"""A house with more units than anybody picks one from."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bgm_portal.core.database import db
from bgm_portal.identity.models import Unit
from bgm_portal.identity.unit_search import FEW

if TYPE_CHECKING:
    from flask import Flask


@pytest.fixture
def many_units(app: Flask) -> list[Unit]:
    """Return as many units as are no longer offered one by one: „Leistung 100“, L-100, …"""
    units = [Unit(code=f"L-{number}", name=f"Leistung {number}") for number in _NUMBERS]
    db.session.add_all(units)
    db.session.commit()
    return units


_NUMBERS = range(100, 100 + FEW + 1)
