"""Questions about one's own way through modules, to its completion and certificate. Reads only."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import UUID

from sqlalchemy import select

from bgm_portal.core.database import db

from .errors import CertificateMissing
from .kinds import CertificateState
from .models import (
    Answer,
    Attempt,
    Certificate,
    Completion,
    Enrolment,
    SectionProgress,
)
from .rules import progress as rules


@dataclass(frozen=True, kw_only=True)
class Own:
    """One person's way through one module: the present cycle, and the last completion."""

    enrolment: Enrolment | None = None
    progress: rules.Progress = field(default_factory=rules.Progress)
    answers: dict[str, Answer] = field(default_factory=dict)
    completion: Completion | None = None

    @property
    def begun(self) -> bool:
        """Tell whether something was begun that is not completed yet."""
        return self.enrolment is not None and (
            self.completion is None or self.completion.cycle < self.enrolment.cycle
        )

    @property
    def version_id(self) -> UUID | None:
        """Return the version that the person learns from."""
        return self.enrolment.version_id if self.enrolment else None


def own(person_id: UUID, module_id: UUID) -> Own:
    """Return how far somebody is with one module."""
    return own_ways(person_id, [module_id])[module_id]


def own_ways(person_id: UUID, module_ids: Sequence[UUID]) -> dict[UUID, Own]:
    """Return how far somebody is with each of these modules, with a fixed number of statements."""
    enrolments = {row.module_id: row for row in _enrolments(person_id, module_ids)}
    completions = {row.module_id: row for row in completions_of(person_id)}
    current = [row.id for row in enrolments.values()]
    read = _sections(current)
    answers = _answers(current)
    ways: dict[UUID, Own] = {}
    for module_id in module_ids:
        enrolment = enrolments.get(module_id)
        ways[module_id] = Own(
            enrolment=enrolment,
            completion=completions.get(module_id),
            progress=_progress(enrolment, read, answers),
            answers={row.question_key: row for row, open_ in _of(enrolment, answers) if open_},
        )
    return ways


def _progress(
    enrolment: Enrolment | None,
    read: dict[UUID, list[SectionProgress]],
    answers: dict[UUID, list[tuple[Answer, bool]]],
) -> rules.Progress:
    if enrolment is None:
        return rules.Progress()
    sections = read.get(enrolment.id, [])
    given = [row for row, _open in answers.get(enrolment.id, [])]
    return rules.Progress(
        read=frozenset(row.section_key for row in sections if not row.skipped),
        skipped=frozenset(row.section_key for row in sections if row.skipped),
        solved=frozenset(row.question_key for row in given if row.solved),
        skipped_questions=frozenset(row.question_key for row in given if row.skipped),
    )


def _of(
    enrolment: Enrolment | None, answers: dict[UUID, list[tuple[Answer, bool]]]
) -> list[tuple[Answer, bool]]:
    return answers.get(enrolment.id, []) if enrolment else []


def _enrolments(person_id: UUID, module_ids: Sequence[UUID]) -> Sequence[Enrolment]:
    """Return the ways of a person, later cycles last."""
    return db.session.scalars(
        select(Enrolment)
        .where(Enrolment.person_id == person_id, Enrolment.module_id.in_(module_ids))
        .order_by(Enrolment.cycle, Enrolment.id)
    ).all()


def completions_of(person_id: UUID) -> Sequence[Completion]:
    """Return what somebody has completed, later ones last."""
    return db.session.scalars(
        select(Completion)
        .where(Completion.person_id == person_id)
        .order_by(Completion.cycle, Completion.completed_on, Completion.id)
    ).all()


def _sections(enrolment_ids: Sequence[UUID]) -> dict[UUID, list[SectionProgress]]:
    found: dict[UUID, list[SectionProgress]] = {}
    for row in db.session.scalars(
        select(SectionProgress)
        .where(SectionProgress.enrolment_id.in_(enrolment_ids))
        .order_by(SectionProgress.section_key)
    ):
        found.setdefault(row.enrolment_id, []).append(row)
    return found


def _answers(enrolment_ids: Sequence[UUID]) -> dict[UUID, list[tuple[Answer, bool]]]:
    """Return all answers of these ways, and whether their attempt is the open one."""
    found: dict[UUID, list[tuple[Answer, bool]]] = {}
    rows = db.session.execute(
        select(Attempt.enrolment_id, Attempt.closed_at, Answer)
        .join(Answer, Answer.attempt_id == Attempt.id)
        .where(Attempt.enrolment_id.in_(enrolment_ids))
        .order_by(Attempt.number, Answer.question_key)
    )
    for enrolment_id, closed_at, answer in rows:
        found.setdefault(enrolment_id, []).append((answer, closed_at is None))
    return found


def certificate_of(person_id: UUID, module_id: UUID) -> Certificate | None:
    """Return the newest certificate of a person for a module that is not revoked."""
    return db.session.scalar(
        select(Certificate)
        .join(Completion, Completion.id == Certificate.completion_id)
        .where(
            Completion.person_id == person_id,
            Completion.module_id == module_id,
            Certificate.state == CertificateState.VALID,
        )
        .order_by(Completion.cycle.desc())
        .limit(1)
    )


def own_certificate(person_id: UUID, module_id: UUID) -> Certificate:
    """Return the certificate of a person for a module, or raise CertificateMissing."""
    found = certificate_of(person_id, module_id)
    if found is None:
        raise CertificateMissing
    return found


def certified(certificate: Certificate) -> Completion:
    """Return the completion that a certificate proves."""
    return db.session.scalars(
        select(Completion).where(Completion.id == certificate.completion_id)
    ).one()


def certificate_with_code(code: str) -> Certificate | None:
    """Return what a code belongs to."""
    return db.session.scalar(select(Certificate).where(Certificate.code == code))
