"""Questions about modules and one's own way through them. Reads only; every list has an order."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from sqlalchemy import ColumnElement, select

from bgm_portal.core.database import db

from . import library
from .errors import CertificateMissing, ModuleMissing
from .kinds import CertificateState, Change
from .library import Edition
from .models import (
    Answer,
    Attempt,
    Certificate,
    Completion,
    Enrolment,
    Medium,
    Module,
    ModuleVersion,
    SectionProgress,
)
from .rules import progress as rules


@dataclass(frozen=True, kw_only=True)
class Shelved:
    """A module with its newest edition."""

    module: Module
    newest: Edition
    renewed: Edition | None  # the newest of those that end older completions


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


def shelf() -> list[Shelved]:
    """Return every module with its newest edition, in the order of the house."""
    return _shelved()


def shelved(key: str) -> Shelved:
    """Return a module, or raise ModuleMissing."""
    found = _shelved(Module.key == key)
    if not found:
        raise ModuleMissing
    return found[0]


def _shelved(*which: ColumnElement[bool]) -> list[Shelved]:
    rows = db.session.execute(
        select(Module, ModuleVersion.id, ModuleVersion.number, ModuleVersion.change)
        .join(ModuleVersion, ModuleVersion.module_id == Module.id)
        .where(*which)
        .order_by(Module.position, Module.key, ModuleVersion.number)
    ).all()
    newest: dict[UUID, tuple[Module, UUID]] = {}
    renewed: dict[UUID, UUID] = {}
    for module, version_id, number, change in rows:
        newest[module.id] = (module, version_id)
        if change is Change.RENEW and number > 1:
            renewed[module.id] = version_id
    found = editions([v for _m, v in newest.values()] + list(renewed.values()))
    return [
        Shelved(
            module=module,
            newest=found[version_id],
            renewed=found[renewed[module.id]] if module.id in renewed else None,
        )
        for module, version_id in newest.values()
    ]


def keys() -> list[str]:
    """Return the keys of all modules."""
    return list(db.session.scalars(select(Module.key).order_by(Module.key)))


def find_newest_version(key: str) -> ModuleVersion | None:
    """Return what was published last of a module, if anything was."""
    return db.session.scalar(
        select(ModuleVersion)
        .join(Module, Module.id == ModuleVersion.module_id)
        .where(Module.key == key)
        .order_by(ModuleVersion.number.desc())
        .limit(1)
    )


def newest_version(key: str) -> ModuleVersion:
    """Return what was published last of a module, or raise ModuleMissing."""
    found = find_newest_version(key)
    if found is None:
        raise ModuleMissing
    return found


def edition(version_id: UUID) -> Edition:
    """Return one version."""
    return editions([version_id])[version_id]


def editions(version_ids: Collection[UUID]) -> dict[UUID, Edition]:
    """Return versions; those that were read before cost nothing."""
    unread = [one for one in version_ids if library.kept(one) is None]
    if unread:
        rows = db.session.execute(
            select(ModuleVersion, Module.key)
            .join(Module, Module.id == ModuleVersion.module_id)
            .where(ModuleVersion.id.in_(unread))
            .order_by(ModuleVersion.id)
        )
        for version, key in rows:
            library.keep(_edition(version, key))
    return {one: kept for one in version_ids if (kept := library.kept(one)) is not None}


def _edition(version: ModuleVersion, key: str) -> Edition:
    return Edition(
        version_id=version.id,
        module_id=version.module_id,
        key=key,
        number=version.number,
        change=version.change,
        change_note=version.change_note,
        documents=library.documents(version.texts, version.media, name=key),
        media=dict(version.media),
        stale=library.stale_languages(version.texts, version.based_on),
        published_at=version.published_at,
    )


def changes_since(module_id: UUID, number: int) -> list[Change]:
    """Return what kind of changes came after a version, oldest first."""
    return list(
        db.session.scalars(
            select(ModuleVersion.change)
            .where(ModuleVersion.module_id == module_id, ModuleVersion.number > number)
            .order_by(ModuleVersion.number)
        )
    )


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


def medium(edition_: Edition, name: str) -> Medium:
    """Return a file of a version, or raise ModuleMissing."""
    found = db.session.get(Medium, edition_.media.get(name, ""))
    if found is None:
        raise ModuleMissing
    return found


def version_by_number(module_id: UUID, number: int) -> Edition:
    """Return a version by its number, or raise ModuleMissing."""
    found = db.session.scalar(
        select(ModuleVersion.id).where(
            ModuleVersion.module_id == module_id, ModuleVersion.number == number
        )
    )
    if found is None:
        raise ModuleMissing
    return edition(found)


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


def certificate_with_code(code: str) -> Certificate | None:
    """Return what a code belongs to."""
    return db.session.scalar(select(Certificate).where(Certificate.code == code))
