"""One's own year and one's own past, for those who wish it kept. Nobody else sees it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from uuid import UUID

from flask_babel import gettext as _
from flask_babel import ngettext

from bgm_portal.core.clock import local_day
from bgm_portal.core.i18n import short_month
from bgm_portal.participation import queries as participation
from bgm_portal.participation.queries import Attended
from bgm_portal.privacy import queries as consents
from bgm_portal.privacy.kinds import ConsentCode

MONTHS = 12


@dataclass(frozen=True, kw_only=True)
class Past:
    """What is kept for a person, or that nothing is kept."""

    kept: bool
    attended: list[Attended]


def past(person_id: UUID) -> Past:
    """Return what somebody took part in, if they wish it kept; else it is not even read."""
    kept = consents.has(person_id, ConsentCode.HISTORY)
    return Past(kept=kept, attended=participation.attended(person_id) if kept else [])


@dataclass(frozen=True, kw_only=True)
class Year:
    """How often one took part in a year, month by month, as the band draws it."""

    number: int
    total: int
    months: list[tuple[str, bool, int | None, str]]


def year(attended: Sequence[Attended], *, today: date) -> Year:
    """Tell the present year, month by month."""
    days = [local_day(row.starts_at) for row in attended]
    counts = [
        sum(1 for day in days if (day.year, day.month) == (today.year, month))
        for month in range(1, MONTHS + 1)
    ]
    return Year(
        number=today.year,
        total=sum(counts),
        months=[
            _month(date(today.year, number, 1), count, past=number <= today.month)
            for number, count in enumerate(counts, start=1)
        ],
    )


def by_year(attended: Sequence[Attended]) -> list[tuple[int, list[Attended]]]:
    """Return what one took part in, the latest year first."""
    return [
        (number, list(rows))
        for number, rows in groupby(attended, key=lambda row: local_day(row.starts_at).year)
    ]


def _month(first_day: date, count: int, *, past: bool) -> tuple[str, bool, int | None, str]:
    if not past:
        return short_month(first_day), False, None, _("noch offen")
    words = ngettext("%(num)s Teilnahme", "%(num)s Teilnahmen", count)
    return short_month(first_day), True, count or None, words if count else _("keine Teilnahme")
