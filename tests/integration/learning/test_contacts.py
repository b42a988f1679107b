"""Contacts in modules: named by key, shown with their number, and missed when they are gone."""

import pytest
from sqlalchemy import select

from bgm_portal.core.database import db
from bgm_portal.identity.permissions import Role
from bgm_portal.learning.models import ModuleDraft
from tests.factories.learning import finish_probe
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


IN_THE_QUIZ = (
    ("> Reden kommt danach.", "> Fragen Sie die [SBV](kontakt:sbv)."),
    ("**Erklärung:** Wer zuhört, versteht.", "**Erklärung:** Es hilft die [EUTB](kontakt:eutb)."),
    ("Was hilft?\n", "Was hilft?\n\nFragen Sie auch die [SBV](kontakt:sbv).\n"),
    ("**Merksatz:** Ruhig bleiben.", "**Merksatz:** Die [SBV](kontakt:sbv) hilft."),
    ("- Zuhören.\n", "- Zuhören. Die [SBV](kontakt:sbv) hilft.\n"),
)


def test_contacts_in_feedback_explanation_question_key_point_and_summary_are_linked_and_listed(
    publish_module, sbv, make_contact, make_person, employee, sign_in
):
    eutb = make_contact(key="eutb", name_de="EUTB Köln", phone="0221 1234567")
    publish_module(*IN_THE_QUIZ)
    visitor = sign_in(employee)
    quiz = "/lernen/probe/fragen/probe-q"

    asked = visitor.get(f"{quiz}1")
    checked = visitor.post(f"{quiz}1", fassung="0", antwort="b")
    question = visitor.get(f"{quiz}2")
    lesson = visitor.get("/lernen/probe/lektion/lesson-2")
    somebody = make_person()
    finish_probe(somebody.id)
    done = sign_in(somebody).get("/lernen/probe/abschluss")

    assert asked.soup.select("main a[href^='/kontakte/']") == []
    for page in (checked, question, lesson, done):
        assert page.soup.find("a", string="SBV")["href"] == f"/kontakte/{sbv.id}"
        assert page.soup.find("a", href="tel:02214710150")
    assert checked.soup.find("a", string="EUTB")["href"] == f"/kontakte/{eutb.id}"
    assert checked.soup.find("a", href="tel:02211234567")


def test_a_contact_that_is_missing_and_a_number_are_found_in_the_quiz_too(
    publish_module, make_person, sign_in
):
    publish_module(*IN_THE_QUIZ, ("Schweigen kann vieles heißen.", "Rufen Sie 0221 4710-100 an."))
    editor = sign_in(make_person(Role.EDITOR))
    editor.post("/module/probe/bearbeiten")

    hub = editor.get("/module/probe/entwurf").text

    assert "Den Kontakt „eutb“ gibt es im Verzeichnis nicht." in hub
    assert "Hier steht eine Telefonnummer (0221 4710-100)." in hub


def test_an_editor_names_a_contact_in_an_explanation(publish_module, sbv, make_person, sign_in):
    publish_module()
    editor = sign_in(make_person(Role.EDITOR))
    editor.post("/module/probe/bearbeiten")
    card = "/module/probe/entwurf/frage/probe-q1"

    page = editor.post(
        card, fassung="1", frage="Was?", erklaerung="Ja.", tat="kontakt", kontakt="sbv"
    )
    lost = editor.post(
        card, fassung="1", frage="Was?", erklaerung="Ja.", tat="kontakt", kontakt="x"
    )

    said = [one.soup.select_one("#erklaerung")["value"] for one in (page, lost)]
    assert said == ["Ja. [Schwerbehindertenvertretung](kontakt:sbv)", "Ja."]
    assert db.session.scalars(select(ModuleDraft)).one().revision == 1
