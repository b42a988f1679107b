"""A report as a paper that a screen reader can read: the same parts in the same order."""

from collections.abc import Sequence

from bgm_portal.core.clock import midnight
from bgm_portal.core.i18n import _
from bgm_portal.web import papers
from bgm_portal.web.papers import Block, Heading, Words

from . import on_paper, story, words
from .document import Report
from .sections import period, sections


def paper(report: Report, others: Sequence[Report], *, fingerprint: str) -> bytes:
    """Return the report as PDF/UA. The same report is the same file, whenever it is asked for."""
    blocks: list[Block] = [
        Words(period(report)),
        Words(words.frozen_on(report.frozen_on)),
        *(Words(sentence) for sentence in story.sentences(report)),
        Words(words.star()),
    ]
    for section in sections(report, others):
        blocks += on_paper.blocks(section)
    blocks += [Heading(_("Prüfsumme")), Words(fingerprint)]
    title = _("Bericht, %(half_year)s", half_year=words.name_of(report.half_year))
    return papers.sheet(title, blocks, at=midnight(report.frozen_on))
