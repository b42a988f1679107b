"""What may be done with accounts, sessions, roles and units. Never commits.

Passwords and personal links have a file of their own: `credentials`.
"""

from datetime import datetime
from typing import Any, cast
from uuid import UUID, uuid4

from sqlalchemy import CursorResult, delete, update
from sqlalchemy.exc import IntegrityError

from bgm_portal.audit.events import Event
from bgm_portal.audit.service import record
from bgm_portal.core.database import db
from bgm_portal.core.errors import Refused
from bgm_portal.core.tokens import new_token, token_hash
from bgm_portal.mail.outbox import enqueue, void

from . import messages, queries, rules
from .errors import (
    AccountErased,
    AlreadyDeactivated,
    EmailTaken,
    OwnAccount,
    OwnLineManager,
    ReportsInACircle,
    RoleRefused,
    UnitCodeTaken,
)
from .kinds import LinkPurpose, SignInWay, TextSize, Theme
from .leavers import is_nameless
from .models import Person, RecoveryCode, RoleGrant, SecondFactor, SignInSession, Unit
from .permissions import EXCLUSIVE_GROUP, EXCLUSIVE_ROLES, Role
from .rules import PersonDetails, RoleRefusal


def begin_session(
    *,
    person_id: UUID,
    at: datetime,
    device: str = "",
    way: SignInWay = SignInWay.PASSWORD,
) -> str:
    """Begin a session and return the token for the cookie."""
    token = new_token()
    db.session.add(
        SignInSession(
            token_hash=token_hash(token),
            person_id=person_id,
            way=way,
            device=device,
            created_at=at,
            seen_at=at,
            proven_at=at,
        )
    )
    return token


def note_proven(*, session_id: UUID, by: UUID, at: datetime) -> None:
    """Note that it was made sure once more who this is."""
    db.session.execute(
        update(SignInSession)
        .where(SignInSession.id == session_id)
        .values(proven_at=at, seen_at=at)
        .execution_options(synchronize_session=False)
    )
    record(Event.PROVEN, at=at, by=by, subject=by, object_id=session_id)


def note_seen(*, session_id: UUID, at: datetime) -> None:
    """Note that the browser is still in use."""
    db.session.execute(
        update(SignInSession)
        .where(SignInSession.id == session_id, SignInSession.seen_at < at)
        .values(seen_at=at)
        .execution_options(synchronize_session=False)
    )


def end_session(*, session_id: UUID, by: UUID, at: datetime) -> None:
    """Sign this browser out. Its cookie is worth nothing from now on."""
    db.session.execute(
        update(SignInSession)
        .where(SignInSession.id == session_id, SignInSession.ended_at.is_(None))
        .values(ended_at=at)
        .execution_options(synchronize_session=False)
    )
    record(Event.SIGNED_OUT, at=at, by=by, subject=by, object_id=session_id)


def end_own_session(*, session_id: UUID, by: UUID, at: datetime) -> None:
    """Sign oneself out in one browser; raise NoResultFound if it is not one of one's own."""
    queries.own_session(session_id, person_id=by, at=at)
    end_session(session_id=session_id, by=by, at=at)


def end_other_sessions(*, keep: UUID, by: UUID, at: datetime) -> int:
    """Sign somebody out everywhere but in this browser; return from how many others."""
    ended = end_sessions(person_id=by, at=at, keep=keep)
    if ended:
        record(Event.SIGNED_OUT_ELSEWHERE, at=at, by=by, subject=by)
    return ended


def end_sessions(*, person_id: UUID, at: datetime, keep: UUID | None = None) -> int:
    """End the sessions of somebody, all or all but one; return how many were still alive."""
    alive = queries.count_sessions(person_id, at=at)
    statement = (
        update(SignInSession)
        .where(SignInSession.person_id == person_id, SignInSession.ended_at.is_(None))
        .values(ended_at=at)
        .execution_options(synchronize_session=False)
    )
    if keep is not None:
        statement = statement.where(SignInSession.id != keep)
    db.session.execute(statement)
    return alive - queries.count_sessions(person_id, at=at)


def forget_sessions(*, before: datetime) -> int:
    """Delete sessions that began before this moment."""
    statement = delete(SignInSession).where(SignInSession.created_at < before)
    return cast("CursorResult[Any]", db.session.execute(statement)).rowcount


def forget_links(person_id: UUID, *, purpose: LinkPurpose | None = None) -> None:
    """Make open links of somebody worthless, and do not send those that wait to be sent."""
    for link in queries.open_links(person_id):
        if purpose in {None, link.purpose}:
            void(context_id=link.id)
            db.session.delete(link)
    db.session.flush()


def forget_factor(person_id: UUID) -> None:
    """Delete whatever of a second factor there is."""
    for table in (SecondFactor, RecoveryCode):
        db.session.execute(delete(table).where(table.person_id == person_id))


def change_display(
    *,
    person_id: UUID,
    language: str | None = None,
    theme: Theme | None = None,
    text_size: TextSize | None = None,
) -> None:
    """Keep with the account how pages are shown; what is not named stays as it is."""
    person = queries.person(person_id)
    person.language = language or person.language
    person.theme = theme or person.theme
    person.text_size = text_size or person.text_size


def choose_mail(*, person_id: UUID, neutral: bool, alarm_minutes: int | None) -> None:
    """Keep with the account whether messages say what they are about, and whether entries ring."""
    person = queries.person(person_id)
    person.neutral_mail, person.entry_alarm_minutes = neutral, alarm_minutes


def create_person(*, details: PersonDetails, by: UUID | None, at: datetime) -> Person:
    """Create an account that nobody can use before an invitation is accepted."""
    if queries.person_by_email(details.email) is not None:
        raise EmailTaken
    person = Person(id=uuid4(), created_at=at)
    _write(person, details)
    db.session.add(person)
    _flush_or(EmailTaken())
    record(Event.PERSON_CREATED, at=at, by=by, subject=person.id)
    return person


def change_person(
    *, person_id: UUID, details: PersonDetails, by: UUID | None, at: datetime
) -> bool:
    """Change what is noted about somebody; tell whether anything was different."""
    person = queries.person(person_id)
    if queries.details_of(person) == details:
        return False
    if details.line_manager_id == person_id:
        raise OwnLineManager
    owner = queries.person_by_email(details.email)
    if owner is not None and owner.id != person_id:
        raise EmailTaken
    if person.email != details.email:
        # Whoever reads the old address learns of it, and old links lead nowhere any more.
        enqueue(messages.email_changed(queries.recipient(person), at=at), at=at)
        forget_links(person_id)
    _write(person, details)
    _flush_or(EmailTaken())
    record(Event.PERSON_CHANGED, at=at, by=by, subject=person_id)
    return True


def assign_line_manager(
    *, person_id: UUID, manager_id: UUID, by: UUID | None, at: datetime
) -> None:
    """Note who leads somebody. It only decides whose needs nobody may read."""
    if person_id == manager_id:
        raise OwnLineManager
    queries.person(person_id).line_manager_id = manager_id
    record(Event.PERSON_CHANGED, at=at, by=by, subject=person_id)


def deactivate_person(*, person_id: UUID, by: UUID | None, at: datetime) -> None:
    """Lock an account at once: sessions, links, roles and the password are gone."""
    person = queries.person(person_id)
    if person_id == by:
        raise OwnAccount
    if person.deactivated_at is not None:
        raise AlreadyDeactivated
    for role in queries.roles_of(person_id):
        _take_role(person_id, role, by=by, at=at)
    end_sessions(person_id=person_id, at=at)
    forget_links(person_id)
    forget_factor(person_id)
    person.deactivated_at = at
    person.password_hash = person.password_set_at = None
    record(Event.PERSON_DEACTIVATED, at=at, by=by, subject=person_id)


def reactivate_person(*, person_id: UUID, by: UUID | None, at: datetime) -> None:
    """Open an account again. It needs a new invitation, and has no role of before."""
    person = queries.person(person_id)
    if person.deactivated_at is None:
        return
    if is_nameless(person):
        raise AccountErased
    person.deactivated_at = None
    record(Event.PERSON_REACTIVATED, at=at, by=by, subject=person_id)


def grant_role(*, person_id: UUID, role: Role, by: UUID | None, at: datetime) -> None:
    """Give somebody a role; it holds from their next request on."""
    person = queries.person(person_id)
    held = queries.roles_of(person_id)
    refusal = rules.role_refusal(
        role, held=held, own_account=person_id == by, active=person.deactivated_at is None
    )
    if refusal is not None:
        raise RoleRefused(refusal)
    if role in held:
        return
    db.session.add(
        RoleGrant(
            person_id=person_id,
            role=role,
            exclusive=EXCLUSIVE_GROUP if role in EXCLUSIVE_ROLES else None,
            granted_by=by,
            granted_at=at,
        )
    )
    _flush_or(RoleRefused(RoleRefusal.EXCLUDED))
    record(Event.ROLE_GRANTED, at=at, by=by, subject=person_id, role=role.value)
    if by is not None:
        enqueue(messages.role_granted(queries.recipient(person), role, at=at), at=at)


def revoke_role(*, person_id: UUID, role: Role, by: UUID | None, at: datetime) -> None:
    """Take a role away; it is gone at their next request."""
    if person_id == by:
        raise RoleRefused(RoleRefusal.OWN_ACCOUNT)
    person = queries.person(person_id)
    if role not in queries.roles_of(person_id):
        return
    _take_role(person_id, role, by=by, at=at)
    if by is not None:
        enqueue(messages.role_revoked(queries.recipient(person), role, at=at), at=at)


def create_unit(
    *, code: str, name: str, reporting_unit_id: UUID | None, by: UUID | None, at: datetime
) -> Unit:
    """Add a part of the house."""
    if queries.unit_by_code(code) is not None:
        raise UnitCodeTaken
    unit = Unit(id=uuid4(), code=code, name=name, reporting_unit_id=reporting_unit_id)
    db.session.add(unit)
    _flush_or(UnitCodeTaken())
    record(Event.UNIT_CREATED, at=at, by=by, object_id=unit.id)
    return unit


def ensure_unit(*, code: str, by: UUID | None, at: datetime) -> Unit:
    """Return the part of the house with this short name, new if there was none."""
    known = queries.unit_by_code(code)
    return known or create_unit(code=code, name=code, reporting_unit_id=None, by=by, at=at)


def change_unit(
    *,
    unit_id: UUID,
    code: str,
    name: str,
    reporting_unit_id: UUID | None,
    by: UUID | None,
    at: datetime,
) -> None:
    """Rename a part of the house, or say with which one it is reported."""
    unit = queries.unit(unit_id)
    owner = queries.unit_by_code(code)
    if owner is not None and owner.id != unit_id:
        raise UnitCodeTaken
    reported_with = {other.id: other.reporting_unit_id for other in queries.units()}
    if rules.is_circle({**reported_with, unit_id: reporting_unit_id}, start=unit_id):
        raise ReportsInACircle
    unit.code, unit.name, unit.reporting_unit_id = code, name, reporting_unit_id
    _flush_or(UnitCodeTaken())
    record(Event.UNIT_CHANGED, at=at, by=by, object_id=unit_id)


def _write(person: Person, details: PersonDetails) -> None:
    person.first_name = details.first_name
    person.last_name = details.last_name
    person.email = details.email
    person.phone = details.phone
    person.unit_id = details.unit_id
    person.site_id = details.site_id
    person.employer = details.employer
    person.language = details.language
    person.line_manager_id = details.line_manager_id


def _take_role(person_id: UUID, role: Role, *, by: UUID | None, at: datetime) -> None:
    db.session.execute(
        delete(RoleGrant).where(RoleGrant.person_id == person_id, RoleGrant.role == role)
    )
    record(Event.ROLE_REVOKED, at=at, by=by, subject=person_id, role=role.value)


def _flush_or(refusal: Refused) -> None:
    """Let the table have the last word: somebody else may have been faster than our question."""
    try:
        db.session.flush()
    except IntegrityError as broken:
        raise refusal from broken
