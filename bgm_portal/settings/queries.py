"""What the house has said about itself."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import select

from bgm_portal.core.database import db, write_mode

from .models import ClosingDay, HouseLogo, HouseSetting


def known() -> dict[str, str]:
    """Return what the house has changed, as it is committed, by a connection of its own.

    So nothing that goes wrong here spoils what a request or a job is about to write.
    """
    token = write_mode.set(False)
    try:
        with db.engine.connect() as connection:
            rows = connection.execute(select(HouseSetting.name, HouseSetting.value)).all()
    finally:
        write_mode.reset(token)
    return {row.name: row.value for row in rows}


def logo(fingerprint: str) -> bytes | None:
    """Return the sign of the house, if it still is this one."""
    return db.session.scalar(select(HouseLogo.content).filter_by(fingerprint=fingerprint))


def closing_days(first: date, last: date) -> Sequence[ClosingDay]:
    """Return the closing days that touch a time, in order."""
    return db.session.scalars(
        select(ClosingDay)
        .where(ClosingDay.first_day <= last, ClosingDay.last_day >= first)
        .order_by(ClosingDay.first_day, ClosingDay.last_day, ClosingDay.name_de)
    ).all()


def closing_day(closing_day_id: UUID) -> ClosingDay | None:
    """Return a closing day, or nothing where it is gone."""
    return db.session.get(ClosingDay, closing_day_id)
