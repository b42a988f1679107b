"""Reading what is frozen. Pages for leadership know this module and nothing that counts."""

from collections.abc import Sequence
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
    rows = _rows()
    sound = _sound(rows)
    return [
        Release(
            half_year=half_year,
            frozen_at=row.frozen_at,
            fingerprint=row.fingerprint,
            sound=row.half_year in sound,
        )
        for row in reversed(rows)
        if (half_year := half_year_from(row.half_year)) is not None
    ]


def reports() -> list[Report]:
    """Return every sound report, the latest first, for comparing them."""
    rows = _rows()
    sound = _sound(rows)
    return [document.from_bytes(row.content) for row in reversed(rows) if row.half_year in sound]


def report(half_year: HalfYear) -> tuple[Report, str]:
    """Return a frozen report with its fingerprint; raise ReportMissing or ReportDamaged."""
    rows = _rows()
    row = next((one for one in rows if one.half_year == half_year.code), None)
    if row is None:
        raise ReportMissing
    if row.half_year not in _sound(rows):
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


def _rows() -> Sequence[FrozenReport]:
    return db.session.scalars(select(FrozenReport).order_by(FrozenReport.half_year)).all()


def _sound(rows: Sequence[FrozenReport]) -> set[str]:
    """Return the half-years whose reports are as they were frozen.

    Whoever exchanges a report together with its fingerprint breaks the link to the one after it.
    Which of the two was exchanged cannot be told, so neither is shown.
    """
    before = ["", *(row.fingerprint for row in rows)]
    after = [*(row.previous for row in rows[1:]), *(row.fingerprint for row in rows[-1:])]
    return {
        row.half_year
        for row, previous, named in zip(rows, before, after, strict=False)
        if row.previous == previous
        and row.fingerprint == named
        and document.fingerprint(row.content, previous=row.previous) == row.fingerprint
    }
