"""Modules that come with the portal appear where they are new, never over words of the house."""

from dataclasses import replace

import pytest
from sqlalchemy import func, select

from bgm_portal.core.database import db, transaction
from bgm_portal.identity.permissions import Role
from bgm_portal.learning.models import Module, ModuleVersion
from bgm_portal.learning.packages import package_in
from bgm_portal.learning.service import publishing
from tests.support.times import LAST_MONTH, NOW

KEY = "psyche"
[FOLDER] = publishing.SHIPPED.glob(f"*{KEY}*")


@pytest.fixture
def shipped(app):
    with transaction():
        return publishing.publish_shipped(at=LAST_MONTH)


@pytest.fixture
def changed_here(shipped, make_person):
    """The module as the house has changed it: one word is another one."""
    package = package_in(FOLDER)
    texts = package.texts | {"de": package.texts["de"].replace("Menschen", "Leute", 1)}
    editor = make_person(Role.EDITOR)
    with transaction():
        publishing.publish(
            replace(package, texts=texts),
            publishing.Publication(at=NOW, released_by=editor.id),
        )
    return texts["de"]


def newest_text():
    newest = (
        select(ModuleVersion.texts)
        .join(Module, Module.id == ModuleVersion.module_id)
        .where(Module.key == KEY)
        .order_by(ModuleVersion.number.desc())
        .limit(1)
    )
    return db.session.scalar(newest)["de"]


def test_what_the_house_has_changed_stays_and_is_named(app, changed_here):
    said = app.test_cli_runner().invoke(args=["bgm", "load-modules"]).output

    db.session.rollback()
    assert newest_text() == changed_here
    assert said.splitlines() == [
        "Veröffentlicht: nichts Neues",
        f"Hier im Haus geändert, deshalb nicht ersetzt: {KEY}",
    ]


def test_a_newer_edition_of_the_portal_replaces_an_older_one(app, shipped, monkeypatch, tmp_path):
    folder = tmp_path / KEY
    folder.mkdir()
    for path in FOLDER.iterdir():
        if path.is_file():
            (folder / path.name).write_bytes(path.read_bytes())
    text = (folder / "de.md").read_text(encoding="utf-8").replace("Menschen", "Leute", 1)
    (folder / "de.md").write_text(text, encoding="utf-8")
    monkeypatch.setattr(publishing, "SHIPPED", tmp_path)

    with transaction():
        shipment = publishing.publish_shipped(at=NOW)

    assert (shipment.published, shipment.kept) == ([KEY], [])
    assert newest_text() == text
    assert db.session.scalar(select(func.count()).select_from(ModuleVersion)) == 8
