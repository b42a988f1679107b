"""The handbooks as they were written: one file for each book and language, read once.

A file begins with its title and a sentence about whom it is for. Each section has a key in braces
after its heading, the same in all languages; pages lead to sections by these keys.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from flask_babel import lazy_gettext as _l

from bgm_portal.core.errors import Missing

FOLDER = Path(__file__).parent / "texts"
#: In the order in which they are listed; the key stands in the address.
KEYS = (
    "beschaeftigte",
    "einfach",
    "koordination",
    "redaktion",
    "leitung",
    "verwaltung",
    "datenschutz",
)
HEADING = re.compile(r"## (?P<title>.+?) \{(?P<key>[a-z-]+)\}")


class BookMissing(Missing):
    """There is no such handbook."""

    def __init__(self) -> None:
        super().__init__(_l("Dieses Handbuch gibt es nicht."))


@dataclass(frozen=True, kw_only=True)
class Section:
    """A part of a handbook: what one wants to do, and how."""

    key: str
    title: str
    body: str


@dataclass(frozen=True, kw_only=True)
class Book:
    """A handbook in one language."""

    key: str
    language: str
    title: str
    lead: str
    sections: tuple[Section, ...]


@lru_cache(maxsize=32)
def book(key: str, language: str) -> Book:
    """Return a handbook, or raise BookMissing."""
    if key not in KEYS:
        raise BookMissing
    text = (FOLDER / f"{key}.{language}.md").read_text(encoding="utf-8")
    head, *parts = re.split(r"^(?=## )", text, flags=re.MULTILINE)
    title, _blank, lead = head.strip().partition("\n")
    return Book(
        key=key,
        language=language,
        title=title.removeprefix("# ").strip(),
        lead=" ".join(lead.split()),
        sections=tuple(_section(part) for part in parts),
    )


def everything(language: str) -> list[Book]:
    """Return all handbooks."""
    return [book(key, language) for key in KEYS]


def _section(part: str) -> Section:
    first, _line, body = part.partition("\n")
    found = HEADING.fullmatch(first.strip())
    if found is None:
        raise ValueError(first)  # a test reads every file
    return Section(key=found["key"], title=found["title"], body=body.strip())
