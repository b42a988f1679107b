"""A report as values, and as the bytes that are frozen. Everything that is shown comes from here.

The bytes are canonical JSON: sorted keys, no blanks, UTF-8. The same report is the same bytes
everywhere, and its fingerprint can be checked with any tool that knows SHA-256.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from bgm_portal.counting.rules import HalfYear, half_year_from

from .disclosure.bands import Band

#: 2: with learning, answers and costs; 3: with the goals of the year; 4: with how early needs were
#: arranged, and with offers that are possible seated or online.
FORMAT = 4
KNOWN = frozenset({1, 2, 3, FORMAT})
WITH_GOALS, WITH_ALTERNATIVES = 3, 4


@dataclass(frozen=True, kw_only=True)
class UnitLine:
    """A unit: how many work there, and the band of those who took part."""

    name: str
    staff: int
    reached: Band | None


@dataclass(frozen=True, kw_only=True)
class TopicLine:
    """A prevention field in a quarter."""

    field: str
    quarter: int
    reached: Band | None


@dataclass(frozen=True, kw_only=True)
class EventLine:
    """An activity with its dates in the half-year."""

    title_de: str
    title_en: str | None
    field: str
    first_day: date
    last_day: date
    dates: int
    reached: Band | None


@dataclass(frozen=True, kw_only=True)
class OfferLine:
    """What a prevention field offered. No person appears here, so the figures are exact."""

    field: str
    offers: int
    dates: int
    step_free: int
    seated: int
    online: int
    accessible: int  # step-free and possible seated, or possible online
    alternative: int | None = None  # possible seated or online; not known of older reports


@dataclass(frozen=True, kw_only=True)
class NeedsLine:
    """How many people stated a need in a year, and how many had everything in time."""

    people: Band
    in_time: Band
    early: Band | None = None  # had everything a week before


@dataclass(frozen=True, kw_only=True)
class ModuleLine:
    """A learning module in a quarter: the band of those who completed it."""

    title_de: str
    title_en: str | None
    quarter: int
    completed: Band | None


@dataclass(frozen=True, kw_only=True)
class AnswersLine:
    """What was said about the activities of a half-year, all taken together."""

    answers: Band
    content: Band | None
    as_wished: Band | None  # could take part the way they wanted


@dataclass(frozen=True, kw_only=True)
class CostLine:
    """What the activities of a half-year cost, rounded; no person appears here."""

    offers: int  # those whose cost somebody wrote down
    euros: int
    access_euros: int | None


@dataclass(frozen=True, kw_only=True)
class GoalLine:
    """What the steering group aimed at on the day of the freeze, in per cent."""

    goal: str
    target: int


@dataclass(frozen=True, kw_only=True)
class Report:
    """The report of a half-year, as it is frozen and as everybody reads it."""

    half_year: HalfYear
    frozen_on: date
    staff: int
    reached: Band | None
    units: tuple[UnitLine, ...]
    topics: tuple[TopicLine, ...]
    events: tuple[EventLine, ...]
    offers: tuple[OfferLine, ...]
    needs: NeedsLine | None
    modules: tuple[ModuleLine, ...] = ()
    answers: AnswersLine | None = None
    costs: CostLine | None = None
    goals: tuple[GoalLine, ...] = ()
    format: int = FORMAT


def to_bytes(report: Report) -> bytes:
    """Return the canonical bytes of a report."""
    content: dict[str, Any] = {
        "format": report.format,
        "half_year": report.half_year.code,
        "frozen_on": report.frozen_on.isoformat(),
        "staff": report.staff,
        "reached": _ends(report.reached),
        "units": [_plain(line) for line in report.units],
        "topics": [_plain(line) for line in report.topics],
        "events": [_plain(line) for line in report.events],
        "offers": [_plain(line) for line in report.offers],
        "needs": _plain(report.needs) if report.needs else None,
    }
    if report.format < WITH_ALTERNATIVES:
        for line in content["offers"]:
            del line["alternative"]
        if content["needs"]:
            del content["needs"]["early"]
    if report.format > 1:
        content |= {
            "modules": [_plain(line) for line in report.modules],
            "answers": _plain(report.answers) if report.answers else None,
            "costs": _plain(report.costs) if report.costs else None,
        }
    if report.format >= WITH_GOALS:
        content["goals"] = [_plain(line) for line in report.goals]
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode()


def from_bytes(content: bytes) -> Report:
    """Return the report that these bytes hold; raise ValueError when they hold none."""
    found: dict[str, Any] = json.loads(content)
    half_year = half_year_from(found["half_year"])
    if found["format"] not in KNOWN or half_year is None:
        message = "this is not a report of a format that is known here"
        raise ValueError(message)
    return Report(
        half_year=half_year,
        frozen_on=date.fromisoformat(found["frozen_on"]),
        staff=found["staff"],
        reached=_band(found["reached"]),
        units=tuple(UnitLine(**_told(line)) for line in found["units"]),
        topics=tuple(TopicLine(**_told(line)) for line in found["topics"]),
        events=tuple(EventLine(**_told(line)) for line in found["events"]),
        offers=tuple(OfferLine(**line) for line in found["offers"]),
        needs=_needs(found["needs"]),
        modules=tuple(
            ModuleLine(**line | {"completed": _band(line["completed"])})
            for line in found.get("modules", ())
        ),
        answers=_answers(found.get("answers")),
        costs=CostLine(**found["costs"]) if found.get("costs") else None,
        goals=tuple(GoalLine(**line) for line in found.get("goals", ())),
        format=found["format"],
    )


def fingerprint(content: bytes, *, previous: str) -> str:
    """Return what proves that a report, and all before it, are as they were frozen."""
    return hashlib.sha256(previous.encode() + b"\n" + content).hexdigest()


def _ends(band: Band | None) -> list[int] | None:
    return [band.low, band.high] if band else None


def _band(ends: Sequence[int] | None) -> Band | None:
    return Band(ends[0], ends[1]) if ends else None


def _plain(line: object) -> dict[str, Any]:
    return {name: _plain_value(value) for name, value in vars(line).items()}


def _plain_value(value: object) -> object:
    if isinstance(value, Band):
        return _ends(value)
    return value.isoformat() if isinstance(value, date) else value


def _told(line: Mapping[str, Any]) -> dict[str, Any]:
    days = {
        name: date.fromisoformat(line[name]) for name in ("first_day", "last_day") if name in line
    }
    return {**line, **days, "reached": _band(line["reached"])}


def _needs(found: Mapping[str, Any] | None) -> NeedsLine | None:
    if found is None:
        return None
    return NeedsLine(
        people=Band(*found["people"]),
        in_time=Band(*found["in_time"]),
        early=_band(found.get("early")),
    )


def _answers(found: Mapping[str, Any] | None) -> AnswersLine | None:
    if found is None:
        return None
    return AnswersLine(
        answers=Band(*found["answers"]),
        content=_band(found["content"]),
        as_wished=_band(found["as_wished"]),
    )
