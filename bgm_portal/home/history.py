"""One's own year and one's own past, for those who wish it kept. Nobody else sees it."""

import csv
import io
import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from uuid import UUID

from flask_babel import gettext as _
from flask_babel import ngettext

from bgm_portal.activities.kinds import PreventionField
from bgm_portal.activities.words import FIELDS
from bgm_portal.core.clock import local, local_day
from bgm_portal.core.i18n import in_words, short_date, short_month, time_range
from bgm_portal.participation import queries as participation
from bgm_portal.participation.papers import of_dates
from bgm_portal.participation.queries import Attended
from bgm_portal.privacy import queries as consents
from bgm_portal.privacy.kinds import ConsentCode
from bgm_portal.web import papers
from bgm_portal.web.papers import Facts, Table, Words

MONTHS = 12
BYTE_ORDER_MARK = "\ufeff"  # so that spreadsheets read umlauts
FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, kw_only=True)
class Past:
    """What is kept for a person, or that nothing is kept."""

    kept: bool
    attended: list[Attended]


def past(person_id: UUID, *, at: datetime) -> Past:
    """Return what somebody took part in, if they wish it kept; else it is not even read."""
    kept = consents.has(person_id, ConsentCode.HISTORY)
    return Past(kept=kept, attended=participation.attended(person_id, at=at) if kept else [])


@dataclass(frozen=True, kw_only=True)
class Part:
    """Which part of one's own past is wanted: of a year, of a field of prevention, or all."""

    year: int | None = None
    field: PreventionField | None = None

    def of(self, attended: Sequence[Attended]) -> list[Attended]:
        """Return the rows that belong to it."""
        return [
            row
            for row in attended
            if self.year in {None, local_day(row.starts_at).year}
            and self.field in {None, row.field}
        ]


def years_of(attended: Sequence[Attended]) -> list[int]:
    """Return the years of which something is kept, the latest first."""
    return sorted({local_day(row.starts_at).year for row in attended}, reverse=True)


def as_csv(attended: Sequence[Attended]) -> str:
    """Return one's own past for a spreadsheet; cells that would be formulas are defused."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow([_("Angebot"), _("Präventionsfeld"), _("Tag"), _("Beginn"), _("Minuten")])
    for row in attended:
        title = in_words(row.title_de, row.title_en)
        begin = local(row.starts_at)
        writer.writerow(
            [
                f"'{title}" if title.startswith(FORMULA) else title,
                str(FIELDS[row.field]),
                f"{begin:%d.%m.%Y}",
                f"{begin:%H:%M}",
                row.minutes,
            ]
        )
    return BYTE_ORDER_MARK + text.getvalue()


def as_json(attended: Sequence[Attended]) -> str:
    """Return one's own past for another program."""
    rows = [
        {
            "activity": in_words(row.title_de, row.title_en),
            "field": row.field.value,
            "starts_at": row.starts_at.isoformat(),
            "ends_at": row.ends_at.isoformat(),
            "minutes": row.minutes,
        }
        for row in attended
    ]
    return json.dumps({"attended": rows}, indent=2, ensure_ascii=False)


def as_pdf(name: str, part: Part, attended: Sequence[Attended], *, at: datetime) -> bytes:
    """Return one's own past as a paper, with what was chosen of it."""
    chosen = [
        (_("Name"), name),
        (_("Jahr"), str(part.year) if part.year else _("Alle Jahre")),
        (_("Präventionsfeld"), str(FIELDS[part.field]) if part.field else _("Alle Felder")),
        (_("Teilnahmen"), str(len(attended))),
    ]
    rows = [
        [
            in_words(row.title_de, row.title_en),
            short_date(row.starts_at),
            time_range(row.starts_at, row.ends_at),
        ]
        for row in attended
    ]
    return papers.sheet(
        _("Ihr Rückblick"),
        [
            Facts(chosen),
            *(
                [
                    Table(
                        _("Teilnahmen, die letzte zuerst"),
                        [_("Angebot"), _("Tag"), _("Uhrzeit")],
                        rows,
                    )
                ]
                if rows
                else []
            ),
            Words(_("Dieses Blatt ist nur für Sie. Niemand sonst kann es abrufen.")),
        ],
        at=at,
        foot=_("Erstellt am %(day)s mit dem BGM-Portal", day=short_date(at)),
    )


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


def series(attended: Sequence[Attended]) -> dict[UUID, str]:
    """Say of each series at how many of its dates so far one was; by activity."""
    there = Counter(row.activity_id for row in attended)
    return {
        row.activity_id: of_dates(there[row.activity_id], row.held)
        for row in attended
        if row.held > 1
    }


def running(attended: Sequence[Attended], *, today: date) -> list[tuple[str, str]]:
    """Return the series of this year, each with at how many of its dates one was."""
    words = series(attended)
    this_year = {
        row.activity_id: in_words(row.title_de, row.title_en)
        for row in attended
        if local_day(row.starts_at).year == today.year and row.activity_id in words
    }
    return [(title, words[activity_id]) for activity_id, title in this_year.items()]


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
