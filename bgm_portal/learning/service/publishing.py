"""Publishing: from files to a version that nobody changes."""

import hashlib
import json
import mimetypes
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, cast
from uuid import UUID, uuid4

from sqlalchemy import Table, select
from sqlalchemy.dialects import postgresql, sqlite

from bgm_portal.audit import service as audit
from bgm_portal.audit.events import Event
from bgm_portal.core.database import db
from bgm_portal.learning import library
from bgm_portal.learning.content.document import Document
from bgm_portal.learning.content.findings import Severity
from bgm_portal.learning.errors import NotEditorial, NotPublishable
from bgm_portal.learning.kinds import Change
from bgm_portal.learning.library import BASE
from bgm_portal.learning.models import Medium, Module, ModuleVersion
from bgm_portal.learning.packages import Package, examine, package_in
from bgm_portal.learning.rules import progress as rules

SHIPPED = Path(__file__).parents[1] / "modules"


@dataclass(frozen=True, kw_only=True)
class Publication:
    """Who publishes, when, and what the change means."""

    at: datetime
    change: Change | None = None
    note: str = ""
    written_by: UUID | None = None
    released_by: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class Shipment:
    """What became of the modules that come with the portal: their keys."""

    published: list[str]
    kept: list[str]  # differ from what comes with the portal, because the house has changed them


def publish_shipped(*, at: datetime) -> Shipment:
    """Publish the modules that come with the portal where they are new or changed.

    What somebody of the house released stays: their words are never replaced unseen. The newer
    edition reaches such a module as a draft, by reading its file in.
    """
    published, kept = [], []
    for folder in sorted(path for path in SHIPPED.iterdir() if path.is_dir()):
        package = package_in(folder)
        key = package.documents()[BASE].key
        if _is_of_the_house(package, key):
            kept.append(key)
        elif publish(package, Publication(at=at)):
            published.append(key)
    return Shipment(published=published, kept=kept)


def _is_of_the_house(package: Package, key: str) -> bool:
    """Tell whether the newest version was released here, and says something else."""
    module = db.session.scalar(select(Module).where(Module.key == key).with_for_update())
    newest = _newest(module.id) if module else None
    return newest is not None and newest.released_by is not None and newest.texts != package.texts


def publish(package: Package, publication: Publication) -> str | None:
    """Publish a module as a new version; return its key, or nothing if it is as it was."""
    findings = examine(package)
    errors = [finding for finding in findings if finding.severity is Severity.ERROR]
    if errors or BASE not in package.texts:
        raise NotPublishable([str(finding) for finding in errors])
    documents = package.documents()
    module = _module(documents[BASE], at=publication.at)
    newest = _newest(module.id)
    hashes = {name: keep_medium(name, content) for name, content in package.media.items()}
    mark = _hash(package, hashes)
    if newest is not None and newest.hash == mark and _follows_as_before(package, newest):
        return None
    version = ModuleVersion(
        module_id=module.id,
        number=newest.number + 1 if newest else 1,
        change=_kind_of_change(publication.change, newest, documents),
        change_note=publication.note or documents[BASE].head.text("change_note"),
        texts=dict(package.texts),
        media=hashes,
        based_on=_based_on(package),
        hash=mark,
        published_at=publication.at,
        written_by=publication.written_by,
        released_by=publication.released_by,
    )
    db.session.add(version)
    db.session.flush()
    audit.record(
        Event.MODULE_PUBLISHED,
        at=publication.at,
        by=publication.released_by,
        object_id=module.id,
        number=version.number,
        change=version.change,
    )
    return module.key


def _module(document: Document, *, at: datetime) -> Module:
    """Return the module of this key, held until the commit, made if there is none."""
    table = cast("Table", Module.__table__)
    dialect = postgresql if db.engine.dialect.name == "postgresql" else sqlite
    db.session.execute(
        dialect.insert(table)
        .values(id=uuid4(), key=document.key, position=0, created_at=at)
        .on_conflict_do_nothing()
    )
    module = db.session.scalars(
        select(Module).where(Module.key == document.key).with_for_update()
    ).one()
    module.position = document.head.number("order", module.position)
    return module


def _newest(module_id: UUID) -> ModuleVersion | None:
    return db.session.scalar(
        select(ModuleVersion)
        .where(ModuleVersion.module_id == module_id)
        .order_by(ModuleVersion.number.desc())
        .limit(1)
    )


def _kind_of_change(
    chosen: Change | None, newest: ModuleVersion | None, documents: Mapping[str, Document]
) -> Change:
    """Return what was chosen, what the file says, or what can be seen.

    Other answers are another content, and nobody may call them other words: those reach whoever
    has begun without being asked.
    """
    document = documents[BASE]
    said = document.head.text("change")
    change = chosen or (Change(said) if said else None)
    if newest is None:
        return change or Change.CONTENT
    before = library.documents(newest.texts, newest.media, name=document.key)
    is_editorial = rules.only_words_changed(before, documents, base=BASE)
    if change is Change.EDITORIAL and not is_editorial:
        raise NotEditorial
    return change or (Change.EDITORIAL if is_editorial else Change.CONTENT)


def _based_on(package: Package) -> dict[str, Any]:
    """Return which original each translation follows; without a word it is the present one."""
    original = library.followed_now(package.texts[BASE])
    languages = (language for language in package.texts if language != BASE)
    return {language: package.based_on.get(language, original) for language in languages}


def _follows_as_before(package: Package, newest: ModuleVersion) -> bool:
    """Tell whether nobody has confirmed a translation since; files of the portal say nothing."""
    return not package.based_on or _based_on(package) == newest.based_on


def keep_medium(name: str, content: bytes) -> str:
    """Keep a file under its hash, once for whoever shows it, and return the hash."""
    mark = hashlib.sha256(content).hexdigest()
    if db.session.get(Medium, mark) is None:
        kind = "text/vtt" if name.endswith(".vtt") else mimetypes.guess_type(name)[0]
        db.session.add(
            Medium(hash=mark, media_type=kind or "application/octet-stream", content=content)
        )
        db.session.flush()
    return mark


def _hash(package: Package, media: Mapping[str, str]) -> str:
    everything: dict[str, Any] = {"texts": dict(package.texts), "media": dict(media)}
    return library.text_hash(json.dumps(everything, sort_keys=True, ensure_ascii=False))
