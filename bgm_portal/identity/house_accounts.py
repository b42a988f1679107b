"""Signing in with the account of the house: whose it is, and which roles its groups give.

Nobody gets an account by signing in. Accounts come from the list of staff; the first sign-in binds
the one with the same, verified address, and from then on only the subject at the provider counts.
Never commits.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from flask import current_app

from bgm_portal.audit.events import Event
from bgm_portal.audit.service import record
from bgm_portal.mail.outbox import enqueue

from . import messages, queries, service
from .errors import NobodyThere, NotTheSame
from .kinds import SignInWay
from .models import Person
from .permissions import Role
from .provider import Arrival
from .rules import roles_by_groups


@dataclass(frozen=True, kw_only=True)
class Admission:
    """A session that began, and whether the groups named roles that exclude each other."""

    token: str
    conflict: bool


def admit(arrival: Arrival, *, device: str, at: datetime) -> Admission:
    """Begin the session of whom the provider sent, with the roles of their groups."""
    person = _owner(arrival, at=at)
    conflict = _follow_groups(person.id, arrival.groups, at=at)
    record(Event.SIGNED_IN, at=at, by=person.id, subject=person.id)
    token = service.begin_session(person_id=person.id, at=at, device=device, way=SignInWay.HOUSE)
    return Admission(token=token, conflict=conflict)


def prove(
    arrival: Arrival, *, person_id: UUID, session_id: UUID, since: datetime, at: datetime
) -> None:
    """Note that the provider made sure once more, since this moment, that it is this person."""
    fresh = arrival.asked_at is not None and arrival.asked_at >= since
    person = queries.person(person_id)
    if person.house_subject != arrival.subject or not fresh:
        raise NotTheSame
    service.note_proven(session_id=session_id, by=person_id, at=at)


def _owner(arrival: Arrival, *, at: datetime) -> Person:
    person = queries.person_by_house_subject(arrival.subject)
    if person is None and arrival.email is not None:
        person = queries.person_by_email(arrival.email)
        if person is not None and (person.house_subject or person.deactivated_at):
            raise NobodyThere
        if person is not None:
            _bind(person, arrival, at=at)
    if person is None or person.deactivated_at is not None:
        record(Event.SIGN_IN_FAILED, at=at, by=None, subject=person.id if person else None)
        raise NobodyThere
    return person


def _bind(person: Person, arrival: Arrival, *, at: datetime) -> None:
    person.house_subject = arrival.subject
    enqueue(messages.house_account_bound(queries.recipient(person), at=at), at=at)
    record(Event.HOUSE_ACCOUNT_BOUND, at=at, by=person.id, subject=person.id)


def _follow_groups(person_id: UUID, groups: frozenset[str], *, at: datetime) -> bool:
    named = current_app.config["HOUSE_ACCOUNTS"].roles
    mapping = {group: Role(role) for group, role in named.items()}
    change = roles_by_groups(groups, mapping=mapping, held=queries.roles_of(person_id))
    for role in sorted(change.take):
        service.revoke_role(person_id=person_id, role=role, by=None, at=at)
    for role in sorted(change.give):
        service.grant_role(person_id=person_id, role=role, by=None, at=at)
    if change.conflict:
        record(Event.HOUSE_ROLES_CONFLICT, at=at, by=None, subject=person_id)
    return change.conflict
