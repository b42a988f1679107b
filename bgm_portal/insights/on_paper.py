"""A part of a report on papers: the very drawing that pages show, and the table."""

from flask import get_template_attribute

from bgm_portal.web.papers import Block, Heading, Picture, Table, Words

from .chart import Chart, in_parts
from .parts import Section


def blocks(section: Section) -> list[Block]:
    """Return a part of a report as it stands on a paper."""
    rows = [*section.rows, *([section.total] if section.total else [])]
    return [
        Heading(section.title),
        Words(section.definition),
        *(pictures(section.chart) if section.chart else []),
        Table(
            caption=section.caption,
            head=section.head,
            rows=rows,
            numbers_from=section.numbers_from,
        ),
    ]


def pictures(chart: Chart) -> list[Picture]:
    """Return the wide drawing of a chart, in words what it is, and beside it what it shows.

    A drawing does not go on over a page: what would be cut off stands in one more.
    """
    drawn = get_template_attribute("components/band_chart.html", "drawn")
    parts = in_parts(chart)
    return [
        Picture(
            svg=str(drawn(part, "bild", wide=True)),
            alt=chart.title if len(parts) == 1 else f"{chart.title} ({number}/{len(parts)})",
            caption=chart.statement if number == 1 else "",
        )
        for number, part in enumerate(parts, start=1)
    ]
