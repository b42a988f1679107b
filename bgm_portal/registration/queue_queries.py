"""The queue and the open offers of an activity: who waits, who is next, whose time ran out."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from sqlalchemy import Select, func, select

from bgm_portal.core.database import UtcDateTime, db
from bgm_portal.identity.models import Person
from bgm_portal.mail.models import OutgoingMail

from .models import Registration
from .queries import Row, rows_of, with_people
from .states import RegistrationState


def position(found: Registration) -> int:
    """Return how far from the head of the queue somebody is; the head is 1."""
    before = select(func.count()).where(
        Registration.activity_id == found.activity_id,
        Registration.state == RegistrationState.WAITING,
        Registration.ticket < found.ticket,
    )
    return (db.session.scalar(before) or 0) + 1


def head_of_queue(activity_id: UUID, *, limit: int) -> list[Row]:
    """Return who came first of those who wait, with what to write to them."""
    return rows_of(_queue(activity_id).limit(limit))


def queue(activity_id: UUID) -> list[Row]:
    """Return everybody who waits, in the order of arrival."""
    return rows_of(_queue(activity_id))


def open_offers(activity_id: UUID) -> list[Row]:
    """Return for whom a place is kept, the one that runs out first first."""
    return rows_of(
        with_people()
        .where(
            Registration.activity_id == activity_id,
            Registration.state == RegistrationState.OFFERED,
        )
        .order_by(Registration.offer_expires_at, Registration.ticket)
    )


def expired_offers(activity_id: UUID, *, at: datetime) -> list[Row]:
    """Return whose offer at this activity ran out."""
    return [row for row in open_offers(activity_id) if (row[0].offer_expires_at or at) <= at]


def unanswered(*, at: datetime) -> list[tuple[UUID, datetime, datetime]]:
    """Return the offers that stand: registration, their end, and when their reader was told."""
    told = (
        select(func.max(OutgoingMail.created_at))
        .where(
            OutgoingMail.context_id == Registration.id,
            OutgoingMail.kind.in_(("registration.offered", "activity.moved")),
        )
        .correlate(Registration)
        .scalar_subquery()
    )
    rows = db.session.execute(
        select(
            Registration.id,
            Registration.offer_expires_at,
            func.coalesce(told, Registration.registered_at, type_=UtcDateTime()).label("told_at"),
        )
        .where(
            Registration.state == RegistrationState.OFFERED,
            Registration.offer_expires_at > at,
        )
        .order_by(Registration.offer_expires_at, Registration.id)
    )
    return [(row.id, row.offer_expires_at, row.told_at) for row in rows]


def activities_with_expired_offers(*, at: datetime) -> list[UUID]:
    """Return at which activities an offer ran out."""
    return list(
        db.session.scalars(
            select(Registration.activity_id)
            .where(
                Registration.state == RegistrationState.OFFERED,
                Registration.offer_expires_at <= at,
            )
            .group_by(Registration.activity_id)
            .order_by(Registration.activity_id)
        )
    )


def positions_of(person_id: UUID, activity_ids: Collection[UUID]) -> dict[UUID, int]:
    """Return a person's positions in the queues of some activities, in one statement."""
    if not activity_ids:
        return {}
    other = Registration.__table__.alias("other")
    rows = db.session.execute(
        select(Registration.activity_id, func.count(other.c.id))
        .outerjoin(
            other,
            (other.c.activity_id == Registration.activity_id)
            & (other.c.state == RegistrationState.WAITING)
            & (other.c.ticket < Registration.ticket),
        )
        .where(
            Registration.person_id == person_id,
            Registration.activity_id.in_(activity_ids),
            Registration.state == RegistrationState.WAITING,
        )
        .group_by(Registration.activity_id)
        .order_by(Registration.activity_id)
    )
    return {activity_id: before + 1 for activity_id, before in rows}


def _queue(activity_id: UUID) -> Select[Registration, Person]:
    return (
        with_people()
        .where(
            Registration.activity_id == activity_id,
            Registration.state == RegistrationState.WAITING,
        )
        .order_by(Registration.ticket)
    )
