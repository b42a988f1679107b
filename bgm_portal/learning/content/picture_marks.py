"""Pictures and films as they stand in a text, however they are written: one reading for all.

Words behind a bracket, a title in other quotes, an address further down: whoever checks, edits,
compares or reads aloud asks here, and sees what learners' pages draw.
"""

from collections.abc import Iterator, MutableMapping
from dataclasses import dataclass
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token

#: Reads as learners' pages are drawn, so that no way to write a picture is missed.
_markdown = MarkdownIt("js-default")

Definitions = MutableMapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class Picture:
    """A picture or film: words for those who do not see it, its file, and what stands behind it."""

    alt: str
    target: str
    title: str

    @property
    def name(self) -> str:
        """Return the name of the file."""
        return self.target.rpartition("/")[2]


def definitions(text: str) -> Definitions:
    """Return the addresses that a text names apart from the places where they are used."""
    found: Definitions = {}
    _markdown.parse(text, found)
    return found


def all_in(text: str) -> Iterator[tuple[Picture, int]]:
    """Return every picture or film of a text, and in which of its lines it begins."""
    line = 0
    for token in _markdown.parse(text):
        line = token.map[0] if token.map else line
        breaks = 0
        for child in token.children or ():
            if child.type == "image":
                yield picture_of(child), line + breaks
                breaks += child.content.count("\n")
            breaks += child.type in {"softbreak", "hardbreak"}


def alone(piece: str, known: Definitions | None = None) -> Picture | None:
    """Return the picture that a piece of text is, if it is nothing else."""
    tokens = _markdown.parse(piece, dict(known or {}))
    kinds = [token.type for token in tokens]
    if kinds != ["paragraph_open", "inline", "paragraph_close"]:
        return None
    children = tokens[1].children or []
    return picture_of(children[0]) if [one.type for one in children] == ["image"] else None


def written(picture: Picture) -> str:
    """Return a picture as the forms of the portal write it."""
    alt = " ".join(picture.alt.split()).replace("[", "(").replace("]", ")").replace("\\", "")
    told = " ".join(picture.title.split()).replace('"', "'")
    return f"![{alt}]({picture.target}" + (f' "{told}")' if told else ")")


def words(text: str, known: Definitions | None = None) -> list[Token]:
    """Return the pieces of a few lines: text, breaks, links, pictures."""
    [inline] = _markdown.parseInline(text, dict(known or {}))
    return inline.children or []


def picture_of(token: Token) -> Picture:
    """Return the picture that a token is."""
    said = "".join(_said(one) for one in token.children or ())
    return Picture(
        alt=said.strip(),
        target=str(token.attrs.get("src", "")),
        title=str(token.attrs.get("title", "")).strip(),
    )


def _said(token: Token) -> str:
    return " " if token.type in {"softbreak", "hardbreak"} else token.content
