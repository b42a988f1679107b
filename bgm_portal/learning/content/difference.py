"""What is different between two texts, line by line, for the page that shows them side by side."""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

AROUND = 1  # lines of the same text that are shown around a difference


@dataclass(frozen=True, kw_only=True)
class Row:
    """Lines that stand side by side; kind: "same", "changed", "gone", "new", or "gap"."""

    kind: str
    before: str
    after: str


def rows(old: Sequence[str], new: Sequence[str]) -> list[Row]:
    """Return the differences between two texts, with a line around each."""
    found: list[Row] = []
    steps = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    for number, (tag, a, b, c, d) in enumerate(steps):
        if tag == "equal":
            found += _same(old[a:b], first=number == 0, last=number == len(steps) - 1)
        else:
            found += _side_by_side(old[a:b], new[c:d])
    return found


def _same(lines: Sequence[str], *, first: bool, last: bool) -> list[Row]:
    head = [] if first else list(lines[:AROUND])
    tail = [] if last else list(lines[max(len(head), len(lines) - AROUND) :])
    hidden = len(lines) > len(head) + len(tail)
    rows_of = [Row(kind="same", before=line, after=line) for line in head]
    if hidden:
        rows_of.append(Row(kind="gap", before="", after=""))
    return rows_of + [Row(kind="same", before=line, after=line) for line in tail]


def _side_by_side(old: Sequence[str], new: Sequence[str]) -> list[Row]:
    found = []
    for place in range(max(len(old), len(new))):
        before = old[place] if place < len(old) else ""
        after = new[place] if place < len(new) else ""
        if not before.strip() and not after.strip():
            continue
        kind = "changed" if before and after else ("gone" if before else "new")
        found.append(Row(kind=kind, before=before, after=after))
    return found
