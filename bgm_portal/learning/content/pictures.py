"""Pictures and other files: whether they are what they say, and tell no more than they show."""

import io
from pathlib import PurePosixPath

from PIL import Image, UnidentifiedImageError

FORMATS = {".png": "PNG", ".jpg": "JPEG", ".jpeg": "JPEG", ".webp": "WEBP"}
MOST_PIXELS = 24_000_000
LONGEST_SIDE = 1600
SIGNS: dict[str, tuple[bytes, ...]] = {
    ".webm": (b"\x1aE\xdf\xa3",),
    ".mp3": (b"ID3", b"\xff\xfb", b"\xff\xf3", b"\xff\xf2"),
    ".ogg": (b"OggS",),
    ".wav": (b"RIFF",),
}
TEXTS = {".vtt", ".txt"}
TELLING = ("exif", "icc_profile", "comment", "xmp", "XML:com.adobe.xmp", "photoshop")


def is_what_it_says(name: str, content: bytes) -> bool:
    """Tell whether a file holds what its name promises."""
    suffix = PurePosixPath(name).suffix.lower()
    if suffix in FORMATS:
        return _opened(content, FORMATS[suffix]) is not None
    if suffix == ".mp4":
        return content[4:8] == b"ftyp"
    if suffix in SIGNS:
        return content.startswith(SIGNS[suffix])
    return suffix in TEXTS and _is_text(content)


def without_origin(name: str, content: bytes) -> bytes:
    """Return a picture without camera, place and comments; a clean one stays as it is."""
    kind = FORMATS.get(PurePosixPath(name).suffix.lower())
    picture = _opened(content, kind) if kind else None
    if picture is None or not (set(picture.info) & set(TELLING) or picture.getexif()):
        return content
    return _encoded(picture, kind or "PNG")


def encoded(content: bytes) -> tuple[bytes, str] | None:
    """Return an uploaded picture written anew and no larger than needed, and its ending."""
    picture = _opened(content, None)
    if picture is None or picture.format not in set(FORMATS.values()):
        return None
    kind = str(picture.format)
    picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    return _encoded(picture, kind), {"PNG": ".png", "JPEG": ".jpg", "WEBP": ".webp"}[kind]


def _opened(content: bytes, kind: str | None) -> Image.Image | None:
    """Return a picture that can be decoded to its last pixel, or nothing."""
    try:
        picture: Image.Image = Image.open(
            io.BytesIO(content), formats=[kind] if kind else sorted(set(FORMATS.values()))
        )
        if picture.width * picture.height > MOST_PIXELS:
            return None
        picture.load()
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None
    return picture


def _encoded(picture: Image.Image, kind: str) -> bytes:
    written = io.BytesIO()
    mode = "RGB" if kind == "JPEG" else ("RGBA" if "A" in picture.mode else "RGB")
    plain = Image.new(mode, picture.size)
    plain.paste(picture.convert(mode))
    plain.save(written, kind)
    return written.getvalue()


def _is_text(content: bytes) -> bool:
    try:
        return "\0" not in content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return False
