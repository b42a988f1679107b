"""What may stand in a cell, which counts may be told, and how imports are matched. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from .kinds import Profile

SMALLEST_GROUP = 5
DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n")
KEPT = timedelta(weeks=4)  # after the end: until then a file that left must be deleted
KEPT_FOR_EMERGENCIES = timedelta(days=1)  # as long as the portal keeps them itself


def kept(profile: Profile) -> timedelta:
    """Return how long after the end a file that left may be kept."""
    return KEPT_FOR_EMERGENCIES if profile is Profile.EMERGENCY else KEPT


def neutral(value: str) -> str:
    """Return a cell that no spreadsheet takes for a formula."""
    return f"'{value}" if value.startswith(DANGEROUS) else value


def counted(counts: Mapping[str, int], *, others: str) -> list[tuple[str, int]]:
    """Return counts of groups of at least five; smaller ones are told together or not at all.

    What is left over is joined with the smallest told group until it is large enough, so that no
    sum gives a small group away.
    """
    told = {name: n for name, n in counts.items() if n >= SMALLEST_GROUP}
    left = sum(n for n in counts.values() if 0 < n < SMALLEST_GROUP)
    if 0 < left < SMALLEST_GROUP and told:
        smallest = min(told, key=lambda name: (told[name], name))
        left += told.pop(smallest)
    rows = list(told.items())
    return [*rows, (others, left)] if left >= SMALLEST_GROUP else rows


@dataclass(frozen=True, kw_only=True)
class Known:
    """A registration as an import can recognise it."""

    key: str  # an id as text
    reference: str
    first_name: str
    last_name: str
    start_number: str = ""


@dataclass(frozen=True, kw_only=True)
class Fault:
    """Why a line cannot be taken. Line 0 is the file as a whole."""

    line: int
    code: str
    value: str = ""


@dataclass(kw_only=True)
class Match:
    """What was understood: one value a registration, in the order of the file, and what was not."""

    found: list[tuple[Known, dict[str, str]]] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)


def match_people(rows: Sequence[tuple[int, dict[str, str]]], known: Iterable[Known]) -> Match:
    """Find each line's registration by its number, else by its name; a stranger is a fault."""
    everybody = list(known)
    by_reference = {one.reference.upper(): one for one in everybody}
    by_name: dict[tuple[str, str], list[Known]] = {}
    for one in everybody:
        by_name.setdefault(_name(one.first_name, one.last_name), []).append(one)
    match = Match()
    for line, row in rows:
        reference = row.get("Anmeldenummer", "").strip().upper()
        name = _name(row.get("Vorname", ""), row.get("Nachname", ""))
        same = by_name.get(name, []) if not reference else []
        person = by_reference.get(reference) if reference else (same[0] if len(same) == 1 else None)
        if person is None:
            code = "ambiguous" if len(same) > 1 else "stranger"
            match.faults.append(Fault(line=line, code=code, value=reference or _as_typed(row)))
        else:
            match.found.append((person, row))
    match.faults += _twice([(line, one) for (line, _row), one in _paired(rows, match)])
    return match


def _as_typed(row: dict[str, str]) -> str:
    return " ".join(f"{row.get('Vorname', '')} {row.get('Nachname', '')}".split())


def match_numbers(rows: Sequence[tuple[int, dict[str, str]]], known: Iterable[Known]) -> Match:
    """Find each line's registration by its start number; an unknown number is a stranger's."""
    by_number = {one.start_number: one for one in known if one.start_number}
    match = Match()
    seen: list[tuple[int, Known]] = []
    for line, row in rows:
        number = row.get("Startnummer", "").strip()
        person = by_number.get(number)
        if person is None:
            match.faults.append(Fault(line=line, code="unknown_number", value=number))
        else:
            match.found.append((person, row))
            seen.append((line, person))
    match.faults += _twice(seen)
    return match


def double_values(rows: Sequence[tuple[int, dict[str, str]]], column: str) -> list[Fault]:
    """Return a fault for every value of a column that stood in an earlier line."""
    seen: set[str] = set()
    faults = []
    for line, row in rows:
        value = row.get(column, "").strip()
        if value in seen:
            faults.append(Fault(line=line, code="double", value=value))
        seen.add(value)
    return faults


def _paired(
    rows: Sequence[tuple[int, dict[str, str]]], match: Match
) -> list[tuple[tuple[int, dict[str, str]], Known]]:
    people = {id(row): person for person, row in match.found}
    return [((line, row), people[id(row)]) for line, row in rows if id(row) in people]


def _twice(seen: Sequence[tuple[int, Known]]) -> list[Fault]:
    known: set[str] = set()
    faults = []
    for line, one in seen:
        if one.key in known:
            faults.append(Fault(line=line, code="person_twice", value=one.reference))
        known.add(one.key)
    return faults


def _name(first: str, last: str) -> tuple[str, str]:
    return " ".join(first.lower().split()), " ".join(last.lower().split())
