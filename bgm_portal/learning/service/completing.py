"""Finishing a module, and how long that counts. Nothing here is ever taken back."""

from datetime import date, datetime
from typing import Any, cast
from uuid import uuid4

from sqlalchemy import CursorResult, Table
from sqlalchemy.dialects import postgresql, sqlite

from bgm_portal.core.clock import local_day
from bgm_portal.core.database import db
from bgm_portal.learning import own_queries, queries
from bgm_portal.learning.kinds import Basis
from bgm_portal.learning.library import Edition
from bgm_portal.learning.models import Completion, Enrolment
from bgm_portal.learning.own_queries import Own
from bgm_portal.learning.queries import Shelved
from bgm_portal.learning.rules import progress as rules


def complete(enrolment: Enrolment, edition: Edition, *, at: datetime) -> bool:
    """Note a completion as soon as all is done; tell whether that is new. Twice is once."""
    own = own_queries.own(enrolment.person_id, enrolment.module_id)
    if not rules.left(edition.base, own.progress).is_complete:
        return False
    table = cast("Table", Completion.__table__)
    dialect = postgresql if db.engine.dialect.name == "postgresql" else sqlite
    noted = db.session.execute(
        dialect.insert(table)
        .values(
            id=uuid4(),
            person_id=enrolment.person_id,
            module_id=enrolment.module_id,
            version_id=edition.version_id,
            cycle=enrolment.cycle,
            completed_on=local_day(at),
            basis=Basis.MODULE,
        )
        .on_conflict_do_nothing()
    )
    return cast("CursorResult[Any]", noted).rowcount == 1


def until(shelved: Shelved, completion: Completion) -> date | None:
    """Return the last day on which a completion counts, or nothing if it always does."""
    completed = queries.edition(completion.version_id)
    renewed = shelved.ended_by(completed.number)
    return rules.valid_until(
        completion.completed_on,
        renewal_months=completed.renewal_months,
        renewed_on=renewed.published_on if renewed else None,
    )


def standing_of(shelved: Shelved, own: Own, *, today: date) -> rules.Standing:
    """Say how somebody stands to a module."""
    completion = own.completion
    return rules.standing(
        begun=own.enrolment is not None,
        completed=completion is not None,
        until=until(shelved, completion) if completion else None,
        today=today,
    )
