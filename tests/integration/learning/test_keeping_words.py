"""What somebody wrote elsewhere is still there after others have saved a draft in the browser."""

import io

import pytest
from sqlalchemy import select

from bgm_portal.core.database import db
from bgm_portal.identity.permissions import Role
from bgm_portal.learning.content import archive
from bgm_portal.learning.models import ModuleDraft
from tests.factories.learning import PNG, PROBE, in_english
from tests.support.gift import GIFT

DRAFT = "/module/probe/entwurf"
FILM = '![Ein Gespräch](media/film.mp4 "Audiodeskription: Alles Wichtige ist zu hören.")'
STRAYS = (
    ("# Probe aufs Zuhören\n", "# Probe aufs Zuhören\n\nVorab *gesagt*.\n"),
    ("## Quiz\n", "## Aus der Praxis\n\nEine Geschichte.\n\n## Quiz\n\nViel Erfolg.\n"),
    ("order: 1", "order: 1\nautorin: Redaktion"),
    (FILM, ""),
)
REPLIES = (
    ("1. begrüßen\n", "1. begrüßen\n   > Immer zuerst.\n"),
    ("[[reden]].\n", "[[reden]].\n\n  > Das Ohr zuerst.\n  > Der Mund danach.\n"),
)


@pytest.fixture
def editor(make_person, sign_in):
    return sign_in(make_person(Role.EDITOR))


def draft():
    db.session.expire_all()
    return db.session.scalars(select(ModuleDraft)).one()


def read_in(editor, *changes, folder="probe", english=""):
    """Read the module in from a ZIP, with other words here and there."""
    text = PROBE
    for old, new in (*changes, (FILM, "")):
        text = text.replace(old, new)
    texts = {"de": text} | ({"en": english} if english else {})
    packed = archive.pack(folder, texts, {"bild.png": PNG})
    return editor.post("/module/einlesen", file=(io.BytesIO(packed), "x.zip"))


def fields(page):
    """Return what a browser would send of the form that is edited."""
    found = {}
    for one in page.soup.select("form[data-editor] [name]"):
        is_left_out = one.name == "button" or (
            one.get("type") == "checkbox" and not one.has_attr("checked")
        )
        if is_left_out:
            continue
        chosen = one.select_one("option[selected]") or one.select_one("option")
        value = chosen.get("value") if chosen else one.get("value")
        found[one["name"]] = one.get_text() if one.name == "textarea" else value or ""
    return found


def save(editor, address, status=200, **said):
    return editor.post(address, status=status, **(fields(editor.get(address)) | said))


def test_text_without_a_place_is_named_and_is_still_there_after_every_form_was_saved(editor):
    read_in(editor, *STRAYS)

    hub = editor.get(DRAFT)
    for part in [a["href"] for a in hub.soup.select("ol.bgm-parts a[href*='/abschnitt/']")]:
        save(editor, part)
    for card in [a["href"] for a in hub.soup.select("ol.bgm-parts a[href*='/frage/']")]:
        save(editor, card)
    save(editor, f"{DRAFT}/kopf")

    for words in ("Vorab *gesagt*.", "Eine Geschichte.", "Viel Erfolg.", "Aus der Praxis"):
        assert words in draft().texts["de"]
    assert 'autorin: "Redaktion"' in draft().texts["de"]
    assert hub.text.count("hat noch keinen Platz") == 3
    assert "Diese Angaben kennt das Portal nicht" in hub.text
    assert "„Vorab *gesagt*.“ gehört zu keinem Teil des Moduls." in hub.text
    assert "Zur Freigabe abgeben" not in hub.text


def test_text_without_a_place_becomes_a_lesson_or_is_deleted_and_so_is_a_detail(editor):
    read_in(editor, *STRAYS)

    for deed in ("platz:aus-der-praxis", "weg:loose-text", "weg:loose-quiz", "angabe:autorin"):
        editor.post(f"{DRAFT}/teile", fassung=draft().revision, tat=deed)

    hub = editor.get(DRAFT)
    assert "## Lektion 3: Aus der Praxis" in draft().texts["de"]
    for words in ("Vorab", "Viel Erfolg", "autorin"):
        assert words not in draft().texts["de"]
    assert "hat noch keinen Platz" not in hub.text
    assert "Zur Freigabe abgeben" in hub.text


def test_a_key_point_of_a_part_that_is_no_lesson_is_kept(editor):
    read_in(editor, ("- Zuhören.\n", "- Zuhören.\n\n> **Merksatz:** Ohren auf.\n"))

    save(editor, f"{DRAFT}/abschnitt/summary")

    assert "> **Merksatz:** Ohren auf." in draft().texts["de"]


@pytest.mark.parametrize(
    ("address", "field", "length"),
    [
        ("abschnitt/lesson-1", "text-0", 20_001),
        ("abschnitt/lesson-1", "merksatz", 1_001),
        ("frage/probe-q1", "erklaerung", 1_001),
        ("frage/probe-q1", "frage", 20_001),
        ("frage/probe-q1", "meldung-1", 1_001),
        ("kopf", "teaser_de", 1_001),
    ],
)
def test_what_is_too_long_is_refused_whole_and_never_cut(editor, address, field, length):
    read_in(editor)
    before = draft().texts

    page = save(editor, f"{DRAFT}/{address}", status=422, **{field: "x" * length})

    assert page.soup.select_one(f".bgm-errors a[href='#{field}']")
    assert "x" * length in page.html
    assert draft().texts == before


def test_what_is_too_long_is_not_kept_in_passing_and_the_page_says_so(editor):
    read_in(editor)

    address = f"{DRAFT}/frage/probe-q1/sichern"

    said = editor.raw(address, method="POST", data={"fassung": "1", "frage": "x" * 20_001})

    assert (said.status_code, said.get_json()["said"][:14]) == (422, "Nicht gesicher")


def test_replies_to_steps_and_gaps_are_shown_on_the_card_kept_and_read_by_learners(
    editor, publish_module, make_person, sign_in
):
    publish_module(*REPLIES)
    editor.post("/module/probe/bearbeiten")

    cards = [editor.get(f"{DRAFT}/frage/probe-q{number}") for number in (5, 6)]
    for number in (5, 6):
        save(editor, f"{DRAFT}/frage/probe-q{number}")
    learner = sign_in(make_person())
    steps = learner.post("/lernen/probe/fragen/probe-q5", fassung="0", ordnung="")
    gaps = learner.post(
        "/lernen/probe/fragen/probe-q6", fassung="0", **{"wort-a": "x", "wort-b": "y"}
    )

    said = [[one["value"] for one in page.soup.select("[name^=meldung]")] for page in cards]
    assert said[0][:3] == ["Immer zuerst.", "", ""]
    assert said[1] == ["Das Ohr zuerst.", "Der Mund danach."]
    for words in ("Immer zuerst.", "Das Ohr zuerst.", "Der Mund danach."):
        assert words in draft().texts["de"]
    assert "Immer zuerst." in steps.text
    assert "Das Ohr zuerst." in gaps.text
    assert "> Das Ohr" not in learner.get("/lernen/probe/fragen/probe-q6").text


def test_a_reply_stays_with_its_gap_when_another_gap_is_written_before_it(editor):
    read_in(editor, *REPLIES)
    text = "Zuerst [[warten]], dann [[hören|zuhören]], dann [[sprechen]]."

    save(editor, f"{DRAFT}/frage/probe-q6", frage=text)

    card = editor.get(f"{DRAFT}/frage/probe-q6")
    said = [one["value"] for one in card.soup.select("[name^=meldung]")]
    assert said == ["Der Mund danach.", "Das Ohr zuerst.", ""]


@pytest.mark.parametrize(
    "words",
    [
        "# Achtung",
        "## Lektion 7: Neu",
        "### Frage 9",
        "- [x] Ja",
        "> **Erklärung:** Nein",
        "  > Nein",
        "```",
        "1. eins",
        "- eins → zwei",
    ],
)
@pytest.mark.parametrize("place", ["abschnitt/lesson-1", "frage/probe-q1", "frage/probe-q5"])
def test_whatever_somebody_types_never_becomes_another_part(editor, words, place):
    read_in(editor)
    name = "frage" if place.startswith("frage") else "text-0"
    before = editor.get(DRAFT).soup.select("ol.bgm-parts > li")

    save(editor, f"{DRAFT}/{place}", **{name: f"Eins.\n{words}\nZwei."})
    save(editor, f"{DRAFT}/{place}")

    card = editor.get(f"{DRAFT}/{place}")
    after = editor.get(DRAFT).soup.select("ol.bgm-parts > li")
    assert len(after) == len(before)
    shown = card.soup.select_one(f"[name={name}]").get_text().strip()
    assert [line.strip().replace("**", "*") for line in shown.split("\n")] == [
        "Eins.",
        words.strip().replace("**", "*"),
        "Zwei.",
    ]
    assert len(card.soup.select("[name^=option]")) == (
        0 if name == "text-0" else 5 if "q5" in place else 4
    )


def test_a_new_lesson_or_question_stands_in_all_languages_under_one_key(editor, publish_module):
    publish_module(others={"en": in_english()})
    editor.post("/module/probe/bearbeiten")

    for deed in ("lektion", "frage:single"):
        editor.post(f"{DRAFT}/teile", fassung=draft().revision, tat=deed, titel="Pausen")
    gift = "Was hilft? {=Ruhe ~Lärm ####Ruhe.}"
    editor.post(f"{DRAFT}/gift", fassung=draft().revision, text=gift, tat="uebernehmen")
    editor.post(f"{DRAFT}/teile", fassung=draft().revision, tat="weg:lesson-1")
    editor.post(f"{DRAFT}/teile", fassung=draft().revision, tat="hoch:probe-q2")

    hub = editor.get(f"{DRAFT}?sprache=en")
    assert "andere Teile oder Fragen" not in hub.text
    assert hub.text.count("noch zu übersetzen") == 3
    assert "<!-- id: pausen -->" in draft().texts["en"]
    assert "lesson-1" not in draft().texts["en"]


def test_a_folder_with_another_name_is_taken_in_and_said(editor):
    page = read_in(editor, folder="zuhoeren-2026")

    said = page.text
    assert "Der Ordner in der ZIP-Datei hieß „zuhoeren-2026“" in said
    assert "„probe“" in said
    again = archive.unpack(editor.raw("/module/probe/entwurf.zip").get_data())
    assert again.name == "probe"


def test_questions_of_another_platform_come_from_a_file(editor):
    read_in(editor)
    gift = "\ufeffWas hilft? {=Ruhe ~Lärm}".encode()

    page = editor.post(f"{DRAFT}/gift", fassung="1", text="", file=(io.BytesIO(gift), "q.txt"))
    empty = editor.post(f"{DRAFT}/gift", status=422, fassung="1", text="")

    assert "1 Frage verstanden" in page.text
    assert page.soup.select_one("#text").get_text().strip() == "Was hilft? {=Ruhe ~Lärm}"
    assert "Wählen Sie eine Datei, oder fügen Sie die Fragen ein." in empty.text


def test_a_card_and_the_details_are_shown_before_they_are_saved(editor):
    read_in(editor)
    before = draft().texts

    card = save(editor, f"{DRAFT}/frage/probe-q5", tat="vorschau", frage="Wie zuerst?")
    gap = save(editor, f"{DRAFT}/frage/probe-q6", tat="vorschau", frage="Wir [[reden]].")
    head = save(editor, f"{DRAFT}/kopf", tat="vorschau", title_de="Ganz Ohr", title_en="Ears")
    new = editor.post("/module/neu", status=200, tat="vorschau", title_de="Neu", teaser_de="Kurz.")

    drawn = card.soup.select_one("[data-preview]").get_text(" ", strip=True)
    assert "Wie zuerst?" in drawn
    assert "Platz 1 von 3" in drawn
    assert "Wir ______." in gap.soup.select_one("[data-preview]").get_text(" ", strip=True)
    covers = head.soup.select("[data-preview] .bgm-card h3")
    assert [(one.get_text(), one.parent["lang"]) for one in covers] == [
        ("Ganz Ohr", "de"),
        ("Ears", "en"),
    ]
    assert "Kurz." in new.soup.select_one("[data-preview]").get_text()
    assert draft().texts == before


def test_the_examples_of_moodles_own_description_are_shown_as_what_they_are(editor):
    read_in(editor)

    page = editor.post(f"{DRAFT}/gift", fassung="1", text=GIFT)

    asked = [one.get_text() for one in page.soup.select("#verstanden ~ h3")]
    kinds = [one.get_text() for one in page.soup.select("#verstanden ~ p.bgm-muted")]
    lists = [
        [line.get_text() for line in one.select("li")]
        for one in page.soup.select("#verstanden ~ ul")
    ]
    assert list(zip(asked, kinds, strict=False)) == [
        ("1+1=2", "Stimmt oder stimmt nicht"),
        ("What's between orange and green in the spectrum?", "Eine Antwort ist richtig"),
        ("Two plus (Lücke) equals four.", "Lücken füllen"),
        ("Which animal eats which food?", "Zuordnen"),
        ("Who's buried in Grant's tomb?", "Eine Antwort ist richtig"),
        ("What two people are entombed in Grant's tomb?", "Mehrere Antworten sind richtig"),
        ("Grant is … in Grant's tomb.", "Eine Antwort ist richtig"),
        ("Who is buried in Grant's tomb in New York City?", "Eine Antwort ist richtig"),
        ("Which answer equals 5?", "Eine Antwort ist richtig"),
        ("The sun rises in the North.", "Stimmt oder stimmt nicht"),
        ("Match the following countries with their corresponding capitals.", "Zuordnen"),
    ]
    assert lists[0] == ["Das stimmt (richtig)", "Das stimmt nicht"]
    assert lists[1] == [
        "yellow (richtig) – right; good!",
        "red – wrong, it's yellow",
        "blue – wrong, it's yellow",
    ]
    assert lists[2] == ["Lösung: two oder 2"]
    assert lists[3] == ["cat → cat food", "dog → dog food"]
    assert lists[5] == [
        "No one",
        "Grant (richtig)",
        "Grant's wife (richtig)",
        "Grant's father",
    ]
    assert lists[7][2] == "Napoleon – He was buried in France"
    assert lists[8] == ["= 2 + 2", "= 2 + 3 (richtig)", "= 2 + 4"]
    assert lists[10][3] == "India → New Delhi"
    assert [line.partition(":")[0] for line in lists[11]] == [
        "Q5",
        "Q6",
        "Q7",
        "Q8",
        "You can use your web browser to see this page.",
    ]
