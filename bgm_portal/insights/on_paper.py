"""A part of a report on papers: the very drawing that pages show, and the table."""

from flask import get_template_attribute

from bgm_portal.web.papers import Block, Heading, Picture, Table, Words

from .chart import Chart
from .parts import Section


def blocks(section: Section) -> list[Block]:
    """Return a part of a report as it stands on a paper."""
    rows = [*section.rows, *([section.total] if section.total else [])]
    return [
        Heading(section.title),
        Words(section.definition),
        *([picture(section.chart)] if section.chart else []),
        Table(
            caption=section.caption,
            head=section.head,
            rows=rows,
            numbers_from=section.numbers_from,
        ),
    ]


def picture(chart: Chart) -> Picture:
    """Return the wide drawing of a chart, in words what it is, and below it what it shows."""
    drawn = get_template_attribute("components/band_chart.html", "drawn")
    return Picture(
        svg=str(drawn(chart, "bild", wide=True)), alt=chart.title, caption=chart.statement
    )
