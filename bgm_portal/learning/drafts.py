"""Drafts of modules: what stands in them, what is wrong with them, and how far translations are."""

from collections.abc import Mapping, Sequence

from sqlalchemy import select

from bgm_portal.contacts import queries as contacts
from bgm_portal.core.database import db

from . import library, queries
from .content import contact_links, readable, reader
from .content.document import Document
from .content.findings import Finding
from .errors import DraftMissing
from .library import BASE
from .models import Medium, ModuleDraft
from .packages import Package, examine
from .rules import progress as rules


def find(key: str) -> ModuleDraft | None:
    """Return the draft of a module, if there is one."""
    return db.session.scalar(select(ModuleDraft).where(ModuleDraft.key == key))


def draft(key: str) -> ModuleDraft:
    """Return the draft of a module, or raise DraftMissing."""
    found = find(key)
    if found is None:
        raise DraftMissing
    return found


def everything() -> Sequence[ModuleDraft]:
    """Return all drafts, the latest change first."""
    return db.session.scalars(
        select(ModuleDraft).order_by(ModuleDraft.updated_at.desc(), ModuleDraft.key)
    ).all()


def keys() -> list[str]:
    """Return the keys of all drafts."""
    return list(db.session.scalars(select(ModuleDraft.key).order_by(ModuleDraft.key)))


def document(one: ModuleDraft, language: str) -> Document:
    """Return the text of a draft in a language, or raise DraftMissing."""
    if language not in one.texts:
        raise DraftMissing
    return reader.read(
        one.texts[language],
        file=f"{one.key}/{language}.md",
        language=language,
        media=frozenset(one.media),
    )[0]


def taken(one: ModuleDraft) -> frozenset[str]:
    """Return the keys of all parts and questions of a draft, in whatever language."""
    return frozenset(key for language in one.texts for key in document(one, language).keys)


def contents(media: Mapping[str, str]) -> dict[str, bytes]:
    """Return files by name, as drafts and versions name them."""
    rows = db.session.scalars(
        select(Medium).where(Medium.hash.in_(media.values())).order_by(Medium.hash)
    )
    found = {row.hash: row.content for row in rows}
    return {name: found[mark] for name, mark in media.items()}


def medium(one: ModuleDraft, name: str) -> Medium:
    """Return a file of a draft, or raise DraftMissing."""
    found = db.session.get(Medium, one.media.get(name, ""))
    if found is None:
        raise DraftMissing
    return found


def package(one: ModuleDraft) -> Package:
    """Return a draft as files."""
    return Package(name=one.key, texts=one.texts, media=contents(one.media), based_on=one.based_on)


def findings(one: ModuleDraft) -> list[Finding]:
    """Return all that is wrong with a draft, and which contacts it names that are not there."""
    documents = [document(one, language) for language in sorted(one.texts)]
    named = {key for each in documents for key in contact_links.keys(each)}
    known = contacts.references(named)
    lost = [found for each in documents for found in contact_links.check(each, known)]
    return examine(package(one)) + lost


def stale_languages(one: ModuleDraft) -> frozenset[str]:
    """Return the languages that translate an older German text."""
    return library.stale_languages(one.texts, one.based_on)


def outdated(one: ModuleDraft, language: str) -> frozenset[str]:
    """Return the parts whose German text is not the one that was translated."""
    if language == BASE or language not in one.texts:
        return frozenset()
    return library.outdated(one.texts[BASE], one.based_on.get(language))


def followed_text(one: ModuleDraft, language: str, part: str) -> list[str]:
    """Return the German lines that a translation of a part followed, if they were published."""
    mark = dict(one.based_on.get(language) or {}).get(part)
    for texts in queries.texts_of_versions(one.key) if mark else ():
        if library.followed_now(texts[BASE]).get(part) == mark:
            return readable.part_lines(reader.read(texts[BASE], file="", language=BASE)[0], part)
    return []


def is_unchanged(one: ModuleDraft) -> bool:
    """Tell whether a draft says, shows and translates just what is published."""
    version = queries.find_newest_version(one.key)
    return version is not None and (one.texts, one.media, one.based_on) == (
        version.texts,
        version.media,
        version.based_on,
    )


def may_be_editorial(one: ModuleDraft) -> bool:
    """Tell whether a draft has the same lessons, questions and right answers as before."""
    version = queries.find_newest_version(one.key)
    if version is None:
        return False
    before = library.documents(version.texts, version.media, name=one.key)
    now = {language: document(one, language) for language in one.texts}
    return rules.only_words_changed(before, now, base=BASE)
