"""The blocks of a section as editors see them: fields, buttons, and contacts that may be named."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from flask_babel import lazy_gettext as _l

from bgm_portal.contacts import queries as contacts

from .content import contact_links, picture_marks
from .content.blocks import Block, BlockKind
from .content.document import Question
from .content.media_checks import is_film, is_sound
from .library import BASE

BLOCKS = {
    BlockKind.TEXT: _l("Absatz"),
    BlockKind.LIST: _l("Liste, ein Punkt je Zeile"),
    BlockKind.STEPS: _l("Schritte, einer je Zeile"),
    BlockKind.HEADING: _l("Zwischenüberschrift"),
    BlockKind.TABLE: _l("Tabelle, eine Zeile je Zeile, Spalten mit | getrennt"),
    BlockKind.FILE: _l("Bild oder Film"),
    BlockKind.OTHER: _l("Besonderer Abschnitt"),
}
#: Blocks in which words may be bold or lead somewhere.
RICH = frozenset({BlockKind.TEXT, BlockKind.LIST, BlockKind.STEPS})
ADDED = (BlockKind.TEXT, BlockKind.LIST, BlockKind.STEPS, BlockKind.HEADING, BlockKind.TABLE)


@dataclass(frozen=True, kw_only=True)
class BlockField:
    """A block as a field of the form."""

    number: int
    kind: str
    label: str
    text: str
    rows: int
    file: str = ""
    alt: str = ""
    is_film: bool = False
    is_rich: bool = False


def block_fields(some: Sequence[Block]) -> list[BlockField]:
    """Return blocks as fields."""
    return [
        BlockField(
            number=number,
            kind=str(one.kind),
            label=str(BLOCKS[one.kind]),
            text=one.text,
            rows=max(2, min(14, len(one.text) // 70 + one.text.count("\n") + 1)),
            is_rich=one.kind in RICH,
            **_file(one),
        )
        for number, one in enumerate(some)
    ]


def _file(one: Block) -> dict[str, Any]:
    found = picture_marks.alone(one.text) if one.kind is BlockKind.FILE else None
    if found is None:
        return {}
    is_played = is_film(found.name) or is_sound(found.name)
    return {"file": found.name, "alt": found.alt, "is_film": is_played}


def rearranged(some: Sequence[Block], deed: str) -> list[Block]:
    """Return blocks after a button was pressed: one added, moved, or taken away."""
    what, _colon, where = deed.partition(":")
    changed = list(some)
    if what == "dazu" and where in set(BlockKind):
        return [*changed, Block(kind=BlockKind(where), text="")]
    if not (where.isascii() and where.isdigit() and int(where) < len(changed)):
        return changed
    place = int(where)
    if what == "weg":
        changed.pop(place)
    elif what == "hoch" and place > 0:
        changed[place - 1], changed[place] = changed[place], changed[place - 1]
    elif what == "runter" and place + 1 < len(changed):
        changed[place + 1], changed[place] = changed[place], changed[place + 1]
    return changed


def contact_choices(language: str) -> list[tuple[str, str]]:
    """Return the contacts that a text may name, by key, in the language of the text."""
    return [
        (one.key, (one.name_en if language != BASE else "") or one.name_de)
        for one in contacts.contacts()
    ]


def with_contact(some: Sequence[Block], key: str, language: str) -> list[Block]:
    """Return blocks with one more that names a contact, if there is such a contact."""
    name = dict(contact_choices(language)).get(key)
    if name is None:
        return list(some)
    return [*some, Block(kind=BlockKind.TEXT, text=contact_links.link(name, key))]


def naming(question: Question, key: str, language: str) -> Question:
    """Return a question whose explanation names a contact at its end, if there is such a one."""
    name = dict(contact_choices(language)).get(key)
    if name is None:
        return question
    said = f"{question.explanation} {contact_links.link(name, key)}".strip()
    return replace(question, explanation=said)
