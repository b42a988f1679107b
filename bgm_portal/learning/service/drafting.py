"""Writing a module: drafts with a revision, handing in, release by a second person, withdrawal."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select

from bgm_portal.audit import service as audit
from bgm_portal.audit.events import Event
from bgm_portal.core.database import db
from bgm_portal.learning import drafts, library, queries
from bgm_portal.learning.content import editing, writer
from bgm_portal.learning.content.document import Document
from bgm_portal.learning.content.findings import Severity
from bgm_portal.learning.content.keys import fresh, slug
from bgm_portal.learning.errors import (
    DraftConflict,
    DraftExists,
    DraftMissing,
    NotEditorial,
    NothingChanged,
    NotPublishable,
    ReasonNeeded,
    SamePerson,
)
from bgm_portal.learning.kinds import Change, DraftState
from bgm_portal.learning.library import BASE
from bgm_portal.learning.models import Module, ModuleDraft

from . import publishing
from .publishing import Publication

Edit = Callable[[Document], Document]


@dataclass(frozen=True, kw_only=True)
class Where:
    """A draft in one language, and the revision that somebody sees."""

    key: str
    revision: int
    by: UUID
    at: datetime
    language: str = BASE


@dataclass(frozen=True, kw_only=True)
class HandIn:
    """What whoever hands in a draft says about it."""

    change: Change
    note: str
    reason: str


def create(head: Mapping[str, str], *, by: UUID, at: datetime) -> str:
    """Begin a new module; return its key."""
    taken = [*queries.keys(), *drafts.keys()]
    key = fresh(slug(head["title_de"]), taken)
    document = editing.new({"id": key, **head})
    _add(key, {BASE: writer.write(document)}, {}, {}, by=by, at=at)
    return key


def begin(key: str, *, by: UUID, at: datetime) -> None:
    """Begin a draft of what is published; an existing one is kept."""
    if drafts.find(key) is not None:
        return
    version = queries.newest_version(key)
    followed = {code: _by_part(key, marks) for code, marks in version.based_on.items()}
    _add(key, version.texts, version.media, followed, by=by, at=at)


def _by_part(key: str, followed: Any) -> Any:
    """Return what a translation followed by part, where an early version has one hash for all."""
    if not isinstance(followed, str):
        return followed
    originals = (texts[BASE] for texts in queries.texts_of_versions(key))
    found = next((text for text in originals if library.content_hash(text) == followed), None)
    return library.followed_now(found) if found is not None else {}


def take_in(
    key: str, texts: Mapping[str, str], media: Mapping[str, bytes], *, by: UUID, at: datetime
) -> None:
    """Begin a draft of what came from elsewhere. It never writes over another draft."""
    if drafts.find(key) is not None:
        raise DraftExists
    hashes = {name: publishing.keep_medium(name, content) for name, content in media.items()}
    _add(key, texts, hashes, {}, by=by, at=at)


def _add(
    key: str,
    texts: Mapping[str, str],
    media: Mapping[str, str],
    based_on: Mapping[str, Any],
    *,
    by: UUID,
    at: datetime,
) -> None:
    draft = ModuleDraft(
        key=key,
        texts=dict(texts),
        media=dict(media),
        based_on=dict(based_on),
        revision=1,
        state=DraftState.WRITING,
        note="",
        reason="",
        updated_by=by,
        updated_at=at,
    )
    db.session.add(draft)
    db.session.flush()
    audit.record(Event.MODULE_DRAFTED, at=at, by=by, object_id=draft.id)


def change(where: Where, edit: Edit, *, follows: str = "", everywhere: bool = False) -> int:
    """Change a draft if nobody else has since; return its revision. It is to be handed in anew.

    `follows` names the part of a translation that says what its German text says now; `everywhere`
    is for what all languages have in common.
    """
    draft = _held(where.key)
    document = drafts.document(draft, where.language)
    if draft.revision != where.revision:
        raise DraftConflict(theirs=document, mine=edit(document), revision=draft.revision)
    changed = draft.texts if everywhere else (where.language,)
    texts = {one: writer.write(edit(drafts.document(draft, one))) for one in changed}
    if follows:
        _follow(draft, where.language, only=follows)
    _write(draft, where, texts={**draft.texts, **texts})
    return draft.revision


def translate(where: Where) -> None:
    """Begin the English text with the words of the German one."""
    draft = _held(where.key)
    if where.language not in draft.texts:
        original = drafts.document(draft, BASE)
        copy = editing.in_language(original, where.language)
        _write(draft, where, texts={**draft.texts, where.language: writer.write(copy)})


def translation_is_current(where: Where) -> None:
    """Note that the translation says what the German text says now."""
    draft = _held(where.key)
    _follow(draft, where.language)
    _touch(draft, where)


def _follow(draft: ModuleDraft, language: str, *, only: str = "") -> None:
    """Note that a translation, or one part of it, follows the German text as it stands."""
    present = library.followed_now(draft.texts[BASE])
    marks = {**(draft.based_on.get(language) or {}), only: present.get(only)} if only else present
    draft.based_on = {**draft.based_on, language: marks}


def add_media(where: Where, files: Mapping[str, bytes]) -> None:
    """Add files to a draft, or put others in their place."""
    draft = _held(where.key)
    kept = {name: publishing.keep_medium(name, content) for name, content in files.items()}
    draft.media = {**draft.media, **kept}
    _touch(draft, where)


def replace_media(where: Where, files: Mapping[str, bytes]) -> None:
    """Put other files in the place of those that somebody saw."""
    draft = _held(where.key)
    if draft.revision != where.revision:
        raise DraftConflict(theirs=None, mine=None, revision=draft.revision)
    add_media(where, files)


def hand_in(where: Where, said: HandIn) -> None:
    """Hand a draft in for release: something new, no errors, a reason for every warning."""
    draft = _held(where.key)
    if draft.revision != where.revision:
        raise DraftConflict(theirs=None, mine=None, revision=draft.revision)
    if drafts.is_unchanged(draft):
        raise NothingChanged
    findings = drafts.findings(draft)
    errors = [str(one) for one in findings if one.severity is Severity.ERROR]
    if errors:
        raise NotPublishable(errors)
    if any(one.severity is Severity.WARNING for one in findings) and not said.reason:
        raise ReasonNeeded
    if said.change is Change.EDITORIAL and not drafts.may_be_editorial(draft):
        raise NotEditorial
    draft.state, draft.change = DraftState.HANDED_IN, said.change
    draft.note, draft.reason = said.note, said.reason
    draft.handed_in_by = where.by
    _touch(draft, where, state=DraftState.HANDED_IN)
    audit.record(Event.MODULE_HANDED_IN, at=where.at, by=where.by, object_id=draft.id)


def release(where: Where) -> bool:
    """Publish what somebody else has handed in, just as it was handed in.

    Returns whether anything was new; if not, the draft has done its duty.
    """
    draft = _held(where.key)
    if draft.state is not DraftState.HANDED_IN or draft.revision != where.revision:
        raise DraftConflict(theirs=None, mine=None, revision=draft.revision)
    if where.by in {draft.handed_in_by, draft.updated_by}:
        raise SamePerson
    publication = Publication(
        at=where.at,
        change=draft.change,
        note=draft.note,
        written_by=draft.handed_in_by,
        released_by=where.by,
    )
    published = publishing.publish(drafts.package(draft), publication)
    db.session.delete(draft)
    return published is not None


def give_back(where: Where) -> None:
    """Give a draft back to whoever wrote it."""
    draft = _held(where.key)
    draft.state = DraftState.WRITING
    draft.revision += 1


def discard(where: Where) -> None:
    """Throw a draft away; what is published stays as it is."""
    draft = _held(where.key)
    audit.record(Event.MODULE_DISCARDED, at=where.at, by=where.by, object_id=draft.id)
    db.session.delete(draft)


def withdraw(key: str, *, by: UUID, at: datetime) -> None:
    """Offer a module no longer: whoever has begun has 30 days, certificates stay valid."""
    module = _module(key)
    if module.withdrawn_at is None:
        module.withdrawn_at = at
        audit.record(Event.MODULE_WITHDRAWN, at=at, by=by, object_id=module.id)


def offer_again(key: str, *, by: UUID, at: datetime) -> None:
    """Offer a withdrawn module again."""
    module = _module(key)
    if module.withdrawn_at is not None:
        module.withdrawn_at = None
        audit.record(Event.MODULE_OFFERED, at=at, by=by, object_id=module.id)


def _module(key: str) -> Module:
    return queries.shelved(key).module


def _held(key: str) -> ModuleDraft:
    """Return a draft, held until the commit."""
    found = db.session.scalar(
        select(ModuleDraft)
        .where(ModuleDraft.key == key)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    if found is None:
        raise DraftMissing
    return found


def _write(draft: ModuleDraft, where: Where, *, texts: Mapping[str, str]) -> None:
    draft.texts = dict(texts)
    _touch(draft, where)


def _touch(draft: ModuleDraft, where: Where, *, state: DraftState = DraftState.WRITING) -> None:
    draft.state, draft.revision = state, draft.revision + 1
    if state is DraftState.WRITING:
        draft.updated_by, draft.updated_at = where.by, where.at
    db.session.flush()
