"""Whoever takes their data along reads words: no state or kind of ours is left as a code."""

import io
import json
import pkgutil
import zipfile
from enum import StrEnum
from importlib import import_module

import pytest
from bs4 import BeautifulSoup

import bgm_portal
from bgm_portal.activities.adaptations import ADAPTATIONS
from bgm_portal.core.database import db
from bgm_portal.core.personal_data import register
from bgm_portal.home import own_data, own_values
from bgm_portal.identity.models import Person
from bgm_portal.mail.kinds import KINDS
from tests.support.times import NOW

#: Words of the language that are spelt like a code: whether something is so.
ALSO_WORDS = {"de": set(), "en": {"no"}}


def vocabularies():
    """Return every vocabulary of the portal."""
    for module in pkgutil.walk_packages(bgm_portal.__path__, "bgm_portal."):
        for value in vars(import_module(module.name)).values():
            if isinstance(value, type) and issubclass(value, StrEnum) and value is not StrEnum:
                yield value


CODES = {str(member.value) for kind in vocabularies() for member in kind}
CODES = {code for code in CODES | set(KINDS) | set(ADAPTATIONS) if code and not code.isdigit()}


def exported_kinds():
    """Return every vocabulary that a column of somebody's own rows can hold."""
    for holding in register:
        if isinstance(holding.exported, tuple):
            table = db.metadata.tables[holding.table]
            for name in holding.exported:
                kind = getattr(table.c[str(name)].type, "enum_class", None)
                if kind is not None:
                    yield kind


def cells(files):
    page = BeautifulSoup(files["meine-daten.html"], "html.parser")
    return [cell.text.strip() for cell in page.select("dd")]


def taken_along(person_id):
    with zipfile.ZipFile(io.BytesIO(own_data.archive(person_id, at=NOW))) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_every_vocabulary_that_can_go_out_has_words(portal):
    silent = {
        (kind.__name__, member.value)
        for kind in exported_kinds()
        for member in kind
        if member not in own_values.BY_KIND.get(kind, {})
    }

    assert silent == set()


@pytest.mark.parametrize("language", ["de", "en"])
def test_no_code_of_ours_stands_in_the_readable_page(build_world, app, language):
    world = build_world()
    world.grow(1)
    people = [db.session.get_one(Person, id_) for id_ in world.people.values()]
    for person in people:
        with app.test_request_context(headers={"Accept-Language": language}):
            files = taken_along(person.id)
        told = {
            part for cell in cells(files) for part in (cell, *cell.split(", "), *cell.split("; "))
        }

        assert told & CODES <= ALSO_WORDS[language]
        assert not [part for part in told if part.startswith(("{", "["))]


def test_the_file_for_programs_keeps_the_codes(build_world, app):
    world = build_world()
    with app.test_request_context():
        files = taken_along(world.people["katrin"])

    data = json.loads(files["meine-daten.json"])["data"]
    assert {row["state"] for row in data["registration"]} & CODES
    assert data["person"][0]["employer"] in CODES
