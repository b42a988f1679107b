"""Pictures from people: what is refused, and what does not survive being drawn anew."""

import io
import zipfile

import pytest
from PIL import Image
from PIL.ExifTags import Base

from bgm_portal.web import pictures


def picture(kind="JPEG", size=(40, 20), **said):
    out = io.BytesIO()
    Image.new("RGB", size, "#d2602a").save(out, kind, **said)
    return out.getvalue()


def telling():
    exif = Image.Exif()
    exif[Base.Model] = "Canary 3000"
    exif[Base.Orientation] = 6  # lies on its side
    return exif


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"kein Bild",
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        b"<!doctype html><script>alert(1)</script>",
        picture() + b"<ScRiPt>alert(1)</script>",
        picture("PNG") + b"<?php system('ls');",
        picture("GIF"),
        picture("BMP"),
        picture()[:-200],
        picture("PNG", (6000, 4001)),
    ],
    ids=["nothing", "words", "svg", "html", "both", "php", "gif", "bmp", "torn", "huge"],
)
def test_what_is_no_picture_or_more_than_one_is_refused(content):
    assert pictures.upright(content) is None


@pytest.mark.parametrize("kind", ["JPEG", "WEBP"])
def test_a_picture_stands_upright_and_tells_nothing(kind):
    found = pictures.upright(picture(kind, exif=telling()))
    assert found is not None

    written = pictures.written(found[0], found[1])

    plain = Image.open(io.BytesIO(written))
    assert (plain.size, plain.format) == ((20, 40), kind)
    assert not plain.getexif()
    assert b"Canary" not in written


def test_what_was_hidden_behind_a_picture_is_gone():
    box = io.BytesIO()
    with zipfile.ZipFile(box, "w") as archive:
        archive.writestr("geheim.txt", "hidden")
    found = pictures.upright(picture("PNG") + box.getvalue())
    assert found is not None

    assert b"geheim.txt" not in pictures.written(*found)


def test_the_second_picture_of_a_telephone_is_left_out():
    out = io.BytesIO()
    first, second = (Image.new("RGB", (30, 30), shade) for shade in ("#0a4b53", "#860f15"))
    first.save(out, "MPO", save_all=True, append_images=[second])

    found = pictures.upright(out.getvalue())

    assert found is not None
    assert (found[1], found[0].size) == ("JPEG", (30, 30))


def test_a_picture_is_no_larger_than_needed():
    large = Image.new("RGB", (3200, 1600))

    assert pictures.shrunk(large, 1600).size == (1600, 800)
    assert pictures.shrunk(large, 6400).size == (3200, 1600)
