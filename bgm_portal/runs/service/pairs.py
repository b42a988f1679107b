"""Pairs of runner and guide: proposed, agreed by both, undone. The activity is held first."""

from datetime import datetime
from uuid import UUID

from bgm_portal.activities import service as activity_service
from bgm_portal.audit import service as audit
from bgm_portal.audit.events import Event
from bgm_portal.core.database import db
from bgm_portal.identity.queries import plain_email
from bgm_portal.mail import outbox
from bgm_portal.privacy import ledger
from bgm_portal.registration import queries as registrations
from bgm_portal.registration import sign_up_queries
from bgm_portal.registration.models import Registration
from bgm_portal.registration.service.occasions import booking_of
from bgm_portal.registration.states import RegistrationState
from bgm_portal.runs import messages, rules
from bgm_portal.runs.errors import PairRefused
from bgm_portal.runs.messages import Note
from bgm_portal.runs.models import Pair
from bgm_portal.runs.queries import pairs as queries
from bgm_portal.runs.rules import Half, PairRefusal


def ask(registration_id: UUID, *, email: str, by: UUID, at: datetime) -> None:
    """Ask a guide whether they want to run along.

    Nothing tells whether somebody with this address takes part; if so, they get a message. An
    earlier question that was not answered gives way to this one.
    """
    runner = _held(registration_id)
    if not runner.takes_place:
        raise PairRefused(PairRefusal.NOT_RUNNER)
    earlier = queries.pair_of(registration_id)
    if earlier is not None and (earlier.is_agreed or not earlier.pair.by_runner):
        raise PairRefused(PairRefusal.TAKEN)
    guide = queries.guide_by_email(runner.activity_id, plain_email(email))
    if guide is None or queries.pair_of(guide.id) is not None:
        return
    if earlier is not None:
        db.session.delete(earlier.pair)
        db.session.flush()
    pair = Pair(
        runner_id=registration_id,
        guide_id=guide.id,
        by_runner=True,
        proposed_at=at,
        runner_agreed_at=at,
    )
    _propose(pair, runner, guide, by=by, at=at)
    name = _name(runner)
    _tell(guide, messages.pair_proposed(name, key=_key(pair), by_coordinator=False), at=at)


def link(runner_id: UUID, guide_id: UUID, *, by: UUID, at: datetime) -> None:
    """Propose to two people that they run together."""
    runner = _held(runner_id)
    guide = registrations.registration(guide_id)
    refusal = rules.refuse_pair(_half(runner), _half(guide))
    if refusal is not None or guide.activity_id != runner.activity_id:
        raise PairRefused(refusal or PairRefusal.NOT_GUIDE)
    pair = Pair(runner_id=runner_id, guide_id=guide_id, by_runner=False, proposed_at=at)
    _propose(pair, runner, guide, by=by, at=at)
    for one, other in ((runner, guide), (guide, runner)):
        note = messages.pair_proposed(_name(other), key=_key(pair), by_coordinator=True)
        _tell(one, note, at=at)


def agree(registration_id: UUID, *, by: UUID, at: datetime) -> None:
    """Say yes; once both have, both are told."""
    mine = _held(registration_id)
    two = queries.pair_of(registration_id)
    if two is None:
        raise PairRefused(PairRefusal.NO_PAIR)
    pair = two.pair
    if registration_id == pair.runner_id:
        pair.runner_agreed_at = pair.runner_agreed_at or at
    else:
        pair.guide_agreed_at = pair.guide_agreed_at or at
    _note(Event.PAIR_AGREED, mine, by=by, at=at)
    if two.is_agreed:
        for id_ in (pair.runner_id, pair.guide_id):
            note = messages.pair_agreed(two.other(id_).name, key=_key(pair))
            _tell(registrations.registration(id_), note, at=at)


def undo(registration_id: UUID, *, by: UUID, at: datetime) -> None:
    """Say no, or no longer; whoever else knows of it is told. Nobody is asked for a reason."""
    mine = _held(registration_id)
    two = queries.pair_of(registration_id)
    if two is None:
        raise PairRefused(PairRefusal.NO_PAIR)
    pair, key = two.pair, _key(two.pair)
    others = {pair.runner_id, pair.guide_id} if by != mine.person_id else {_other(pair, mine.id)}
    names = {id_: two.other(id_).name for id_ in others}
    db.session.delete(pair)
    ledger.note(Pair.__tablename__, [{"runner_id": pair.runner_id}], at=at)
    _note(Event.PAIR_UNDONE, mine, by=by, at=at)
    for id_, name in sorted(names.items()):
        _untell(id_, key)
        note = messages.pair_undone(name, key=key)
        _tell(registrations.registration(id_), note, at=at)


def untie(runner_id: UUID, *, at: datetime) -> int:
    """Undo a pair of which one does not take part any more, and tell the other."""
    pair = db.session.get(Pair, runner_id)
    if pair is None:
        return 0
    runner, guide = (registrations.registration(id_) for id_ in (pair.runner_id, pair.guide_id))
    key = _key(pair)
    db.session.delete(pair)
    _note(Event.PAIR_UNDONE, runner, by=None, at=at)
    for one, other in ((runner, guide), (guide, runner)):
        if one.state is RegistrationState.CONFIRMED:
            _tell(one, messages.pair_undone(_name(other), key=key), at=at)
    return 1


def _held(registration_id: UUID) -> Registration:
    activity_service.lock(registrations.registration(registration_id).activity_id)
    registration = registrations.registration(registration_id)
    if registration.state is not RegistrationState.CONFIRMED:
        raise PairRefused(PairRefusal.NOT_CONFIRMED)
    return registration


def _half(registration: Registration) -> Half:
    return Half(
        is_confirmed=registration.state is RegistrationState.CONFIRMED,
        takes_place=registration.takes_place,
        has_pair=queries.pair_of(registration.id) is not None,
    )


def _propose(
    pair: Pair, runner: Registration, guide: Registration, *, by: UUID, at: datetime
) -> None:
    for id_ in (runner.id, guide.id):  # of an earlier pair that was broken and not yet untied
        for old in queries.pairs_with(id_):
            db.session.delete(old)
    db.session.flush()
    db.session.add(pair)
    _note(Event.PAIR_PROPOSED, runner, by=by, at=at)


def _other(pair: Pair, registration_id: UUID) -> UUID:
    return pair.guide_id if registration_id == pair.runner_id else pair.runner_id


def _key(pair: Pair) -> str:
    return f"{pair.runner_id}:{pair.proposed_at.isoformat()}"


def _name(registration: Registration) -> str:
    return registrations.on_activity(registration.id, activity_id=registration.activity_id)[1].name


def _tell(registration: Registration, note: Note, *, at: datetime) -> None:
    _row, person = registrations.on_activity(registration.id, activity_id=registration.activity_id)
    occasion = sign_up_queries.occasion(registration.activity_id)
    outbox.enqueue(messages.note(note, occasion, booking_of(registration, person)), at=at)


def _untell(registration_id: UUID, key: str) -> None:
    """Take back a question that was not sent yet."""
    keys = (f"runs.pair.proposed:{key}:{registration_id}",)
    outbox.void(context_id=registration_id, kinds=("runs.pair",), keys=keys)


def _note(event: Event, registration: Registration, *, by: UUID | None, at: datetime) -> None:
    audit.record(event, at=at, by=by, subject=registration.person_id, object_id=registration.id)
    db.session.flush()
