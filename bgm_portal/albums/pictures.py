"""What an album keeps of an uploaded file: two sizes, drawn anew."""

from dataclasses import dataclass

from bgm_portal.web import pictures

SMALL_SIDE = 640
MEDIA_TYPES = {"JPEG": "image/jpeg", "PNG": "image/png", "WEBP": "image/webp"}


@dataclass(frozen=True, kw_only=True)
class Drawn:
    """A picture as it is kept, without what the camera knew."""

    media_type: str
    width: int
    height: int
    large: bytes
    small: bytes


def drawn(content: bytes) -> Drawn | None:
    """Return an uploaded picture drawn anew, or nothing where it is none."""
    found = pictures.upright(content)
    if found is None:
        return None
    picture, kind = found
    large = pictures.shrunk(picture, pictures.LONGEST_SIDE)
    return Drawn(
        media_type=MEDIA_TYPES[kind],
        width=large.width,
        height=large.height,
        large=pictures.written(large, kind),
        small=pictures.written(pictures.shrunk(large, SMALL_SIDE), kind),
    )
