"""What may be done with needs. The only place where a sealed need is opened."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

from sqlalchemy import delete, select, update

from bgm_portal.activities.adaptations import ADAPTATIONS
from bgm_portal.audit import service as audit
from bgm_portal.audit.events import Event
from bgm_portal.core.clock import local_day
from bgm_portal.core.database import db
from bgm_portal.core.sealed import Keyring
from bgm_portal.mail import outbox
from bgm_portal.privacy import event_keys, ledger
from bgm_portal.privacy.errors import CannotSeal

from . import contents, counted, messages, openings, policy, queries, rules
from .contents import AnswerContent, NeedContent, OpenCase, unseal, unseal_what_opens
from .errors import (
    AnswerIncomplete,
    AnswerTooLong,
    CannotTakeOver,
    NeedMissing,
    NobodyToAsk,
    NotNow,
    NotOpened,
    UnknownAdaptation,
    WordsTooLong,
)
from .models import Need, NeedStep
from .queries import CaseRow
from .states import Channel, NeedStatus

AN_INSTANT = timedelta(microseconds=1)


def state_needs(  # noqa: PLR0913 - what a person states has this many parts
    *,
    person_id: UUID,
    activity: rules.Occasion,
    codes: Sequence[str],
    text: str,
    channel: str,
    by: UUID,
    at: datetime,
) -> int:
    """Seal what a person needs at an activity, one row a code; return how many.

    Words without a code count as something else. Raises NobodyToAsk when no coordinator may see it.
    """
    words = contents.tidy(text)
    wanted = list(dict.fromkeys(codes)) or ([rules.OTHER] if words else [])
    if not wanted:
        return 0
    _ensure_sound(wanted, words)
    owner_id = _owner_for(activity.id, activity.contact_id, person_id)
    ring = _sealing(activity.id, at=at)
    for code in wanted:
        need_id = uuid4()
        content = NeedContent(code=code, words=words, channel=Channel(channel) if channel else None)
        need = Need(
            id=need_id,
            person_id=person_id,
            activity_id=activity.id,
            owner_id=owner_id,
            status=NeedStatus.STATED,
            due_on=_due_on(code, activity.starts_at, at),
            stated_at=at,
            news_since=at,
            **asdict(contents.seal(content, row=need_id, ring=ring)),
        )
        db.session.add(need)
        audit.record(Event.NEED_STATED, at=at, by=by, subject=person_id, object_id=need_id)
    db.session.flush()
    return len(wanted)


def withdraw_needs(*, person_id: UUID, activity_id: UUID, by: UUID | None, at: datetime) -> int:
    """Erase at once whatever a person stated for an activity; return how many needs."""
    chosen = select(Need).where(Need.person_id == person_id, Need.activity_id == activity_id)
    return _erase(db.session.scalars(chosen.order_by(Need.id)), Event.NEED_WITHDRAWN, by=by, at=at)


def withdraw_need(*, need_id: UUID, by: UUID, at: datetime) -> None:
    """Erase at once one need that its person takes back."""
    need, row = _held(need_id)
    policy.ensure_own(row, by)
    _erase([need], Event.NEED_WITHDRAWN, by=by, at=at)


def erase_over(*, need_id: UUID, at: datetime) -> int:
    """Count one need whose time is over, and erase it; return how many were erased."""
    try:
        need, row = _held(need_id)
    except NeedMissing:
        return 0  # withdrawn meanwhile
    counted.note(row, arranged_at=need.arranged_at, at=at)
    return _erase([need], Event.NEED_ERASED, by=None, at=at)


def open_need(*, need_id: UUID, by: UUID, at: datetime) -> OpenCase:
    """Open a need for whoever looks after it: note who and when, and only then unseal it.

    The entry is written before anything is opened; when it cannot be written, nothing is.
    """
    need, row = _held(need_id)
    policy.ensure_answers(row, by)
    audit.record(Event.NEED_OPENED, at=at, by=by, subject=row.person_id, object_id=need_id)
    need.news_since = None
    db.session.flush()
    return unseal([row])[0]


def opened_need(*, need_id: UUID, by: UUID, at: datetime) -> OpenCase:
    """Return a need that was opened a moment ago; raise NotOpened when that is too long ago."""
    row = policy.ensure_answers(queries.case(need_id), by)
    if not rules.shows(openings.last_by(by, need_id), at):
        raise NotOpened
    return unseal([row])[0]


def look_again(*, need_id: UUID, by: UUID, at: datetime) -> OpenCase:
    """Return a need that is still open on somebody's screen, and note it anew if that was long."""
    try:
        return opened_need(need_id=need_id, by=by, at=at)
    except NotOpened:
        return open_need(need_id=need_id, by=by, at=at)


def own_need(*, need_id: UUID, by: UUID) -> OpenCase:
    """Return a person's own need."""
    return unseal([policy.ensure_own(queries.case(need_id), by)])[0]


def own_needs(*, person_id: UUID) -> list[OpenCase]:
    """Return everything that a person needs, in the clear, for their own pages alone."""
    return unseal(queries.own_needs(person_id))


def own_needs_and_shut(*, person_id: UUID) -> tuple[list[OpenCase], list[CaseRow]]:
    """Return what a person needs in the clear, and apart from it what no key opens.

    For pages that show several: what does not open must not hide what does.
    """
    return unseal_what_opens(queries.own_needs(person_id))


def answer(
    *, need_id: UUID, status: NeedStatus, content: AnswerContent, by: UUID, at: datetime
) -> None:
    """Tell the person how their need stands; they are mailed that there is an answer, no more."""
    need, row = _held(need_id)
    policy.ensure_answers(row, by)
    if status not in rules.ANSWERS:
        raise NotNow
    if not rules.is_complete(status, message=content.message, alternative=content.alternative):
        raise AnswerIncomplete
    step_id = _step(need, status, content, by=by, at=at)
    need.news_since = None
    outbox.void(context_id=need_id, kinds=(messages.ANSWERED,))  # one unread letter is enough
    outbox.enqueue(messages.answered(row, step_id=step_id), at=at)


def confirm(*, need_id: UUID, by: UUID, at: datetime) -> None:
    """Note that the person says: this suits me."""
    need, row = _held(need_id)
    policy.ensure_own(row, by)
    if not rules.may_confirm(need.status):
        raise NotNow
    _step(need, NeedStatus.CONFIRMED_BY_PERSON, None, by=by, at=at)


def talk_again(*, need_id: UUID, message: str, by: UUID, at: datetime) -> None:
    """Open the matter again because the person wants to speak about it once more."""
    need, row = _held(need_id)
    policy.ensure_own(row, by)
    if not rules.may_talk_again(need.status):
        raise NotNow
    content = AnswerContent(message=contents.tidy(message), alternative="")
    _step(need, NeedStatus.IN_PROGRESS, content, by=by, at=at)
    need.news_since = at


def hand_over(*, need_id: UUID, to: UUID, by: UUID, at: datetime) -> None:
    """Give a need to another coordinator of the activity who may see it."""
    need, row = _held(need_id)
    policy.ensure_answers(row, by)
    if to not in {candidate_id for candidate_id, _name in queries.successors(row)}:
        raise CannotTakeOver
    _give(need, to, by=by, at=at)


def give_to_somebody_who_may(*, need_id: UUID, at: datetime) -> bool:
    """Find another owner for a need whose owner left, plans no more, or leads the person now."""
    need, row = _held(need_id)
    owner_id = _owner_for(row.activity_id, row.owner_id, row.person_id)
    if owner_id == row.owner_id:
        return False
    _give(need, owner_id, by=None, at=at)
    return True


def hand_over_all(*, owner_id: UUID, to: UUID, by: UUID, at: datetime) -> int:
    """Give all needs of somebody who leaves to a colleague; return how many went there.

    Nothing is opened. Where the colleague may not look after one, another coordinator does; where
    nobody may, it stays, and a job goes on asking.
    """
    given = 0
    for need_id in queries.owned(owner_id):
        need, row = _held(need_id)
        if to in {candidate_id for candidate_id, _name in queries.successors(row)}:
            _give(need, to, by=by, at=at)
            given += 1
            continue
        others = [id_ for id_, _name in queries.successors(row) if id_ != to]
        if others:
            _give(need, others[0], by=by, at=at)
    return given


def mark_told(need_ids: Sequence[UUID]) -> None:
    """Note that the owner was told of the latest of these needs."""
    db.session.execute(update(Need).where(Need.id.in_(need_ids)).values(news_since=None))


def _held(need_id: UUID) -> tuple[Need, CaseRow]:
    """Hold a need until the commit, so that nobody answers what is being withdrawn."""
    need = db.session.scalar(
        select(Need)
        .where(Need.id == need_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    row = queries.case(need_id) if need else None
    if need is None or row is None:
        raise NeedMissing
    return need, row


def _owner_for(activity_id: UUID, contact_id: UUID | None, person_id: UUID) -> UUID:
    owner_id = rules.choose_owner(
        contact_id=contact_id,
        candidates=queries.candidates(activity_id),
        concerned=queries.concerned(person_id),
    )
    if owner_id is None:
        raise NobodyToAsk
    return owner_id


def _sealing(activity_id: UUID, *, at: datetime) -> Keyring:
    try:
        return event_keys.sealing(activity_id, at=at)
    except CannotSeal as lost:
        raise NobodyToAsk from lost  # whoever stated something here could not be read either


def _due_on(code: str, starts_at: datetime | None, at: datetime) -> date:
    return rules.due_on(
        starts_on=local_day(starts_at) if starts_at else None,
        lead_days=None if code == rules.OTHER else ADAPTATIONS[code].lead_days,
        today=local_day(at),
    )


def _ensure_sound(codes: Sequence[str], words: str) -> None:
    if not set(codes) <= ADAPTATIONS.keys():
        raise UnknownAdaptation
    if len(words) > rules.LONGEST_WORDS:
        raise WordsTooLong


def _step(
    need: Need, status: NeedStatus, content: AnswerContent | None, *, by: UUID, at: datetime
) -> UUID:
    before = queries.steps([need.id])  # the need is held, so nobody else takes a step now
    moment = max(at, before[-1].at + AN_INSTANT) if before else at  # moments tell the order
    step = NeedStep(id=uuid4(), need_id=need.id, at=moment, by_id=by, status=status)
    if content is not None:
        try:
            ring = event_keys.sealing(need.activity_id, at=at)
            closed = contents.seal(content, row=step.id, ring=ring)
        except ValueError as too_long:
            raise AnswerTooLong from too_long
        step.key_name, step.sealed = closed.key_name, closed.sealed
    db.session.add(step)
    need.status = status
    if status is not NeedStatus.CONFIRMED_BY_PERSON:
        need.arranged_at = at if status is NeedStatus.ARRANGED else None
    audit.record(
        Event.NEED_CHANGED, at=at, by=by, subject=need.person_id, object_id=need.id, status=status
    )
    return step.id


def _give(need: Need, owner_id: UUID, *, by: UUID | None, at: datetime) -> None:
    need.owner_id = owner_id
    need.news_since = at
    audit.record(Event.NEED_HANDED_OVER, at=at, by=by, subject=need.person_id, object_id=need.id)


def _erase(needs: Iterable[Need], event: Event, *, by: UUID | None, at: datetime) -> int:
    gone = list(needs)
    for need in gone:
        audit.record(event, at=at, by=by, subject=need.person_id, object_id=need.id)
        outbox.void(context_id=need.id)
    ids = [need.id for need in gone]
    ledger.note(Need.__tablename__, ids, at=at)
    db.session.execute(delete(NeedStep).where(NeedStep.need_id.in_(ids)))
    db.session.execute(delete(Need).where(Need.id.in_(ids)))
    return len(ids)
