"""Counting what is over, and writing down what was learned."""

from dataclasses import asdict, dataclass
from datetime import datetime
from uuid import UUID

from bgm_portal.activities.models import Activity
from bgm_portal.audit import service as audit
from bgm_portal.audit.events import Event
from bgm_portal.core.database import db

from . import queries
from .models import Evaluation, EvaluationFigures

SECTION = "evaluation"


@dataclass(frozen=True, kw_only=True)
class Words:
    """What those who planned write down."""

    goal: str
    lessons: str
    next_step: str


def freeze(activity_id: UUID) -> int:
    """Count an activity once, before its names go; tell whether that was done now."""
    if queries.figures(activity_id) is not None:
        return 0
    figures = queries.count(db.session.get_one(Activity, activity_id))
    db.session.add(EvaluationFigures(activity_id=activity_id, **asdict(figures)))
    db.session.flush()
    return 1


def write(activity_id: UUID, words: Words, *, by: UUID, at: datetime) -> None:
    """Write down goal, what was learned and what comes next."""
    found = queries.words(activity_id)
    if found is None:
        db.session.add(Evaluation(activity_id=activity_id, **asdict(words)))
    else:
        for name, value in asdict(words).items():
            setattr(found, name, value)
    audit.record(Event.ACTIVITY_CHANGED, at=at, by=by, object_id=activity_id, section=SECTION)
    db.session.flush()
