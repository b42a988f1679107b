"""Contacts in modules: named by key, shown with their number, and missed when they are gone."""

import pytest
from sqlalchemy import select

from bgm_portal.core.database import db
from bgm_portal.identity.permissions import Role
from bgm_portal.learning.models import ModuleDraft
from tests.support.times import LAST_MONTH

NAMED = ("Fragen Sie die SBV.", "Fragen Sie die [SBV](kontakt:sbv) oder die [EUTB](kontakt:eutb).")
LESSON = "/lernen/probe/lektion/lesson-1"
SECTION = "/module/probe/entwurf/abschnitt/lesson-1"


@pytest.fixture
def sbv(make_contact):
    return make_contact(key="sbv", name_de="Schwerbehindertenvertretung", phone="0221 4710 150")


def test_a_contact_is_linked_where_it_stands_and_shown_with_its_number_on_page_and_paper(
    publish_module, sbv, make_person, sign_in
):
    publish_module(NAMED)
    visitor = sign_in(make_person())

    page, paper = visitor.get(LESSON), visitor.get("/lernen/probe/druck")

    assert page.soup.find("a", string="SBV")["href"] == f"/kontakte/{sbv.id}"
    assert page.soup.find("a", string="EUTB")["href"] == "#wort-eutb"  # what it is, at least
    for one in (page, paper):
        assert one.soup.find("a", href="tel:02214710150")
        assert "Hier hilft man Ihnen weiter" in one.text


def test_a_contact_that_was_taken_out_is_words_alone(publish_module, sbv, make_person, sign_in):
    publish_module(NAMED)
    sbv.retired_at = LAST_MONTH
    db.session.commit()

    page = sign_in(make_person()).get(LESSON)

    assert page.soup.select("main a[href^='/kontakte/']") == []
    assert "Hier hilft man Ihnen weiter" not in page.text


def test_editors_name_a_contact_and_are_told_of_missing_ones(
    publish_module, sbv, make_person, sign_in
):
    publish_module(NAMED)
    editor = sign_in(make_person(Role.EDITOR))
    editor.post("/module/probe/bearbeiten")

    sent = {"fassung": "1", "bloecke": "1", "art-0": "text", "text-0": "Eins."}
    more = editor.post(SECTION, **sent, tat="kontakt", kontakt="sbv")
    drawn = editor.post(SECTION, **(sent | {"text-0": "[SBV](kontakt:sbv)"}), tat="vorschau")
    assert "SBV (Kontakt: sbv)" in drawn.text
    hub, shelf = editor.get("/module/probe/entwurf"), editor.get("/module")

    text = more.soup.select_one("#text-1").get_text().strip()
    assert text == "[Schwerbehindertenvertretung](kontakt:sbv)"
    assert drawn.soup.select_one(".bgm-prose a")["href"] == f"/kontakte/{sbv.id}"
    assert "Den Kontakt „eutb“ gibt es im Verzeichnis nicht." in hub.text
    assert "Nicht im Verzeichnis der Kontakte: eutb." in shelf.text
    assert "sbv" not in shelf.text
    assert db.session.scalars(select(ModuleDraft)).one().revision == 1
