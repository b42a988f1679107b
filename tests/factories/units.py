"""A house with more units, or more sites, than anybody picks one from."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bgm_portal.core.database import db
from bgm_portal.identity.models import Site, Unit
from bgm_portal.identity.name_search import FEW

if TYPE_CHECKING:
    from flask import Flask


@pytest.fixture
def many_units(app: Flask) -> list[Unit]:
    """Return as many units as are no longer offered one by one: „Leistung 100“, L-100, …"""
    units = [Unit(code=f"L-{number}", name=f"Leistung {number}") for number in _NUMBERS]
    db.session.add_all(units)
    db.session.commit()
    return units


@pytest.fixture
def many_sites(app: Flask) -> list[Site]:
    """Return as many sites as are no longer offered one by one: „Haus 100“, „Haus 101“, …"""
    sites = [Site(name=f"Haus {number}") for number in _NUMBERS]
    db.session.add_all(sites)
    db.session.commit()
    return sites


_NUMBERS = range(100, 100 + FEW + 1)
