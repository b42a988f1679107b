"""Translations beside their original: which parts are out of date, and what changed in them."""

import pytest
from sqlalchemy import select

from bgm_portal.core.database import db, transaction
from bgm_portal.identity.permissions import Role
from bgm_portal.learning import drafts, library
from bgm_portal.learning.models import ModuleDraft, ModuleVersion
from bgm_portal.learning.service import publishing
from bgm_portal.learning.service.publishing import Publication
from tests.factories.learning import PROBE, in_english
from tests.support.times import NOW

DRAFT = "/module/probe/entwurf"
HUB = f"{DRAFT}?sprache=en"
LESSON = f"{DRAFT}/abschnitt/lesson-2?sprache=en"
QUESTION = f"{DRAFT}/frage/probe-q1?sprache=en"
MILDER = ("Bleiben Sie ruhig.", "Bleiben Sie gelassen.")


@pytest.fixture
def editor(make_person, sign_in):
    return sign_in(make_person(Role.EDITOR))


@pytest.fixture
def writing(publish_module, editor):
    """A draft of what is published in both languages, which say the same."""
    publish_module(others={"en": in_english()})
    editor.post("/module/probe/bearbeiten")
    return editor


def draft():
    db.session.expire_all()
    return db.session.scalars(select(ModuleDraft)).one()


def marks(page):
    """Return the marks of the parts of a draft, by the words of their link."""
    lines = page.soup.select("ol.bgm-parts > li")
    found = {line.a.get_text(strip=True): line.select_one(".bgm-status") for line in lines}
    return {words: mark.get_text(strip=True) for words, mark in found.items() if mark}


def german(editor):
    """Write other words into the second lesson of the German text."""
    sent = {"fassung": draft().revision, "bloecke": "1", "art-0": "text", "titel": "Krisen"}
    address = f"{DRAFT}/abschnitt/lesson-2"
    editor.post(address, **sent | {"text-0": "Bleiben Sie gelassen.", "merksatz": "Da sein."})


def english(editor, **fields):
    """Write the second lesson of the English text."""
    sent = {"fassung": draft().revision, "bloecke": "1", "art-0": "text", "titel": "Crises"}
    return editor.post(LESSON, **sent | {"text-0": "Keep calm.", "merksatz": "Be there."} | fields)


def test_only_the_part_whose_german_text_changed_is_out_of_date(writing):
    before = marks(writing.get(HUB))
    german(writing)
    after = writing.get(HUB)

    assert before == {}
    assert marks(after) == {"Krisen": "veraltet"}
    assert "älter als der deutsche Text" in after.text
    assert marks(writing.get(DRAFT)) == {}


def test_what_changed_stands_beside_the_translation(writing):
    german(writing)

    page = writing.get(LESSON)

    beside = page.soup.select_one("section[aria-labelledby=original]")
    assert "Übersetzung: veraltet" in beside.get_text()
    assert beside.find("del", string="Bleiben Sie ruhig.")
    assert beside.find("ins", string="Bleiben Sie gelassen.")
    assert "Übersetzung: veraltet" not in writing.get(f"{DRAFT}/abschnitt/lesson-1?sprache=en").text


def test_a_part_is_up_to_date_when_whoever_translates_says_so(writing):
    german(writing)
    english(writing)
    only_saved = marks(writing.get(HUB))

    english(writing, tat="aktuell")

    assert only_saved == {"Crises": "veraltet"}
    assert marks(writing.get(HUB)) == {}
    assert "älter als der deutsche Text" not in writing.get(HUB).text
    assert "Keep calm." in draft().texts["en"]


def test_a_question_is_marked_and_confirmed_in_the_same_way(writing):
    fields = {"frage": "Was kommt zuerst?", "erklaerung": "Hören hilft.", "option-0": "Zuhören",
              "kennung-0": "a", "richtig-0": "ja", "option-1": "Reden", "kennung-1": "b",
              "meldung-1": "Danach."}  # fmt: skip
    writing.post(f"{DRAFT}/frage/probe-q1", fassung=draft().revision, **fields)
    stale, beside = marks(writing.get(HUB)), writing.get(QUESTION)

    writing.post(QUESTION, fassung=draft().revision, tat="aktuell", **fields)

    assert list(stale.values()) == ["veraltet"]
    assert beside.soup.find("ins", string="Erklärung: Hören hilft.")
    assert marks(writing.get(HUB)) == {}


def test_a_new_part_is_still_to_be_translated_and_a_moved_one_is_not(writing):
    writing.post(f"{DRAFT}/teile", fassung=draft().revision, tat="hoch:lesson-2")
    moved = marks(writing.get(HUB))
    writing.post(f"{DRAFT}/teile?sprache=de", fassung=draft().revision, tat="lektion", titel="Neu")
    writing.post(f"{DRAFT}/teile?sprache=en", fassung=draft().revision, tat="lektion", titel="Neu")

    assert moved == {}
    assert marks(writing.get(HUB)) == {"Neu": "noch zu übersetzen"}


def test_a_translation_that_was_begun_is_all_still_to_be_translated(publish_module, editor):
    publish_module()
    editor.post("/module/probe/bearbeiten")
    editor.post(f"{DRAFT}/uebersetzung?sprache=en")

    page = editor.get(HUB)

    assert set(marks(page).values()) == {"noch zu übersetzen"}
    assert len(marks(page)) == len(page.soup.select("ol.bgm-parts > li"))


def test_marks_are_published_and_come_back_with_the_next_draft(writing, make_person, sign_in):
    german(writing)
    writing.post(f"{DRAFT}/abgeben", fassung=draft().revision, change="content", note="Milder")
    sign_in(make_person(Role.EDITOR)).post(f"{DRAFT}/freigeben", fassung=draft().revision)

    on_the_shelf = writing.get("/module").text
    writing.post("/module/probe/bearbeiten")

    assert "Die Übersetzung (Englisch) ist älter als der deutsche Text." in on_the_shelf
    assert marks(writing.get(HUB)) == {"Krisen": "veraltet"}


def released(writing, second, *, change):
    """Hand the draft in, let a second person release it, and return what that person reads."""
    writing.post(f"{DRAFT}/abgeben", fassung=draft().revision, change=change, note="Milder")
    return second.post(f"{DRAFT}/freigeben", fassung=draft().revision)


def test_that_a_translation_is_up_to_date_is_published_although_no_word_has_changed(
    writing, make_person, sign_in
):
    second = sign_in(make_person(Role.EDITOR))
    german(writing)
    released(writing, second, change="content")
    writing.post("/module/probe/bearbeiten")
    writing.post(f"{DRAFT}/uebersetzung?sprache=en", tat="aktuell")

    page = released(writing, second, change="editorial")

    assert "Das Lernmodul ist erschienen." in page.text
    assert "ist älter als der deutsche Text" not in writing.get("/module").text


def test_a_release_of_what_appeared_meanwhile_is_not_called_one(writing, make_person, sign_in):
    german(writing)
    second = sign_in(make_person(Role.EDITOR))
    writing.post(f"{DRAFT}/abgeben", fassung=draft().revision, change="editorial", note="Milder")
    with transaction():  # the newer edition of the portal says the same
        publishing.publish(drafts.package(draft()), Publication(at=NOW))

    page = second.post(f"{DRAFT}/freigeben", fassung=draft().revision)

    assert "Es hat sich nichts geändert." in page.text
    assert "Das Lernmodul ist erschienen." not in page.text
    assert len(db.session.scalars(select(ModuleVersion)).all()) == 2


@pytest.mark.parametrize("change", [(), (MILDER,)])
def test_a_version_from_before_marks_by_part_is_read_by_what_was_published(
    publish_module, editor, change
):
    whole = library.content_hash(PROBE)
    publish_module(others={"en": in_english()})
    publish_module(*change, ("Zuhören ist gut.", "Zuhören ist gut!"),
                   others={"en": in_english()}, based_on={"en": whole})  # fmt: skip
    editor.post("/module/probe/bearbeiten")

    expected = {"In plain language": "veraltet"} | ({"Krisen": "veraltet"} if change else {})
    assert marks(editor.get(HUB)) == expected


def test_whoever_saves_over_somebody_else_confirms_nothing(writing):
    german(writing)
    seen = draft().revision
    english(writing)

    page = writing.post(LESSON, status=409, fassung=seen, bloecke="1", tat="aktuell",
                        **{"art-0": "text", "text-0": "Stay calm."})  # fmt: skip

    assert page.soup.select('input[name="tat"]') == []
    assert marks(writing.get(HUB)) == {"Crises": "veraltet"}


def test_published_translations_follow_their_original_by_part(publish_module):
    publish_module(others={"en": in_english()})

    [version] = db.session.scalars(select(ModuleVersion)).all()
    with transaction():
        marks_of = version.based_on["en"]

    assert {"lesson-1", "plain", "probe-q8"} <= marks_of.keys()
    assert library.outdated(version.texts["de"], marks_of) == frozenset()


def test_headings_of_a_text_and_its_preview_stand_below_those_of_the_page(writing):
    sent = {"fassung": "1", "bloecke": "1", "art-0": "heading", "text-0": "Ein Beispiel"}

    page = writing.post(LESSON, tat="vorschau", **sent)

    shown = page.soup.select_one("section[aria-labelledby=vorschau]")
    assert [h.get_text() for h in shown.select("h4")] == ["Ein Beispiel", "Ein Beispiel"]
    assert shown.select_one("h3").get_text() == "Am Bildschirm"
