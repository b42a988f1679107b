"""What things are called in reports."""

from datetime import date

from bgm_portal.activities.kinds import PreventionField
from bgm_portal.activities.words import FIELDS
from bgm_portal.core.i18n import _, per_cent, short_date, unbroken
from bgm_portal.counting.rules import HalfYear

from . import rules
from .disclosure.bands import STAR, Band


def name_of(half_year: HalfYear) -> str:
    """Return "1. Halbjahr 2026"."""
    return _("%(half)s. Halbjahr %(year)s", half=half_year.half, year=half_year.year)


def quarter(number: int, year: int) -> str:
    """Return "2. Quartal 2026", which no end of a line parts."""
    return unbroken(_("%(number)s. Quartal %(year)s", number=number, year=year))


def field(code: str) -> str:
    """Return what a prevention field is called."""
    return str(FIELDS[PreventionField(code)])


def people(band: Band | None) -> str:
    """Return a band, or the star."""
    return str(band) if band else STAR


def told(band: Band | None) -> Band | str:
    """Return a band as charts know it, or the star."""
    return band or STAR


def share(band: Band | None, staff: int) -> str:
    """Return a band as a share of the staff, rounded outwards so that it says no more."""
    if band is None or not staff:
        return STAR
    low, high = rules.share(band, staff)
    return per_cent(f"{low}–{high}")


def frozen_on(day: date) -> str:
    """Return "Eingefroren am 15. Juli 2026."."""
    return _("Eingefroren am %(day)s.", day=short_date(day))


def frozen_report(half_year: HalfYear, day: date) -> str:
    """Return "1. Halbjahr 2026: eingefroren am 15. Juli 2026."."""
    return _(
        "%(half_year)s: eingefroren am %(day)s.", half_year=name_of(half_year), day=short_date(day)
    )


def of(part: int, whole: int) -> str:
    """Return "11 von 18"."""
    return _("%(part)s von %(whole)s", part=part, whole=whole)


def star() -> str:
    """Return what the star means, and what it does not tell."""
    return _(
        "* = aus Datenschutzgründen nicht ausgewiesen. Die Einheit ist zu klein, oder es waren sehr"
        " wenige oder fast alle beteiligt, oder die Zahl ließe sich aus anderen errechnen. Der"
        " Stern verrät nicht, was davon zutrifft."
    )
