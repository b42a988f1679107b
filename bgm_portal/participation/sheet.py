"""The sheet of one date: who is on it, who was there, and what can be done now."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol
from unicodedata import normalize
from uuid import UUID

from flask import url_for
from flask_babel import gettext as _

from bgm_portal.activities.kinds import BY_TIME, Times
from bgm_portal.core.errors import Refused
from bgm_portal.core.i18n import in_words, span, time_range
from bgm_portal.registration import queries as registrations
from bgm_portal.registration import slot_queries

from . import absence, queries, rules, service
from .states import AttendanceState


class Held(Protocol):
    """A date, as stored."""

    @property
    def id(self) -> UUID:
        """Return which one it is."""

    @property
    def starts_at(self) -> datetime:
        """Return when it begins."""

    @property
    def ends_at(self) -> datetime:
        """Return when it ends."""


@dataclass(frozen=True, kw_only=True)
class Line:
    """Somebody on the sheet."""

    person_id: UUID
    name: str
    role: str
    present: bool
    seen: str  # which note this is; empty when nothing is noted
    so_far: str  # at how many of the last dates they were; empty where there is only one
    standing: tuple[str, str]  # what is noted so far, as a word and its tone
    called: bool  # a coordinator noted that they do not come
    may_call: bool  # nothing is noted that speaks against it


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """All that the page and the print of one date show."""

    lines: list[Line]
    names_shown: bool
    names_erased: bool
    may_tick: bool
    may_excuse: bool
    refusal: str  # why nothing can be ticked now
    kept_until: datetime | None  # until when a device may keep the list
    last_day: date  # on which something can be noted
    figures: list[tuple[str, int]]


def of(activity: Any, occurrence: Any, *, at: datetime) -> Sheet:
    """Return the sheet of a date as it may be seen at this moment."""
    days = service.days_of(occurrence, at=at)
    shown = rules.names_are_shown(days, discreet=activity.discreet)
    refusal = _refusal(service.ensure_open, activity, occurrence, at=at)
    erased = days.today > rules.last_day(days)
    so_far = (
        {} if activity.discreet else queries.shares(activity.id, since=rules.kept_since(days.today))
    )
    lines = [] if erased else _lines(activity, occurrence.id, so_far)
    tally = queries.numbers(occurrence.id) if erased else queries.tally(occurrence.id)
    return Sheet(
        lines=lines if shown else [],
        names_shown=shown,
        names_erased=erased,
        may_tick=not refusal,
        may_excuse=not _refusal(absence.ensure_may_excuse, activity, occurrence, at=at),
        refusal=refusal,
        kept_until=None
        if refusal
        else rules.kept_until(occurrence, discreet=activity.discreet, at=at),
        last_day=rules.last_day(days),
        figures=[
            *([] if erased else [(_("Auf der Liste"), len(lines))]),
            (_("Waren da"), tally.present),
            (_("Waren nicht da"), tally.absent),
            (_("Entschuldigt"), tally.excused),
            (_("Ohne Anmeldung gekommen"), tally.walked_in),
        ],
    )


def dates(activity_id: UUID, held: Sequence[Held], *, current: UUID) -> list[tuple[str, str, bool]]:
    """Return the dates to choose from: words, address, and whether it is the present one."""
    return [
        (
            span(one.starts_at, one.ends_at),
            url_for("participation.sheet", activity_id=activity_id, termin=one.id),
            one.id == current,
        )
        for one in held
    ]


def title(activity: Any) -> str:
    """Return what the activity is called, in the language of the page."""
    return in_words(activity.title_de, activity.title_en)


def _refusal(ensure: Callable[..., None], activity: Any, occurrence: Any, *, at: datetime) -> str:
    try:
        ensure(occurrence, activity, at=at)
    except Refused as refused:
        return refused.message
    return ""


def _lines(
    activity: Any, occurrence_id: UUID, so_far: Mapping[UUID, tuple[int, int]]
) -> list[Line]:
    """Gather who signed up and who is noted: both, because people cancel after they came."""
    roles = {}
    names = {}
    times = slot_queries.on_date(occurrence_id) if activity.times in BY_TIME else None
    for row in registrations.roster(activity.id):
        if times is not None and row.person.id not in times:
            continue
        names[row.person.id], roles[row.person.id] = row.person.name_in_list, row.role_label
    if activity.times is Times.ONE:
        roles |= {person_id: time_range(*hours) for person_id, hours in (times or {}).items()}
    states = {}
    versions = {}
    called = set()
    for noted, person in queries.marked(occurrence_id):
        states[person.id] = noted.state
        versions[person.id] = service.version(noted)
        names[person.id] = person.name_in_list
        if noted.state is AttendanceState.EXCUSED and noted.marked_by != person.id:
            called.add(person.id)
        roles.setdefault(
            person.id, _("ohne Anmeldung gekommen") if noted.walked_in else _("hat abgesagt")
        )
    lines = [
        Line(
            person_id=person_id,
            name=name,
            role=roles[person_id],
            present=states.get(person_id) is AttendanceState.PRESENT,
            seen=versions.get(person_id, ""),
            so_far=_of_dates(*so_far.get(person_id, (0, 0))),
            standing=_standing(states.get(person_id), called=person_id in called),
            called=person_id in called,
            may_call=states.get(person_id) in {None, AttendanceState.ABSENT},
        )
        for person_id, name in names.items()
    ]
    first = {person_id: hours[0].timestamp() for person_id, hours in (times or {}).items()}
    return sorted(
        lines,
        key=lambda line: (first.get(line.person_id, 0), _as_sorted(line.name), line.person_id),
    )


def _of_dates(there: int, ticked: int) -> str:
    """Say at how many of the last dates somebody was; nothing while there is only one."""
    if ticked <= 1:
        return ""
    return str(_("%(there)s von %(ticked)s", there=there, ticked=ticked))


def _standing(state: AttendanceState | None, *, called: bool) -> tuple[str, str]:
    if called:
        return _("entschuldigt"), "plain"
    if state is None:
        return _("noch nicht eingetragen"), "plain"
    return {
        AttendanceState.PRESENT: (_("war da"), "ok"),
        AttendanceState.ABSENT: (_("war nicht da"), "no"),
        AttendanceState.EXCUSED: (_("hat sich entschuldigt"), "plain"),
    }[state]


def _as_sorted(name: str) -> str:
    """Return the name as German lists sort it: Ä with A."""
    return normalize("NFKD", name).casefold()
