"""Hiring the invented staff through the services of the house."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from random import Random
from uuid import UUID

from bgm_portal.core.database import transaction
from bgm_portal.identity import credentials, service, sites
from bgm_portal.identity.permissions import Role
from bgm_portal.identity.rules import PersonDetails
from bgm_portal.privacy import service as privacy
from bgm_portal.privacy.kinds import ConsentCode

from .house import PASSWORD
from .people import ACCOUNTS, DEPUTY, SITES, UNITS, DemoPerson, staff


@dataclass(frozen=True, kw_only=True)
class Staff:
    """Who works in the invented house, by address, and who takes part now and then."""

    by_email: dict[str, UUID]
    active: tuple[UUID, ...]

    @property
    def employee(self) -> UUID:
        """Return the employee of the story."""
        return self.by_email[ACCOUNTS[0].email]

    @property
    def coordinator(self) -> UUID:
        """Return the coordinator of the story."""
        return self.by_email[ACCOUNTS[1].email]

    @property
    def leader(self) -> UUID:
        """Return whoever leads the house."""
        return self.by_email[ACCOUNTS[2].email]

    @property
    def administrator(self) -> UUID:
        """Return whoever runs the portal."""
        return next(self.by_email[one.email] for one in ACCOUNTS if Role.ADMIN in one.roles)

    @property
    def deputy(self) -> UUID:
        """Return the second coordinator."""
        return self.by_email[DEPUTY.email]


def hire(random: Random, *, at: datetime) -> Staff:
    """Create sites, units, people, roles and passwords; two in five take part now and then."""
    with transaction():
        units, houses = _units(at=at), _houses(at=at)
        managers: dict[str, UUID] = {}
        by_email: dict[str, UUID] = {}
        by_unit: dict[str, list[UUID]] = defaultdict(list)
        for person in staff(random):
            created = _hire(person, units, houses, managers.get(person.unit), at=at)
            by_email[person.email] = created
            by_unit[person.unit].append(created)
            if not person.roles and person != ACCOUNTS[0]:
                managers.setdefault(person.unit, created)
        _open_doors(by_email, at=at)
    named = {by_email[person.email] for person in (*ACCOUNTS, DEPUTY)}
    others = [person_id for person_id in by_email.values() if person_id not in named]
    active = tuple(random.sample(others, k=len(others) * 2 // 5))
    _keep_history([by_email[ACCOUNTS[0].email], *active[::3]], at=at)
    return Staff(by_email=by_email, active=active)


def _units(*, at: datetime) -> dict[str, UUID]:
    units: dict[str, UUID] = {}
    for unit in UNITS:
        created = service.create_unit(
            code=unit.code,
            name=unit.name,
            reporting_unit_id=units.get(unit.reported_with) if unit.reported_with else None,
            by=None,
            at=at,
        )
        units[unit.code] = created.id
    return units


def _houses(*, at: datetime) -> dict[str, UUID]:
    """Create the sites; return where the people of each unit of the invented house work."""
    ids = {name: sites.create(name=name, by=None, at=at).id for name in SITES}
    return {unit.code: ids[unit.site] for unit in UNITS}


def _hire(
    person: DemoPerson,
    units: dict[str, UUID],
    houses: dict[str, UUID],
    manager: UUID | None,
    *,
    at: datetime,
) -> UUID:
    created = service.create_person(
        details=PersonDetails(
            first_name=person.first_name,
            last_name=person.last_name,
            email=person.email,
            unit_id=units[person.unit],
            site_id=houses[person.unit],
            employer=person.employer,
            language=person.language,
            line_manager_id=manager,
        ),
        by=None,
        at=at,
    )
    for role in person.roles:
        service.grant_role(person_id=created.id, role=role, by=None, at=at)
    return created.id


def _open_doors(by_email: dict[str, UUID], *, at: datetime) -> None:
    for person in (*ACCOUNTS, DEPUTY):
        credentials.set_password(
            person_id=by_email[person.email], password=PASSWORD, by=None, at=at
        )


def _keep_history(people: list[UUID], *, at: datetime) -> None:
    with transaction():
        for person_id in people:
            privacy.give(person_id=person_id, code=ConsentCode.HISTORY, by=person_id, at=at)
