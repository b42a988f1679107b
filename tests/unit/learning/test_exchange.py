"""What goes out comes back the same, and nothing hostile comes in: blocks, archives, GIFT."""

import io
import zipfile
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from bgm_portal.learning.content import (
    archive,
    blocks,
    difference,
    editing,
    gift,
    keys,
    pictures,
    reader,
    writer,
)
from bgm_portal.learning.content.archive import ArchiveRefused
from bgm_portal.learning.content.blocks import Block, BlockKind
from bgm_portal.learning.content.vocabulary import Part, QuestionKind
from bgm_portal.learning.service import publishing
from bgm_portal.web.pictures import LONGEST_SIDE
from tests.factories.learning import MEDIA, PNG, PROBE, in_english
from tests.support.gift import GIFT
from tests.support.routes import assembled

SHIPPED = sorted(publishing.SHIPPED.glob("*/*.md"))
MP4 = b"\x00\x00\x00\x18ftypmp42"


def read(text, language="de"):
    return reader.read(text, file="x", language=language)[0]


def without_lines(document):
    """Return a document without the numbers of its lines, which change with every spelling."""
    return replace(
        document,
        media=(),
        head=replace(document.head, lines={}),
        sections=tuple(
            replace(one, line=0, body=one.body.strip())
            for one in sorted(document.sections, key=lambda one: one.key)
            if one.part is not Part.QUIZ
        ),
        questions=tuple(
            replace(one, line=0, options=tuple(replace(o, line=0) for o in one.options))
            for one in document.questions
        ),
    )


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_a_module_that_is_written_down_says_the_same(path):
    before = read(path.read_bytes().decode(), path.stem)

    again = read(writer.write(before), path.stem)

    assert without_lines(again) == without_lines(before)


@pytest.mark.parametrize(("text", "language"), [(PROBE, "de"), (in_english(), "en")])
def test_every_kind_of_question_is_written_down_and_read_again(text, language):
    before = read(text, language)

    assert without_lines(read(writer.write(before), language)) == without_lines(before)


def test_what_was_written_down_is_written_down_the_same_again():
    once = writer.write(read(PROBE))

    assert writer.write(read(once)) == once


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_a_text_in_blocks_is_the_same_text(path):
    for section in read(path.read_bytes().decode(), path.stem).sections:
        if section.part is not Part.QUIZ:
            drawn = blocks.join(blocks.split(section.body))
            assert drawn == section.body.strip("\n")


def test_people_who_write_see_no_marks_but_a_star():
    shown = blocks.split(
        "Das ist **wichtig**.\n\n- eins\n- **zwei**\n\n### Titel\n\n| A | B |\n|---|---|\n| 1 | 2 |"
    )

    assert [(one.kind, one.text) for one in shown] == [
        (BlockKind.TEXT, "Das ist *wichtig*."),
        (BlockKind.LIST, "eins\n*zwei*"),
        (BlockKind.HEADING, "Titel"),
        (BlockKind.TABLE, "A | B\n1 | 2"),
    ]


def test_blocks_that_are_empty_are_left_out():
    assert (
        blocks.join(
            [Block(kind=BlockKind.LIST, text=" \n"), Block(kind=BlockKind.TEXT, text="Ja.")]
        )
        == "Ja."
    )


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(["Ein Satz.", "*fett*", "a | b", "- x", "1. y", "### z", "> q"]), max_size=6
    )
)
def test_blocks_never_lose_a_word(pieces):
    body = "\n\n".join(pieces)

    assert blocks.join(blocks.split(blocks.join(blocks.split(body)))) == blocks.join(
        blocks.split(body)
    )


def zipped(files, **attributes):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name)
            for attribute, value in attributes.items():
                setattr(entry, attribute, value)
            entry.compress_type = zipfile.ZIP_DEFLATED
            file.writestr(entry, content)
    return packed.getvalue()


def test_a_module_comes_back_from_its_archive_byte_for_byte():
    media = {"bild.png": PNG, "film.mp4": MP4, "film.de.vtt": MEDIA["film.de.vtt"]}
    packed = archive.pack("probe", {"de": PROBE}, media)

    unpacked = archive.unpack(packed)

    assert (unpacked.texts, unpacked.media) == ({"de": PROBE}, media)
    assert archive.pack(unpacked.name, unpacked.texts, unpacked.media) == packed


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"PK\x03\x04 nothing",
        zipped({"../de.md": PROBE}),
        zipped({"probe/../../de.md": PROBE}),
        zipped({"/probe/de.md": PROBE}),
        zipped({"probe\\de.md": PROBE}),
        zipped({"probe/de.md": PROBE, "other/de.md": PROBE}),
        zipped({"probe/de.md": PROBE, "probe/media/x.exe": b"MZ"}),
        zipped({"probe/de.md": PROBE, "probe/media/x.svg": b"<svg/>"}),
        zipped({"probe/de.md": PROBE, "probe/media/deep/x.png": PNG}),
        zipped({"probe/de.md": PROBE, "probe/media/x.png": b"not a picture"}),
        zipped({"probe/de.md": PROBE, "probe/media/x.mp4": b"<script>"}),
        zipped({"probe/en.md": PROBE}),
        zipped({"probe/de.md": b"\xff\xfe"}),
        zipped({"probe/de.md": PROBE}, external_attr=0o120777 << 16),
        zipped({"probe/de.md": b"0" * 500_000}),
        zipped({f"probe/media/{n}.txt": b"x" for n in range(100)} | {"probe/de.md": PROBE}),
        zipped({f"probe/media/{number}.txt": b"0" * 4_000_000 for number in range(9)}),
        archive.pack("probe", {"de": PROBE}, {})[:-30],
    ],
    ids=range(19),
)  # fmt: skip
def test_an_archive_that_nobody_should_open_is_refused(content):
    with pytest.raises(ArchiveRefused):
        archive.unpack(content)


def test_an_archive_that_lies_about_its_size_is_refused():
    bomb = bytearray(zipped({"probe/de.md": b"0" * 3_000_000}))
    at = bomb.rindex(b"PK\x01\x02") + 24
    bomb[at : at + 4] = (1000).to_bytes(4, "little")

    with pytest.raises(ArchiveRefused):
        archive.unpack(bytes(bomb))


def test_pictures_lose_where_they_were_taken():
    written = io.BytesIO()
    exif = Image.Exif()
    exif[0x010F] = "Kamera von Katrin"
    Image.new("RGB", (30, 20), "red").save(written, "JPEG", exif=exif)

    cleaned = pictures.without_origin("bild.jpg", written.getvalue())
    encoded, ending = pictures.encoded(written.getvalue())

    assert b"Kamera" in written.getvalue()
    assert b"Kamera" not in cleaned
    assert b"Kamera" not in encoded
    assert ending == ".jpg"
    assert pictures.without_origin("bild.jpg", cleaned) == cleaned


def test_large_pictures_become_smaller_and_what_is_no_picture_is_none():
    written = io.BytesIO()
    Image.new("RGB", (4000, 100), "red").save(written, "PNG")

    encoded, _ending = pictures.encoded(written.getvalue())

    assert Image.open(io.BytesIO(encoded)).width == LONGEST_SIDE
    assert pictures.encoded(b"<svg/>") is None
    assert pictures.encoded(b"GIF89a") is None


def test_lessons_and_questions_are_moved_added_and_taken_away():
    document = read(PROBE)

    moved = editing.moved(document, "lesson-2", up=True)
    more = editing.with_lesson(document, editing.lesson("Übung macht Freude", document.keys))
    fewer = editing.without(document, "probe-q1")
    turned = editing.moved(document, "probe-q1", up=False)

    assert [(one.key, one.number) for one in moved.lessons] == [("lesson-2", 1), ("lesson-1", 2)]
    assert more.lessons[-1].key == "uebung-macht-freude"
    assert [one.number for one in fewer.questions] == list(range(1, 8))
    assert [one.key for one in turned.questions][:2] == ["probe-q2", "probe-q1"]


def test_keys_are_made_of_titles_and_never_given_twice():
    assert keys.slug("Größe & Maß: „Türen“") == "groesse-mass-tueren"
    assert keys.slug("!?") == "modul"
    assert keys.fresh("a", ["a", "a-2"]) == "a-3"


@pytest.mark.parametrize(
    ("before", "after", "kinds"),
    [
        ("a\nb\nc", "a\nx\nc", ["same", "changed", "same"]),
        ("a", "a\nb", ["same", "new"]),
        ("a\nb", "b", ["gone", "same"]),
        ("1\n2\n3\n4\n5", "1\n2\n3\n4\n6", ["gap", "same", "changed"]),
        ("a", "a", ["gap"]),
    ],
)
def test_differences_stand_side_by_side(before, after, kinds):
    assert [row.kind for row in difference.rows(before.split(), after.split())][
        -len(kinds) :
    ] == kinds


def test_the_examples_of_the_format_are_understood_or_named(app):
    understood = gift.read(GIFT, prefix="g")

    assert [question.kind for question in understood.questions] == [
        QuestionKind.TRUE_FALSE,
        QuestionKind.SINGLE,
        QuestionKind.GAP,
        QuestionKind.MATCHING,
        QuestionKind.SINGLE,
        QuestionKind.MULTIPLE,
        QuestionKind.SINGLE,
        QuestionKind.SINGLE,
        QuestionKind.SINGLE,
        QuestionKind.TRUE_FALSE,
        QuestionKind.MATCHING,
    ]
    assert [name for name, _reason in understood.left_out] == [
        "Q5",
        "Q6",
        "Q7",
        "Q8",
        "You can use your web browser to see this page.",
    ]


def test_the_words_of_the_examples_are_kept(app):
    asked = gift.read(GIFT, prefix="g").questions

    assert asked[1].options[1].feedback == "wrong, it's yellow"
    assert asked[2].text == "Two plus [[two|2]] equals four."
    assert [option.match for option in asked[3].options] == ["cat food", "dog food"]
    assert sorted(asked[5].right) == ["b", "c"]
    assert asked[6].text == "Grant is … in Grant's tomb."
    assert asked[7].explanation == "Ask the guide."
    assert [option.text for option in asked[8].options] == ["= 2 + 2", "= 2 + 3", "= 2 + 4"]
    assert asked[9].explanation == "The sun rises in the East."
    assert asked[10].explanation == "It's good to know the capitals"


def test_questions_that_go_out_as_gift_come_back(app):
    before = read(PROBE).questions

    back = gift.read(gift.write(before), prefix="g").questions

    assert [question.kind for question in back] == [
        QuestionKind.SINGLE,
        QuestionKind.MULTIPLE,
        QuestionKind.SINGLE,
        QuestionKind.MATCHING,
    ]
    assert [one.text for one in back[1].options] == ["Pausen", "Kurze Sätze", "Lärm"]
    assert back[1].right == {"a", "b"}
    assert back[0].options[1].feedback == "Reden kommt danach."


def test_what_is_said_about_a_gap_comes_in_and_goes_out(app):
    question = gift.read("Two plus {=two#Well done. =2#Well done.} equals four.", prefix="g")
    written = gift.write(question.questions)

    assert question.questions[0].options[0].feedback == "Well done."
    assert written.count("#Well done.") == 2
    assert gift.read(written, prefix="g").questions[0].options == question.questions[0].options


def test_what_gift_does_not_know_is_named_in_what_goes_out(app):
    questions = read(PROBE).questions

    comments = [line for line in gift.write(questions).split("\n") if line.startswith("//")]

    assert len(comments) == len(questions) - 4
    assert all("in GIFT gibt es das nicht: " in line for line in comments)


def test_questions_that_are_too_many_at_once_are_named(app):
    understood = gift.read("::Frage:: Stimmt das? {T}\n\n" * 203, prefix="g")

    assert len(understood.questions) == 200
    assert (
        understood.left_out
        == [
            ("Frage", "Wir lesen höchstens 200 Fragen auf einmal."),
        ]
        * 3
    )


@settings(max_examples=80, deadline=None)
@given(st.text(alphabet="abc{}=~#%:\\->\n/ ", max_size=120))
def test_no_text_breaks_the_reading_of_gift(text):
    with assembled().app_context():
        understood = gift.read(text, prefix="g")

    assert len(understood.questions) + len(understood.left_out) <= text.count("\n") + 1
