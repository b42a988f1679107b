"""Looking ahead: what a report would tell, and which units are too small to be told about."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from bgm_portal.core.clock import local_day
from bgm_portal.core.i18n import _, in_words
from bgm_portal.counting import cells
from bgm_portal.counting import queries as counting
from bgm_portal.counting import rules as periods
from bgm_portal.counting.rules import HalfYear

from . import releases, rules, sections, service, story, words
from .disclosure.telling import Hidden
from .disclosure.world import HOUSE, Table
from .document import AnswersLine, NeedsLine, Report
from .parts import Section
from .rules import Merged
from .service import HiddenCell

REASONS: dict[Hidden, LazyString] = {
    Hidden.SMALL_UNIT: _l("Die Einheit hat weniger als 20 Beschäftigte."),
    Hidden.FEW_OR_NEARLY_ALL: _l("Niemand, sehr wenige, fast alle oder alle waren beteiligt."),
    Hidden.FOUND_BY_COMPARING: _l("Die Zahl ließe sich aus anderen Zahlen errechnen."),
}


@dataclass(frozen=True, kw_only=True)
class Ahead:
    """What a half-year would tell if it were frozen now."""

    half_year: HalfYear
    closed_until: date
    sentences: list[str]
    sections: list[Section]
    reasons: list[tuple[str, str]]


def ahead(*, at: datetime) -> Ahead | None:
    """Return the preview of the half-year that is frozen next, if anything is counted yet."""
    waiting = counting.open_half_years()
    if not waiting:
        return None
    found = service.preview(waiting[0], at=at)
    return Ahead(
        half_year=waiting[0],
        closed_until=local_day(at) - periods.CLOSED_AFTER,
        sentences=story.sentences(found.report),
        sections=sections.sections(found.report, releases.reports()),
        reasons=[
            *((_name_of(one), str(REASONS[one.why])) for one in found.hidden),
            *_reasons_beside(found.report),
        ],
    )


def _reasons_beside(report: Report) -> Iterator[tuple[str, str]]:
    """Return the reason for every star beside attendance, from what would be published alone."""
    year = report.half_year.year
    for line in report.modules:
        if line.completed is None:
            name = _(
                "Lernmodul %(title)s, %(quarter)s",
                title=in_words(line.title_de, line.title_en),
                quarter=words.quarter(line.quarter, year),
            )
            yield name, str(REASONS[Hidden.FEW_OR_NEARLY_ALL])
    if report.half_year.half == 2:  # noqa: PLR2004 - needs are told once a year
        yield from _reasons_of_needs(report.needs)
    yield from _reasons_of_answers(report.answers)
    if report.costs and report.costs.access_euros is None:
        yield (
            _("Kosten für Barrierefreiheit"),
            _("Bei weniger als 5 Angeboten entstanden dafür Kosten."),
        )


def _reasons_of_needs(told: NeedsLine | None) -> Iterator[tuple[str, str]]:
    if told is None:
        yield (
            _("Bedarfe"),
            _(
                "Weniger als 10 Menschen hatten einen Bedarf, oder für weniger als 5 war alles"
                " rechtzeitig organisiert."
            ),
        )
    elif told.early is None:
        yield (
            _("Bedarfe, davon alles früh organisiert"),
            _("Für weniger als 5 Menschen war alles früh organisiert."),
        )


def _reasons_of_answers(told: AnswersLine | None) -> Iterator[tuple[str, str]]:
    if told is None:
        yield _("Rückmeldungen"), _("Es gab weniger als 5 Antworten.")
        return
    few = _("Weniger als 5 Antworten sagten das.")
    if told.content is None:
        yield _("Rückmeldungen: zufrieden"), few
    if told.as_wished is None:
        yield _("Rückmeldungen: Teilnahme wie gewünscht"), few


def _name_of(hidden: HiddenCell) -> str:
    if hidden.cell == HOUSE:
        return _("Ganzes Haus")
    if hidden.cell.table is not Table.TOPIC:
        return in_words(hidden.name_de, hidden.name_en)
    field, quarter = cells.field_and_quarter(hidden.cell.name)
    return _("%(field)s, Quartal %(quarter)s", field=words.field(field), quarter=quarter)


def title(half_year: HalfYear) -> str:
    """Return what the preview is called."""
    return _("Vorschau auf den Bericht, %(half_year)s", half_year=words.name_of(half_year))


def units_to_come() -> list[Merged]:
    """Return how units would be put together if the next year began today."""
    units = counting.units()
    parents = {unit_id: parent for unit_id, _name, parent in units}
    reported = {unit_id: periods.reported_with(unit_id, parents, {}) for unit_id in parents}
    return rules.merged(_names(), reported, counting.staff_by_unit())


def units_of(year: int) -> list[Merged]:
    """Return how units are put together in a year, as far as that is settled."""
    return rules.merged(
        _names() | counting.names_of_units(year),
        counting.reported_as(year),
        counting.staff_by_unit(),
    )


def _names() -> dict[UUID, str]:
    return {unit_id: name for unit_id, name, _parent in counting.units()}
