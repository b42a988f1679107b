"""Standing in for a colleague: from now on, until a day, and not for what people need.

A need stays with the one person who was named for it; that one hands it over or does not.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, cast
from uuid import UUID

from sqlalchemy import CursorResult, delete, or_

from bgm_portal.audit import service as audit
from bgm_portal.audit.events import Event
from bgm_portal.core.clock import local_day
from bgm_portal.core.database import db
from bgm_portal.identity import queries as identity
from bgm_portal.identity.permissions import Role
from bgm_portal.mail import outbox

from . import messages
from . import substitution_queries as queries
from .errors import ContactRefused, NothingToStandIn, UnknownSubstitution
from .messages import Standing
from .models import Assignment


@dataclass(frozen=True, kw_only=True)
class Wish:
    """Who is away, who looks after it, until when."""

    absent_id: UUID
    deputy_id: UUID
    until: date


def begin(wish: Wish, *, by: UUID, at: datetime) -> int:
    """Let somebody look after all activities of a colleague until a day; return how many.

    Both are told. What the deputy looks after anyway stays theirs; a later day counts.
    """
    coordinators = {person.id for person in identity.active_people_with_role(Role.COORDINATOR)}
    if wish.deputy_id not in coordinators or wish.deputy_id == wish.absent_id:
        raise ContactRefused
    known = queries.of_deputy(wish.deputy_id)
    activities = [
        activity_id
        for activity_id in queries.own_activities(wish.absent_id)
        if _is_new(known.get(activity_id), wish)
    ]
    if not activities:
        raise NothingToStandIn
    for activity_id in activities:
        _stand_in(known.get(activity_id), activity_id, wish)
    audit.record(
        Event.STAND_IN_NAMED,
        at=at,
        by=by,
        subject=wish.deputy_id,
        object_id=wish.absent_id,
        count=len(activities),
    )
    db.session.flush()
    _tell(wish, number=len(activities), at=at)
    return len(activities)


def _is_new(known: Assignment | None, wish: Wish) -> bool:
    return known is None or (known.until is not None and known.until < wish.until)


def _stand_in(known: Assignment | None, activity_id: UUID, wish: Wish) -> None:
    if known is None:
        known = Assignment(activity_id=activity_id, person_id=wish.deputy_id)
        db.session.add(known)
    known.stands_in_for_id, known.until = wish.absent_id, wish.until


def _tell(wish: Wish, *, number: int, at: datetime) -> None:
    absent, deputy = identity.person(wish.absent_id), identity.person(wish.deputy_id)
    standing = Standing(absent=absent.name, deputy=deputy.name, until=wish.until, number=number)
    for reader in (deputy, absent):
        message = messages.stands_in(
            standing,
            to=identity.recipient(reader),
            is_deputy=reader is deputy,
            key=f"{absent.id}:{deputy.id}:{wish.until}:{reader.id}:{at:%Y%m%d%H%M}",
        )
        outbox.enqueue(message, at=at)


def hand_over(leaver_id: UUID, to: UUID, *, by: UUID, at: datetime) -> int:
    """Give all activities of somebody who leaves to a colleague for good; return how many.

    Where the colleague stood in, they stay. What the leaver did for others until a day ends, and so
    does what others did for the leaver. Raises ContactRefused when the colleague does not plan.
    """
    coordinators = {person.id for person in identity.active_people_with_role(Role.COORDINATOR)}
    if to not in coordinators or to == leaver_id:
        raise ContactRefused
    own = queries.in_charge_of(leaver_id)
    known = queries.of_deputy(to)
    for activity in own:
        if activity.contact_id == leaver_id:
            activity.contact_id = to
        held = known.get(activity.id)
        if held is None:
            db.session.add(Assignment(activity_id=activity.id, person_id=to))
        else:
            held.stands_in_for_id = held.until = None
    gone = or_(Assignment.person_id == leaver_id, Assignment.stands_in_for_id == leaver_id)
    ids = [activity.id for activity in own]
    db.session.flush()
    db.session.execute(
        delete(Assignment).where(
            gone,
            or_(Assignment.activity_id.in_(ids), Assignment.until.is_not(None)),
            Assignment.person_id != to,
        )
    )
    audit.record(
        Event.ACTIVITIES_HANDED_OVER,
        at=at,
        by=by,
        subject=to,
        object_id=leaver_id,
        count=len(own),
    )
    db.session.flush()
    leaver = identity.person(leaver_id)
    reader = identity.recipient(identity.person(to))
    key = f"{leaver_id}:{to}:{at:%Y%m%d%H%M%S%f}"
    told = messages.handed_over(leaver.name, number=len(own), to=reader, key=key)
    outbox.enqueue(told, at=at)
    return len(own)


def end(*, absent_id: UUID, deputy_id: UUID, by: UUID, at: datetime) -> None:
    """Let somebody stand in no longer."""
    result = db.session.execute(
        delete(Assignment).where(
            Assignment.person_id == deputy_id, Assignment.stands_in_for_id == absent_id
        )
    )
    if not cast("CursorResult[Any]", result).rowcount:
        raise UnknownSubstitution
    audit.record(Event.STAND_IN_ENDED, at=at, by=by, subject=deputy_id, object_id=absent_id)
    db.session.flush()


def end_what_is_over(*, at: datetime) -> int:
    """End what was to last until yesterday; return how many activities that are."""
    result = db.session.execute(delete(Assignment).where(Assignment.until < local_day(at)))
    return cast("CursorResult[Any]", result).rowcount
