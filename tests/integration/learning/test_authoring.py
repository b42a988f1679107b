"""Writing a module in the browser: no marks to be seen, two people, and nothing is ever lost."""

import io
import zipfile

import pytest
from PIL import Image
from sqlalchemy import select

from bgm_portal.core.database import db
from bgm_portal.identity.permissions import Role
from bgm_portal.learning import queries
from bgm_portal.learning.content import archive
from bgm_portal.learning.models import ModuleDraft, ModuleVersion
from tests.factories.learning import PNG, PROBE, finish_probe, in_english
from tests.support.times import NOW, TOMORROW

DRAFT = "/module/probe/entwurf"


@pytest.fixture
def editor(make_person, sign_in):
    return sign_in(make_person(Role.EDITOR))


@pytest.fixture
def second(make_person, sign_in):
    return sign_in(make_person(Role.EDITOR))


@pytest.fixture
def writing(publish_module, editor):
    """A draft of the small module is begun."""
    publish_module()
    editor.post("/module/probe/bearbeiten")
    return editor


def draft(key="probe"):
    return db.session.scalars(select(ModuleDraft).where(ModuleDraft.key == key)).one()


def picture():
    written = io.BytesIO()
    Image.new("RGB", (20, 20), "red").save(written, "PNG")
    return written.getvalue()


def section(visitor, key, name, **data):
    """Fill in the form of a section as it stands, but for what is said here."""
    address = f"/module/{key}/entwurf/abschnitt/{name}"
    form = visitor.get(address).soup.select_one("form.bgm-form")
    fields = {f["name"]: f.get("value", f.get_text()) for f in form.select("[name]")}
    del fields["tat"]
    return visitor.post(address, **(fields | data))


def arrange(visitor, key, deed, **data):
    revision = draft(key).revision
    return visitor.post(f"/module/{key}/entwurf/teile", fassung=revision, tat=deed, **data)


def test_somebody_builds_a_module_of_two_lessons_and_three_questions_and_another_releases_it(
    editor, second
):
    editor.post(
        "/module/neu",
        title_de="Gut zuhören",
        teaser_de="Wie Gespräche gelingen.",
        duration_min="5",
        pass_percent="60",
    )
    key = "gut-zuhoeren"
    section(editor, key, "goals", bloecke="1", **{"art-0": "list", "text-0": "Sie hören zu."})
    section(editor, key, "plain", bloecke="1", **{"art-0": "text", "text-0": "Hören ist gut."})
    section(editor, key, "summary", bloecke="1", **{"art-0": "list", "text-0": "Pausen."})
    for title in ("Zuhören", "Nachfragen"):
        arrange(editor, key, "lektion", titel=title)
    for name in ("zuhoeren", "nachfragen"):
        blocks = {
            "art-0": "text",
            "text-0": "Das ist *wichtig*.",
            "art-1": "list",
            "text-1": "a\nb",
        }
        section(editor, key, name, bloecke="2", merksatz="Pausen helfen.", **blocks)
    for kind in ("single", "matching", "ordering"):
        arrange(editor, key, f"frage:{kind}")
    cards = f"/module/{key}/entwurf/frage/{key}-q"
    common = {"frage": "Was hilft?", "erklaerung": "Ruhe."}
    editor.post(
        f"{cards}1", fassung=draft(key).revision, **common,
        **{"option-0": "Pausen", "richtig-0": "ja", "option-1": "Lärm", "option-2": ""},
    )  # fmt: skip
    editor.post(
        f"{cards}2", fassung=draft(key).revision, **common,
        **{"option-0": "Auge", "passt-0": "sehen", "option-1": "Ohr", "passt-1": "hören"},
    )  # fmt: skip
    editor.post(
        f"{cards}3", fassung=draft(key).revision, **common,
        **{"option-0": "grüßen", "option-1": "zuhören"},
    )  # fmt: skip
    hub = editor.get(f"/module/{key}/entwurf")
    editor.post(
        f"/module/{key}/entwurf/abgeben",
        fassung=draft(key).revision, change="content", note="Neu", reason="",
    )  # fmt: skip
    refused = editor.post(
        f"/module/{key}/entwurf/freigeben", status=409, fassung=draft(key).revision
    )
    second.post(f"/module/{key}/entwurf/freigeben", fassung=draft(key).revision)

    edition = queries.shelved(key).newest
    assert "Die Prüfung hat nichts gefunden" in hub.text
    assert "zweite Person" in refused.text
    assert [lesson.title for lesson in edition.base.lessons] == ["Zuhören", "Nachfragen"]
    assert "**wichtig**" in edition.base.lessons[0].body
    assert [str(question.kind) for question in edition.base.questions] == [
        "single",
        "matching",
        "ordering",
    ]
    assert "Gut zuhören" in second.get("/lernen").text


def test_no_marks_are_shown_to_whoever_writes(writing):
    page = writing.get(f"{DRAFT}/abschnitt/lesson-1")

    texts = [area.get_text().strip() for area in page.soup.select("textarea")]
    assert "Fragen Sie die SBV. Sehen Sie sich das Bild an." in texts
    assert "Wer | Was\nEine | redet" in texts
    assert not [text for text in texts if "**" in text or text.startswith(("#", "- "))]


def test_blocks_are_added_moved_and_taken_away_without_saving(writing):
    address = f"{DRAFT}/abschnitt/lesson-2"
    sent = {"fassung": "1", "bloecke": "2", "art-0": "text", "art-1": "text"}
    words = {"text-0": "Eins.", "text-1": "Zwei."}

    more = writing.post(address, **sent, **words, tat="dazu:list")
    turned = writing.post(address, **sent, **words, tat="hoch:1")
    fewer = writing.post(address, **sent, **words, tat="weg:0")

    assert [len(page.soup.select("textarea")) for page in (more, turned, fewer)] == [3, 2, 1]
    assert turned.soup.select_one("#text-0").get_text().strip() == "Zwei."
    assert "Bleiben Sie ruhig." in draft().texts["de"]


def test_a_preview_shows_the_text_wide_narrow_and_by_ear(writing):
    page = writing.post(
        f"{DRAFT}/abschnitt/lesson-2",
        fassung="1",
        bloecke="1",
        tat="vorschau",
        **{"art-0": "list", "text-0": "Eins\nZwei"},
    )

    assert len(page.soup.select(".bgm-prose ul")) == 2
    assert "Liste mit 2 Einträgen" in page.text


def test_a_second_editor_gets_both_texts_and_loses_nothing(writing, second):
    section(writing, "probe", "lesson-2", **{"text-0": "Bleiben Sie gelassen."})

    conflict = second.post(
        f"{DRAFT}/abschnitt/lesson-2",
        status=409,
        fassung="1",
        bloecke="1",
        titel="Krisen",
        **{"art-0": "text", "text-0": "Atmen Sie durch."},
    )
    fields = {f["name"]: f["value"] for f in conflict.soup.select("main form input[name]")}
    second.post(f"{DRAFT}/abschnitt/lesson-2", **fields)

    cells = [(td["data-label"], td.get_text()) for td in conflict.soup.select("td[data-label]")]
    assert ("Gespeicherter Text", "Bleiben Sie gelassen.") in cells
    assert ("Ihr Text", "Atmen Sie durch.") in cells
    assert "Atmen Sie durch." in draft().texts["de"]


def test_what_is_wrong_is_named_and_keeps_a_draft_from_being_handed_in(writing):
    arrange(writing, "probe", "lektion", titel="Leer")

    hub = writing.get(DRAFT)
    refused = writing.post(
        f"{DRAFT}/abgeben", status=409, fassung=draft().revision, change="content", note="Neu"
    )

    assert "Unter „Leer“ steht nichts." in hub.text
    assert "Zur Freigabe abgeben" not in hub.text
    assert "enthält Fehler" in refused.text


def test_a_warning_needs_a_reason(writing):
    section(writing, "probe", "lesson-2", **{"text-0": "Wort und noch ein Wort. " * 100})
    said = {"change": "content", "note": "Länger"}

    refused = writing.post(f"{DRAFT}/abgeben", status=409, fassung=draft().revision, **said)
    writing.post(f"{DRAFT}/abgeben", fassung=draft().revision, reason="Ist so.", **said)

    assert "begründen Sie sie" in refused.text
    assert draft().state == "handed_in"


def test_other_answers_are_never_editorial(writing):
    writing.post(
        f"{DRAFT}/frage/probe-q1", fassung="1", frage="Was kommt zuerst?", erklaerung="So.",
        **{"option-0": "Zuhören", "kennung-0": "a", "option-1": "Reden", "kennung-1": "b",
           "richtig-1": "ja"},
    )  # fmt: skip

    refused = writing.post(
        f"{DRAFT}/abgeben", status=409, fassung=draft().revision, change="editorial", note="Nur so"
    )

    assert "„Inhaltlich“" in refused.text


def test_an_option_keeps_its_key_when_its_words_change(writing):
    writing.post(
        f"{DRAFT}/frage/probe-q1", fassung="1", frage="Was kommt zuerst?", erklaerung="So.",
        **{"option-0": "Hinhören", "kennung-0": "a", "richtig-0": "ja",
           "option-1": "Reden", "kennung-1": "b", "option-2": "Neu"},
    )  # fmt: skip

    assert "- [x] Hinhören <!-- id: a -->" in draft().texts["de"]
    assert "- [ ] Neu <!-- id: c -->" in draft().texts["de"]


def test_what_says_the_same_as_before_is_not_handed_in(writing):
    hub = writing.get(DRAFT)
    refused = writing.post(
        f"{DRAFT}/abgeben", status=409, fassung="1", change="editorial", note="Nichts"
    )
    section(writing, "probe", "lesson-2", **{"text-0": "Atmen Sie durch."})

    assert "was schon veröffentlicht ist" in hub.text
    assert "Zur Freigabe abgeben" not in hub.text
    assert "noch nichts geändert. Schreiben Sie zuerst" in refused.text
    assert str(draft().state) == "writing"
    assert "Zur Freigabe abgeben" in writing.get(DRAFT).text


def test_whoever_changes_a_draft_that_was_handed_in_has_to_hand_it_in_again(writing, second):
    section(writing, "probe", "lesson-2", **{"text-0": "Atmen Sie durch."})
    writing.post(f"{DRAFT}/abgeben", fassung=draft().revision, change="editorial", note="Ruhiger")
    seen = draft().revision
    section(second, "probe", "lesson-2", **{"text-0": "Bleiben Sie gelassen."})

    refused = second.post(f"{DRAFT}/freigeben", status=409, fassung=seen)

    assert "inzwischen geändert" in refused.text
    assert len(db.session.scalars(select(ModuleVersion)).all()) == 1


def test_what_is_no_longer_editorial_is_not_released_as_such(writing, second, publish_module):
    section(writing, "probe", "lesson-2", **{"text-0": "Bleiben Sie gelassen."})
    writing.post(f"{DRAFT}/abgeben", fassung=draft().revision, change="editorial", note="Milder")
    publish_module(("- [ ] Lärm", "- [x] Lärm"), ("- [x] Pausen", "- [ ] Pausen"))

    refused = second.post(f"{DRAFT}/freigeben", status=409, fassung=draft().revision)

    assert "„Inhaltlich“" in refused.text
    assert len(db.session.scalars(select(ModuleVersion)).all()) == 2


def test_details_reach_readers_of_every_language(
    publish_module, editor, second, make_person, sign_in
):
    publish_module(others={"en": in_english()})
    editor.post("/module/probe/bearbeiten")
    form = editor.get(f"{DRAFT}/kopf").soup.select_one("form.bgm-form")
    fields = {f["name"]: f.get("value") or f.get_text() for f in form.select("[name]")}
    del fields["tat"]  # of the button that shows a preview
    said = {
        "title_en": "All ears",
        "teaser_en": "On listening well.",
        "content_note_en": "Lesson 2 is on crises.",
        "duration_min": "17",
    }
    editor.post(f"{DRAFT}/kopf", **(fields | said))
    editor.post(f"{DRAFT}/abgeben", fassung=draft().revision, change="content", note="Neu")
    second.post(f"{DRAFT}/freigeben", fassung=draft().revision)

    reader = sign_in(make_person(language="en"))
    overview, page = reader.get("/lernen").text, reader.get("/lernen/probe").text

    for words in ("All ears", "On listening well.", "17 min"):
        assert words in overview
    assert "Lesson 2 is on crises." in page


def test_the_difference_stands_side_by_side_for_whoever_releases(writing, second):
    section(writing, "probe", "lesson-2", **{"text-0": "Bleiben Sie gelassen."})
    writing.post(f"{DRAFT}/abgeben", fassung=draft().revision, change="editorial", note="Milder")

    page = second.get(f"{DRAFT}/freigeben")

    assert "Milder" in page.text
    assert page.soup.find("del", string="Bleiben Sie ruhig.")
    assert page.soup.find("ins", string="Bleiben Sie gelassen.")


def test_details_are_compared_in_words_and_their_order_in_the_file_is_no_change(writing, second):
    section(writing, "probe", "lesson-2", **{"text-0": "Bleiben Sie gelassen."})
    only_text = writing.get(f"{DRAFT}/abgeben")
    head = {"title_de": "Probe aufs Zuhören", "teaser_de": "Ein kurzes Modul.",
            "duration_min": "7", "pass_percent": "80"}  # fmt: skip
    writing.post(f"{DRAFT}/kopf", fassung=draft().revision, **head)

    page = writing.get(f"{DRAFT}/abgeben")

    assert "Titel auf Englisch" not in only_text.text
    assert page.soup.find("ins", string="Dauer in Minuten: 7")
    assert "duration_min" not in page.text


def test_a_picture_needs_words_or_the_word_that_it_is_decoration(writing):
    address = f"{DRAFT}/abschnitt/lesson-2/bild"
    upload = lambda: (io.BytesIO(picture()), "IMG_4711.png")  # noqa: E731 - read once each

    refused = writing.post(address, status=422, picture=upload())
    writing.post(address, picture=upload(), alt="Ein rotes Feld [Test]")
    writing.post(address, picture=upload(), decorative="y")

    assert "Sagen Sie, was zu sehen ist, oder setzen Sie den Haken bei Schmuck." in refused.errors()
    assert "![Ein rotes Feld (Test)](media/bild-1.png)" in draft().texts["de"]
    assert '![](media/bild-2.png "dekorativ")' in draft().texts["de"]
    assert writing.raw(f"{DRAFT}/medien/bild-1.png").mimetype == "image/png"
    assert "IMG_4711" not in str(draft().media)


@pytest.mark.parametrize("content", [b"", b"<svg/>", b"GIF89a", PNG[:40]])
def test_what_is_no_picture_does_not_come_in(writing, content):
    sent = (io.BytesIO(content), "bild.png")

    writing.post(f"{DRAFT}/abschnitt/lesson-2/bild", status=422, picture=sent, alt="Etwas")

    assert draft().revision == 1


def test_words_for_a_picture_that_are_too_long_are_refused_whole(writing):
    sent = (io.BytesIO(PNG), "bild.png")

    page = writing.post(
        f"{DRAFT}/abschnitt/lesson-2/bild", status=422, picture=sent, alt="x" * 1001
    )

    assert "Kürzen Sie den Text auf 1000 Zeichen." in page.errors()
    assert page.soup.select_one("[name=alt]")["value"] == "x" * 1001
    assert draft().revision == 1


def test_the_title_of_a_new_lesson_is_kept_whole_or_refused_whole(writing):
    long, too_long = "Zuhören " * 60, "x" * 1001

    refused = writing.post(f"{DRAFT}/teile", status=422, fassung="1", tat="lektion", titel=too_long)
    writing.post(f"{DRAFT}/teile", fassung="1", tat="lektion", titel=long)

    assert refused.soup.title.get_text().startswith("Fehler: ")
    assert refused.soup.select_one("#titel")["value"] == too_long
    assert long.strip() in draft().texts["de"]


def test_a_translation_is_begun_marked_as_out_of_date_and_confirmed(writing):
    writing.post(f"{DRAFT}/uebersetzung?sprache=en")
    begun = writing.get(f"{DRAFT}?sprache=en")
    writing.post(f"{DRAFT}/uebersetzung?sprache=en", tat="aktuell")
    current = writing.get(DRAFT)
    section(writing, "probe", "lesson-2", **{"text-0": "Bleiben Sie gelassen."})
    stale = writing.get(DRAFT)
    beside = writing.get(f"{DRAFT}/abschnitt/lesson-2?sprache=en")

    assert "## Lesson 2: Krisen" in draft().texts["en"]
    assert "älter als der deutsche Text" in begun.text
    assert "älter als der deutsche Text" not in current.text
    assert "älter als der deutsche Text" in stale.text
    assert "Bleiben Sie gelassen." in beside.soup.select_one('[lang="de"].bgm-prose').get_text()


def test_the_shelf_names_translations_that_are_out_of_date_or_missing(publish_module, editor):
    publish_module(others={"en": in_english()}, based_on={"en": "older"})
    stale = editor.get("/module").text
    publish_module(("Bleiben Sie ruhig.", "Ruhe."))
    missing = editor.get("/module").text

    assert "Die Übersetzung (Englisch) ist älter als der deutsche Text." in stale
    assert "Die englische Übersetzung fehlt." in missing


def test_a_withdrawn_module_is_finished_within_thirty_days_and_counts_on(
    publish_module, editor, employee, make_person, sign_in, at
):
    publish_module()
    katrin, tom = sign_in(employee), make_person()
    katrin.post("/lernen/probe/lektion/lesson-1")
    finish_probe(tom.id)

    editor.post("/module/probe/zurueckziehen")

    assert "Probe" not in editor.get("/lernen").text
    editor.get("/lernen/probe", status=404)
    assert "Begonnen" in katrin.get("/lernen").text
    told = "Dieses Lernmodul wird nicht mehr angeboten. Sie können es bis 22. April 2026 beenden."
    assert told in katrin.get("/lernen").text
    assert told in katrin.get("/lernen/probe/lektion/lesson-2").text
    katrin.post("/lernen/probe/lektion/lesson-2")
    assert "Nachweis" in sign_in(tom).get("/lernen/probe/nachweis").text
    with at(NOW.replace(month=5)):
        late = sign_in(employee)
        lesson = late.get("/lernen/probe/lektion/lesson-2")
        assert "Ihre Nachweise bleiben gültig." in lesson.text
        assert "Gelesen, weiter" not in lesson.text
        assert "Weiterlernen" not in late.get("/lernen/probe").text
        late.post("/lernen/probe/lektion/lesson-2", status=409)
        late.post("/lernen/probe/neue-fassung", status=409)


def test_a_withdrawn_module_can_be_offered_again(publish_module, editor):
    publish_module()
    editor.post("/module/probe/zurueckziehen")
    editor.post("/module/probe/wieder-anbieten")

    assert "Probe aufs Zuhören" in editor.get("/lernen").text


PROBE_WITHOUT_FILM = PROBE.replace(
    '![Ein Gespräch](media/film.mp4 "Audiodeskription: Alles Wichtige ist zu hören.")', ""
)


def test_a_module_goes_out_and_comes_back_as_the_same_bytes(editor):
    packed = archive.pack("probe", {"de": PROBE_WITHOUT_FILM}, {"bild.png": PNG})

    editor.post("/module/einlesen", file=(io.BytesIO(packed), "x.zip"))

    assert editor.raw("/module/probe/entwurf.zip").data == packed


def test_what_is_published_goes_out_as_it_was_written(publish_module, editor):
    publish_module()

    unpacked = zipfile.ZipFile(io.BytesIO(editor.raw("/module/probe/modul.zip").data))

    assert unpacked.read("probe/de.md").decode() == PROBE
    assert unpacked.read("probe/media/bild.png") == PNG


@pytest.mark.parametrize("content", [b"", b"PK", b"x" * 5000])
def test_what_is_no_module_is_refused_kindly(editor, content):
    page = editor.post("/module/einlesen", status=422, file=(io.BytesIO(content), "x.zip"))

    assert page.errors() == ["Das ist keine lesbare ZIP-Datei."]


def test_a_module_with_references_in_its_head_is_refused(editor):
    bomb = PROBE.replace("order: 1", "order: &a [x, x]\nversion: [*a, *a]")
    packed = archive.pack("probe", {"de": bomb}, {"bild.png": PNG})

    page = editor.post("/module/einlesen", status=422, file=(io.BytesIO(packed), "x.zip"))

    assert "Verweis" in page.text


def test_an_import_never_writes_over_a_draft(writing):
    packed = archive.pack("probe", {"de": PROBE_WITHOUT_FILM}, {"bild.png": PNG})

    page = writing.post("/module/einlesen", status=409, file=(io.BytesIO(packed), "x.zip"))

    assert "schon einen Entwurf" in page.text


def test_questions_of_another_platform_are_shown_before_they_are_taken_over(writing):
    text = "::A::Was hilft? {=Ruhe ~Lärm#Lärm stört. ####Ruhe hilft.}\n\nWie geht es Ihnen? {}"

    shown = writing.post(f"{DRAFT}/gift", fassung="1", text=text)
    writing.post(f"{DRAFT}/gift", fassung="1", text=text, tat="uebernehmen")

    assert "1 Frage verstanden" in shown.text
    assert "Freie Texte kann niemand von selbst prüfen." in shown.text
    assert "Was hilft?" in draft().texts["de"]
    assert draft().revision == 2


def test_questions_go_out_for_other_platforms(writing):
    answer = writing.raw("/module/probe/fragen.gift").get_data(as_text=True)

    assert "::probe-q1::Was kommt zuerst? {" in answer


@pytest.mark.parametrize("role", [None, Role.LEADERSHIP, Role.ADMIN, Role.AUDITOR])
def test_only_editors_write(publish_module, make_person, sign_in, role):
    publish_module()
    visitor = sign_in(make_person(*([role] if role else [])))

    visitor.get("/module", status=403)
    visitor.post("/module/probe/bearbeiten", status=403)


def test_the_release_has_two_names_in_the_version(writing, second):
    section(writing, "probe", "lesson-2", **{"text-0": "Atmen Sie durch."})
    writing.post(f"{DRAFT}/abgeben", fassung=draft().revision, change="content", note="Geordnet")
    writing.get(f"{DRAFT}/freigeben")
    section(writing, "probe", "lesson-2", **{"text-0": "Bleiben Sie gelassen."})
    writing.post(f"{DRAFT}/abgeben", fassung=draft().revision, change="editorial", note="Milder")
    second.post(f"{DRAFT}/freigeben", fassung=draft().revision)

    newest = db.session.scalars(select(ModuleVersion).order_by(ModuleVersion.number.desc())).first()
    assert newest.written_by != newest.released_by
    assert (newest.number, newest.change_note) == (2, "Milder")
    assert newest.published_at < TOMORROW
