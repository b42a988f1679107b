"""The yearly report for the steering group: words of the coordination, figures that are frozen."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from bgm_portal.core.clock import midnight
from bgm_portal.core.i18n import _
from bgm_portal.web import papers
from bgm_portal.web.papers import Block, Heading, Words

from . import (
    beside_sections,
    comparisons,
    goal_sections,
    house_sections,
    on_paper,
    sections,
    words,
)
from .document import Report
from .kinds import Goal, Part
from .parts import Section

PARTS: dict[Part, LazyString] = {
    Part.SUMMARY: _l("Worum es in diesem Jahr ging"),
    Part.WENT_WELL: _l("Was gut gelungen ist"),
    Part.WILL_CHANGE: _l("Was wir ändern"),
}


@dataclass(frozen=True, kw_only=True)
class Year:
    """Everything that a yearly report shows."""

    year: int
    has_figures: bool
    frozen: Sequence[str]  # which report was frozen when
    texts: Sequence[tuple[str, str]]
    sections: Sequence[Section]


def compose(
    year: int, found: Sequence[Report], goals: Mapping[Goal, int], texts: Mapping[Part, str]
) -> Year:
    """Return the yearly report. `found` are the sound reports, those of other years included.

    `goals` are those that are planned; they stand there until a report of the year is frozen.
    """
    own = sorted((one for one in found if one.half_year.year == year), key=_half)
    parts = [goal_sections.goals_of_year(own, planned=goals), *_figures(own)]
    return Year(
        year=year,
        has_figures=bool(own),
        frozen=[words.frozen_report(one.half_year, one.frozen_on) for one in own],
        texts=[(str(PARTS[part]), texts[part]) for part in Part if part in texts],
        sections=[section for section in parts if section.rows],
    )


def paper(year: Year, latest: Report) -> bytes:
    """Return the yearly report as PDF/UA, dated like the last report in it."""
    blocks: list[Block] = [Words(line) for line in year.frozen]
    for title, text in year.texts:
        blocks += [Heading(title), Words(text)]
    for section in year.sections:
        blocks += on_paper.blocks(section)
    blocks.append(Words(words.star()))
    title = _("Gesundheitsbericht %(year)s", year=year.year)
    return papers.sheet(title, blocks, at=midnight(latest.frozen_on))


def _half(report: Report) -> int:
    return report.half_year.half


def _figures(own: Sequence[Report]) -> list[Section]:
    if not own:
        return []
    return [
        house_sections.comparison(own[-1], own),
        comparisons.units(own),
        comparisons.topics(own),
        beside_sections.modules(own),
        sections.needs(own[-1]),
        beside_sections.answers(own),
        beside_sections.costs(own),
        house_sections.action_fields(own[-1]),
    ]
