"""Questions about people, units and sessions. Reads only; every list has an order."""

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import select

from bgm_portal.core.database import db
from bgm_portal.core.tokens import token_hash
from bgm_portal.mail.message import Recipient

from .authentication import SignedIn
from .models import Person, RoleGrant, SignInSession

IDLE_AFTER = timedelta(minutes=30)
OVER_AFTER = timedelta(hours=10)


def signed_in(token: str, *, at: datetime) -> SignedIn | None:
    """Return who is behind this token, with one statement, or nobody."""
    rows = db.session.execute(
        select(SignInSession, Person, RoleGrant.role)
        .join(Person, Person.id == SignInSession.person_id)
        .outerjoin(RoleGrant, RoleGrant.person_id == Person.id)
        .where(
            SignInSession.token_hash == token_hash(token),
            SignInSession.ended_at.is_(None),
            SignInSession.seen_at > at - IDLE_AFTER,
            SignInSession.created_at > at - OVER_AFTER,
            Person.deactivated_at.is_(None),
        )
    ).all()
    if not rows:
        return None
    session, person, _role = rows[0]
    return SignedIn(
        token=token,
        session_id=session.id,
        person_id=person.id,
        name=person.name,
        email=person.email,
        unit_id=person.unit_id,
        employer=person.employer,
        language=person.language,
        theme=person.theme,
        text_size=person.text_size,
        roles=frozenset(role for _session, _person, role in rows if role is not None),
    )


def person(person_id: UUID) -> Person:
    """Return somebody, or raise NoResultFound."""
    return db.session.get_one(Person, person_id)


def recipient(someone: Person) -> Recipient:
    """Return where and in which language to write to somebody."""
    return Recipient(
        person_id=someone.id,
        address=someone.email,
        language=someone.language,
        name=someone.name,
    )
