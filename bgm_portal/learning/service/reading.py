"""Beginning, reading, skipping, switching: one's own way through a module."""

from collections.abc import Sequence
from datetime import datetime
from typing import cast
from uuid import UUID, uuid4

from sqlalchemy import Table, select
from sqlalchemy.dialects import postgresql, sqlite

from bgm_portal.core.clock import local_day
from bgm_portal.core.database import db
from bgm_portal.learning import own_queries, queries
from bgm_portal.learning.errors import NotSkippable, NotYetRenewed, SectionMissing, Withdrawn
from bgm_portal.learning.library import Edition
from bgm_portal.learning.models import Answer, Attempt, Enrolment, SectionProgress
from bgm_portal.learning.own_queries import Own
from bgm_portal.learning.queries import Shelved
from bgm_portal.learning.rules import progress as rules

from . import completing


def confirm(*, key: str, section: str, by: UUID, at: datetime, skip: bool = False) -> bool:
    """Note that a lesson was read, or put off; tell whether the module is complete now."""
    shelved = queries.shelved(key)
    enrolment, edition = enrol(shelved, by=by, at=at)
    lessons = {lesson.key for lesson in edition.base.lessons}
    if section not in lessons:
        raise SectionMissing
    if skip and section not in rules.skippable(edition.base):
        raise NotSkippable
    row = db.session.get(SectionProgress, (enrolment.id, section))
    if row is None:
        row = SectionProgress(
            enrolment_id=enrolment.id, section_key=section, skipped=skip, confirmed_at=at
        )
        db.session.add(row)
    elif row.skipped:
        row.skipped, row.confirmed_at = skip, at
    db.session.flush()
    return completing.complete(enrolment, edition, at=at)


def _insist_that_it_may_be_learnt(shelved: Shelved, *, begun: bool, at: datetime) -> None:
    withdrawn_on = shelved.withdrawn_on
    if not rules.may_be_learnt(withdrawn_on=withdrawn_on, begun=begun, today=local_day(at)):
        raise Withdrawn


def enrol(shelved: Shelved, *, by: UUID, at: datetime) -> tuple[Enrolment, Edition]:
    """Return somebody's way through a module, begun now if need be, and held until the commit."""
    own = own_queries.own(by, shelved.module.id)
    _insist_that_it_may_be_learnt(shelved, begun=own.begun, at=at)
    if own.enrolment is None:
        begin(shelved, cycle=_next_cycle(own), by=by, at=at)
    enrolment = _held(by, shelved.module.id)
    edition = edition_of(enrolment.version_id, shelved)
    enrolment.version_id, enrolment.touched_at = edition.version_id, at
    return enrolment, edition


def edition_of(version_id: UUID | None, shelved: Shelved) -> Edition:
    """Return the edition that somebody learns from: mended words reach everybody at once."""
    if version_id is None or version_id == shelved.newest.version_id:
        return shelved.newest
    learnt = queries.edition(version_id)
    changes = queries.changes_since(shelved.module.id, learnt.number)
    return shelved.newest if rules.moves_along(changes) else learnt


def begin(shelved: Shelved, *, cycle: int, by: UUID, at: datetime) -> None:
    """Begin a cycle; whoever presses twice begins once."""
    table = cast("Table", Enrolment.__table__)
    dialect = postgresql if db.engine.dialect.name == "postgresql" else sqlite
    db.session.execute(
        dialect.insert(table)
        .values(
            id=uuid4(),
            person_id=by,
            module_id=shelved.module.id,
            version_id=shelved.newest.version_id,
            cycle=cycle,
            started_at=at,
            touched_at=at,
        )
        .on_conflict_do_nothing()
    )


def renew(*, key: str, by: UUID, at: datetime) -> None:
    """Begin a new cycle when a completion has ended, or will end soon."""
    shelved = queries.shelved(key)
    own = own_queries.own(by, shelved.module.id)
    _insist_that_it_may_be_learnt(shelved, begun=False, at=at)
    standing = completing.standing_of(shelved, own, today=local_day(at))
    if own.begun:
        return
    if standing not in {rules.Standing.ENDING, rules.Standing.ENDED}:
        raise NotYetRenewed
    begin(shelved, cycle=_next_cycle(own), by=by, at=at)


def switch(*, key: str, by: UUID, at: datetime) -> bool:
    """Go on with the newest version. What was read stays read, and what was solved stays solved.

    Answers that are right by the newer key become right: a mended mistake is never to anybody's
    disadvantage. Returns whether the module is complete now.
    """
    shelved = queries.shelved(key)
    enrolment = _held(by, shelved.module.id)
    own = own_queries.own(by, shelved.module.id)
    _insist_that_it_may_be_learnt(shelved, begun=own.begun, at=at)
    enrolment.version_id, enrolment.touched_at = shelved.newest.version_id, at
    asked = {question.key: question for question in shelved.newest.base.questions}
    for answer in _answers(enrolment.id):
        question = asked.get(answer.question_key)
        if question is not None and not answer.solved and answer.checked:
            answer.solved = shelved.newest.grade(question, answer.given).solved
    db.session.flush()
    return completing.complete(enrolment, shelved.newest, at=at)


def _answers(enrolment_id: UUID) -> Sequence[Answer]:
    return db.session.scalars(
        select(Answer)
        .join(Attempt, Attempt.id == Answer.attempt_id)
        .where(Attempt.enrolment_id == enrolment_id)
        .order_by(Answer.question_key)
    ).all()


def _held(person_id: UUID, module_id: UUID) -> Enrolment:
    """Return the latest way, held so that two tabs write one after the other."""
    found = db.session.scalar(
        select(Enrolment)
        .where(Enrolment.person_id == person_id, Enrolment.module_id == module_id)
        .order_by(Enrolment.cycle.desc())
        .limit(1)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    if found is None:
        raise SectionMissing
    return found


def _next_cycle(own: Own) -> int:
    before = [row.cycle for row in (own.enrolment, own.completion) if row is not None]
    return max(before, default=0) + 1
