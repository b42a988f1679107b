"""Pictures from people: opened to their last pixel, and written anew without what they tell.

What leaves this room was drawn by us, pixel by pixel: no camera, no place, no comment, and nothing
that was hidden behind the picture.
"""

import io

from PIL import Image, ImageOps, UnidentifiedImageError

FORMATS = ("JPEG", "PNG", "WEBP")
MOST_PIXELS = 24_000_000
LONGEST_SIDE = 1600
#: Telephones put a second picture or a depth map behind the first; the first is a JPEG.
SEVERAL_IN_ONE = {"MPO": "JPEG"}
SCRIPTS = (b"<script", b"<html", b"<svg", b"<?php", b"<!doctype", b"javascript:")


def opened(content: bytes, kind: str | None = None) -> Image.Image | None:
    """Return a picture that can be decoded to its last pixel, or nothing."""
    try:
        picture: Image.Image = Image.open(
            io.BytesIO(content), formats=[kind] if kind else list(FORMATS)
        )
        if picture.width * picture.height > MOST_PIXELS:
            return None
        picture.load()
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None
    return picture


def upright(content: bytes) -> tuple[Image.Image, str] | None:
    """Return an uploaded picture the right way up, and its kind; nothing where it is none.

    A file that is a picture and a script at once is refused, although a new one would be clean:
    nobody sends such a file by mistake.
    """
    if any(sign in content.lower() for sign in SCRIPTS):
        return None
    picture = opened(content)
    if picture is None:
        return None
    kind = SEVERAL_IN_ONE.get(str(picture.format), str(picture.format))
    return (ImageOps.exif_transpose(picture), kind) if kind in FORMATS else None


def shrunk(picture: Image.Image, longest_side: int) -> Image.Image:
    """Return a picture no larger than that; a small one stays as it is."""
    smaller = picture.copy()
    smaller.thumbnail((longest_side, longest_side))
    return smaller


def written(picture: Image.Image, kind: str) -> bytes:
    """Return a picture drawn anew on an empty sheet, so that only its pixels remain."""
    out = io.BytesIO()
    mode = "RGB" if kind == "JPEG" else ("RGBA" if "A" in picture.mode else "RGB")
    plain = Image.new(mode, picture.size)
    plain.paste(picture.convert(mode))
    plain.save(out, kind)
    return out.getvalue()
