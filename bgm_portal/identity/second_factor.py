"""The second factor: setting it up, asking for it, replacing and losing it. Never commits.

As with passwords, a try is counted first, compared without a transaction, and decided then.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from sqlalchemy import delete, select, update

from bgm_portal.audit.events import Event
from bgm_portal.audit.service import record
from bgm_portal.core.database import db
from bgm_portal.core.sealed import SealBroken, keyring
from bgm_portal.mail.outbox import enqueue

from . import (
    authenticator,
    credentials,
    factor_queries,
    messages,
    passwords,
    queries,
    service,
    throttling,
)
from .errors import FactorNeeded, FactorUnreadable, NothingToConfirm, OwnFactor, WrongCode
from .kinds import FactorStage
from .models import RecoveryCode, SecondFactor
from .rules import ACCOUNT_LIMIT, ADDRESS_LIMIT, FACTOR_ROLES, RECOVERY_CODES

NO_STEP = 0


@dataclass(frozen=True, kw_only=True)
class PaperCodes:
    """New codes for paper: what is shown once, and what is kept of it."""

    plain: tuple[str, ...]
    hashes: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class CodeAttempt:
    """A counted try to name a code: whether there is a pause, and what to compare with."""

    pause: timedelta
    person_id: UUID
    account: throttling.Guarded
    counted: throttling.Counted
    secret: str | None
    recovery_hash: str | None
    unreadable: bool = False


@dataclass(frozen=True, kw_only=True)
class Proof:
    """A right code: the half minute of one from the app, or the number of one on paper."""

    step: int | None = None
    number: int | None = None


def begin(*, person_id: UUID, at: datetime) -> None:
    """Make a secret for a new app; one that is in use stays so until the new one is confirmed."""
    _delete(person_id, FactorStage.PENDING)
    row = uuid4()
    key_name, sealed = keyring().seal({"secret": authenticator.new_secret()}, row=row)
    db.session.add(
        SecondFactor(
            id=row,
            person_id=person_id,
            stage=FactorStage.PENDING,
            key_name=key_name,
            sealed=sealed,
            created_at=at,
            last_step=NO_STEP,
        )
    )


def pending_secret(person_id: UUID) -> str:
    """Return the secret that is being set up, or raise NothingToConfirm."""
    factor = factor_queries.pending_factor(person_id)
    secret = _opened_or_nothing(factor)
    if secret is None:
        raise NothingToConfirm
    return secret


def ensure_right(secret: str, typed: str, *, at: datetime) -> int:
    """Return the half minute of a code, or raise WrongCode."""
    step = authenticator.matching_step(secret, typed, at=at)
    if step is None:
        raise WrongCode
    return step


def fresh_codes() -> PaperCodes:
    """Make codes for paper. Takes a while: call it outside of a transaction."""
    plain = [authenticator.new_recovery_code(number + 1) for number in range(RECOVERY_CODES)]
    parts = [authenticator.recovery_parts(code) for code in plain]
    hashes = [passwords.hash_of(part[1]) for part in parts if part is not None]
    return PaperCodes(plain=tuple(plain), hashes=tuple(hashes))


def confirm(
    *, person_id: UUID, typed: str, codes: PaperCodes, session_id: UUID, at: datetime
) -> None:
    """Begin to use the app whose code was named; other browsers are signed out."""
    factor = factor_queries.pending_factor(person_id)
    if factor is None:
        raise NothingToConfirm
    step = ensure_right(_opened(factor), typed, at=at)
    _delete(person_id, FactorStage.ACTIVE)
    factor.stage, factor.last_step = FactorStage.ACTIVE, step
    service.note_proven(session_id=session_id, by=person_id, at=at)
    _keep(person_id, codes, at=at)
    service.end_sessions(person_id=person_id, at=at, keep=session_id)
    to = queries.recipient(queries.person(person_id))
    enqueue(messages.factor_set(to, at=at), at=at)
    record(Event.FACTOR_SET, at=at, by=person_id, subject=person_id)


def renew_codes(*, person_id: UUID, codes: PaperCodes, at: datetime) -> None:
    """Replace the codes on paper; those of before are worth nothing."""
    if not factor_queries.has_factor(person_id):
        raise NothingToConfirm
    _keep(person_id, codes, at=at)
    record(Event.RECOVERY_CODES_MADE, at=at, by=person_id, subject=person_id)


def remove(*, person_id: UUID, password: str, session_id: UUID, at: datetime) -> None:
    """Go without a second factor, where nobody insists on it; the password must be longer then."""
    person = queries.person(person_id)
    if queries.is_factor_required() and FACTOR_ROLES & set(queries.roles_of(person_id)):
        raise FactorNeeded
    service.forget_factor(person_id)
    credentials.ensure_good_password(person, password)
    credentials.set_password(
        person_id=person_id, password=password, by=person_id, at=at, keep_session=session_id
    )
    enqueue(messages.factor_removed(queries.recipient(person), at=at), at=at)
    record(Event.FACTOR_REMOVED, at=at, by=person_id, subject=person_id)


def reset(*, person_id: UUID, by: UUID | None, at: datetime) -> str:
    """Let somebody begin anew who lost phone and paper; never for oneself. Return the link's token.

    The password goes as well, so that whoever knows it cannot set up an app of their own: the way
    back leads through the mailbox of the person, with a new link. By command on the server the link
    is handed over by whoever runs it.
    """
    if person_id == by:
        raise OwnFactor
    person = queries.person(person_id)
    service.forget_factor(person_id)
    service.forget_links(person_id)
    service.end_sessions(person_id=person_id, at=at)
    person.password_hash = person.password_set_at = None
    record(Event.FACTOR_RESET, at=at, by=by, subject=person_id)
    if by is None:
        return credentials.invite(person_id=person_id, by=by, at=at, send=False)
    enqueue(messages.factor_reset(queries.recipient(person), at=at), at=at)
    return credentials.invite(person_id=person_id, by=by, at=at)


def begin_code(*, person_id: UUID, typed: str, address: str | None, at: datetime) -> CodeAttempt:
    """Count a try to name a code, before anybody knows how it ends."""
    account = throttling.guarded("code", str(person_id), limit=ACCOUNT_LIMIT)
    remote = throttling.guarded("address", throttling.network_of(address), limit=ADDRESS_LIMIT)
    counted = throttling.count_try((account, remote), at=at)
    factor = factor_queries.active_factor(person_id)
    parts = authenticator.recovery_parts(typed)
    paper = factor_queries.unused_recovery_code(person_id, parts[0]) if parts else None
    secret = _opened_or_nothing(factor)
    return CodeAttempt(
        pause=counted.pause,
        person_id=person_id,
        account=account,
        counted=counted,
        secret=secret,
        recovery_hash=paper.code_hash if paper else None,
        unreadable=factor is not None and secret is None,
    )


def judge(attempt: CodeAttempt, *, typed: str, at: datetime) -> Proof | None:
    """Compare what was typed with the app and with the paper; asks no table."""
    if attempt.secret is not None:
        step = authenticator.matching_step(attempt.secret, typed, at=at)
        if step is not None:
            return Proof(step=step)
    parts = authenticator.recovery_parts(typed)
    if parts and passwords.matches(parts[1], attempt.recovery_hash):
        return Proof(number=parts[0])
    return None


def accept(attempt: CodeAttempt, proof: Proof | None, *, at: datetime) -> None:
    """Use a code up, or raise WrongCode: each is good for one sign-in, also at the same moment.

    Raises FactorUnreadable where it may have been right, and nobody can tell.
    """
    if proof is None and attempt.unreadable:
        raise FactorUnreadable
    if proof is None or not _used_up(attempt.person_id, proof, at=at):
        raise WrongCode
    throttling.forgive(attempt.counted, wholly=attempt.account)
    if proof.number is not None:
        to = queries.recipient(queries.person(attempt.person_id))
        left = factor_queries.count_recovery_codes(attempt.person_id)
        enqueue(messages.recovery_code_used(to, left=left, at=at), at=at)
        record(Event.RECOVERY_CODE_USED, at=at, by=attempt.person_id, subject=attempt.person_id)


def reseal(*, limit: int) -> int:
    """Seal again, with the key of today, some of what older keys sealed; return how much."""
    ring = keyring()
    older = [name for name in ring.names if name != ring.current]  # others nobody opens any more
    old = select(SecondFactor).where(SecondFactor.key_name.in_(older))
    rows = db.session.scalars(old.order_by(SecondFactor.id).limit(limit).with_for_update()).all()
    for row in rows:
        content = ring.open(row.sealed, key=row.key_name, row=row.id)
        row.key_name, row.sealed = ring.seal(content, row=row.id)
    return len(rows)


def _used_up(person_id: UUID, proof: Proof, *, at: datetime) -> bool:
    if proof.step is not None:
        changed = db.session.scalar(
            update(SecondFactor)
            .where(
                SecondFactor.person_id == person_id,
                SecondFactor.stage == FactorStage.ACTIVE,
                SecondFactor.last_step < proof.step,
            )
            .values(last_step=proof.step)
            .returning(SecondFactor.id)
            .execution_options(synchronize_session=False)
        )
        return changed is not None
    changed = db.session.scalar(
        update(RecoveryCode)
        .where(
            RecoveryCode.person_id == person_id,
            RecoveryCode.number == proof.number,
            RecoveryCode.used_at.is_(None),
        )
        .values(used_at=at)
        .returning(RecoveryCode.id)
        .execution_options(synchronize_session=False)
    )
    return changed is not None


def _keep(person_id: UUID, codes: PaperCodes, *, at: datetime) -> None:
    db.session.execute(delete(RecoveryCode).where(RecoveryCode.person_id == person_id))
    for number, code_hash in enumerate(codes.hashes, start=1):
        db.session.add(
            RecoveryCode(person_id=person_id, number=number, code_hash=code_hash, created_at=at)
        )


def _opened_or_nothing(factor: SecondFactor | None) -> str | None:
    try:
        return _opened(factor) if factor is not None else None
    except SealBroken:
        return None


def _opened(factor: SecondFactor) -> str:
    content = keyring().open(factor.sealed, key=factor.key_name, row=factor.id)
    return str(content["secret"])


def _delete(person_id: UUID, stage: FactorStage) -> None:
    db.session.execute(
        delete(SecondFactor).where(SecondFactor.person_id == person_id, SecondFactor.stage == stage)
    )
