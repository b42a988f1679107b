"""Whose deadline closes: activities that people keep in mind and could still sign up for."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    and_,
    exists,
    func,
    literal,
    not_,
    or_,
    select,
)

from bgm_portal.activities.kinds import ActivityState
from bgm_portal.activities.models import Activity
from bgm_portal.bookmarks.models import Bookmark
from bgm_portal.core.database import db, stated
from bgm_portal.identity.models import Person
from bgm_portal.mail import preferences
from bgm_portal.mail.models import OutgoingMail
from bgm_portal.mail.states import Channel, MailState
from bgm_portal.registration.models import Registration
from bgm_portal.registration.states import RegistrationState

from .rules import CLOSING, CLOSING_LEADS, LOOK_AHEAD, LOOK_BACK


@dataclass(frozen=True, kw_only=True)
class Closing:
    """An activity that somebody keeps in mind, and until when one can still sign up."""

    person_id: UUID
    activity_id: UUID
    kept_at: datetime
    closes_at: datetime
    lead: int


def closing(*, at: datetime) -> list[Closing]:
    """Return what people keep in mind and could still sign up for, the nearest deadline first."""
    wishes = preferences.of_everybody((CLOSING,))
    closes_at = _closes_at()
    rows = db.session.execute(
        select(
            Bookmark.person_id,
            Bookmark.activity_id,
            Bookmark.kept_at,
            closes_at.label("closes_at"),
        )
        .join(Activity, Activity.id == Bookmark.activity_id)
        .join(Person, Person.id == Bookmark.person_id)
        .where(
            _is_of_use(),
            Person.deactivated_at.is_(None),
            closes_at.between(at - LOOK_BACK, at + LOOK_AHEAD),
        )
        .order_by(closes_at, Bookmark.activity_id, Bookmark.person_id)
    )
    found = []
    for row in rows:
        wish = wishes.get((row.person_id, CLOSING), preferences.USUAL)
        if wish.channel is not Channel.OFF:
            lead = wish.lead or CLOSING_LEADS[0]
            found.append(Closing(**row._mapping, lead=lead))  # noqa: SLF001 - its documented name
    return found


def still_closing(some: list[Closing]) -> set[tuple[UUID, UUID]]:
    """Return for which person and activity a reminder is still of use, and keep it so.

    The activity is locked, as a sign-up does it, so that nobody signs up in between.
    """
    locked = db.session.scalars(
        select(Activity.id)
        .where(Activity.id.in_({one.activity_id for one in some}))
        .order_by(Activity.id)
        .with_for_update(read=True)
    ).all()
    rows = db.session.execute(
        select(Bookmark.person_id, Bookmark.activity_id)
        .join(Activity, Activity.id == Bookmark.activity_id)
        .where(Bookmark.activity_id.in_(locked), _is_of_use())
        .order_by(Bookmark.activity_id, Bookmark.person_id)
    )
    return {(row.person_id, row.activity_id) for row in rows}


def pointless() -> list[tuple[UUID, str]]:
    """Return the waiting reminders that nobody needs any more: activity and key."""
    kept = exists().where(
        Bookmark.person_id == OutgoingMail.person_id, Bookmark.activity_id == Activity.id
    )
    rows = db.session.execute(
        select(Activity.id, OutgoingMail.key)
        .join(Activity, Activity.id == OutgoingMail.context_id)
        .where(
            OutgoingMail.state == MailState.QUEUED,
            OutgoingMail.kind == CLOSING,
            or_(
                not_(kept),
                not_(_may_still_sign_up()),
                _has_signed_up(OutgoingMail.person_id),
                OutgoingMail.expires_at != _closes_at(),
            ),
        )
        .order_by(OutgoingMail.key)
    )
    return [(row.id, row.key) for row in rows]


def over(*, at: datetime) -> list[UUID]:
    """Return the activities about which nobody has to keep anything in mind any more."""
    return list(
        db.session.scalars(
            select(Activity.id)
            .where(
                Activity.id.in_(select(Bookmark.activity_id)),
                or_(Activity.ends_at < at - LOOK_BACK, Activity.ended_at < at - LOOK_BACK),
            )
            .order_by(Activity.id)
        )
    )


def _closes_at() -> ColumnElement[datetime]:
    return func.coalesce(Activity.registration_deadline, Activity.starts_at)


def _is_of_use() -> ColumnElement[bool]:
    return and_(_may_still_sign_up(), not_(_has_signed_up(Bookmark.person_id)))


def _may_still_sign_up() -> ColumnElement[bool]:
    has_places = or_(
        Activity.capacity.is_(None),
        Activity.taken < Activity.capacity,
        Activity.has_waiting_list.is_(True),
    )
    return and_(Activity.state == ActivityState.PUBLISHED, has_places)


def _has_signed_up(person_id: object) -> ColumnElement[bool]:
    return (
        select(literal(1))
        .where(
            Registration.activity_id == Activity.id,
            Registration.person_id == person_id,
            Registration.state != stated(RegistrationState.CANCELLED),
        )
        .correlate(Activity, Bookmark, OutgoingMail)
        .exists()
    )
