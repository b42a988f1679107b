"""Start numbers and results that come back: a plan first, then all or nothing."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from bgm_portal.runs import rules as run_rules
from bgm_portal.runs.service import entries as runs
from bgm_portal.runs.service.entries import Result

from . import files, queries
from .rules import Fault, Known, Match, double_values, match_numbers, match_people
from .words import FAULTS

NUMBER, TIME, PLACE, CLASS = "Startnummer", "Zeit netto", "Platz", "Klasse"


class Incoming(StrEnum):
    """What is read in; the value stands in the address."""

    NUMBERS = "startnummern"
    RESULTS = "ergebnisse"


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What a file would do: for whom which value; or everything that is wrong with it."""

    rows: list[tuple[Known, dict[str, str]]]
    faults: list[Fault]
    text: str  # the lines once more, to be sent back when it is carried out

    @property
    def fingerprint(self) -> str:
        """Return what changes when the file or the people it meets change."""
        said = "\n".join(f"{one.key}:{one.start_number}" for one, _row in self.rows)
        return hashlib.sha256(f"{said}\n{self.text}".encode()).hexdigest()


def plan(kind: Incoming, activity_id: UUID, content: bytes) -> Plan:
    """Say what a file would do. Nothing is changed."""
    rows, faults = files.read(content)
    needed = (NUMBER, TIME) if kind is Incoming.RESULTS else (NUMBER,)
    faults = faults or files.missing(rows, needed)
    if faults:
        return Plan(rows=[], faults=faults, text="")
    known = _known(activity_id)
    match = _numbers(rows, known) if kind is Incoming.NUMBERS else _results(rows, known)
    faults = sorted(match.faults, key=lambda fault: fault.line)
    return Plan(rows=match.found, faults=faults, text=_again(rows))


def _known(activity_id: UUID) -> list[Known]:
    return [
        Known(
            key=str(one.registration.id),
            reference=one.registration.reference,
            first_name=one.person.first_name,
            last_name=one.person.last_name,
            start_number=one.start_number,
        )
        for one in queries.participants(activity_id)
    ]


def _numbers(rows: files.Rows, known: list[Known]) -> Match:
    match = match_people(rows, known)
    match.faults += double_values(rows, NUMBER)
    match.faults += [
        Fault(line=line, code="no_number", value=row.get(NUMBER, ""))
        for line, row in rows
        if not run_rules.is_start_number(row.get(NUMBER, "").strip())
    ]
    coming = {one.key for one, _row in match.found}
    held = {one.start_number for one in known if one.start_number and one.key not in coming}
    match.faults += [
        Fault(line=line, code="taken", value=row[NUMBER].strip())
        for line, row in rows
        if row.get(NUMBER, "").strip() in held
    ]
    return match


def _results(rows: files.Rows, known: list[Known]) -> Match:
    match = match_numbers(rows, known)
    match.faults += [
        Fault(line=line, code="no_time", value=row.get(TIME, ""))
        for line, row in rows
        if run_rules.net_time(row.get(TIME, "")) is None
    ]
    return match


def _again(rows: files.Rows) -> str:
    columns = list(rows[0][1])
    lines = [columns, *([row.get(name, "") for name in columns] for _line, row in rows)]
    return "\n".join(";".join(_quoted(cell) for cell in line) for line in lines)


def _quoted(cell: str) -> str:
    return '"' + cell.replace('"', '""') + '"'


def apply(kind: Incoming, activity_id: UUID, plan: Plan, *, by: UUID, at: datetime) -> None:
    """Carry out a plan without faults."""
    if kind is Incoming.NUMBERS:
        numbers = {UUID(one.key): row[NUMBER].strip() for one, row in plan.rows}
        runs.assign_numbers(activity_id, numbers, by=by, at=at)
    else:
        results = {UUID(one.key): _result(row) for one, row in plan.rows}
        runs.note_results(activity_id, results, by=by, at=at)


def _result(row: dict[str, str]) -> Result:
    return Result(
        time=run_rules.net_time(row[TIME]) or "",
        place=row.get(PLACE, "").strip(),
        class_name=row.get(CLASS, "").strip(),
    )


def faults_in_words(plan: Plan) -> list[tuple[int, str]]:
    """Return every fault as a sentence, with the line where it stands."""
    return [(one.line, _sentence(one)) for one in plan.faults]


def _sentence(fault: Fault) -> str:
    words: Any = FAULTS[fault.code]
    return str(words).replace("%(value)s", fault.value)
