"""What may be done with attendance: tick it, correct it, add who came without signing up."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from types import MappingProxyType
from uuid import UUID

from sqlalchemy import select

from bgm_portal.activities import queries as activities
from bgm_portal.activities.kinds import BY_TIME, ActivityState
from bgm_portal.activities.models import Activity, Occurrence
from bgm_portal.audit import service as audit
from bgm_portal.audit.events import Event
from bgm_portal.core.clock import local_day
from bgm_portal.core.database import db
from bgm_portal.identity import queries as identity
from bgm_portal.registration import queries as registrations
from bgm_portal.registration import slot_queries

from . import rules
from .errors import (
    AlreadyOnList,
    DateMissing,
    NamesHidden,
    NotHeld,
    PersonMissing,
    TooEarly,
    TooLate,
)
from .models import Attendance
from .states import AttendanceState

HELD = frozenset({ActivityState.PUBLISHED, ActivityState.COMPLETED})
REMOVED = "removed"  # somebody who had been added by mistake


@dataclass(frozen=True, kw_only=True)
class Marked:
    """For how many people something changed, and for how many another note stays than was sent."""

    changed: int
    stayed: int


@dataclass(frozen=True, kw_only=True)
class LateTick:
    """What became of a tick, and what is noted for that person now."""

    person_id: UUID
    became: rules.Late
    noted: rules.Noted | None


def mark_attendance(
    *,
    occurrence_id: UUID,
    present: Collection[UUID],
    absent: Collection[UUID],
    by: UUID,
    at: datetime,
    seen: Mapping[UUID, str] = MappingProxyType({}),
) -> Marked:
    """Note who was there and who was not, except where somebody else has noted it meanwhile.

    `seen` says which note of each person the page showed, as `version` names it. People who are
    not on the list of this date are left out, whatever was sent.
    """
    occurrence = _open(occurrence_id, at=at)
    known = {row.person_id: row for row in _marked(occurrence_id)}
    listed = {*expected(occurrence), *known}
    found = rules.changes(
        {person_id: row.state for person_id, row in known.items()},
        present=listed.intersection(present),
        absent=listed.intersection(absent),
    )
    noted_since = {one for one in seen if seen[one] != _version_of(known.get(one))}
    wanted = [change for change in found if change.person_id not in noted_since]
    for change in sorted(wanted, key=lambda one: one.person_id):
        note(occurrence_id, known.get(change.person_id), change, by=by, at=at)
    db.session.flush()
    return Marked(changed=len(wanted), stayed=len(found) - len(wanted))


def catch_up(
    *, occurrence_id: UUID, ticks: Collection[rules.Tick], by: UUID, at: datetime
) -> list[LateTick]:
    """Note what was ticked without a network; return what became of each tick.

    It may be sent as often as one likes: what stands there already is not noted again, and what
    somebody else noted meanwhile is not written over.
    """
    occurrence = _open(occurrence_id, at=at)
    known = {row.person_id: row for row in _marked(occurrence_id)}
    listed = {*expected(occurrence), *known}
    became = {
        tick.person_id: rules.arrived_late(
            tick, _noted(known.get(tick.person_id)), listed=tick.person_id in listed
        )
        for tick in ticks
    }
    for tick in sorted(ticks, key=lambda one: one.person_id):
        if became[tick.person_id] is rules.Late.NOTED:
            row = known.get(tick.person_id)
            change = rules.Change(
                person_id=tick.person_id, before=row.state if row else None, after=tick.state
            )
            note(occurrence_id, row, change, by=by, at=at)
    db.session.flush()
    now = {row.person_id: _noted(row) for row in _marked(occurrence_id)}
    return [
        LateTick(person_id=person_id, became=late, noted=now.get(person_id))
        for person_id, late in became.items()
    ]


def version(row: Attendance) -> str:
    """Return the name of what is noted now; the next note has another one."""
    return row.marked_at.isoformat()


def _version_of(row: Attendance | None) -> str:
    return version(row) if row else ""


def _noted(row: Attendance | None) -> rules.Noted | None:
    return rules.Noted(state=row.state, version=version(row)) if row else None


def walk_in(*, occurrence_id: UUID, person_id: UUID, by: UUID, at: datetime) -> None:
    """Add somebody who came without signing up."""
    occurrence = _open(occurrence_id, at=at)
    someone = identity.people_by_ids([person_id]).get(person_id)
    if someone is None or someone.deactivated_at is not None:
        raise PersonMissing
    on_list = {row.person_id for row in _marked(occurrence_id)}
    if person_id in on_list.union(expected(occurrence)):
        raise AlreadyOnList
    db.session.add(
        Attendance(
            occurrence_id=occurrence_id,
            person_id=person_id,
            state=AttendanceState.PRESENT,
            walked_in=True,
            marked_at=at,
            marked_by=by,
        )
    )
    audit.record(Event.WALKED_IN, at=at, by=by, subject=person_id, object_id=occurrence_id)
    db.session.flush()


def is_expected(occurrence: Occurrence, person_id: UUID) -> bool:
    """Tell whether somebody has a place at a date, or is on its list already."""
    on_list = {row.person_id for row in _marked(occurrence.id)}
    return person_id in on_list.union(expected(occurrence))


def arrive(*, occurrence_id: UUID, by: UUID, at: datetime) -> bool:
    """Note that somebody checked in themselves; tell whether that is new."""
    occurrence = held(occurrence_id)
    known = {row.person_id: row for row in _marked(occurrence_id)}.get(by)
    if known is not None and known.state is AttendanceState.PRESENT:
        return False
    if known is not None:
        _correct(known, AttendanceState.PRESENT, by=by, at=at)
    else:
        _add(occurrence, by, at=at)
    db.session.flush()
    return True


def _add(occurrence: Occurrence, person_id: UUID, *, at: datetime) -> None:
    has_place = person_id in expected(occurrence)
    db.session.add(
        Attendance(
            occurrence_id=occurrence.id,
            person_id=person_id,
            state=AttendanceState.PRESENT,
            walked_in=not has_place,
            marked_at=at,
            marked_by=person_id,
        )
    )
    noted = partial(audit.record, at=at, by=person_id, subject=person_id, object_id=occurrence.id)
    if has_place:
        noted(Event.ATTENDANCE_MARKED, state=AttendanceState.PRESENT)
    else:
        noted(Event.WALKED_IN)


def expected_at_all(activity_id: UUID) -> list[UUID]:
    """Return who has a place at an activity, whenever their time is."""
    return registrations.confirmed_person_ids(activity_id)


def expected(occurrence: Occurrence) -> list[UUID]:
    """Return who is expected on a date: where everybody has a time, those whose time is then."""
    if activities.activity(occurrence.activity_id).times in BY_TIME:
        return list(slot_queries.on_date(occurrence.id))
    return registrations.confirmed_person_ids(occurrence.activity_id)


def days_of(occurrence: Occurrence, *, at: datetime) -> rules.Days:
    """Return the days of a date on the calendar of the house."""
    return rules.Days(
        first=local_day(occurrence.starts_at),
        last=local_day(occurrence.ends_at),
        today=local_day(at),
    )


def ensure_open(occurrence: Occurrence, activity: Activity, *, at: datetime) -> None:
    """Insist that attendance can be ticked for this date now."""
    if activity.state not in HELD:
        raise NotHeld
    days = days_of(occurrence, at=at)
    match rules.window(occurrence.starts_at, days, at=at):
        case rules.Window.TOO_EARLY:
            raise TooEarly(rules.opens_at(occurrence.starts_at))
        case rules.Window.OVER:
            raise TooLate(rules.last_day(days))
    if not rules.names_are_shown(days, discreet=activity.discreet):
        raise NamesHidden


def _open(occurrence_id: UUID, *, at: datetime) -> Occurrence:
    """Hold a date until the commit, so that two people at two screens tick one after the other."""
    occurrence = held(occurrence_id)
    ensure_open(occurrence, activities.activity(occurrence.activity_id), at=at)
    return occurrence


def held(occurrence_id: UUID) -> Occurrence:
    """Return a date and hold it until the commit."""
    occurrence = db.session.scalar(
        select(Occurrence).where(Occurrence.id == occurrence_id).with_for_update()
    )
    if occurrence is None:
        raise DateMissing
    return occurrence


def _marked(occurrence_id: UUID) -> list[Attendance]:
    return list(
        db.session.scalars(
            select(Attendance)
            .where(Attendance.occurrence_id == occurrence_id)
            .order_by(Attendance.person_id)
            .execution_options(populate_existing=True)
        )
    )


def note(
    occurrence_id: UUID,
    row: Attendance | None,
    change: rules.Change,
    *,
    by: UUID,
    at: datetime,
) -> None:
    """Note a change, or write over what was noted."""
    if row is None:
        db.session.add(
            Attendance(
                occurrence_id=occurrence_id,
                person_id=change.person_id,
                state=change.after,
                marked_at=at,
                marked_by=by,
            )
        )
        audit.record(
            Event.ATTENDANCE_MARKED,
            at=at,
            by=by,
            subject=change.person_id,
            object_id=occurrence_id,
            state=change.after,
        )
    else:
        _correct(row, change.after, by=by, at=at)


def _correct(row: Attendance, state: AttendanceState, *, by: UUID, at: datetime) -> None:
    """Write over what was noted; who was added by mistake leaves the list."""
    before, after = row.state, str(state)
    if row.walked_in and state is AttendanceState.ABSENT:
        db.session.delete(row)
        after = REMOVED
    else:
        row.state, row.marked_at, row.marked_by = state, at, by
    audit.record(
        Event.ATTENDANCE_CORRECTED,
        at=at,
        by=by,
        subject=row.person_id,
        object_id=row.occurrence_id,
        before=before,
        after=after,
    )
