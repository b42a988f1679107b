"""Questions about feedback. Reads only; every list has an order."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, CompoundSelect, and_, or_, select

from bgm_portal.activities.kinds import ActivityState
from bgm_portal.activities.models import Activity, Occurrence
from bgm_portal.core.clock import local_day, midnight
from bgm_portal.core.database import db
from bgm_portal.identity.models import Person
from bgm_portal.participation.models import Attendance
from bgm_portal.participation.states import AttendanceState
from bgm_portal.registration.models import Registration
from bgm_portal.registration.states import RegistrationState

from . import rules
from .models import FeedbackAnswer, FeedbackMarker

HELD = (ActivityState.PUBLISHED, ActivityState.COMPLETED)


@dataclass(frozen=True, kw_only=True)
class Open:
    """An activity about which somebody can still say how it was."""

    activity_id: UUID
    title_de: str
    title_en: str | None
    ended_at: datetime


def took_part(person_id: UUID, activity_id: UUID) -> bool:
    """Tell whether somebody had a place, or came without one."""
    return bool(db.session.scalar(select(_took_part(person_id, activity_id))))


def participants(activity_id: UUID) -> list[Person]:
    """Return who had a place or came without one, and can still sign in."""
    return list(
        db.session.scalars(
            select(Person)
            .where(_took_part(Person.id, activity_id), Person.deactivated_at.is_(None))
            .order_by(Person.id)
        )
    )


def has_answered(person_id: UUID, activity_id: UUID) -> bool:
    """Tell whether somebody has answered."""
    return db.session.get(FeedbackMarker, (activity_id, person_id)) is not None


def open_for(person_id: UUID, *, at: datetime) -> list[Open]:
    """Return what somebody can still answer, what closes first at the beginning."""
    answered = (
        select(FeedbackMarker.activity_id)
        .where(FeedbackMarker.activity_id == Activity.id, FeedbackMarker.person_id == person_id)
        .exists()
    )
    rows = db.session.execute(
        select(Activity.id, Activity.title_de, Activity.title_en, Activity.ends_at)
        .where(_is_open(at), ~answered, Activity.id.in_(_taken_part_in(person_id)))
        .order_by(Activity.ends_at, Activity.id)
    )
    return [
        Open(activity_id=row.id, title_de=row.title_de, title_en=row.title_en, ended_at=row.ends_at)
        for row in rows
    ]


def _taken_part_in(person_id: UUID) -> CompoundSelect[UUID]:
    """Return the activities in which somebody had a place, or to which they came without one.

    Begun at the person, so that it costs the same however many activities a house has had.
    """
    held = select(Registration.activity_id).where(
        Registration.person_id == person_id, Registration.state == RegistrationState.CONFIRMED
    )
    came = (
        select(Occurrence.activity_id)
        .join(Attendance, Attendance.occurrence_id == Occurrence.id)
        .where(Attendance.person_id == person_id, Attendance.state == AttendanceState.PRESENT)
    )
    return held.union(came)


def open_activities(*, at: datetime) -> list[Activity]:
    """Return the activities that are over since yesterday and can still be answered."""
    return list(
        db.session.scalars(
            select(Activity)
            .where(_is_open(at), Activity.ends_at < midnight(local_day(at)))
            .order_by(Activity.ends_at, Activity.id)
        )
    )


def said(activity_id: UUID) -> list[rules.Said]:
    """Return all answers to an activity, in the order of their random numbers."""
    return said_about([activity_id])[activity_id]


def said_about(activity_ids: Collection[UUID]) -> dict[UUID, list[rules.Said]]:
    """Return all answers to some activities, in one statement."""
    found: dict[UUID, list[rules.Said]] = {activity_id: [] for activity_id in activity_ids}
    for row in db.session.scalars(
        select(FeedbackAnswer)
        .where(FeedbackAnswer.activity_id.in_(found))
        .order_by(FeedbackAnswer.id)
    ):
        found[row.activity_id].append(said_in(row))
    return found


def said_in(row: FeedbackAnswer) -> rules.Said:
    """Return what a row says, without its number."""
    return rules.Said(
        satisfaction=row.satisfaction,
        as_wished=row.as_wished,
        facts_right=row.facts_right,
        again=row.again,
        words=row.words,
    )


def closed_before(at: datetime) -> datetime:
    """Return the moment: whatever ended before it cannot be answered any more."""
    return midnight(local_day(at) - timedelta(days=rules.OPEN_DAYS))


def _is_open(at: datetime) -> ColumnElement[bool]:
    return and_(
        Activity.state.in_(HELD),
        Activity.ends_at <= at,
        Activity.ends_at >= closed_before(at),
    )


def _took_part(person_id: Any, activity_id: Any) -> ColumnElement[bool]:
    had_a_place = (
        select(Registration.id)
        .where(
            Registration.activity_id == activity_id,
            Registration.person_id == person_id,
            Registration.state == RegistrationState.CONFIRMED,
        )
        .exists()
    )
    came = (
        select(Attendance.id)
        .join(Occurrence, Occurrence.id == Attendance.occurrence_id)
        .where(
            Occurrence.activity_id == activity_id,
            Attendance.person_id == person_id,
            Attendance.state == AttendanceState.PRESENT,
        )
        .exists()
    )
    return or_(had_a_place, came)
