"""Questions about needs. What is needed stays sealed here; only the service opens it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, or_, select
from sqlalchemy import case as if_
from sqlalchemy.orm import aliased

from bgm_portal.activities.kinds import ActivityState
from bgm_portal.activities.models import Activity, Assignment
from bgm_portal.core.clock import local_day
from bgm_portal.core.database import db
from bgm_portal.identity.models import Person, RoleGrant
from bgm_portal.identity.permissions import Role

from .models import Need, NeedStep
from .rules import OPEN, Candidate, Concerned, may_look_after
from .states import NeedStatus

Concerning = aliased(Person)
Owner = aliased(Person)


@dataclass(frozen=True, kw_only=True)
class CaseRow:
    """A need without what is needed: whose, where, by when, how far."""

    id: UUID
    person_id: UUID
    person_name: str
    line_manager_id: UUID | None
    owner_id: UUID
    owner_name: str
    activity_id: UUID
    title_de: str
    title_en: str | None
    starts_at: datetime | None
    ends_at: datetime | None
    closed_at: datetime | None  # when the activity was cancelled
    status: NeedStatus
    due_on: date
    stated_at: datetime
    news_since: datetime | None
    declined_at: datetime | None

    @property
    def starts_on(self) -> date | None:
        """Return the day of the first date."""
        return local_day(self.starts_at) if self.starts_at else None


@dataclass(frozen=True, kw_only=True)
class StepRow:
    """A step on the way of a need, still sealed."""

    id: UUID
    need_id: UUID
    at: datetime
    by_id: UUID
    by_name: str
    status: NeedStatus
    key_name: str | None
    sealed: bytes | None


@dataclass(frozen=True, kw_only=True)
class Tally:
    """How many needs an activity has, and how many of them are still open."""

    stated: int = 0
    open: int = 0


def case(need_id: UUID) -> CaseRow | None:
    """Return one need, or nothing."""
    return next(iter(_found(_cases().where(Need.id == need_id))), None)


def desk(owner_id: UUID) -> list[CaseRow]:
    """Return what somebody looks after and still may, the first due date first.

    Whoever leads the person by now is not told any more that there is a need.
    """
    leads = Concerning.line_manager_id == owner_id
    return _found(
        _cases()
        .where(Need.owner_id == owner_id, or_(Concerning.line_manager_id.is_(None), ~leads))
        .order_by(Need.due_on, Concerning.last_name, Concerning.first_name, Need.id)
    )


def own_needs(person_id: UUID) -> list[CaseRow]:
    """Return a person's own needs, the next activity first."""
    return _found(
        _cases()
        .where(Need.person_id == person_id)
        .order_by(Activity.starts_at, Activity.id, Need.stated_at, Need.id)
    )


def needs_of(person_id: UUID, activity_id: UUID) -> list[CaseRow]:
    """Return a person's needs at one activity, in the order in which they were stated."""
    return _found(
        _cases()
        .where(Need.person_id == person_id, Need.activity_id == activity_id)
        .order_by(Need.stated_at, Need.id)
    )


def steps(need_ids: Collection[UUID]) -> list[StepRow]:
    """Return the steps of some needs, the first one first."""
    rows = db.session.execute(
        select(NeedStep, Person.first_name, Person.last_name)
        .join(Person, Person.id == NeedStep.by_id)
        .where(NeedStep.need_id.in_(need_ids))
        .order_by(NeedStep.at, NeedStep.id)
    )
    return [
        StepRow(
            id=step.id,
            need_id=step.need_id,
            at=step.at,
            by_id=step.by_id,
            by_name=f"{first} {last}",
            status=step.status,
            key_name=step.key_name,
            sealed=step.sealed,
        )
        for step, first, last in rows
    ]


def tally(activity_id: UUID) -> Tally:
    """Count the needs at one activity."""
    return tallies([activity_id]).get(activity_id, Tally())


def tallies(activity_ids: Collection[UUID]) -> dict[UUID, Tally]:
    """Count the needs at some activities, without saying whose they are."""
    rows = db.session.execute(
        select(Need.activity_id, func.count(), func.count().filter(Need.status.in_(OPEN)))
        .where(Need.activity_id.in_(activity_ids))
        .group_by(Need.activity_id)
        .order_by(Need.activity_id)
    )
    return {activity_id: Tally(stated=stated, open=still) for activity_id, stated, still in rows}


def candidates(activity_id: UUID) -> list[Candidate]:
    """Return the coordinators who might look after needs at an activity, by name."""
    rows = db.session.execute(
        select(Person.id, Assignment.person_id.is_not(None))
        .join(RoleGrant, RoleGrant.person_id == Person.id)
        .outerjoin(
            Assignment,
            (Assignment.person_id == Person.id) & (Assignment.activity_id == activity_id),
        )
        .where(RoleGrant.role == Role.COORDINATOR, Person.deactivated_at.is_(None))
        .order_by(Person.last_name, Person.first_name, Person.id)
    )
    return [Candidate(person_id=person_id, assigned=assigned) for person_id, assigned in rows]


def concerned(person_id: UUID) -> Concerned:
    """Return who leads a person, or raise NoResultFound."""
    manager_id = db.session.execute(
        select(Person.line_manager_id).where(Person.id == person_id)
    ).scalar_one()
    return Concerned(person_id=person_id, line_manager_id=manager_id)


def sealed(need_ids: Collection[UUID]) -> dict[UUID, tuple[str, bytes]]:
    """Return the sealed texts of some needs, with the names of their keys."""
    rows = db.session.execute(
        select(Need.id, Need.key_name, Need.sealed).where(Need.id.in_(need_ids)).order_by(Need.id)
    )
    return {need_id: (key_name, text) for need_id, key_name, text in rows}


def successors(row: CaseRow) -> list[tuple[UUID, str]]:
    """Return to whom a need can be given: others of the activity who may see it, by name."""
    concerning = Concerned(person_id=row.person_id, line_manager_id=row.line_manager_id)
    return names(
        [
            candidate.person_id
            for candidate in candidates(row.activity_id)
            if candidate.assigned
            and candidate.person_id != row.owner_id
            and may_look_after(candidate.person_id, concerning)
        ]
    )


def names(person_ids: Collection[UUID]) -> list[tuple[UUID, str]]:
    """Return some people with their names, by name."""
    rows = db.session.execute(
        select(Person.id, Person.first_name, Person.last_name)
        .where(Person.id.in_(person_ids))
        .order_by(Person.last_name, Person.first_name, Person.id)
    )
    return [(person_id, f"{first} {last}") for person_id, first, last in rows]


def count_owned(owner_id: UUID) -> int:
    """Count what somebody looks after, whatever it is."""
    return db.session.scalar(select(func.count()).where(Need.owner_id == owner_id)) or 0


def owned(owner_id: UUID) -> list[UUID]:
    """Return the needs that somebody looks after."""
    return list(
        db.session.scalars(select(Need.id).where(Need.owner_id == owner_id).order_by(Need.id))
    )


def owners() -> list[UUID]:
    """Return everybody who looks after a need."""
    return list(db.session.scalars(select(Need.owner_id).distinct().order_by(Need.owner_id)))


def without_owner() -> list[UUID]:
    """Return the needs whose owner left, plans no more, or leads the person by now."""
    plans = (RoleGrant.person_id == Need.owner_id) & (RoleGrant.role == Role.COORDINATOR)
    return list(
        db.session.scalars(
            select(Need.id)
            .join(Concerning, Concerning.id == Need.person_id)
            .join(Owner, Owner.id == Need.owner_id)
            .outerjoin(RoleGrant, plans)
            .where(
                or_(
                    RoleGrant.person_id.is_(None),
                    Owner.deactivated_at.is_not(None),
                    Concerning.line_manager_id == Need.owner_id,
                )
            )
            .order_by(Need.id)
        )
    )


def ended_or_declined(*, ended_before: datetime) -> list[CaseRow]:
    """Return the needs whose end has come or may have come; the rules say which."""
    return _found(
        _cases()
        .where(
            or_(
                Activity.ends_at.is_(None),
                Activity.ends_at < ended_before,
                Activity.state == ActivityState.CANCELLED,
                Need.status == NeedStatus.NOT_POSSIBLE,
            )
        )
        .order_by(Need.id)
    )


def _found(statement: Select[*tuple[Any, ...]]) -> list[CaseRow]:
    return [CaseRow(**row) for row in db.session.execute(statement).mappings()]


def _cases() -> Select[*tuple[Any, ...]]:
    """Select what `CaseRow` knows; the sealed columns stay where they are."""
    declined_at = (
        select(func.max(NeedStep.at))
        .where(NeedStep.need_id == Need.id, NeedStep.status == NeedStatus.NOT_POSSIBLE)
        .where(Need.status == NeedStatus.NOT_POSSIBLE)
        .correlate(Need)
        .scalar_subquery()
    )
    return (
        select(
            Need.id,
            Need.person_id,
            (Concerning.first_name + " " + Concerning.last_name).label("person_name"),
            Concerning.line_manager_id,
            Need.owner_id,
            (Owner.first_name + " " + Owner.last_name).label("owner_name"),
            Need.activity_id,
            Activity.title_de,
            Activity.title_en,
            Activity.starts_at,
            Activity.ends_at,
            if_((Activity.state == ActivityState.CANCELLED, Activity.ended_at)).label("closed_at"),
            Need.status,
            Need.due_on,
            Need.stated_at,
            Need.news_since,
            declined_at.label("declined_at"),
        )
        .join(Concerning, Concerning.id == Need.person_id)
        .join(Owner, Owner.id == Need.owner_id)
        .join(Activity, Activity.id == Need.activity_id)
    )
