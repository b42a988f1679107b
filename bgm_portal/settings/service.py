"""What may be changed about the house while the portal runs. Every change is noted."""

import hashlib
from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import delete

from bgm_portal.audit.events import Event
from bgm_portal.audit.service import record
from bgm_portal.core.database import db

from . import queries
from .errors import TooManyClosingDays
from .models import ClosingDay, HouseLogo, HouseSetting
from .names import LOGO, Part

MOST_CLOSING_DAYS = 200


def change(values: Mapping[str, str], *, part: Part, by: UUID | None, at: datetime) -> None:
    """Write what the house says now; what is as it was leaves no trace."""
    before = {
        name: row.value if (row := db.session.get(HouseSetting, name)) else None for name in values
    }
    if before == dict(values):
        return
    for name, value in values.items():
        db.session.merge(HouseSetting(name=name, value=value))
    record(Event.HOUSE_CHANGED, at=at, by=by, part=part)


def hang_up_logo(picture: bytes, *, by: UUID, at: datetime) -> None:
    """Show this picture as the sign of the house."""
    fingerprint = hashlib.sha256(picture).hexdigest()[:16]
    db.session.execute(delete(HouseLogo))
    db.session.add(HouseLogo(fingerprint=fingerprint, content=picture))
    change({LOGO: fingerprint}, part=Part.LOOK, by=by, at=at)


def take_logo_down(*, by: UUID, at: datetime) -> None:
    """Show the sign of the portal again."""
    db.session.execute(delete(HouseLogo))
    change({LOGO: ""}, part=Part.LOOK, by=by, at=at)


def close(
    *,
    first_day: date,
    last_day: date,
    name_de: str,
    name_en: str | None,
    by: UUID,
    at: datetime,
) -> None:
    """Note days on which the house is closed."""
    if len(queries.closing_days(date.min, date.max)) >= MOST_CLOSING_DAYS:
        raise TooManyClosingDays
    db.session.add(
        ClosingDay(first_day=first_day, last_day=last_day, name_de=name_de, name_en=name_en)
    )
    record(Event.HOUSE_CHANGED, at=at, by=by, part=Part.CLOSING)


def open_again(*, closing_day_id: UUID, by: UUID, at: datetime) -> None:
    """Forget a closing day; one that is gone already may be forgotten twice."""
    day = queries.closing_day(closing_day_id)
    if day is not None:
        db.session.delete(day)
        record(Event.HOUSE_CHANGED, at=at, by=by, part=Part.CLOSING)
