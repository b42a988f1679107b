"""Texts with gaps: nobody but whoever writes them meets the brackets of the file."""

import pytest

from bgm_portal.identity.permissions import Role
from tests.factories.learning import in_english

DRAFT = "/module/probe/entwurf"
GIFT = "::Eins::Erst {=hören =zuhören}, dann reden.\n\n::Zwei::Wer war das?{=Du #Genau =Ich}\n"


@pytest.fixture
def writing(publish_module, make_person, sign_in):
    """A draft in two languages, whose question with gaps says something else than before."""
    publish_module(others={"en": in_english()})
    editor = sign_in(make_person(Role.EDITOR))
    editor.post("/module/probe/bearbeiten")
    editor.post(
        f"{DRAFT}/frage/probe-q6", fassung="1", erklaerung="So.",
        frage="Ergänzen Sie den Satz.\n\nErst **immer** [[hören|zuhören]], dann [[reden]].",
    )  # fmt: skip
    return editor


def pages_of_writing():
    """Return where an editor meets questions, the card of the question itself left out."""
    return (
        DRAFT,
        f"{DRAFT}?sprache=en",
        f"{DRAFT}/vorschau",
        f"{DRAFT}/abgeben",
        f"{DRAFT}/probelauf/probe-q6",
        f"{DRAFT}/frage/probe-q7",
    )


@pytest.mark.parametrize("page", pages_of_writing())
def test_no_page_shows_the_brackets(writing, page):
    shown = writing.get(page)

    assert "[[" not in shown.text
    assert "]]" not in shown.text


def test_an_editor_reads_that_there_is_a_gap_and_what_fills_it(writing):
    hub = writing.get(DRAFT).text
    changes = writing.get(f"{DRAFT}/abgeben").text
    beside = writing.get(f"{DRAFT}/frage/probe-q6?sprache=en")
    original = beside.soup.select_one("section[aria-labelledby=original]").get_text(" ")

    assert "Ergänzen Sie den Satz. Erst immer (Lücke), dann (Lücke)." in hub
    assert "Lücke 1: hören oder zuhören" in changes
    assert "Lücke 2: reden" in original
    assert "[[" not in original


def test_the_preview_of_foreign_questions_shows_gap_and_solutions(writing):
    page = writing.post(f"{DRAFT}/gift", text=GIFT)
    shown = page.soup.select_one("section[aria-labelledby=verstanden]").get_text(" ")

    assert "Erst (Lücke) , dann reden." in shown
    assert "Lösung: hören oder zuhören" in shown
    assert "[[" not in shown


def test_a_rehearsal_shows_the_text_around_the_gaps_as_learners_meet_it(writing):
    page = writing.get(f"{DRAFT}/probelauf/probe-q6")

    gaps = page.soup.select_one(".bgm-gaps")
    assert " ".join(gaps.get_text().split()) == "Erst immer , dann ."
    assert gaps.strong.get_text() == "immer"
    assert [one["aria-label"] for one in gaps.select("input")] == [
        "Lücke 1 von 2",
        "Lücke 2 von 2",
    ]


def test_learners_read_bold_words_around_a_gap(publish_module, employee, sign_in):
    publish_module(("Erst [[", "Erst **immer** [["))

    page = sign_in(employee).get("/lernen/probe/fragen/probe-q6")

    assert page.soup.select_one(".bgm-gaps strong").get_text() == "immer"
    assert "[[" not in page.html


def test_a_rehearsal_shows_what_stands_below_the_first_paragraph(writing):
    writing.post(
        f"{DRAFT}/frage/probe-q1", fassung="2", erklaerung="So.",
        frage="Was kommt zuerst?\n\nDenken Sie an den Empfang.",
        **{"option-0": "Zuhören", "richtig-0": "ja", "option-1": "Reden", "meldung-1": "Danach."},
    )  # fmt: skip

    page = writing.get(f"{DRAFT}/probelauf/probe-q1")

    assert page.soup.h1.get_text() == "Was kommt zuerst?"
    assert "Denken Sie an den Empfang." in page.text
