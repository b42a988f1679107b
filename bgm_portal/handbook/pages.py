"""A handbook as a page and as blocks of a paper."""

from dataclasses import dataclass

from flask import url_for
from flask_babel import gettext as _
from markupsafe import Markup

from bgm_portal.learning.content import blocks, rendering
from bgm_portal.learning.content.blocks import Block, BlockKind
from bgm_portal.web import papers

from .books import Book, Section
from .pictures import Shown, picture
from .places import place_of


@dataclass(frozen=True, kw_only=True)
class Drawn:
    """A section as markup."""

    key: str
    title: str
    body: Markup
    picture: Shown | None


def drawn(book: Book) -> list[Drawn]:
    """Draw the sections of a handbook."""
    return [
        Drawn(
            key=one.key,
            title=one.title,
            body=rendering.html(one.body, _setting(book, one)),
            picture=picture(book.key, one.key, book.language),
        )
        for one in book.sections
    ]


def _setting(book: Book, section: Section) -> rendering.Setting:
    return rendering.Setting(
        language=book.language,
        title=section.title,
        table=_("Tabelle"),
        captions="",
        transcript="",
        deeper=1,
    )


def on_paper(book: Book) -> list[papers.Block]:
    """Return a handbook as blocks of a paper."""
    made: list[papers.Block] = [papers.Words(book.lead)]
    for section in book.sections:
        made.append(papers.Heading(section.title))
        made += [_block(block, section.title) for block in blocks.split(section.body)]
        shown = picture(book.key, section.key, book.language)
        if shown is not None:
            made.append(papers.Picture(svg=shown.svg, alt=shown.alt))
    return made


def _block(block: Block, title: str) -> papers.Block:
    lines = [line.replace("*", "") for line in block.text.split("\n") if line.strip()]
    if block.kind is BlockKind.LIST:
        return papers.Points(lines)
    if block.kind is BlockKind.STEPS:
        return papers.Points([f"{number}. {line}" for number, line in enumerate(lines, start=1)])
    if block.kind is BlockKind.TABLE:
        head, *rows = [[cell.strip() for cell in line.split("|")] for line in lines]
        return papers.Table(caption=title, head=head, rows=rows)
    return papers.Words("\n".join(lines))


def help_with(endpoint: str | None) -> str:
    """Return the address at which the handbooks tell about a page."""
    found = place_of(endpoint)
    if found is None:
        return url_for("handbook.overview")
    book, section = found
    return url_for("handbook.book", key=book, _anchor=section)
