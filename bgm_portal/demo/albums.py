"""Pictures of the invented house: drawn shapes, so that nobody takes them for photographs."""

import io
from datetime import datetime, timedelta
from random import Random

from PIL import Image, ImageDraw

from bgm_portal.albums import queries, service
from bgm_portal.albums.pictures import drawn
from bgm_portal.core.database import transaction
from bgm_portal.privacy.kinds import ConsentCode

from .programme import Planned

SIZE = (1200, 800)
SKY, GROUND, SUN = "#e3eeed", "#c9d8b6", "#d2602a"
SHIRTS = ("#0a4b53", "#542668", "#0b5136", "#860f15", "#5f3a00")
FIGURES = (
    (5, "Gezeichnet: fünf Figuren in bunten Hemden stehen nebeneinander auf einer Wiese."),
    (3, "Gezeichnet: drei Figuren auf einer Wiese, darüber eine große Sonne."),
    (0, "Gezeichnet: eine leere Wiese mit Sonne. So sah es vor dem Start aus."),
)
SHOWN_AT_MOST = 2


def fill(planned: Planned, random: Random, *, now: datetime) -> None:
    """Put three drawings into the album of what is over; on two of them people agreed to be."""
    at = planned.dates[-1][1] + timedelta(days=3)
    if at >= now:
        return
    agreed = queries.agreed(planned.id)
    said_yes = sorted(one for one, codes in agreed.items() if ConsentCode.PHOTO_INTRANET in codes)
    if not said_yes:
        return
    for number, alt in FIGURES:
        shown = random.sample(said_yes, k=min(SHOWN_AT_MOST, len(said_yes))) if number else []
        picture = drawn(_drawing(number, random))
        if picture is None:
            raise ValueError
        with transaction():
            picture_id = service.add(
                planned.id,
                service.Sent(drawn=picture, alt=alt, shown=shown),
                by=planned.contact_id,
                at=at,
            )
            if not number:
                service.publish_elsewhere(
                    planned.id,
                    picture_id,
                    service.Elsewhere(place="Aushang im Erdgeschoss", is_public=False),
                    by=planned.contact_id,
                    at=at,
                )


def _drawing(figures: int, random: Random) -> bytes:
    sheet = Image.new("RGB", SIZE, SKY)
    pen = ImageDraw.Draw(sheet)
    pen.rectangle((0, 560, *SIZE), fill=GROUND)
    pen.ellipse((950, 60, 1110, 220), fill=SUN)
    for number in range(figures):
        x, y = 200 + number * 170, 330 + random.randint(0, 40)
        pen.ellipse((x - 36, y - 36, x + 36, y + 36), fill="#14262b")
        pen.rounded_rectangle((x - 46, y + 46, x + 46, y + 190), radius=28, fill=SHIRTS[number])
        for side in (-22, 22):
            pen.line((x + side, y + 186, x + side, y + 290), fill="#14262b", width=18)
    out = io.BytesIO()
    sheet.save(out, "PNG")
    return out.getvalue()
