"""What one's own start page shows: registrations, begun sign-ups, what one took part in."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import and_, select
from sqlalchemy.orm import joinedload

from bgm_portal.activities.kinds import AccessQuestion, ActivityState, Answer
from bgm_portal.activities.models import AccessAnswer, Activity, ActivityRole, Occurrence
from bgm_portal.core.database import db
from bgm_portal.participation.models import Attendance
from bgm_portal.participation.states import AttendanceState
from bgm_portal.registration.models import Registration, RegistrationDraft
from bgm_portal.registration.states import RegistrationState


@dataclass(frozen=True, kw_only=True)
class OwnRegistration:
    """A registration with all that one's own page says about it."""

    registration: Registration
    activity: Activity
    role_de: str | None
    role_en: str | None
    step_free: bool


@dataclass(frozen=True, kw_only=True)
class Attended:
    """A date on which somebody took part."""

    activity_id: UUID
    title_de: str
    title_en: str | None
    starts_at: datetime
    ends_at: datetime


def registrations(person_id: UUID, *, at: datetime) -> list[OwnRegistration]:
    """Return what a person is registered for or waits for, and what is not over yet."""
    rows = db.session.execute(
        select(
            Registration,
            Activity,
            ActivityRole.label_de,
            ActivityRole.label_en,
            AccessAnswer.answer,
        )
        .join(Activity, Activity.id == Registration.activity_id)
        .outerjoin(ActivityRole, ActivityRole.id == Registration.role_id)
        .outerjoin(
            AccessAnswer,
            and_(
                AccessAnswer.activity_id == Activity.id,
                AccessAnswer.question == AccessQuestion.STEP_FREE,
            ),
        )
        .where(
            Registration.person_id == person_id,
            Registration.state != RegistrationState.CANCELLED,
            Activity.state == ActivityState.PUBLISHED,
            Activity.ends_at > at,
        )
        .options(joinedload(Activity.venue), joinedload(Activity.online_venue))
        .order_by(Activity.starts_at, Activity.id)
    )
    return [
        OwnRegistration(
            registration=registration,
            activity=activity,
            role_de=role_de,
            role_en=role_en,
            step_free=step_free == Answer.YES,
        )
        for registration, activity, role_de, role_en, step_free in rows
    ]


def begun(person_id: UUID, *, at: datetime) -> list[tuple[Activity, datetime]]:
    """Return the activities for which a person has begun to sign up, and until when that is kept.

    Whoever has signed up since then has nothing to finish.
    """
    active = (
        select(Registration.id)
        .where(
            Registration.person_id == person_id,
            Registration.activity_id == RegistrationDraft.activity_id,
            Registration.state != RegistrationState.CANCELLED,
        )
        .exists()
    )
    rows = db.session.execute(
        select(Activity, RegistrationDraft.expires_at)
        .join(RegistrationDraft, RegistrationDraft.activity_id == Activity.id)
        .where(
            RegistrationDraft.person_id == person_id,
            RegistrationDraft.expires_at > at,
            Activity.state == ActivityState.PUBLISHED,
            Activity.starts_at > at,
            ~active,
        )
        .order_by(Activity.starts_at, Activity.id)
    )
    return [(activity, expires_at) for activity, expires_at in rows]


def attended(person_id: UUID) -> list[Attended]:
    """Return the dates on which a person took part, the latest one first."""
    rows = db.session.execute(
        select(
            Activity.id.label("activity_id"),
            Activity.title_de,
            Activity.title_en,
            Occurrence.starts_at,
            Occurrence.ends_at,
        )
        .join(Occurrence, Occurrence.activity_id == Activity.id)
        .join(Attendance, Attendance.occurrence_id == Occurrence.id)
        .where(
            Attendance.person_id == person_id,
            Attendance.state == AttendanceState.PRESENT,
        )
        .order_by(Occurrence.starts_at.desc(), Occurrence.id)
    ).mappings()
    return [Attended(**row) for row in rows]
