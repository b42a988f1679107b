"""Reading what is frozen. Pages for leadership know this module and nothing that counts."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from bgm_portal.core.database import db
from bgm_portal.counting.rules import HalfYear, half_year_from

from . import document
from .document import Report
from .errors import ReportDamaged, ReportMissing
from .models import FrozenReport


@dataclass(frozen=True, kw_only=True)
class Release:
    """A frozen report as it stands in the list of all, and whether it is as it was frozen."""

    half_year: HalfYear
    frozen_at: datetime
    fingerprint: str
    sound: bool


def releases() -> list[Release]:
    """Return all frozen reports, the latest first, each one checked with all before it."""
    rows = db.session.scalars(select(FrozenReport).order_by(FrozenReport.half_year)).all()
    found, previous = [], ""
    for row in rows:
        half_year = half_year_from(row.half_year)
        if half_year is not None:
            found.append(
                Release(
                    half_year=half_year,
                    frozen_at=row.frozen_at,
                    fingerprint=row.fingerprint,
                    sound=_is_sound(row) and row.previous == previous,
                )
            )
        previous = row.fingerprint
    return found[::-1]


def reports() -> list[Report]:
    """Return every sound report, the latest first, for comparing them."""
    rows = db.session.scalars(select(FrozenReport).order_by(FrozenReport.half_year.desc()))
    return [document.from_bytes(row.content) for row in rows if _is_sound(row)]


def report(half_year: HalfYear) -> tuple[Report, str]:
    """Return a frozen report with its fingerprint; raise ReportMissing or ReportDamaged."""
    row = db.session.get(FrozenReport, half_year.code)
    if row is None:
        raise ReportMissing
    if not _is_sound(row):
        raise ReportDamaged
    return document.from_bytes(row.content), row.fingerprint


def content(half_year: HalfYear) -> bytes:
    """Return the very bytes that were frozen; raise ReportMissing or ReportDamaged."""
    report(half_year)
    return db.session.get_one(FrozenReport, half_year.code).content


def latest_fingerprint() -> str:
    """Return the fingerprint of the report frozen last, or nothing before the first one."""
    found = db.session.scalar(
        select(FrozenReport.fingerprint).order_by(FrozenReport.half_year.desc()).limit(1)
    )
    return found or ""


def _is_sound(row: FrozenReport) -> bool:
    return document.fingerprint(row.content, previous=row.previous) == row.fingerprint
