"""Whose completion ends soon: for reminders alone. No page shows this list.

A completion ends by itself after the months that its version named, or because a renewed version
appeared, then with the notice that `rules.progress` gives.
"""

from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, and_, exists, or_, select
from sqlalchemy.orm import aliased

from bgm_portal.core.clock import midnight
from bgm_portal.core.database import db
from bgm_portal.identity.models import Person

from . import queries
from .assignments import Assignment, assignment
from .library import Edition
from .models import Completion, ModuleVersion
from .queries import Shelved
from .rules import progress as rules
from .service.completing import until

A_MONTH_END = timedelta(days=3)  # a month later than the 31st is the 28th, and not the other way


def ending(first: date, last: date) -> list[Assignment]:
    """Return whose completion ends on these days, by day, module and person."""
    shelf = {one.module.id: one for one in queries.shelf() if one.module.withdrawn_at is None}
    versions = _versions(shelf)
    which = [
        condition
        for version_id, edition in versions.items()
        for condition in _may_end(version_id, edition, shelf[edition.module_id], first, last)
    ]
    if not which:
        return []
    found = []
    for row in _latest(which):
        shelved = shelf[row.module_id]
        day = until(shelved, row)
        if day is not None and first <= day <= last:
            since = _since(shelved, versions[row.version_id], row)
            found.append(assignment(shelved, row.person_id, due_on=day, since=since))
    return sorted(found, key=lambda one: (one.due_on, one.key, one.person_id))


def _versions(shelf: dict[UUID, Shelved]) -> dict[UUID, Edition]:
    """Return all versions of these modules that somebody has completed."""
    used = select(Completion.version_id).where(Completion.module_id.in_(shelf)).distinct()
    ids = db.session.scalars(
        select(ModuleVersion.id).where(ModuleVersion.id.in_(used)).order_by(ModuleVersion.id)
    ).all()
    return queries.editions(ids)


def _may_end(
    version_id: UUID, edition: Edition, shelved: Shelved, first: date, last: date
) -> list[ColumnElement[bool]]:
    """Say which completions of a version may end on these days, so that few are looked at."""
    by_version = and_(Completion.version_id == version_id)
    if shelved.ended_by(edition.number) is not None:
        return [by_version]
    months = edition.renewal_months
    if not months:
        return []
    earliest = rules.months_later(first, -months) - A_MONTH_END
    latest = rules.months_later(last, -months) + A_MONTH_END
    return [and_(by_version, Completion.completed_on.between(earliest, latest))]


def _latest(which: list[ColumnElement[bool]]) -> list[Completion]:
    later = aliased(Completion)
    return list(
        db.session.scalars(
            select(Completion)
            .join(Person, Person.id == Completion.person_id)
            .where(
                or_(*which),
                Person.deactivated_at.is_(None),
                ~exists().where(
                    later.person_id == Completion.person_id,
                    later.module_id == Completion.module_id,
                    later.cycle > Completion.cycle,
                ),
            )
            .order_by(Completion.id)
        )
    )


def _since(shelved: Shelved, edition: Edition, row: Completion) -> datetime:
    """Return since when it is known that a completion ends on its day."""
    renewed = shelved.ended_by(edition.number)
    return renewed.published_at if renewed else midnight(row.completed_on)
