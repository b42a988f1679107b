"""What the portal is built from can be told: every part with a hash, a licence and an address."""

import importlib.util
import json
import re
import sys
from pathlib import Path

import pytest
from cyclonedx.model.bom import Bom

ROOT = Path(__file__).resolve().parents[2]
LOCKS = sorted((ROOT / "requirements").glob("*.txt"))


@pytest.fixture(scope="module")
def supply():
    """The script, which stands outside of every package."""
    place = importlib.util.spec_from_file_location("supply", ROOT / ".ci" / "supply.py")
    module = importlib.util.module_from_spec(place)
    sys.modules["supply"] = module
    place.loader.exec_module(module)
    yield module
    del sys.modules["supply"]


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_every_locked_package_carries_a_hash(lock):
    blocks = re.split(r"\n(?=[A-Za-z0-9])", lock.read_text(encoding="utf-8"))
    pinned = [block for block in blocks if re.match(r"[A-Za-z0-9._-]+(\[.*\])?==", block)]

    assert pinned
    assert [block.splitlines()[0] for block in pinned if "--hash=sha256:" not in block] == []


def test_every_licence_was_looked_at(supply):
    assert [part.name for part in supply.parts() if supply.unfit(part)] == []


@pytest.mark.parametrize("licence", ["AGPL-3.0-only", "SSPL-1.0", "unknown", "", "Proprietary"])
def test_a_licence_that_nobody_looked_at_is_found(supply, licence):
    assert supply.unfit(supply.Part("neu", "1.0", licence, "pkg:pypi/neu@1.0"))


def test_the_bill_of_materials_is_sound_and_names_every_part(supply, tmp_path):
    file = tmp_path / "bom.json"
    supply.main("bill", str(file))

    bom = Bom.from_json(json.loads(file.read_text(encoding="utf-8")))
    names = {component.name for component in bom.components}
    assert {"flask", "sqlalchemy", "cryptography", "@kern-ux/native"} <= names
    assert all(component.purl for component in bom.components)
