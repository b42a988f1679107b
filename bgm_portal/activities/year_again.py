"""A year planned again, as values: every activity with its new date, and what to check."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from flask_babel import gettext as _
from flask_babel import ngettext

from bgm_portal.core.clock import local_day
from bgm_portal.core.i18n import in_words, long_date, short_date

from . import closed_days, copy_rules, year_queries
from .year_pages import MONTHS, bounds, choice_of_month, grouped, is_shown, one_month
from .year_queries import YearRow

MANY_ACTIVITIES = 100  # more are not read on one page


@dataclass(frozen=True, kw_only=True)
class Proposal:
    """An activity of this year as it would be in the next one."""

    id: UUID
    title: str
    before: str
    after: str
    dates: str
    notes: list[str]
    wanted: bool


@dataclass(frozen=True, kw_only=True)
class YearAgain:
    """What begins in a year, or in one of its months, as it would be in the next one."""

    year: int
    proposals: list[Proposal]
    choice: list[tuple[str, int, bool]]  # of a month: words, number, chosen; nothing for all
    month: int | None

    @property
    def next_month(self) -> int | None:
        """Return the month after the one that is shown alone, if the year has one."""
        return self.month + 1 if self.month and self.month < len(MONTHS) else None


def again(
    year: int, *, to: int, month: int | None = None, person_id: UUID | None = None
) -> YearAgain:
    """Return what begins in a year as it would be in another, with holidays and doubles.

    Of all activities, or of those that somebody looks after; a month at a time where they are many.
    """
    first, last = bounds(year)
    rows = [
        row
        for row in year_queries.dates_between(first, bounds(year + 1)[1], person_id=person_id)
        if is_shown(row) and row.begins_at is not None and first <= row.begins_at < last
    ]
    by_month = grouped(
        (local_day(found[0].starts_at).month, found)
        for found in grouped((row.id, row) for row in rows).values()
    )
    chosen = one_month(by_month, most=MANY_ACTIVITIES, month=month, first=1)
    there = {row.title_de for row in year_queries.dates_between(*bounds(to))}
    free = closed_days.gaps(date(to, 1, 1), date(to + 1, 1, 31), public=True, school=True)
    return YearAgain(
        year=year,
        proposals=[
            _proposal(found, to=to, free=free, there=there)
            for number in ([chosen] if chosen else MONTHS)
            for found in by_month.get(number, ())
        ],
        choice=choice_of_month(by_month, chosen),
        month=chosen,
    )


def _proposal(
    rows: Sequence[YearRow], *, to: int, free: Mapping[date, str], there: set[str]
) -> Proposal:
    first = rows[0]
    weeks = copy_rules.weeks_to(to, local_day(first.starts_at))
    spans = copy_rules.all_later([(row.starts_at, row.ends_at) for row in rows], weeks)
    closed = grouped(
        (free[local_day(starts_at)], short_date(starts_at))
        for starts_at, _ends_at in spans
        if local_day(starts_at) in free
    )
    notes = [f"{why}: {', '.join(days)}" for why, days in closed.items()]
    planned = first.title_de in there
    if planned:
        notes.insert(0, str(_("Ein Angebot mit diesem Titel steht dort schon")))
    return Proposal(
        id=first.id,
        title=in_words(first.title_de, first.title_en),
        before=long_date(first.starts_at),
        after=long_date(spans[0][0]),
        dates=ngettext("%(num)s Termin", "%(num)s Termine", len(spans)),
        notes=notes,
        wanted=not planned,
    )
