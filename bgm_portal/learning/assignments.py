"""Who is to complete which module until when: for reminders alone. No page shows this list.

A day that is over is no reproach, so nobody is named here after it. Whoever has completed the
module, here or elsewhere, and need not renew it by then, is not named either.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
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
    due_on: date


def due(first: date, last: date) -> list[Assignment]:
    """Return what is due on these days and not yet completed, by day, module and person."""
    rows = _assigned(first, last)
    modules = {module_id for _person, module_id, _day in rows}
    if not modules:
        return []
    known = {one.module.id: one for one in queries.shelf() if one.module.id in modules}
    done = _completed(known)
    return [
        Assignment(
            person_id=person_id, module_id=module_id, key=known[module_id].module.key, due_on=due_on
        )
        for person_id, module_id, due_on in rows
        if not _counts(done.get((person_id, module_id)), known[module_id], due_on)
    ]


def _assigned(first: date, last: date) -> list[tuple[UUID, UUID, date]]:
    """Return people, modules and days; of two days for the same module, the earlier one counts."""
    rows = db.session.execute(
        select(Person.id, Module.id, Recommendation.due_on)
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
    earliest: dict[tuple[UUID, UUID], date] = {}
    for person_id, module_id, due_on in rows:
        earliest.setdefault((person_id, module_id), cast("date", due_on))
    return [(*pair, due_on) for pair, due_on in earliest.items()]


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
