"""Planning the invented programme through the services: places first, then activities."""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID

from bgm_portal.activities import (
    audience_service,
    draft_service,
    question_service,
    service,
    venue_service,
)
from bgm_portal.activities import planning_service as planning
from bgm_portal.activities.kinds import (
    AccessQuestion,
    ActivityKind,
    Answer,
    Insurance,
    PreventionField,
    QuestionKind,
    Times,
    VenueFactCode,
    WorktimeRule,
)
from bgm_portal.activities.planning_service import Line
from bgm_portal.activities.sections import Section
from bgm_portal.activities.sheet_queries import Fact
from bgm_portal.activities.slot_service import StationPlan
from bgm_portal.core.clock import local_day
from bgm_portal.core.database import transaction
from bgm_portal.identity import queries as identity
from bgm_portal.identity import sites

from .editions import Edition
from .staff import Staff

FILE = Path(__file__).with_name("programme.json")
CHECKED_BY = "BGM-Koordination und Schwerbehindertenvertretung"
NOT_NEEDED = "entfällt"
OPEN_FOR = timedelta(weeks=14)
DRAFTED_BEFORE = timedelta(days=5)


def _station(
    german: str | None,
    english: str | None,
    minutes: int,
    places: int,
    breaks: list[list[str]],
    quiet: list[list[str]],
) -> StationPlan:
    return StationPlan(
        name_de=german,
        name_en=english,
        minutes=minutes,
        places=places,
        breaks=breaks,
        quiet=quiet,
    )


QUIET_HOUR = [["13:00", "14:00"]]
#: How the days of some activities are cut into times.
STATIONS = {
    "a07": (Times.DATES, [_station(None, None, 60, 12, [], [])]),
    "a08": (
        Times.STATIONS,
        [
            _station("Blutdruck messen", "Blood pressure", 10, 1, [["12:00", "12:30"]], QUIET_HOUR),
            _station("Massage am Platz", "Massage at the desk", 20, 2, [], QUIET_HOUR),
            _station("Hörtest", "Hearing test", 15, 1, [["12:00", "12:30"]], QUIET_HOUR),
        ],
    ),
    "a09": (Times.ONE, [_station(None, None, 10, 2, [["10:00", "10:20"]], [["11:00", "12:00"]])]),
    "a10": (Times.ONE, [_station(None, None, 15, 1, [["12:00", "12:30"]], [])]),
}


#: What is not for everybody: the edition, by week, and the units that it is for.
RESTRICTED = {("a13", 50): ("M1", "M2", "M3", "U25", "REHA")}
#: The same for sites: this one is for the branch alone.
ONLY_AT = {("a04", 14): ("Haus Nord",)}


@dataclass(frozen=True, kw_only=True)
class Planned:
    """An activity that was planned, and when one could sign up."""

    id: UUID
    code: str
    capacity: int | None
    dates: tuple[tuple[datetime, datetime], ...]
    opens_at: datetime
    deadline: datetime
    needs_registration: bool
    contact_id: UUID


@cache
def _content() -> dict[str, Any]:
    content: dict[str, Any] = json.loads(FILE.read_text(encoding="utf-8"))
    content["activities"] = {activity["id"]: activity for activity in content["activities"]}
    return content


def describe_places(staff: Staff, *, at: datetime) -> dict[str, UUID]:
    """Write down the ten places, each fact with the day on which it was checked."""
    with transaction():
        return {
            venue["id"]: venue_service.create(
                {
                    "name_de": venue["name_de"],
                    "name_en": venue["name_en"],
                    "note_de": venue["note_de"],
                    "note_en": venue["note_en"],
                    "directions_de": venue["directions_de"],
                    "directions_en": venue["directions_en"],
                    "is_online": venue["id"] == "v-online",
                },
                _facts(venue, at=at),
                by=staff.coordinator,
                at=at,
            )
            for venue in _content()["venues"]
        }


def _facts(venue: dict[str, Any], *, at: datetime) -> dict[VenueFactCode, Fact]:
    if venue["id"] in {"v-online", "v-ueberall"}:
        return {}
    parking, stop = venue["disabled_parking"], venue["public_transport_m"]
    said: dict[VenueFactCode, tuple[bool, str, str]] = {
        VenueFactCode.STEP_FREE: (venue["step_free"], "", ""),
        VenueFactCode.DOORS: (_wide(venue), *_width(venue)),
        VenueFactCode.LIFT: _words(venue, "lift"),
        VenueFactCode.ACCESSIBLE_TOILET: _words(venue, "accessible_wc"),
        VenueFactCode.HEARING_SYSTEM: _words(venue, "hearing_system"),
        VenueFactCode.REST_PLACE: (venue["rest_place"], "", ""),
        VenueFactCode.QUIET_ROOM: (venue["quiet_room"], "", ""),
        VenueFactCode.DISABLED_PARKING: (bool(parking), *_spaces(parking)),
        VenueFactCode.PUBLIC_TRANSPORT: (
            True,
            f"Haltestelle in {stop} Metern",
            f"Stop {stop} metres away",
        ),
    }
    left_out = {VenueFactCode.LIFT} if venue["lift"] is None and venue["step_free"] else set()
    if venue["door_cm"] is None:
        left_out.add(VenueFactCode.DOORS)
    return {
        code: Fact(
            code=code,
            answer=Answer.YES if answer else Answer.NO,
            de=german or None,
            en=english or None,
            checked_on=local_day(at),
            checked_by=CHECKED_BY,
        )
        for code, (answer, german, english) in said.items()
        if code not in left_out
    }


def _wide(venue: dict[str, Any]) -> bool:
    """Tell whether the doors have the 90 cm that DIN 18040-1 asks for."""
    return (venue["door_cm"] or 0) >= 90  # noqa: PLR2004


def _width(venue: dict[str, Any]) -> tuple[str, str]:
    width = venue["door_cm"]
    return (f"{width} cm breit", f"{width} cm wide") if width else ("", "")


def _spaces(number: int) -> tuple[str, str]:
    return (f"{number} Plätze", f"{number} spaces") if number else ("", "")


def _words(venue: dict[str, Any], name: str) -> tuple[bool, str, str]:
    """Return whether a place has something, and the details in German and English."""
    if venue[name] in {None, "nein", NOT_NEEDED}:
        return False, "", ""
    german, english = venue[name].removeprefix("ja, "), venue[f"{name}_en"]
    return True, german[0].upper() + german[1:], english[0].upper() + english[1:]


def plan(edition: Edition, places: dict[str, UUID], staff: Staff, *, now: datetime) -> Planned:
    """Draft an edition of an activity part by part, and publish it."""
    content = _content()["activities"][edition.code]
    dates = edition.dates(now)
    begins = dates[0][0]
    opens_at = min(begins - OPEN_FOR, now - DRAFTED_BEFORE)
    drafted = opens_at - DRAFTED_BEFORE
    by = staff.deputy if edition.code in {"a12", "a13"} else staff.coordinator
    singly = STATIONS.get(edition.code, (Times.NONE, []))[0] is Times.DATES
    closes = dates[-1][0] if singly else begins
    deadline = closes - timedelta(days=content["registration_days_before"])
    which = (edition.code, edition.week)
    for_units, for_sites = RESTRICTED.get(which, ()), ONLY_AT.get(which, ())
    with transaction():
        activity_id = draft_service.create(
            title=content["title_de"],
            teaser=content["teaser_de"],
            kind=ActivityKind(content["type"]),
            field=PreventionField(content["field"]),
            by=by,
            at=drafted,
        )
        planning.set_schedule(
            activity_id,
            dates,
            venue_id=places[content["venue"]],
            online_venue_id=places.get(content.get("online_venue", "")),
            by=by,
            at=drafted,
        )
        if edition.code in STATIONS:
            how, plans = STATIONS[edition.code]
            planning.set_stations(activity_id, how, plans, by=by, at=drafted)
        _write_parts(activity_id, content, edition, deadline, by=by, at=drafted)
        if for_units or for_sites:
            _limit(activity_id, for_units, for_sites, by=by, at=drafted)
        planning.set_team(
            activity_id,
            contact_id=by,
            others={staff.coordinator, staff.deputy} - {by},
            by=by,
            at=drafted,
        )
        service.publish(activity_id, by=by, at=opens_at)
    return Planned(
        id=activity_id,
        code=edition.code,
        capacity=edition.capacity or content["capacity"],
        dates=tuple(dates),
        opens_at=opens_at,
        deadline=deadline,
        needs_registration=content["type"] != ActivityKind.DROP_IN or edition.code == "a18",
        contact_id=by,
    )


def _limit(
    activity_id: UUID, codes: tuple[str, ...], names: tuple[str, ...], *, by: UUID, at: datetime
) -> None:
    audience_service.limit(
        activity_id,
        employer=None,
        unit_ids={unit.id for unit in identity.units() if unit.code in codes},
        site_ids={site.id for site in sites.sites() if site.name in names},
        by=by,
        at=at,
    )


def _write_parts(
    activity_id: UUID,
    content: dict[str, Any],
    edition: Edition,
    deadline: datetime,
    *,
    by: UUID,
    at: datetime,
) -> None:
    for section, values in _plain_parts(content, edition, deadline).items():
        planning.change(activity_id, section, values, by=by, at=at)
    planning.answer(activity_id, _answers(content), by=by, at=at)
    planning.offer(activity_id, content["adaptations"], by=by, at=at)
    planning.set_roles(activity_id, _roles(content), by=by, at=at)
    for question in _questions(content):
        question_service.add(activity_id, question, by=by, at=at)


def _plain_parts(
    content: dict[str, Any], edition: Edition, deadline: datetime
) -> dict[Section, dict[str, Any]]:
    rule = WorktimeRule(content["worktime_rule"])
    needs_registration = content["type"] != ActivityKind.DROP_IN or edition.code == "a18"
    special: dict[Section, dict[str, Any]] = {
        Section.BASICS: {"discreet": content["discreet"]},
        Section.WORK: {
            "insurance": Insurance(content["insurance"]),
            "worktime_ba": rule,
            "worktime_city": rule,
            "zpp_course_id": content.get("zpp_course_id"),
        },
        Section.PLACES: {
            "needs_registration": needs_registration,
            "registration_deadline": deadline if needs_registration else None,
            "capacity": (edition.capacity or content["capacity"]) if needs_registration else None,
            "has_waiting_list": content["waitlist"],
            "minimum": edition.minimum,
            "decides_at": deadline if edition.minimum else None,
        },
    }
    named = (Section.BASICS, Section.COURSE, Section.PLAIN, Section.QUESTIONS, Section.ENGLISH)
    plain = {
        section: {
            name: content[name]
            for name in planning.COLUMNS[section]
            if name in content and name not in {"field", "kind"}
        }
        for section in named
    }
    return {
        section: plain.get(section, {}) | special.get(section, {})
        for section in (*named, Section.WORK, Section.PLACES)
    }


def _answers(
    content: dict[str, Any],
) -> dict[AccessQuestion, tuple[Answer, str | None, str | None]]:
    venue = next(v for v in _content()["venues"] if v["id"] == content["venue"])
    said: dict[AccessQuestion, tuple[Answer, str | None, str | None]] = {
        AccessQuestion.STEP_FREE: (_yes(venue["step_free"]), None, None),
        AccessQuestion.ACCESSIBLE_TOILET: (_yes(venue["accessible_wc"] != "nein"), None, None),
        AccessQuestion.QUIET_SPACE: (_yes(venue["quiet_room"]), None, None),
        AccessQuestion.CONTACT_ON_SITE: (Answer.YES, None, None),
    }
    for name, (answer, german, english) in content["answers"].items():
        said[AccessQuestion(name)] = (Answer(answer), german, english)
    return said


def _yes(value: object) -> Answer:
    return Answer.YES if value else Answer.NO


def _roles(content: dict[str, Any]) -> list[Line]:
    names = ("label_de", "label_en", "hint_de", "hint_en", "takes_place")
    return [
        Line(id=None, values=dict(zip(names, values, strict=True)))
        for _code, *values in content.get("roles", [])
    ]


def _questions(content: dict[str, Any]) -> list[dict[str, Any]]:
    names = ("label_de", "label_en", "hint_de", "hint_en", "purpose_de", "purpose_en")
    return [
        {
            **dict(zip(names, values, strict=True)),
            "kind": QuestionKind.CHOICE,
            "options": [_option(option) for option in options],
            "required": True,
            "for_organiser": True,
        }
        for _code, *values, options in content.get("questions", [])
    ]


def _option(option: str | list[str]) -> dict[str, str]:
    value, german, english = (option, option, option) if isinstance(option, str) else option
    return {"value": value, "de": german, "en": english}
