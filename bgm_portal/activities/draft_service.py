"""Where drafts come from, and how one goes away again that was never published."""

from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from sqlalchemy import delete, select

from bgm_portal.audit import service as audit
from bgm_portal.audit.events import Event
from bgm_portal.core.clock import local_day
from bgm_portal.core.database import db
from bgm_portal.core.house import house
from bgm_portal.identity import queries as identity
from bgm_portal.identity.models import Person
from bgm_portal.identity.permissions import Role

from . import (
    audience_service,
    budget_service,
    copy_rules,
    planning_queries,
    race_service,
    service,
    sharing_service,
    slot_queries,
    slot_service,
)
from .kinds import ActivityKind, PreventionField, SharingEnd, WorktimeRule
from .models import (
    AccessAnswer,
    Activity,
    ActivityRole,
    Assignment,
    AudienceSite,
    AudienceUnit,
    NamedContact,
    Occurrence,
    OfferedAdaptation,
    Question,
    Slot,
    Station,
)
from .planning_queries import Dossier
from .planning_service import COLUMNS

DISCREET_FIELDS = frozenset(
    {PreventionField.STRESS, PreventionField.ADDICTION, PreventionField.MEDICAL}
)

#: What depends on the dates of an activity.
BY_DATE = frozenset({"registration_opens_at", "registration_deadline", "minimum", "decides_at"})

#: What hangs on an activity that nobody could sign up for yet.
PARTS = (
    Slot,
    Station,
    Occurrence,
    AccessAnswer,
    OfferedAdaptation,
    NamedContact,
    AudienceUnit,
    AudienceSite,
    ActivityRole,
    Question,
    Assignment,
)


def create(
    *, title: str, teaser: str, kind: ActivityKind, field: PreventionField, by: UUID, at: datetime
) -> UUID:
    """Begin a draft; whoever begins it is its contact until somebody else is named."""
    activity = Activity(
        title_de=title,
        teaser_de=teaser,
        kind=kind,
        field=field,
        discreet=field in DISCREET_FIELDS,
        created_by=by,
        created_at=at,
        contact_id=by,
        **_usual_worktime(),
    )
    return _add(activity, by=by, at=at)


def _usual_worktime() -> dict[str, Any]:
    """Return whose time an activity is unless the planner says otherwise, as the house decided."""
    told = house()
    return {
        "worktime_ba": WorktimeRule(told.worktime_ba),
        "worktime_city": WorktimeRule(told.worktime_city),
        "worktime_cap_minutes": int(told.worktime_cap_minutes or 0) or None,
    }


def _add(activity: Activity, *, by: UUID, at: datetime) -> UUID:
    db.session.add(activity)
    db.session.flush()
    db.session.add(Assignment(activity_id=activity.id, person_id=by))
    audit.record(Event.ACTIVITY_CREATED, at=at, by=by, object_id=activity.id)
    db.session.flush()
    return activity.id


def copy(
    activity_id: UUID,
    *,
    year: int | None = None,
    as_template: bool = False,
    keep_team: bool = False,
    by: UUID,
    at: datetime,
) -> UUID:
    """Begin a draft with everything of an activity but its people.

    With a year it gets the same weekdays of that year, and deadlines as long before; without one
    it has no dates yet. A team that is kept is the one of the activity, and whoever copies.
    """
    new = Activity(is_template=as_template, created_by=by, created_at=at)
    return _fill(new, activity_id, year=year, keep_team=keep_team)


def _fill(new: Activity, activity_id: UUID, *, year: int | None, keep_team: bool) -> UUID:
    """Give an activity that somebody begins everything of another one but its people."""
    source, by = planning_queries.dossier(activity_id), new.created_by
    weeks = _weeks(source.activity, year)
    for name, value in _values(source.activity, weeks=weeks).items():
        setattr(new, name, value)
    new.contact_id, team = _team(source, by=by) if keep_team else (by, set())
    new_id = _add(new, by=by, at=new.created_at)
    db.session.add_all(
        Assignment(activity_id=new_id, person_id=person_id) for person_id in sorted(team - {by})
    )
    _add_parts(source.activity, new_id, weeks=weeks)
    if year is not None:
        _set_dates(source.activity, new, year)
    return new_id


def _weeks(source: Activity, year: int | None) -> int | None:
    if year is None or source.starts_at is None:
        return None
    return copy_rules.weeks_to(year, local_day(source.starts_at))


def _values(source: Activity, *, weeks: int | None) -> dict[str, Any]:
    kept = set().union(*COLUMNS.values()) - BY_DATE
    values = {name: getattr(source, name) for name in sorted(kept)}
    values |= {"venue_id": source.venue_id, "online_venue_id": source.online_venue_id}
    values |= {"times": source.times}
    values |= {"for_employer": source.for_employer}
    values |= {"for_units": source.for_units, "for_sites": source.for_sites}
    if weeks is None:
        return values
    for name in sorted(BY_DATE - {"minimum"}):
        moment = getattr(source, name)
        values[name] = copy_rules.later(moment, weeks) if moment is not None else None
    return values | {"minimum": source.minimum}


def _team(source: Dossier, *, by: UUID) -> tuple[UUID, set[UUID]]:
    """Return contact and team of an activity, as far as they still coordinate."""
    coordinators = {person.id for person in identity.active_people_with_role(Role.COORDINATOR)}
    team = {person.id for person in source.team} & coordinators - source.stand_ins.keys()
    contact = source.activity.contact_id
    return (contact if contact in team else by), team | {by}


def _add_parts(source: Activity, new_id: UUID, *, weeks: int | None) -> None:
    rows = (
        *source.answers,
        *source.adaptations,
        *source.named_contacts,
        *source.roles,
        *source.questions,
        *slot_queries.stations(source.id),
    )
    db.session.add_all(_twin(row, new_id) for row in rows)
    db.session.flush()
    race_service.copy(source.id, to=new_id, weeks=weeks)
    budget_service.copy(source.id, to=new_id)
    if source.for_units or source.for_sites:
        audience_service.copy(source.id, to=new_id)


def _set_dates(source: Activity, new: Activity, year: int) -> None:
    spans = [(date.starts_at, date.ends_at) for date in source.occurrences]
    if spans:
        weeks = copy_rules.weeks_to(year, local_day(spans[0][0]))
        service.set_dates(new, copy_rules.all_later(spans, weeks))
        slot_service.cut(new)


def copy_year(
    activity_ids: Collection[UUID], *, year: int, number: str, by: UUID, at: datetime
) -> int:
    """Begin a draft for each of these activities in another year; return how many are new.

    The number comes from the page on which they were chosen: sent twice, it begins each once. The
    person is held until the commit, so that the second of two clicks sees what the first one did.
    """
    db.session.execute(select(Person.id).where(Person.id == by).with_for_update(key_share=True))
    wanted = {uuid5(one, f"{number}:{year}:{by}"): one for one in activity_ids}
    there = planning_queries.existing(wanted)
    new = {new_id: one for new_id, one in wanted.items() if new_id not in there}
    for new_id, activity_id in new.items():
        draft = Activity(id=new_id, created_by=by, created_at=at)
        _fill(draft, activity_id, year=year, keep_team=True)
    return len(new)


def _twin(row: Any, activity_id: UUID) -> Any:
    """Return the same row for another activity."""
    values = {
        column.key: getattr(row, column.key)
        for column in row.__mapper__.columns
        if column.key not in {"id", "activity_id"}
    }
    return type(row)(activity_id=activity_id, **values)


def delete_draft(activity_id: UUID, *, by: UUID, at: datetime) -> None:
    """Delete an activity that never appeared, with everything that was written into it."""
    draft = service.hold_draft(activity_id)
    sharing_service.end_all(draft, why=SharingEnd.DELETED, by=by, at=at)
    for table in PARTS:
        db.session.execute(delete(table).where(table.activity_id == activity_id))
    db.session.execute(delete(Activity).where(Activity.id == activity_id))
    audit.record(Event.ACTIVITY_DELETED, at=at, by=by, object_id=activity_id)
