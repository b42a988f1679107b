"""What a list of staff would change, and doing it: everything or nothing, by whoever commits.

Planning asks the tables and changes nothing. The same list applied twice changes nothing the
second time. Whoever is not in the list stays as they are.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from flask_babel import gettext as _

from bgm_portal.audit.events import Event
from bgm_portal.audit.service import record

from . import credentials, queries, service, sites, staff_import
from .queries import Known
from .rules import PersonDetails
from .staff_import import Mention, Problem, StaffList, StaffRow
from .words import EMPLOYERS, LANGUAGES


class Action(StrEnum):
    """What a line of the list leads to."""

    CREATE = "create"
    CHANGE = "change"
    KEEP = "keep"


@dataclass(frozen=True, kw_only=True)
class Change:
    """One fact that would be different."""

    column: str
    before: str
    after: str


@dataclass(frozen=True, kw_only=True)
class Planned:
    """What is planned for one line."""

    row: StaffRow
    action: Action
    details: PersonDetails
    person_id: UUID | None
    new_manager: str | None  # the address of a line manager whom this list creates
    changes: tuple[Change, ...]


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What would be done with a whole list, if there are no problems."""

    planned: tuple[Planned, ...]
    problems: tuple[Problem, ...]

    def count(self, action: Action) -> int:
        """Count the lines that lead to this."""
        return sum(one.action == action for one in self.planned)

    @property
    def fingerprint(self) -> str:
        """Return what differs as soon as another plan would be carried out."""
        lines = [f"{one.row.email} {one.action} {one.changes}" for one in self.planned]
        return hashlib.sha256("\n".join(lines).encode()).hexdigest()


@dataclass(frozen=True, kw_only=True)
class _Tables:
    """What the tables say about everybody and everything that the list names."""

    units: Mapping[str, UUID]
    unit_names: Mapping[UUID, str]
    sites: Mapping[str, UUID]
    site_names: Mapping[UUID | None, str]
    people: Mapping[str, Known]
    emails: Mapping[UUID, str]
    listed: frozenset[str]


def plan_from(content: bytes) -> tuple[str, Plan]:
    """Return the text of a file and what it would change."""
    text, staff = staff_import.read(content)
    return text, plan(staff)


def plan(staff: StaffList) -> Plan:
    """Compare a list with the tables."""
    known = _tables(staff)
    problems = list(staff.problems)
    for mention in staff.mentions:
        problems.extend(_problems_with(mention, known))
    problems.sort(key=lambda problem: problem.row)
    if problems:
        return Plan(planned=(), problems=tuple(problems))
    return Plan(planned=tuple(_planned(row, known) for row in staff.rows), problems=())


def apply(plan: Plan, *, invite: bool, by: UUID | None, at: datetime) -> None:
    """Do everything that was planned. Line managers follow when everybody is there."""
    ids: dict[str, UUID] = {}
    for one in plan.planned:
        if one.person_id is None:
            ids[one.row.email] = service.create_person(details=one.details, by=by, at=at).id
        elif one.action == Action.CHANGE:
            service.change_person(person_id=one.person_id, details=one.details, by=by, at=at)
    for one in plan.planned:
        if one.new_manager is not None:
            person_id = one.person_id or ids[one.row.email]
            service.assign_line_manager(
                person_id=person_id, manager_id=ids[one.new_manager], by=by, at=at
            )
    if invite:
        for person_id in ids.values():
            credentials.invite(person_id=person_id, by=by, at=at)
    record(
        Event.STAFF_IMPORTED,
        at=at,
        by=by,
        created=plan.count(Action.CREATE),
        changed=plan.count(Action.CHANGE),
        unchanged=plan.count(Action.KEEP),
    )


def _tables(staff: StaffList) -> _Tables:
    listed = frozenset(mention.email for mention in staff.mentions)
    people = queries.known_people(listed | {one.manager_email for one in staff.mentions})
    managers = {
        manager_id for one in people.values() if (manager_id := one.details.line_manager_id)
    }
    units, places = queries.units(), sites.sites()
    return _Tables(
        units={unit.name.casefold(): unit.id for unit in units}
        | {unit.code.casefold(): unit.id for unit in units},
        unit_names={unit.id: unit.name for unit in units},
        sites={place.name.casefold(): place.id for place in places},
        site_names={None: "", **{place.id: place.name for place in places}},
        people=people,
        emails={key: one.email for key, one in queries.people_by_ids(managers).items()},
        listed=listed,
    )


def _problems_with(mention: Mention, known: _Tables) -> list[Problem]:
    found: list[Problem] = []

    def complain(column: str, value: str, remedy: str) -> None:
        found.append(Problem(row=mention.row, column=column, value=value, remedy=remedy))

    if mention.unit and mention.unit.casefold() not in known.units:
        complain(
            staff_import.UNIT,
            mention.unit,
            _("Diese Einheit gibt es nicht. Prüfen Sie die Schreibweise, oder legen Sie sie an."),
        )
    if mention.site and mention.site.casefold() not in known.sites:
        complain(
            staff_import.SITE,
            mention.site,
            _("Diesen Standort gibt es nicht. Prüfen Sie die Schreibweise, oder legen Sie ihn an."),
        )
    person = known.people.get(mention.email)
    if person is not None and not person.active:
        complain(
            staff_import.EMAIL_ADDRESS,
            mention.email,
            _(
                "Dieses Konto ist deaktiviert. Aktivieren Sie es auf seiner Seite, "
                "oder löschen Sie die Zeile."
            ),
        )
    manager = mention.manager_email
    if manager and manager not in known.listed and manager not in known.people:
        complain(
            staff_import.MANAGER,
            manager,
            _(
                "Diese Adresse steht weder in der Datei noch im Portal. "
                "Ergänzen Sie die Person, oder lassen Sie das Feld leer."
            ),
        )
    return found


def _planned(row: StaffRow, known: _Tables) -> Planned:
    person = known.people.get(row.email)
    new_manager = row.manager_email if row.manager_email not in known.people else None
    before = person.details if person else None
    after = _details(row, before, known)
    changes = _changes(row, before, after, known) if before else ()
    action = Action.CREATE if person is None else Action.CHANGE if changes else Action.KEEP
    return Planned(
        row=row,
        action=action,
        details=after,
        person_id=person.id if person else None,
        new_manager=new_manager or None,
        changes=changes,
    )


def _details(row: StaffRow, before: PersonDetails | None, known: _Tables) -> PersonDetails:
    """Return the facts after the import. A column that the file lacks leaves its fact alone."""
    after = PersonDetails(
        first_name=row.first_name,
        last_name=row.last_name,
        email=row.email,
        unit_id=known.units[row.unit.casefold()],
        employer=row.employer,
        site_id=before.site_id if before else None,
        language=row.language or (before.language if before else "de"),
        line_manager_id=before.line_manager_id if before else None,
        phone=before.phone if before else None,
    )
    if row.site is not None:
        after = replace(after, site_id=known.sites.get(row.site.casefold()))
    if row.phone is not None:
        after = replace(after, phone=row.phone or None)
    if row.manager_email is not None:
        manager = known.people.get(row.manager_email)
        after = replace(after, line_manager_id=manager.id if manager else None)
    return after


def _changes(
    row: StaffRow, before: PersonDetails, after: PersonDetails, known: _Tables
) -> tuple[Change, ...]:
    manager_id = before.line_manager_id
    manager = known.emails.get(manager_id, "") if manager_id else ""
    facts = (
        (staff_import.FIRST_NAME, before.first_name, after.first_name),
        (staff_import.LAST_NAME, before.last_name, after.last_name),
        (staff_import.UNIT, known.unit_names[before.unit_id], known.unit_names[after.unit_id]),
        (staff_import.SITE, known.site_names[before.site_id], known.site_names[after.site_id]),
        (staff_import.EMPLOYER, EMPLOYERS[before.employer], EMPLOYERS[after.employer]),
        (staff_import.LANGUAGE, LANGUAGES[before.language], LANGUAGES[after.language]),
        (
            staff_import.MANAGER,
            manager,
            manager if row.manager_email is None else row.manager_email,
        ),
        (staff_import.PHONE, before.phone or "", after.phone or ""),
    )
    return tuple(
        Change(column=column, before=str(old), after=str(new))
        for column, old, new in facts
        if str(old) != str(new)
    )
