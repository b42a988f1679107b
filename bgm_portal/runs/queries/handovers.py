"""Questions about places that go over by name, and about what the organiser has to correct."""

from dataclasses import dataclass
from datetime import datetime
from itertools import zip_longest
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import aliased

from bgm_portal.activities.models import ActivityRole
from bgm_portal.core.database import db
from bgm_portal.identity.models import Person
from bgm_portal.privacy.kinds import ConsentCode
from bgm_portal.privacy.models import Consent
from bgm_portal.registration.models import Registration
from bgm_portal.registration.states import RegistrationState
from bgm_portal.runs.errors import UnknownHandover
from bgm_portal.runs.models import Entry, Handover

_NEW = aliased(Registration)


@dataclass(frozen=True, kw_only=True)
class Name:
    """Somebody on the organiser's list, or somebody who comes onto it."""

    registration_id: UUID
    person: Person
    role: str
    start_number: str
    when: datetime


@dataclass(frozen=True, kw_only=True)
class Correction:
    """A line for the organiser: who goes, who comes instead."""

    gone: Name | None
    new: Name | None


def handover(handover_id: UUID, *, to: UUID) -> tuple[Handover, Registration, Person]:
    """Return a proposal for this person with the place and whoever holds it."""
    row = db.session.execute(
        select(Handover, Registration, Person)
        .join(Registration, Registration.id == Handover.registration_id)
        .join(Person, Person.id == Registration.person_id)
        .where(
            Handover.id == handover_id,
            Handover.to_person_id == to,
            Handover.successor_id.is_(None),
        )
        .execution_options(populate_existing=True)
    ).first()
    if row is None:
        raise UnknownHandover
    return row[0], row[1], row[2]


def taken_over(handover_id: UUID, *, to: UUID) -> UUID | None:
    """Return the registration that came of a proposal, once this person has accepted it."""
    return db.session.scalar(
        select(Handover.successor_id).where(Handover.id == handover_id, Handover.to_person_id == to)
    )


def of_registration(registration_id: UUID) -> tuple[Handover, Person] | None:
    """Return to whom a place is to go, and has not gone yet."""
    row = db.session.execute(
        select(Handover, Person)
        .join(Person, Person.id == Handover.to_person_id)
        .where(Handover.registration_id == registration_id, Handover.successor_id.is_(None))
    ).first()
    return (row[0], row[1]) if row else None


def corrections(activity_id: UUID, *, since: datetime) -> list[Correction]:
    """Return what changed for the organiser since the names were passed on.

    Who took over from whom is known where a place went by name. The others are put beside each
    other in order, the first who went beside the first who came.
    """
    gone = {name.registration_id: name for name in _gone(activity_id, since)}
    new = {name.registration_id: name for name in _new(activity_id, since)}
    swapped = db.session.execute(
        select(Handover.registration_id, Handover.successor_id)
        .join(_NEW, _NEW.id == Handover.successor_id)
        .where(_NEW.activity_id == activity_id)
        .order_by(_NEW.confirmed_at, _NEW.id)
    ).all()
    lines = [
        Correction(gone=gone.pop(old, None), new=new.pop(successor, None))
        for old, successor in swapped
        if successor is not None
    ]
    beside = zip_longest(gone.values(), new.values())
    lines += [Correction(gone=one, new=other) for one, other in beside]
    return [line for line in lines if line.gone or line.new]


def _gone(activity_id: UUID, since: datetime) -> list[Name]:
    return _names(
        activity_id,
        Registration.state == RegistrationState.CANCELLED,
        Registration.ended_at > since,
        Registration.confirmed_at <= since,
        when=Registration.ended_at,
    )


def _new(activity_id: UUID, since: datetime) -> list[Name]:
    return _names(
        activity_id,
        Registration.state == RegistrationState.CONFIRMED,
        Registration.confirmed_at > since,
        Consent.withdrawn_at.is_(None),
        when=Registration.confirmed_at,
    )


def _names(activity_id: UUID, *conditions: Any, when: Any) -> list[Name]:
    rows = db.session.execute(
        select(Registration, Person, ActivityRole.label_de, Entry.start_number, when)
        .join(Person, Person.id == Registration.person_id)
        .outerjoin(ActivityRole, ActivityRole.id == Registration.role_id)
        .outerjoin(Entry, Entry.registration_id == Registration.id)
        .join(Consent, Consent.person_id == Person.id)
        .where(
            Registration.activity_id == activity_id,
            Registration.takes_place.is_(True),
            Consent.scope == str(activity_id),
            Consent.code == ConsentCode.ORGANISER,
            *conditions,
        )
        .order_by(when, Registration.id)
    )
    found: dict[UUID, Name] = {}
    for registration, person, role, number, moment in rows:
        found.setdefault(
            registration.id,
            Name(
                registration_id=registration.id,
                person=person,
                role=role or "",
                start_number=number or "",
                when=moment,
            ),
        )
    return list(found.values())
