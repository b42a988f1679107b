"""What was published, read once: a version never changes, so what was read of it stays true."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from bgm_portal.core.clock import local_day

from .content import reader, writer
from .content.document import Document, Question
from .content.fingerprints import fingerprints
from .kinds import Change
from .rules import grading
from .rules.grading import Given, Verdict

BASE = "de"
MOST_KEPT = 256


@dataclass(frozen=True, kw_only=True)
class Edition:
    """A published version with its documents by language."""

    version_id: UUID
    module_id: UUID
    key: str
    number: int
    change: Change
    change_note: str
    documents: Mapping[str, Document]
    media: Mapping[str, str]
    stale: frozenset[str]
    published_at: datetime

    def document(self, language: str) -> Document:
        """Return the module in this language, or in its own where it was not translated."""
        return self.documents.get(language) or self.documents[BASE]

    @property
    def base(self) -> Document:
        """Return the original."""
        return self.documents[BASE]

    def grade(self, question: Question, given: Given) -> Verdict:
        """Return the verdict on an answer: gaps take the words of all languages of the edition."""
        twins = [
            other
            for document in self.documents.values()
            for other in document.questions
            if other.key == question.key
        ]
        return grading.grade(grading.in_all_languages(question, twins), given)

    @property
    def renewal_months(self) -> int:
        """Return after how many months the module has to be taken again; 0 is never."""
        return self.base.head.number("renewal_months", 0)

    @property
    def published_on(self) -> date:
        """Return the day on which it appeared."""
        return local_day(self.published_at)


_shelf: dict[UUID, Edition] = {}


def kept(version_id: UUID) -> Edition | None:
    """Return an edition that was read already."""
    return _shelf.get(version_id)


def keep(edition: Edition) -> Edition:
    """Put an edition on the shelf; the oldest make room."""
    while len(_shelf) >= MOST_KEPT:
        _shelf.pop(next(iter(_shelf)), None)
    _shelf[edition.version_id] = edition
    return edition


def documents(
    texts: Mapping[str, str], media: Mapping[str, str], *, name: str
) -> dict[str, Document]:
    """Read the texts of a version, which were found sound when it was published."""
    return {
        language: reader.read(
            source, file=f"{name}/{language}.md", language=language, media=frozenset(media)
        )[0]
        for language, source in texts.items()
    }


def stale_languages(texts: Mapping[str, str], based_on: Mapping[str, Any]) -> frozenset[str]:
    """Return the languages that translate an older original."""
    return frozenset(
        language
        for language in texts
        if language != BASE and outdated(texts[BASE], based_on.get(language))
    )


def outdated(original: str, followed: Any) -> frozenset[str]:
    """Return the parts of an original that are not what a translation followed.

    What it followed are fingerprints by part; in early versions it is one for the whole text.
    """
    present = followed_now(original)
    if isinstance(followed, str):
        return frozenset() if followed == content_hash(original) else frozenset(present)
    known = followed or {}
    return frozenset(part for part, mark in present.items() if known.get(part) != mark)


def followed_now(original: str) -> dict[str, str]:
    """Return what a translation follows that says the same as this original."""
    return fingerprints(reader.read(original, file="", language=BASE)[0])


def content_hash(text: str) -> str:
    """Return the fingerprint of what a German text says, however it is written down."""
    return text_hash(writer.write(reader.read(text, file="", language=BASE)[0]))


def text_hash(text: str) -> str:
    """Return the fingerprint of a text."""
    return hashlib.sha256(text.encode()).hexdigest()
