"""Who is to complete which module until when: for reminders alone. No page shows this list.

A day that is over is no reproach, so nobody is named here after it. Whoever has completed the
module, here or elsewhere, and need not renew it by then, is not named either.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import cast
from uuid import UUID

from sqlalchemy import or_, select

from bgm_portal.core.database import db
from bgm_portal.identity.models import Person

from . import queries
from .kinds import Wish
from .models import Completion, Module, Recommendation
from .queries import Shelved
from .service.completing import until


@dataclass(frozen=True, kw_only=True)
class Assignment:
    """A module that somebody is to complete until a day. `key` leads to `learning.module`."""

    person_id: UUID
    module_id: UUID
    key: str
    titles: Mapping[str, str]  # by language
    due_on: date
    since: datetime  # known, or could be


def due(first: date, last: date) -> list[Assignment]:
    """Return what is due on these days and not yet completed, by day, module and person."""
    rows = _assigned(first, last)
    modules = {module_id for module_id, _person in rows}
    if not modules:
        return []
    known = {one.module.id: one for one in queries.shelf() if one.module.id in modules}
    done = _completed(known)
    return [
        assignment(known[module_id], person_id, due_on=due_on, since=since)
        for (module_id, person_id), (due_on, since) in rows.items()
        if not _counts(done.get((person_id, module_id)), known[module_id], due_on)
    ]


def assignment(one: Shelved, person_id: UUID, *, due_on: date, since: datetime) -> Assignment:
    """Return what somebody is to complete, with its titles."""
    return Assignment(
        person_id=person_id,
        module_id=one.module.id,
        key=one.module.key,
        titles={code: document.title for code, document in one.newest.documents.items()},
        due_on=due_on,
        since=since,
    )


def _assigned(first: date, last: date) -> dict[tuple[UUID, UUID], tuple[date, datetime]]:
    """Return modules and people, with day; of two days for the same module the earlier counts."""
    rows = db.session.execute(
        select(Module.id, Person.id, Recommendation.due_on, Recommendation.created_at)
        .select_from(Recommendation)
        .join(Module, Module.id == Recommendation.module_id)
        .join(
            Person,
            or_(Recommendation.unit_id.is_(None), Recommendation.unit_id == Person.unit_id),
        )
        .where(
            Recommendation.wish == Wish.ASSIGNED,
            Recommendation.due_on.between(first, last),
            Module.withdrawn_at.is_(None),
            Person.deactivated_at.is_(None),
        )
        .order_by(Recommendation.due_on, Module.key, Person.id)
    )
    earliest: dict[tuple[UUID, UUID], tuple[date, datetime]] = {}
    for module_id, person_id, due_on, since in rows:
        earliest.setdefault((module_id, person_id), (cast("date", due_on), since))
    return earliest


def _completed(modules: dict[UUID, Shelved]) -> dict[tuple[UUID, UUID], Completion]:
    """Return the last completion of everybody, by person and module."""
    rows: Sequence[Completion] = db.session.scalars(
        select(Completion).where(Completion.module_id.in_(modules)).order_by(Completion.cycle)
    ).all()
    return {(row.person_id, row.module_id): row for row in rows}


def _counts(completion: Completion | None, shelved: Shelved, due_on: date) -> bool:
    if completion is None:
        return False
    last = until(shelved, completion)
    return last is None or last >= due_on
