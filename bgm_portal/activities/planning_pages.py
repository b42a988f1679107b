"""The overview and the hub of planning as values: lines in words, what is done, what is missing."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from flask import url_for
from flask_babel import LazyString, ngettext
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from bgm_portal.core.clock import local_day
from bgm_portal.core.i18n import in_words, long_date
from bgm_portal.core.paging import Page

from . import planning_queries, race_queries, sharing_queries
from .kinds import ActivityKind, ActivityState, Times
from .planning_queries import Dossier, PlannedRow, Shelf
from .rules import Gap, gaps
from .sections import GAPS, LABELS, Section
from .words import STATES

SHELVES: dict[Shelf, LazyString] = {
    Shelf.DRAFTS: _l("Entwürfe"),
    Shelf.UPCOMING: _l("Kommende"),
    Shelf.PAST: _l("Vergangene"),
    Shelf.TEMPLATES: _l("Vorlagen"),
}


@dataclass(frozen=True, kw_only=True)
class Line:
    """A line of the overview, in words."""

    href: str
    title: str
    when: str
    place: str
    places: str
    contact: str
    status: str
    tone: str


@dataclass(frozen=True, kw_only=True)
class Overview:
    """All activities of a shelf, by page."""

    page: Page[PlannedRow]
    lines: list[Line]
    shelves: list[tuple[str, str, bool]]
    title: str
    words: str
    shelf: str
    mine: bool
    year: int

    def url_of(self, number: int) -> str:
        """Return the address of a page."""
        return _address(self.shelf, self.words, mine=self.mine, page=number)


@dataclass(frozen=True, kw_only=True)
class Hub:
    """Where an activity stands in its planning."""

    title: str
    status: str
    tone: str
    is_draft: bool
    is_template: bool
    is_published: bool
    is_over: bool
    is_undecided: bool
    rows: list[tuple[str, str, str, str]]
    missing: list[tuple[str, str]]
    team: list[str]
    readers: int  # with how many people a draft is shared


def overview(shelf: Shelf, *, words: str, mine: UUID | None, number: int, at: datetime) -> Overview:
    """Put the overview together, with two statements."""
    page = planning_queries.planned(shelf, words=words, person_id=mine, number=number, at=at)
    counts = planning_queries.counts(words=words, person_id=mine, at=at)
    only_mine = mine is not None
    return Overview(
        page=page,
        lines=[_line(row) for row in page.rows],
        shelves=[
            (
                f"{label} ({counts[other]})" if other in counts else str(label),
                _address(other, words, mine=only_mine),
                other is shelf,
            )
            for other, label in SHELVES.items()
        ],
        title=str(SHELVES[shelf]),
        words=words,
        shelf=shelf,
        mine=only_mine,
        year=local_day(at).year,
    )


def _address(shelf: str, words: str, *, mine: bool, page: int = 1) -> str:
    pairs = {
        "stand": shelf,
        "wessen": "meine" if mine else "alle",
        "suche": words,
        "seite": str(page) if page > 1 else "",
    }
    query = urlencode({key: value for key, value in pairs.items() if value})
    return f"{url_for('planning.overview')}?{query}"


def _line(row: PlannedRow) -> Line:
    status, tone = STATES[row.state]
    return Line(
        href=f"{url_for('planning.overview')}/{row.id}",
        title=in_words(row.title_de, row.title_en),
        when=long_date(row.starts_at) if row.starts_at else str(_("noch offen")),
        place=in_words(row.place_de, row.place_en) if row.place_de else str(_("noch offen")),
        places=_places(row),
        contact=f"{row.contact_first} {row.contact_last}" if row.contact_last else "",
        status=str(status),
        tone=tone,
    )


def _places(row: PlannedRow) -> str:
    if not row.needs_registration:
        return str(_("ohne Anmeldung"))
    if row.capacity is None:
        return str(ngettext("%(num)s Platz belegt", "%(num)s Plätze belegt", row.taken))
    taken = _("%(taken)s von %(capacity)s", taken=row.taken, capacity=row.capacity)
    if not row.waiting:
        return str(taken)
    return str(_("%(taken)s, %(waiting)s auf der Warteliste", taken=taken, waiting=row.waiting))


def hub(dossier: Dossier, *, may_edit: bool, at: datetime) -> Hub:
    """Say how far the planning of an activity is."""
    activity = dossier.activity
    status, tone = (_("Vorlage"), "plain") if activity.is_template else STATES[activity.state]
    begun = activity.state is ActivityState.DRAFT and not activity.is_template
    missing = gaps(dossier.readiness, at=at) if begun else []
    open_to_change = activity.state in {ActivityState.DRAFT, ActivityState.PUBLISHED}
    return Hub(
        title=in_words(activity.title_de, activity.title_en),
        status=str(status),
        tone=tone,
        is_draft=activity.state is ActivityState.DRAFT,
        is_template=activity.is_template,
        is_published=activity.state is ActivityState.PUBLISHED,
        is_over=activity.ends_at is not None and activity.ends_at <= at,
        is_undecided=activity.minimum is not None and activity.goes_ahead_at is None,
        rows=_rows(dossier, missing) if may_edit and open_to_change else [],
        missing=missing_in_words(missing, activity.id),
        team=[_part_of(person, dossier) for person in dossier.team],
        readers=len(sharing_queries.reader_ids(activity.id)) if begun else 0,
    )


def _part_of(person: Any, dossier: Dossier) -> str:
    """Say who looks after an activity, and as what."""
    if person.id == dossier.activity.contact_id:
        return str(_("%(name)s, Ansprechperson", name=person.name))
    if person.id in dossier.stand_ins:
        until = long_date(dossier.stand_ins[person.id])
        return str(_("%(name)s, Vertretung bis %(day)s", name=person.name, day=until))
    return str(person.name)


def templates() -> list[tuple[UUID, str]]:
    """Return what a draft can be begun with."""
    return [
        (template_id, in_words(german, english))
        for template_id, german, english in planning_queries.templates()
    ]


def missing_in_words(missing: list[Gap], activity_id: UUID) -> list[tuple[str, str]]:
    """Say what is missing, each with the page where it can be added."""
    return [
        (str(words), url_for("planning.parts.edit", activity_id=activity_id, slug=section))
        for words, section in (GAPS[gap] for gap in missing)
    ]


def _rows(dossier: Dossier, missing: list[Gap]) -> list[tuple[str, str, str, str]]:
    lacking = {GAPS[gap][1] for gap in missing}
    activity_id = dossier.activity.id
    return [
        (
            str(label),
            url_for("planning.parts.edit", activity_id=activity_id, slug=section),
            *_state(section, dossier, lacking),
        )
        for section, label in LABELS.items()
        if section is not Section.RACE or dossier.activity.kind is ActivityKind.RUN_EVENT
    ]


def _state(section: Section, dossier: Dossier, lacking: set[Section]) -> tuple[str, str]:
    if section in lacking:
        return str(_("fehlt noch")), "wait"
    activity = dossier.activity
    voluntary: dict[Section, object] = {
        Section.AUDIENCE: activity.is_restricted,
        Section.SLOTS: activity.times is not Times.NONE,
        Section.OFFERS: activity.adaptations,
        Section.HELPERS: activity.named_contacts,
        Section.ROLES: activity.roles,
        Section.RACE: section is Section.RACE and race_queries.race(activity.id),
        Section.QUESTIONS: activity.questions or activity.organiser,
        Section.COURSE: activity.course_de,
        Section.PLAIN: activity.plain_de,
        Section.ENGLISH: activity.title_en,
    }
    if section in voluntary and not voluntary[section]:
        return str(_("freiwillig")), ""
    return str(_("fertig")), "ok"
