"""Questions about people, units, roles and sessions. Reads only; every list has an order."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from flask import current_app
from sqlalchemy import ColumnElement, and_, bindparam, exists, false, func, or_, select, true
from sqlalchemy.orm import QueryableAttribute, joinedload

from bgm_portal.core.database import connection, db
from bgm_portal.core.tokens import token_hash
from bgm_portal.mail import inbox
from bgm_portal.mail.message import Recipient

from .authentication import SignedIn
from .errors import LinkGone
from .kinds import AccountState, Employer, FactorStage, LinkPurpose, SignInWay
from .models import Person, PersonalLink, RoleGrant, SecondFactor, SignInSession, Unit
from .permissions import GRANTS, Permission, Role
from .rules import IDLE_AFTER, OVER_AFTER, PersonDetails, is_factor_due

LONGEST_SEARCH = 100  # databases refuse patterns without end
NAMED_BY = (Person.first_name, Person.last_name, Person.email)
BY_NAME = (Person.last_name, Person.first_name, Person.id)


@dataclass(frozen=True, kw_only=True)
class Known:
    """Somebody as a list of staff is compared with them."""

    id: UUID
    details: PersonDetails
    active: bool


#: Asked in every request, so it is written once. One row for each role, and one without any.
_SIGNED_IN = (
    select(
        SignInSession.id.label("session_id"),
        SignInSession.seen_at,
        SignInSession.proven_at,
        SignInSession.way,
        Person.id.label("person_id"),
        Person.first_name,
        Person.last_name,
        Person.email,
        Person.unit_id,
        Person.site_id,
        Person.employer,
        Person.language,
        Person.theme,
        Person.text_size,
        RoleGrant.role,
        inbox.unread_of(Person.id).label("unread"),
        SecondFactor.id.label("factor_id"),
    )
    .join(Person, Person.id == SignInSession.person_id)
    .outerjoin(RoleGrant, RoleGrant.person_id == Person.id)
    .outerjoin(
        SecondFactor,
        and_(SecondFactor.person_id == Person.id, SecondFactor.stage == FactorStage.ACTIVE),
    )
    .where(
        SignInSession.token_hash == bindparam("token_hash"),
        SignInSession.ended_at.is_(None),
        SignInSession.seen_at > bindparam("seen_after"),
        SignInSession.created_at > bindparam("begun_after"),
        Person.deactivated_at.is_(None),
    )
)


def signed_in(token: str, *, at: datetime) -> SignedIn | None:
    """Return who is behind this token, with one statement, or nobody."""
    sought = {
        "token_hash": token_hash(token),
        "seen_after": at - IDLE_AFTER,
        "begun_after": at - OVER_AFTER,
    }
    # Past the bookkeeping of the session, which plain values do not need.
    rows = connection().execute(_SIGNED_IN, sought).all()
    if not rows:
        return None
    first = rows[0]
    roles = frozenset(row.role for row in rows if row.role is not None)
    has_factor = first.factor_id is not None
    return SignedIn(
        token=token,
        session_id=first.session_id,
        seen_at=first.seen_at,
        person_id=first.person_id,
        name=f"{first.first_name} {first.last_name}",
        email=first.email,
        unit_id=first.unit_id,
        site_id=first.site_id,
        employer=first.employer,
        language=first.language,
        theme=first.theme,
        text_size=first.text_size,
        unread=first.unread,
        roles=roles,
        proven_at=first.proven_at,
        has_factor=has_factor,
        # Whoever comes with the account of the house was asked for all of it there.
        factor_due=first.way == SignInWay.PASSWORD
        and is_factor_due(roles, has_factor=has_factor, required=is_factor_required()),
        way=first.way,
    )


def is_factor_required() -> bool:
    """Tell whether this installation insists on a second factor for some roles."""
    return bool(current_app.config["SECOND_FACTOR"] == "required")


def owner_of(token: str) -> UUID | None:
    """Return whose session this is or was."""
    statement = select(SignInSession.person_id).where(SignInSession.token_hash == token_hash(token))
    return db.session.scalar(statement)


def sessions(person_id: UUID, *, at: datetime) -> list[SignInSession]:
    """Return the browsers in which somebody is signed in now, the latest first."""
    statement = (
        select(SignInSession)
        .where(SignInSession.person_id == person_id, _alive(at))
        .order_by(SignInSession.created_at.desc(), SignInSession.id)
    )
    return list(db.session.scalars(statement))


def own_session(session_id: UUID, *, person_id: UUID, at: datetime) -> SignInSession:
    """Return a browser in which this person is signed in, or raise NoResultFound."""
    own = (SignInSession.id == session_id) & (SignInSession.person_id == person_id)
    return db.session.scalars(select(SignInSession).where(own, _alive(at))).one()


def count_sessions(person_id: UUID, *, at: datetime) -> int:
    """Count the browsers in which somebody is signed in now."""
    alive = select(func.count(SignInSession.id)).where(
        SignInSession.person_id == person_id, _alive(at)
    )
    return db.session.scalar(alive) or 0


def _alive(at: datetime) -> ColumnElement[bool]:
    return and_(
        SignInSession.ended_at.is_(None),
        SignInSession.seen_at > at - IDLE_AFTER,
        SignInSession.created_at > at - OVER_AFTER,
    )


def person(person_id: UUID) -> Person:
    """Return somebody, or raise NoResultFound."""
    return db.session.get_one(Person, person_id)


def is_active(person_id: UUID) -> bool:
    """Tell whether somebody can still sign in."""
    return person(person_id).deactivated_at is None


def person_with_unit(person_id: UUID) -> Person:
    """Return somebody together with their unit and site, or raise NoResultFound."""
    whole = select(Person).options(joinedload(Person.unit), joinedload(Person.site))
    return db.session.scalars(whole.where(Person.id == person_id)).one()


def plain_email(email: str) -> str:
    """Return an address as it is stored: without blanks around it, in lower case."""
    return email.strip().lower()


def person_by_email(email: str) -> Person | None:
    """Return who has this address, whatever its case."""
    return db.session.scalar(select(Person).where(Person.email == plain_email(email)))


def person_by_house_subject(subject: str) -> Person | None:
    """Return whose account of the house this is."""
    return db.session.scalar(select(Person).where(Person.house_subject == subject))


def people_by_ids(ids: Collection[UUID]) -> dict[UUID, Person]:
    """Return several people by their ids, with one statement; unknown ids are left out."""
    if not ids:
        return {}
    found = db.session.scalars(select(Person).where(Person.id.in_(ids)).order_by(*BY_NAME))
    return {someone.id: someone for someone in found}


def known_people(emails: Collection[str]) -> dict[str, Known]:
    """Return several people by their addresses, with one statement."""
    if not emails:
        return {}
    found = db.session.scalars(select(Person).where(Person.email.in_(emails)).order_by(*BY_NAME))
    return {
        one.email: Known(id=one.id, details=details_of(one), active=one.deactivated_at is None)
        for one in found
    }


def count_active() -> int:
    """Count everybody who can sign in."""
    active = select(func.count()).where(Person.deactivated_at.is_(None))
    return db.session.scalar(active) or 0


def count_inside(
    *, employer: Employer | None, unit_ids: Collection[UUID], site_ids: Collection[UUID]
) -> int:
    """Count who can sign in, is paid by this employer and works in one of these units and sites.

    No employer means whoever pays, no units all of them, no sites wherever somebody works.
    """
    conditions: list[ColumnElement[bool]] = [Person.deactivated_at.is_(None)]
    if employer is not None:
        conditions.append(Person.employer == employer)
    if unit_ids:
        conditions.append(Person.unit_id.in_(unit_ids))
    if site_ids:
        conditions.append(Person.site_id.in_(site_ids))
    return db.session.scalar(select(func.count()).select_from(Person).where(*conditions)) or 0


def active_people_with_role(role: Role) -> list[Person]:
    """Return who holds this role and can sign in, by name. Everybody is an employee."""
    statement = select(Person).where(Person.deactivated_at.is_(None)).order_by(*BY_NAME)
    if role != Role.EMPLOYEE:
        statement = statement.join(RoleGrant, RoleGrant.person_id == Person.id).where(
            RoleGrant.role == role
        )
    return list(db.session.scalars(statement))


def active_people_who_may(permission: Permission) -> list[Person]:
    """Return who can sign in and holds a role that grants this, by name."""
    granting = [role for role, granted in GRANTS.items() if permission in granted]
    holders = select(RoleGrant.person_id).where(RoleGrant.role.in_(granting))
    return list(
        db.session.scalars(
            select(Person)
            .where(Person.deactivated_at.is_(None), Person.id.in_(holders))
            .order_by(*BY_NAME)
        )
    )


def search_people(text: str, limit: int = 20) -> list[Person]:
    """Return active people whose name or address contains every word of the text."""
    statement = (
        select(Person)
        .options(joinedload(Person.unit))
        .where(Person.deactivated_at.is_(None), contains_words(text))
        .order_by(*BY_NAME)
        .limit(limit)
    )
    return list(db.session.scalars(statement))


def contains_words(
    text: str, columns: Sequence[QueryableAttribute[str]] = NAMED_BY
) -> ColumnElement[bool]:
    """Match rows by every word, people in their names or address; nobody's is very long."""
    words = text[:LONGEST_SEARCH].split()
    return and_(true(), *(_contains(word, columns) for word in words))


def _contains(word: str, columns: Sequence[QueryableAttribute[str]]) -> ColumnElement[bool]:
    return or_(false(), *(column.icontains(word, autoescape=True) for column in columns))


def recipient(someone: Person) -> Recipient:
    """Return where and in which language to write to somebody."""
    return Recipient(
        person_id=someone.id,
        address=someone.email,
        language=someone.language,
        name=someone.name,
        neutral=someone.neutral_mail,
        alarm_minutes=someone.entry_alarm_minutes,
    )


def details_of(someone: Person) -> PersonDetails:
    """Return what the house notes about somebody."""
    return PersonDetails(
        first_name=someone.first_name,
        last_name=someone.last_name,
        email=someone.email,
        unit_id=someone.unit_id,
        site_id=someone.site_id,
        employer=someone.employer,
        language=someone.language,
        line_manager_id=someone.line_manager_id,
        phone=someone.phone,
    )


def roles_of(person_id: UUID) -> list[Role]:
    """Return the roles that were given to somebody; being an employee is not among them."""
    statement = (
        select(RoleGrant.role).where(RoleGrant.person_id == person_id).order_by(RoleGrant.role)
    )
    return list(db.session.scalars(statement))


def someone_is(role: Role) -> bool:
    """Tell whether anybody has a role at all."""
    return bool(db.session.scalar(select(exists().where(RoleGrant.role == role))))


def state_of(someone: Person) -> AccountState:
    """Tell whether an account lets somebody in."""
    if someone.deactivated_at is not None:
        return AccountState.DEACTIVATED
    return AccountState.ACTIVE if someone.password_hash else AccountState.INVITED


def units() -> list[Unit]:
    """Return all parts of the house by name."""
    return list(db.session.scalars(select(Unit).order_by(Unit.name, Unit.code)))


def unit(unit_id: UUID) -> Unit:
    """Return a part of the house, or raise NoResultFound."""
    return db.session.get_one(Unit, unit_id)


def unit_by_code(code: str) -> Unit | None:
    """Return the part of the house with this short name."""
    return db.session.scalar(select(Unit).where(Unit.code == code))


def open_links(person_id: UUID) -> list[PersonalLink]:
    """Return the links of somebody that were not used yet."""
    statement = (
        select(PersonalLink)
        .where(PersonalLink.person_id == person_id, PersonalLink.used_at.is_(None))
        .order_by(PersonalLink.created_at, PersonalLink.id)
    )
    return list(db.session.scalars(statement))


def holder_of_link(token: str, *, purpose: LinkPurpose, at: datetime) -> Person:
    """Return whom a link is for; whatever is wrong with it, raise the same LinkGone."""
    someone = db.session.scalar(
        select(Person)
        .join(PersonalLink, PersonalLink.person_id == Person.id)
        .where(
            PersonalLink.token_hash == token_hash(token),
            PersonalLink.purpose == purpose,
            PersonalLink.used_at.is_(None),
            PersonalLink.expires_at > at,
            Person.deactivated_at.is_(None),
        )
    )
    if someone is None:
        raise LinkGone
    return someone
