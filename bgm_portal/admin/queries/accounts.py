"""Which accounts there are, for the pages of the administration."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import joinedload

from bgm_portal.core.database import db
from bgm_portal.core.paging import Page
from bgm_portal.identity.kinds import AccountState
from bgm_portal.identity.models import Person, RoleGrant, Site, Unit
from bgm_portal.identity.permissions import Role
from bgm_portal.identity.queries import BY_NAME, contains_words, state_of

ACCOUNTS_ON_A_PAGE = 25


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """Which accounts to list: nothing means all."""

    text: str = ""
    unit: str = ""  # words of its name or its code
    site: str = ""  # words of its name
    site_id: UUID | None = None
    without_site: bool = False
    role: Role | None = None
    state: AccountState | None = None


@dataclass(frozen=True, kw_only=True)
class AccountRow:
    """An account as the list shows it."""

    id: UUID
    name: str
    email: str
    unit: str
    site: str
    roles: tuple[Role, ...]
    state: AccountState


def accounts(wanted: Wanted, *, number: int) -> Page[AccountRow]:
    """Return a page of accounts by name, with three statements whatever their number."""
    condition = _wanted(wanted)
    total = db.session.scalar(select(func.count(Person.id)).where(condition)) or 0
    number = min(max(1, number), max(1, -(-total // ACCOUNTS_ON_A_PAGE)))
    people = db.session.scalars(
        select(Person)
        .options(joinedload(Person.unit), joinedload(Person.site))
        .where(condition)
        .order_by(*BY_NAME)
        .limit(ACCOUNTS_ON_A_PAGE)
        .offset((number - 1) * ACCOUNTS_ON_A_PAGE)
    ).all()
    grants = db.session.execute(
        select(RoleGrant.person_id, RoleGrant.role)
        .where(RoleGrant.person_id.in_([someone.id for someone in people]))
        .order_by(RoleGrant.role)
    ).all()
    rows = [
        AccountRow(
            id=someone.id,
            name=someone.name_in_list,
            email=someone.email,
            unit=someone.unit.name,
            site=someone.site.name if someone.site else "",
            roles=tuple(role for person_id, role in grants if person_id == someone.id),
            state=state_of(someone),
        )
        for someone in people
    ]
    return Page(rows=rows, number=number, size=ACCOUNTS_ON_A_PAGE, total=total)


def _wanted(wanted: Wanted) -> ColumnElement[bool]:
    condition = contains_words(wanted.text)
    if wanted.unit:
        units = select(Unit.id).where(contains_words(wanted.unit, (Unit.name, Unit.code)))
        condition &= Person.unit_id.in_(units)
    if wanted.site:
        sites = select(Site.id).where(contains_words(wanted.site, (Site.name,)))
        condition &= Person.site_id.in_(sites)
    if wanted.site_id is not None:
        condition &= Person.site_id == wanted.site_id
    elif wanted.without_site:
        condition &= Person.site_id.is_(None)
    if wanted.role is not None:
        holders = select(RoleGrant.person_id).where(RoleGrant.role == wanted.role)
        condition &= Person.id.in_(holders)
    if wanted.state == AccountState.DEACTIVATED:
        condition &= Person.deactivated_at.is_not(None)
    elif wanted.state is not None:
        has_password = Person.password_hash.is_not(None)
        active = wanted.state == AccountState.ACTIVE
        condition &= Person.deactivated_at.is_(None) & (has_password if active else ~has_password)
    return condition


def people_by_unit() -> dict[UUID, int]:
    """Count the active people of each part of the house."""
    rows = db.session.execute(
        select(Person.unit_id, func.count(Person.id))
        .where(Person.deactivated_at.is_(None))
        .group_by(Person.unit_id)
        .order_by(Person.unit_id)
    )
    return {row[0]: row[1] for row in rows}
