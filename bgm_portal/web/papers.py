"""Papers: tagged PDF after PDF/UA-1, out of words and a template of `templates/papers/`.

A room says *what* stands on a paper, as a list of blocks in the order of reading; how it looks is
said once, in `house.typ`. Templates hold no words, and words are handed over as data: nothing that
somebody typed is ever read as a command. The fonts are our own, so a paper looks the same on every
machine, and the same paper of the same day is the same file.

    pdf = papers.sheet(
        _("Mein Jahr 2026"),
        [Words(_("Nur Sie sehen diese Seite.")), Table(caption=…, head=[…], rows=[…])],
        at=clock.now(),
    )
    return papers.response(pdf, "jahr.pdf")
"""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

import typst
from flask import Response

from bgm_portal.core.clock import local_day
from bgm_portal.core.house import house
from bgm_portal.core.i18n import language

from . import assets

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = ROOT / "templates" / "papers"
FONTS = ROOT / "static" / "vendor" / "parts"
STANDARD: Literal["ua-1"] = "ua-1"
#: All but the letters of Europe that `web.vendor` keeps of our font, and what stands in for them.
UNKNOWN_LETTERS = re.compile(
    r"[^\n\u0020-\u007e\u00a0-\u017f\u2010-\u2015\u2018-\u201e\u2026\u20ac]"
)
STAND_IN = "?"


@dataclass(frozen=True)
class Heading:
    """A heading below the title."""

    words: str
    kind: Literal["heading"] = field(default="heading", init=False)


@dataclass(frozen=True)
class Words:
    """Sentences; every line is a paragraph of its own."""

    words: str
    kind: Literal["words"] = field(default="words", init=False)


@dataclass(frozen=True)
class Facts:
    """Facts in rows: what, and how it is."""

    rows: Sequence[tuple[str, str]]
    kind: Literal["facts"] = field(default="facts", init=False)


@dataclass(frozen=True)
class Points:
    """A list of short lines."""

    lines: Sequence[str]
    kind: Literal["points"] = field(default="points", init=False)


@dataclass(frozen=True)
class Table:
    """A table with a caption and a row of heads; figures stand from a column on, if anywhere."""

    caption: str
    head: Sequence[str]
    rows: Sequence[Sequence[str]]
    numbers_from: int | None = None
    kind: Literal["table"] = field(default="table", init=False)


@dataclass(frozen=True)
class Picture:
    """A drawing (SVG), and the same in words for whoever does not see it."""

    svg: str
    alt: str
    caption: str = ""
    kind: Literal["picture"] = field(default="picture", init=False)


Block = Heading | Words | Facts | Points | Table | Picture


def sheet(
    title: str, blocks: Sequence[Block], *, at: datetime, foot: str = "", one_page: bool = False
) -> bytes:
    """Return a plain paper: the title, and below it one block after the other.

    What is to be one page is set smaller, as far as it can still be read, until it fits.
    """
    words = {"blocks": _plain(blocks), "one_page": one_page}
    return compose("sheet", title, words, at=at, foot=foot)


def certificate(
    title: str, *, name: str, sentence: str, blocks: Sequence[Block], at: datetime, foot: str = ""
) -> bytes:
    """Return a certificate: who, what, and below it the facts."""
    words = {"name": name, "sentence": sentence, "blocks": _plain(blocks)}
    return compose("certificate", title, words, at=at, foot=foot)


def compose(
    template: str, title: str, words: Mapping[str, Any], *, at: datetime, foot: str = ""
) -> bytes:
    """Return what a template of `templates/papers/` makes of these words, as tagged PDF/UA."""
    day = local_day(at)
    data = {
        **words,
        "title": title,
        "house": house().name,
        "language": language(),
        "foot": foot,
        "day": (day.year, day.month, day.day),
    }
    try:
        return _made(template, data, at=at)
    except typst.TypstError as error:
        if "could not be displayed" not in str(error):
            raise
        # Somebody wrote with letters that no font here has; a paper may not hide that.
        return _made(template, _in_known_letters(data), at=at)


def response(pdf: bytes, file_name: str) -> Response:
    """Offer a paper as a file. Its name holds nothing personal: files lie about."""
    answer = Response(pdf, content_type="application/pdf")
    answer.headers.set("Content-Disposition", "attachment", filename=file_name)
    return answer


def _in_known_letters(value: Any) -> Any:
    """Return the same words with a stand-in for every letter that the fonts lack."""
    if isinstance(value, str):
        return UNKNOWN_LETTERS.sub(STAND_IN, value)
    if isinstance(value, dict):
        return {name: _in_known_letters(inner) for name, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_in_known_letters(inner) for inner in value]
    return value


def _made(template: str, data: Mapping[str, Any], *, at: datetime) -> bytes:
    return typst.compile(
        str(TEMPLATES / f"{template}.typ"),
        root=str(TEMPLATES),
        font_paths=_fonts(),
        sys_inputs={"data": json.dumps(data, default=str)},
        pdf_standards=STANDARD,
        timestamp=int(at.timestamp()),
    )


@lru_cache(maxsize=1)
def _fonts() -> typst.Fonts:
    """Read the fonts once; those of the machine are left alone."""
    fonts = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=True, font_paths=[str(FONTS)]
    )
    if "Fira Sans" not in fonts.families():
        raise assets.AssetsMissing("static/vendor has no fonts for papers: run `make setup` again.")
    return fonts


def _plain(blocks: Sequence[Block]) -> list[dict[str, Any]]:
    return [asdict(block) for block in blocks]
