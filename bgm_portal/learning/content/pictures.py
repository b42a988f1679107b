"""Pictures and other files: whether they are what they say, and tell no more than they show."""

from pathlib import PurePosixPath

from bgm_portal.web import pictures

FORMATS = {".png": "PNG", ".jpg": "JPEG", ".jpeg": "JPEG", ".webp": "WEBP"}
ENDINGS = {"PNG": ".png", "JPEG": ".jpg", "WEBP": ".webp"}
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
        return pictures.opened(content, FORMATS[suffix]) is not None
    if suffix == ".mp4":
        return content[4:8] == b"ftyp"
    if suffix in SIGNS:
        return content.startswith(SIGNS[suffix])
    return suffix in TEXTS and _is_text(content)


def without_origin(name: str, content: bytes) -> bytes:
    """Return a picture without camera, place and comments; a clean one stays as it is."""
    kind = FORMATS.get(PurePosixPath(name).suffix.lower())
    picture = pictures.opened(content, kind) if kind else None
    if picture is None or not (set(picture.info) & set(TELLING) or picture.getexif()):
        return content
    return pictures.written(picture, kind or "PNG")


def encoded(content: bytes) -> tuple[bytes, str] | None:
    """Return an uploaded picture written anew and no larger than needed, and its ending."""
    found = pictures.upright(content)
    if found is None:
        return None
    picture, kind = found
    smaller = pictures.shrunk(picture, pictures.LONGEST_SIDE)
    return pictures.written(smaller, kind), ENDINGS[kind]


def _is_text(content: bytes) -> bool:
    try:
        return "\0" not in content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return False
