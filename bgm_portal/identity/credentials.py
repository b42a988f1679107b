"""What lets people in: signing in, invitations, reset links, passwords. Never commits.

Between counting a try and deciding on it the password is compared without a transaction, so that
nobody waits for the processor of somebody else.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, cast
from uuid import UUID, uuid4

from flask import current_app
from sqlalchemy import CursorResult, delete, update

from bgm_portal.audit.events import Event
from bgm_portal.audit.service import record
from bgm_portal.core.database import db
from bgm_portal.core.tokens import new_token, token_hash
from bgm_portal.mail.message import Recipient
from bgm_portal.mail.outbox import enqueue

from . import factor_queries, messages, passwords, queries, service, throttling
from .errors import LinkGone, PasswordRefused, WrongPassword
from .kinds import LinkPurpose
from .models import Person, PersonalLink
from .permissions import Role
from .rules import (
    ACCOUNT_LIMIT,
    ADDRESS_LIMIT,
    INVITATION_LASTS,
    RESET_LASTS,
    RESET_LIMIT,
    PersonDetails,
)


@dataclass(frozen=True, kw_only=True)
class Attempt:
    """A counted try to sign in: whether there is a pause, and what to compare with."""

    pause: timedelta
    person_id: UUID | None
    password_hash: str | None
    has_factor: bool
    account: throttling.Guarded
    counted: throttling.Counted


def begin_attempt(*, email: str, address: str | None, at: datetime) -> Attempt:
    """Count a try for this account and this address, before anybody knows how it ends."""
    account = throttling.guarded("account", queries.plain_email(email), limit=ACCOUNT_LIMIT)
    remote = throttling.guarded("address", throttling.network_of(address), limit=ADDRESS_LIMIT)
    counted = throttling.count_try((account, remote), at=at)
    person = queries.person_by_email(email)
    active = person is not None and person.deactivated_at is None
    return Attempt(
        pause=counted.pause,
        person_id=person.id if person else None,
        password_hash=person.password_hash if person and active else None,
        has_factor=factor_queries.has_factor(person.id if person else uuid4()),
        account=account,
        counted=counted,
    )


def begin_check(*, person_id: UUID, address: str | None, at: datetime) -> Attempt:
    """Count a try to prove who one is while signed in, together with tries to sign in."""
    return begin_attempt(email=queries.person(person_id).email, address=address, at=at)


def finish_attempt(
    attempt: Attempt, *, new_hash: str | None, right: bool, device: str, at: datetime
) -> str:
    """Begin a session and return its token; `new_hash` renews an old hash.

    Return nothing if the password is wrong, or if a code is still to be asked for.
    """
    person_id = attempt.person_id
    if not right or person_id is None:
        record(Event.SIGN_IN_FAILED, at=at, by=None, subject=person_id)
        return ""
    throttling.forgive(attempt.counted, wholly=attempt.account)
    if new_hash is not None:
        _renew_hash(person_id, old=attempt.password_hash, new=new_hash)
    return "" if attempt.has_factor else let_in(person_id, at=at, device=device)


def let_in(person_id: UUID, *, at: datetime, device: str = "") -> str:
    """Begin the session of somebody who proved who they are; return its token."""
    record(Event.SIGNED_IN, at=at, by=person_id, subject=person_id)
    return service.begin_session(person_id=person_id, at=at, device=device)


def note_failure(person_id: UUID, *, at: datetime) -> None:
    """Note a wrong code, after whatever was begun with it was taken back."""
    record(Event.PROOF_FAILED, at=at, by=None, subject=person_id)


def prove(attempt: Attempt, *, right: bool, session_id: UUID, at: datetime) -> bool:
    """Note that somebody who is signed in named the password once more; tell whether it is it."""
    by = attempt.person_id
    if not right or by is None:
        record(Event.PROOF_FAILED, at=at, by=by, subject=by)
        return False
    throttling.forgive(attempt.counted, wholly=attempt.account)
    service.note_proven(session_id=session_id, by=by, at=at)
    return True


def invite(*, person_id: UUID, by: UUID | None, at: datetime, send: bool = True) -> str:
    """Give somebody a link to set a first password, in place of earlier ones; return it."""
    person = queries.person(person_id)
    service.forget_links(person_id, purpose=LinkPurpose.INVITATION)
    link, token = _new_link(person_id, LinkPurpose.INVITATION, lasts=INVITATION_LASTS, at=at)
    if send and not current_app.config["PASSWORDS"]:
        enqueue(messages.welcome(queries.recipient(person), at=at), at=at)
    elif send:
        to = queries.recipient(person)
        enqueue(messages.invitation(to, token=token, link_id=link.id, until=link.expires_at), at=at)
    record(Event.INVITED, at=at, by=by, subject=person_id)
    return token


def create_administrator(*, details: PersonDetails, at: datetime) -> str:
    """Create the first administrator, from the command line; return the token of the invitation.

    The link is handed over by whoever runs the command: there may be no mail server yet.
    """
    person = service.create_person(details=details, by=None, at=at)
    service.grant_role(person_id=person.id, role=Role.ADMIN, by=None, at=at)
    return invite(person_id=person.id, by=None, at=at, send=False)


def pause_before_reset(*, address: str | None, at: datetime) -> timedelta:
    """Count a request for a reset link; tell how long this address must wait."""
    remote = throttling.guarded("resets", throttling.network_of(address), limit=ADDRESS_LIMIT)
    return throttling.count_try((remote,), at=at).pause


def request_reset(*, email: str, at: datetime) -> None:
    """Send a reset link if there is such an account; nobody can see or measure whether there is.

    The message is written in any case and thrown away where nobody would receive it. Whoever
    asks again and again fills no mailbox.
    """
    person = queries.person_by_email(email)
    account = throttling.guarded("reset", queries.plain_email(email), limit=RESET_LIMIT)
    allowed = not throttling.count_try((account,), at=at).pause
    known = person is not None and person.deactivated_at is None
    record(Event.RESET_REQUESTED, at=at, by=None, subject=person.id if person else None)
    if person is not None and known and allowed:
        to = queries.recipient(person)
        link, token = _new_link(person.id, LinkPurpose.RESET, lasts=RESET_LASTS, at=at)
        until = link.expires_at
        enqueue(messages.reset(to, token=token, link_id=link.id, until=until), at=at)
    else:
        nobody = Recipient(person_id=None, address="a@b.invalid", language="de", name="-")
        messages.reset(nobody, token=new_token(), link_id=uuid4(), until=at + RESET_LASTS)


def accept(*, token: str, purpose: LinkPurpose, password: str, at: datetime) -> UUID:
    """Set a password with a personal link, which is good for one use; return whose it is."""
    person = queries.holder_of_link(token, purpose=purpose, at=at)
    ensure_good_password(person, password)
    used = db.session.scalar(
        update(PersonalLink)
        .where(
            PersonalLink.token_hash == token_hash(token),
            PersonalLink.purpose == purpose,
            PersonalLink.used_at.is_(None),
            PersonalLink.expires_at > at,
        )
        .values(used_at=at)
        .returning(PersonalLink.id)
        .execution_options(synchronize_session=False)
    )
    if used is None:
        raise LinkGone
    set_password(person_id=person.id, password=password, by=person.id, at=at)
    throttling.forget(throttling.guarded("account", person.email, limit=ACCOUNT_LIMIT))
    return person.id


def set_password(
    *,
    person_id: UUID,
    password: str,
    by: UUID | None,
    at: datetime,
    keep_session: UUID | None = None,
) -> None:
    """Set a password: all sessions (but one) and all open links end, the person is told."""
    person = queries.person(person_id)
    person.password_hash = passwords.hash_of(password)
    person.password_set_at = at
    service.end_sessions(person_id=person_id, at=at, keep=keep_session)
    service.forget_links(person_id)
    enqueue(messages.password_changed(queries.recipient(person), at=at), at=at)
    record(Event.PASSWORD_SET, at=at, by=by, subject=person_id)


def change_password(
    attempt: Attempt, *, right: bool, new: str, session_id: UUID, at: datetime
) -> None:
    """Change one's own password, knowing the present one; other browsers are signed out."""
    by = attempt.person_id
    if not right or by is None:
        raise WrongPassword
    ensure_good_password(queries.person(by), new)
    throttling.forgive(attempt.counted, wholly=attempt.account)
    set_password(person_id=by, password=new, by=by, at=at, keep_session=session_id)


def ensure_good_password(person: Person, password: str) -> None:
    """Refuse a weak password with the sentence that says how to find a better one."""
    about = (person.first_name, person.last_name, person.email.partition("@")[0])
    has_factor = factor_queries.has_factor(person.id)
    flaw = passwords.flaw(password, about=about, has_factor=has_factor)
    if flaw is not None:
        raise PasswordRefused(flaw)


def forget_links(*, before: datetime) -> int:
    """Delete links that expired before this moment."""
    statement = delete(PersonalLink).where(PersonalLink.expires_at < before)
    return cast("CursorResult[Any]", db.session.execute(statement)).rowcount


def _new_link(
    person_id: UUID, purpose: LinkPurpose, *, lasts: timedelta, at: datetime
) -> tuple[PersonalLink, str]:
    token = new_token()
    link = PersonalLink(
        id=uuid4(),
        token_hash=token_hash(token),
        person_id=person_id,
        purpose=purpose,
        created_at=at,
        expires_at=at + lasts,
    )
    db.session.add(link)
    return link, token


def _renew_hash(person_id: UUID, *, old: str | None, new: str) -> None:
    """Store the stronger hash, unless the password was changed in this very moment."""
    db.session.execute(
        update(Person)
        .where(Person.id == person_id, Person.password_hash == old)
        .values(password_hash=new)
        .execution_options(synchronize_session=False)
    )
