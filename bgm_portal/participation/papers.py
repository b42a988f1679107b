"""What somebody can take along: a certificate, a time slip for the own employer, a year.

Each is a value of which both the page and the PDF are made, so that they say the same.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from flask_babel import gettext as _
from flask_babel import ngettext

from bgm_portal.activities import queries as activities
from bgm_portal.activities.kinds import Times, WorktimeRule
from bgm_portal.activities.words import FIELDS, WORKTIME_SHORT
from bgm_portal.core.clock import local_day
from bgm_portal.core.i18n import in_words, short_date, time_range
from bgm_portal.identity.kinds import Employer
from bgm_portal.registration import slot_queries
from bgm_portal.web import papers
from bgm_portal.web.papers import Block, Facts, Heading, Table, Words

from . import queries, rules
from .errors import NothingAttended

Visit = tuple[Any, Any]  # activity and date


@dataclass(frozen=True, kw_only=True)
class Paper:
    """A paper before it is printed. A certificate names somebody in large letters."""

    title: str
    blocks: list[Block]
    name: str = ""
    sentence: str = ""

    def pdf(self, *, at: datetime) -> bytes:
        """Print it."""
        foot = _("Erstellt am %(day)s mit dem BGM-Portal", day=short_date(at))
        if self.name:
            return papers.certificate(
                self.title,
                name=self.name,
                sentence=self.sentence,
                blocks=self.blocks,
                at=at,
                foot=foot,
            )
        return papers.sheet(self.title, self.blocks, at=at, foot=foot)


@dataclass(frozen=True, kw_only=True)
class Attended:
    """An activity of which somebody can have a certificate."""

    activity_id: UUID
    title: str
    words: str


@dataclass(frozen=True, kw_only=True)
class Choice:
    """Everything that somebody can take along now."""

    attended: list[Attended]
    years: list[int]


def choice(person_id: UUID, *, at: datetime) -> Choice:
    """Return what somebody can take along, the latest first."""
    visits = queries.visits(person_id)
    by_activity = _by_activity(reversed(visits))
    held = _held(by_activity, person_id, at=at)
    return Choice(
        attended=[
            Attended(
                activity_id=activity_id,
                title=_title(rows[0]),
                words=of_dates(len(rows), held[activity_id]),
            )
            for activity_id, rows in by_activity.items()
        ],
        years=sorted({_year(visit) for visit in visits}, reverse=True),
    )


def certificate(person_id: UUID, name: str, *, activity_id: UUID, at: datetime) -> Paper:
    """Certify at how many dates of an activity somebody was."""
    rows = _some(person_id, lambda visit: visit[0].id == activity_id)
    activity = rows[0][0]
    held = _held({activity_id: rows}, person_id, at=at)[activity_id]
    facts = [
        (_("Angebot"), _title(rows[0])),
        (_("Präventionsfeld"), str(FIELDS[activity.field])),
        (_("Teilgenommen"), of_dates(len(rows), held)),
        (_("Zusammen"), _minutes(sum(map(_length, rows)))),
    ]
    if activity.zpp_course_id:
        facts.append((_("Kursnummer"), activity.zpp_course_id))
    return Paper(
        title=_("Teilnahmebescheinigung"),
        name=name,
        sentence=_("hat teilgenommen: %(title)s", title=_title(rows[0])),
        blocks=[
            Facts(facts),
            Table(
                _("Besuchte Termine, der erste zuerst"),
                [_("Tag"), _("Uhrzeit"), _("Dauer")],
                [[_day(row), _times(row), _minutes(_length(row))] for row in rows],
            ),
        ],
    )


def time_slip(person_id: UUID, name: str, *, employer: Employer, year: int, at: datetime) -> Paper:
    """List what counts as working time by the rule of somebody's own employer."""
    rows = _some(person_id, lambda visit: _year(visit) == year)
    lines, total = _credits(rows, employer)
    whose = _("Bundesagentur für Arbeit") if employer is Employer.BA else _("Kommune")
    blocks: list[Block] = [
        Facts(
            [
                (_("Name"), name),
                (_("Anstellungsträger"), whose),
                (_("Angerechnet zusammen"), _minutes(total)),
            ]
        )
    ]
    if lines:
        head = [_("Angebot"), _("Tag"), _("Dauer"), _("Regel"), _("Angerechnet")]
        blocks.append(Table(_("Teilnahmen, die als Arbeitszeit zählen"), head, lines))
    else:
        blocks.append(Words(_("In diesem Jahr zählt keine Ihrer Teilnahmen als Arbeitszeit.")))
    blocks.append(
        Words(
            _(
                "Sie geben diesen Nachweis selbst ab, wenn Sie möchten. Das Portal bucht keine"
                " Zeiten, und Vorgesetzte bekommen keine Liste. Was in Ihrer Freizeit stattfand,"
                " steht hier nicht; vertrauliche Angebote stehen ohne ihren Namen."
            )
        )
    )
    return Paper(title=_("Zeitnachweis %(year)s", year=year), blocks=blocks)


def overview(person_id: UUID, name: str, *, year: int, at: datetime) -> Paper:
    """Sum somebody's own year up."""
    rows = _some(person_id, lambda visit: _year(visit) == year)
    fields = Counter(str(FIELDS[activity.field]) for activity, _date in rows)
    return Paper(
        title=_("Mein Jahr %(year)s", year=year),
        blocks=[
            Facts(
                [
                    (_("Name"), name),
                    (_("Teilnahmen"), str(len(rows))),
                    (_("Zusammen"), _minutes(sum(map(_length, rows)))),
                ]
            ),
            Heading(_("Nach Präventionsfeld")),
            Table(
                _("Teilnahmen nach Präventionsfeld"),
                [_("Präventionsfeld"), _("Teilnahmen")],
                [[field, str(count)] for field, count in sorted(fields.items())],
            ),
            Heading(_("Alle Teilnahmen")),
            Table(
                _("Alle Teilnahmen, die erste zuerst"),
                [_("Angebot"), _("Tag"), _("Dauer")],
                [[_title(row), _day(row), _minutes(_length(row))] for row in rows],
            ),
            Words(_("Dieses Blatt ist nur für Sie. Niemand sonst kann es abrufen.")),
        ],
    )


def _credits(rows: Sequence[Visit], employer: Employer) -> tuple[list[list[str]], int]:
    """Return the lines of the slip and how many minutes they make."""
    found: list[tuple[Visit, WorktimeRule, int]] = []
    for some in _by_activity(rows).values():
        activity = some[0][0]
        rule = activity.worktime_ba if employer is Employer.BA else activity.worktime_city
        if rule is WorktimeRule.NONE:
            continue
        visits = [(local_day(date.starts_at), _length((activity, date))) for _a, date in some]
        counted = rules.credited(visits, rule=rule, cap_minutes=activity.worktime_cap_minutes)
        found += zip(some, [rule] * len(some), counted, strict=True)
    found.sort(key=lambda line: line[0][1].starts_at)
    lines = [
        [
            _neutral_title(visit),
            _day(visit),
            _minutes(_length(visit)),
            str(WORKTIME_SHORT[rule]),
            _minutes(counted),
        ]
        for visit, rule, counted in found
    ]
    return lines, sum(counted for _visit, _rule, counted in found)


def _some(person_id: UUID, wanted: Callable[[Visit], bool]) -> list[Visit]:
    rows = [visit for visit in queries.visits(person_id) if wanted(visit)]
    if not rows:
        raise NothingAttended
    return rows


def _by_activity(visits: Iterable[Visit]) -> dict[UUID, list[Visit]]:
    found: dict[UUID, list[Visit]] = {}
    for activity, date in visits:
        found.setdefault(activity.id, []).append((activity, date))
    return found


def _held(
    by_activity: dict[UUID, list[Visit]], person_id: UUID, *, at: datetime
) -> dict[UUID, int]:
    """Count the dates of each activity that have begun; of single dates those that were booked.

    Whoever came without having booked is counted with the dates at which they were.
    """
    dates = activities.dates_of(list(by_activity))
    begun = {
        activity_id: {date.id for date in dates[activity_id] if date.starts_at <= at}
        for activity_id in by_activity
    }
    singly = [id_ for id_, rows in by_activity.items() if rows[0][0].times is Times.DATES]
    booked = slot_queries.dates_booked(person_id, singly)
    for activity_id in singly:
        was_there = {date.id for _activity, date in by_activity[activity_id]}
        begun[activity_id] &= booked | was_there
    return {activity_id: len(some) for activity_id, some in begun.items()}


def of_dates(attended: int, held: int) -> str:
    """Say at how many dates of a series somebody was."""
    words = ngettext(
        "%(there)s von einem Termin", "%(there)s von %(num)s Terminen", held, there=attended
    )
    return str(words)


def _title(visit: Visit) -> str:
    return in_words(visit[0].title_de, visit[0].title_en)


def _neutral_title(visit: Visit) -> str:
    return str(_("Angebot des Gesundheitsmanagements")) if visit[0].discreet else _title(visit)


def _year(visit: Visit) -> int:
    return local_day(visit[1].starts_at).year


def _day(visit: Visit) -> str:
    return short_date(visit[1].starts_at)


def _times(visit: Visit) -> str:
    return time_range(visit[1].starts_at, visit[1].ends_at)


def _length(visit: Visit) -> int:
    return int((visit[1].ends_at - visit[1].starts_at).total_seconds()) // 60


def _minutes(number: int) -> str:
    return str(ngettext("%(num)s Minute", "%(num)s Minuten", number))
