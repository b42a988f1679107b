"""Questions about modules and what was published of them. Reads only; every list has an order."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, select

from bgm_portal.core.clock import local_day
from bgm_portal.core.database import db

from . import library
from .errors import ModuleMissing
from .kinds import Change
from .library import Edition
from .models import Medium, Module, ModuleVersion


@dataclass(frozen=True, kw_only=True)
class Shelved:
    """A module with its newest edition."""

    module: Module
    newest: Edition
    renewals: tuple[Edition, ...]  # those that end older completions, the first one first

    @property
    def withdrawn_on(self) -> date | None:
        """Return the day since which the module is no longer offered, if it is not."""
        at = self.module.withdrawn_at
        return local_day(at) if at else None

    def ended_by(self, number: int) -> Edition | None:
        """Return what ended completions of a version: the first renewal after it, for good."""
        return next((one for one in self.renewals if one.number > number), None)


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
    renewals: dict[UUID, list[UUID]] = {}
    for module, version_id, number, change in rows:
        newest[module.id] = (module, version_id)
        if change is Change.RENEW and number > 1:
            renewals.setdefault(module.id, []).append(version_id)
    ending = [one for some in renewals.values() for one in some]
    found = editions([v for _m, v in newest.values()] + ending)
    return [
        Shelved(
            module=module,
            newest=found[version_id],
            renewals=tuple(found[one] for one in renewals.get(module.id, ())),
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


def texts_of_versions(key: str) -> list[dict[str, str]]:
    """Return the texts of everything that was published of a module, the newest first."""
    return list(
        db.session.scalars(
            select(ModuleVersion.texts)
            .join(Module, Module.id == ModuleVersion.module_id)
            .where(Module.key == key)
            .order_by(ModuleVersion.number.desc())
        )
    )


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
