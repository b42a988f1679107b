"""Pictures in albums for tests: a small square that somebody agreed to be on."""

import io
from uuid import UUID

from PIL import Image

from bgm_portal.albums import service
from bgm_portal.albums.pictures import Drawn, drawn
from bgm_portal.core.database import transaction
from bgm_portal.privacy import service as privacy
from bgm_portal.privacy.kinds import ConsentCode
from tests.support.times import NOW


def square(kind: str = "PNG", side: int = 24, **said: object) -> bytes:
    """Return the bytes of a picture."""
    out = io.BytesIO()
    Image.new("RGB", (side, side), "#0a4b53").save(out, kind, **said)
    return out.getvalue()


def agree(activity_id: UUID, person_id: UUID, *codes: ConsentCode) -> None:
    """Let somebody agree to pictures of an activity; on the intranet where nothing is said."""
    with transaction():
        for code in codes or (ConsentCode.PHOTO_INTRANET,):
            privacy.give(
                person_id=person_id, code=code, scope=str(activity_id), by=person_id, at=NOW
            )


def add_picture(activity_id: UUID, *shown: UUID, by: UUID, alt: str = "Ein Platz.") -> UUID:
    """Put a picture into an album, as the page does it."""
    picture = drawn(square())
    assert isinstance(picture, Drawn)
    with transaction():
        return service.add(
            activity_id, service.Sent(drawn=picture, alt=alt, shown=shown), by=by, at=NOW
        )
