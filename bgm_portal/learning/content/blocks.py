"""A text in blocks, as people edit it: no marks but a star around what is bold.

Every block is a paragraph, a list, numbered steps, a heading, a table, or a file. What cannot be
told in blocks stays as it is, in a block of its own.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from . import picture_marks
from .picture_marks import Definitions
from .quiz import FENCE

BULLET = re.compile(r"[-*] +(.*)")
STEP = re.compile(r"\d{1,3}\. +(.*)")
HEADING = re.compile(r"### +(.+)")
RULE = re.compile(r"\|?[ :|-]+\|?")
TOP_HEADING = re.compile(r"^(#{1,2}[ \t])")
BEGINNING = re.compile(r"(?m)^(#{1,2}[ \t]|```|~~~)")
GUARDED = re.compile(r"(?m)^\\(#{1,2}[ \t]|```|~~~)")
BOLD = re.compile(r"\*\*(?=\S)(.+?)(?<=\S)\*\*")
STARRED = re.compile(r"(?<![*\w])\*(?=[^\s*])([^*\n]+?)(?<=\S)\*(?![*\w])")


class BlockKind(StrEnum):
    """What a block is."""

    TEXT = "text"
    LIST = "list"
    STEPS = "steps"
    HEADING = "heading"
    TABLE = "table"
    FILE = "file"
    OTHER = "other"


@dataclass(frozen=True, kw_only=True)
class Block:
    """A piece of a text; lists and tables hold one item or row a line."""

    kind: BlockKind
    text: str


def split(body: str) -> list[Block]:
    """Return the blocks of a text."""
    pieces = re.split(r"\n[ \t]*\n", body.strip("\n"))
    known = picture_marks.definitions(body)
    return [_block(piece.strip("\n"), known) for piece in pieces if piece.strip()]


def join(blocks: Sequence[Block]) -> str:
    """Return the text that these blocks make; empty ones are left out."""
    written = [_written(block) for block in blocks if block.text.strip()]
    return "\n\n".join(written)


def _block(piece: str, known: Definitions) -> Block:
    lines = piece.split("\n")
    if HEADING.fullmatch(piece):
        return Block(kind=BlockKind.HEADING, text=piece.removeprefix("###").strip())
    if picture_marks.alone(piece) is not None:
        return Block(kind=BlockKind.FILE, text=piece.strip())
    picture = picture_marks.alone(piece, known)
    if picture is not None:  # its address stands elsewhere
        return Block(kind=BlockKind.FILE, text=picture_marks.written(picture))
    for kind, pattern in ((BlockKind.LIST, BULLET), (BlockKind.STEPS, STEP)):
        found = [pattern.fullmatch(line) for line in lines]
        if all(found):
            items = "\n".join(_shown(one[1]) for one in found if one)
            return _faithful(Block(kind=kind, text=items), piece)
    if len(lines) > 2 and RULE.fullmatch(lines[1]) and all("|" in line for line in lines):  # noqa: PLR2004
        rows = "\n".join(_shown(" | ".join(_cells(one))) for one in (lines[0], *lines[2:]))
        return Block(kind=BlockKind.TABLE, text=rows)
    return _faithful(Block(kind=BlockKind.TEXT, text=_shown(piece)), piece)


def _faithful(block: Block, piece: str) -> Block:
    """Return the block if it says the same as the text, else the text as it is."""
    plain = not piece.startswith((">", "#", "```", "<!--"))
    return block if plain and _written(block) == piece else Block(kind=BlockKind.OTHER, text=piece)


def _written(block: Block) -> str:
    lines = [line.strip() for line in block.text.strip().splitlines() if line.strip()]
    match block.kind:
        case BlockKind.LIST:
            return "\n".join(f"- {_marked(line)}" for line in lines)
        case BlockKind.STEPS:
            return "\n".join(f"{n}. {_marked(line)}" for n, line in enumerate(lines, start=1))
        case BlockKind.HEADING:
            return f"### {' '.join(lines)}"
        case BlockKind.TABLE:
            return "\n".join(_rows(lines))
        case BlockKind.TEXT:
            return "\n".join(_marked(line) for line in lines)
        case _:
            return block.text.strip("\n")


def _rows(lines: Sequence[str]) -> Iterator[str]:
    width = max(len(_cells(line)) for line in lines)
    for number, line in enumerate(lines):
        cells = _cells(_marked(line))
        filled = cells + [""] * (width - len(cells))
        yield "|" + "".join(f" {cell} |" if cell else " |" for cell in filled)
        if number == 0:
            yield "|" + "---|" * width


def _cells(line: str) -> list[str]:
    inner = line.strip()
    if inner.startswith("|") and inner.endswith("|") and len(inner) > 1:
        inner = inner[1:-1]
    return [cell.strip() for cell in inner.split("|")]


def _shown(text: str) -> str:
    """Write bold words with one star on each side, and a first sign as it was typed."""
    return BOLD.sub(r"*\1*", GUARDED.sub(r"\1", text))


def _marked(text: str) -> str:
    """Write starred words as bold ones again; no line begins a part of the module."""
    return STARRED.sub(r"**\1**", BEGINNING.sub(r"\\\1", text))


def harmless(body: str) -> str:
    """Return a text in which nothing ends its section: no such heading, and every fence closed."""
    lines, fenced = [], False
    for line in body.split("\n"):
        fenced ^= bool(FENCE.match(line))
        lines.append(line if fenced else TOP_HEADING.sub(r"\\\1", line))
    return "\n".join([*lines, "```"] if fenced else lines)
