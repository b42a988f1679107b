"""What one's own start page shows: registrations and begun sign-ups."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import and_, select
from sqlalchemy.orm import joinedload

from bgm_portal.activities.kinds import AccessQuestion, ActivityState, Answer
from bgm_portal.activities.models import AccessAnswer, Activity, ActivityRole
from bgm_portal.bookmarks.models import Bookmark
from bgm_portal.core.database import db, stated
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
            Registration.state != stated(RegistrationState.CANCELLED),
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
            Registration.state != stated(RegistrationState.CANCELLED),
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


def kept_in_mind(person_id: UUID, *, at: datetime) -> list[Activity]:
    """Return what a person keeps in mind, is not registered for and is not over, by time."""
    registered = select(Registration.activity_id).where(
        Registration.person_id == person_id,
        Registration.state != stated(RegistrationState.CANCELLED),
    )
    return list(
        db.session.scalars(
            select(Activity)
            .join(Bookmark, Bookmark.activity_id == Activity.id)
            .where(
                Bookmark.person_id == person_id,
                Activity.id.not_in(registered),
                Activity.state == ActivityState.PUBLISHED,
                Activity.ends_at > at,
            )
            .order_by(Activity.starts_at, Activity.id)
        )
    )
