"""Films in modules: none comes in without captions and a text, and learners get all three."""

import io

import pytest
from sqlalchemy import select

from bgm_portal.core.database import db
from bgm_portal.identity.permissions import Role
from bgm_portal.learning.models import ModuleDraft
from bgm_portal.learning.service import publishing
from tests.factories.learning import VTT
from tests.support.times import LAST_MONTH

DRAFT = "/module/probe/entwurf"
FILM = b"\x1aE\xdf\xa3film"
WORDS = {"name": "Ein [kurzer] Film", "transcript": "Jemand grüßt.", "seen": "hoeren"}


@pytest.fixture
def editor(publish_module, make_person, sign_in):
    """An editor has begun a draft of the small module."""
    publish_module()
    visitor = sign_in(make_person(Role.EDITOR))
    visitor.post("/module/probe/bearbeiten")
    return visitor


def draft():
    return db.session.scalars(select(ModuleDraft).where(ModuleDraft.key == "probe")).one()


def add(visitor, *, status=200, film=FILM, captions=VTT, **fields):
    files = {
        "file": (io.BytesIO(film), "IMG_2031.webm"),
        "captions": (io.BytesIO(captions), "x.vtt"),
    }
    address = f"{DRAFT}/abschnitt/lesson-2/film"
    return visitor.post(address, status=status, **(files | WORDS | fields))


def test_a_film_comes_in_with_captions_and_a_text(editor):
    add(editor)

    media = draft().media
    assert {"film-1.webm", "film-1.de.vtt", "film-1.de.txt"} <= set(media)
    assert '![Ein (kurzer) Film](media/film-1.webm "Audiodeskription: Alles' in draft().texts["de"]
    assert "IMG_2031" not in str(media)
    assert "film-1.webm" not in editor.get(DRAFT).text.partition("Prüfung")[2]


def test_a_film_without_what_it_needs_stays_out_and_each_field_says_why(editor):
    nothing = {"name": "", "transcript": " ", "seen": ""}

    page = add(editor, status=422, film=b"MZ no film", captions=b"", **nothing)

    assert page.errors() == [
        "Wählen Sie einen Film oder Ton: MP4, WebM, MP3, OGG oder WAV.",
        "Geben Sie einen Namen ein.",
        "Wählen Sie eine Datei mit Untertiteln. Ohne sie bleiben Menschen ausgeschlossen.",
        "Schreiben Sie auf, was zu hören und zu sehen ist.",
        "Wählen Sie eine Antwort.",
    ]
    assert "film-1.webm" not in draft().media


@pytest.mark.parametrize(
    ("captions", "said"),
    [
        (b"\x00\xff", "nicht lesbar"),
        (b"WEBVTT\n\n", "kein Untertitel"),
        (b"WEBVTT\n\n00:05.000 --> 00:02.000\nA\n", "Untertitel 1 endet, bevor er beginnt."),
        (
            b"WEBVTT\n\n00:03.000 --> 00:04.000\nB\n\n00:01.000 --> 00:02.000\nA\n",
            "Untertitel 2 beginnt vor dem Untertitel davor.",
        ),
    ],
)
def test_captions_with_broken_times_are_refused_with_a_sentence(editor, captions, said):
    page = add(editor, status=422, captions=captions)

    assert said in page.errors()[1]


def test_a_long_name_of_a_film_is_kept_whole(editor):
    name = "Wie es klingt, wenn vier Menschen zugleich reden. " * 6

    add(editor, name=name)

    assert f"![{name.strip()}](media/film-1.webm" in draft().texts["de"]


@pytest.mark.parametrize(
    ("field", "length", "said"),
    [
        ("name", 1001, "Kürzen Sie den Text auf 1000 Zeichen."),
        ("transcript", 20_001, "Kürzen Sie den Text auf 20000 Zeichen."),
    ],
)
def test_too_much_about_a_film_is_refused_whole_and_the_files_are_asked_for_again(
    editor, field, length, said
):
    page = add(editor, status=422, **{field: "x" * length})

    typed = page.soup.select_one(f"[name={field}]")
    again = "Wählen Sie diese Datei noch einmal. Der Browser behält sie nicht."
    assert sorted(page.errors()) == sorted([said, again, again])
    assert "x" * length in str(typed)
    assert not typed.has_attr("maxlength")  # a browser would cut what is pasted, without a word
    assert "film-1.webm" not in draft().media


def test_words_of_a_film_are_changed_in_one_language_and_captions_may_stay(editor):
    before = draft().media["film.de.vtt"]
    editor.post(f"{DRAFT}/uebersetzung?sprache=en")

    editor.post(
        f"{DRAFT}/film/film.mp4",
        fassung=draft().revision,
        transcript="Guten Abend.",
        captions=(io.BytesIO(), ""),
    )
    editor.post(
        f"{DRAFT}/film/film.mp4?sprache=en",
        fassung=draft().revision,
        transcript="Good evening.",
        captions=(io.BytesIO(VTT), "a.vtt"),
    )
    page = editor.get(f"{DRAFT}/film/film.mp4")

    assert draft().media["film.de.vtt"] == before
    assert page.soup.select_one("textarea").get_text().strip() == "Guten Abend."
    assert editor.raw(f"{DRAFT}/film/bild.png").status_code == 404


def test_words_of_a_film_that_somebody_else_has_changed_are_never_written_over(
    editor, make_person, sign_in
):
    address = f"{DRAFT}/film/film.mp4"
    second = sign_in(make_person(Role.EDITOR))
    seen = second.get(address).soup.select_one("[name=fassung]")["value"]
    no_file = (io.BytesIO(), "")
    editor.post(address, fassung=seen, transcript="Guten Abend.", captions=no_file)

    conflict = second.post(
        address, status=409, fassung=seen, transcript="Gute Nacht.", captions=(io.BytesIO(), "")
    )
    stored = editor.get(address).soup.select_one("textarea").get_text().strip()
    offered = conflict.soup.select_one("main form [name=fassung]")["value"]
    typed = conflict.soup.select_one("textarea").get_text().strip()
    second.post(address, fassung=offered, transcript=typed, captions=(io.BytesIO(), ""))

    assert stored == "Guten Abend."
    assert "Guten Abend." in conflict.soup.select_one("section[aria-labelledby=gespeichert]").text
    assert len(conflict.errors()) == 1
    assert editor.get(address).soup.select_one("textarea").get_text().strip() == "Gute Nacht."


def test_a_new_language_needs_captions_of_its_own(editor):
    add(editor)
    editor.post(f"{DRAFT}/uebersetzung?sprache=en")

    page = editor.post(
        f"{DRAFT}/film/film-1.webm?sprache=en",
        status=422,
        transcript="Somebody greets.",
        captions=(io.BytesIO(), ""),
    )

    assert page.errors() == [
        "Wählen Sie eine Datei mit Untertiteln. Ohne sie bleiben Menschen ausgeschlossen."
    ]


def test_learners_get_the_film_of_the_module_about_hearing_with_captions_and_text(
    app, make_person, sign_in
):
    publishing.publish_shipped(at=LAST_MONTH)
    db.session.commit()
    visitor = sign_in(make_person())

    page = visitor.get("/lernen/hoeren/lektion/lesson-3")
    film = page.soup.select_one("video")
    part = visitor.raw(film["src"], headers={"Range": "bytes=0-99"})

    assert film["aria-label"] == "Was beim Zuhören ankommt"
    assert (part.status_code, part.mimetype, len(part.data)) == (206, "video/webm", 100)
    assert visitor.raw(film.track["src"]).mimetype == "text/vtt"
    text = page.soup.find("a", string="Text zum Nachlesen: Was beim Zuhören ankommt")
    assert "zwei einfache Figuren" in visitor.raw(text["href"]).get_data(as_text=True)
